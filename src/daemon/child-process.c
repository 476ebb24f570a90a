/* SPDX-License-Identifier: MIT */
/*
 * A child of ours, for then its end is told by the kernel at once; posix_spawn() shares our memory until it
 * runs, so that starting it costs us nothing.
 */

#include "child-process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "i18n.h"

struct ChildProcess {
        pid_t pid;
        int fd; /* readable once it has ended */
        LoopIo *io;
        LoopTimer *timer; /* when it is killed */
        ChildProcessDone done;
        void *userdata;
};

/* ---- its start ---- */

/* What is said to us alone: READY and the watchdog are limberd's own, and so is where its log goes. */
static bool is_passed_on(const char *variable, bool to_stranger)
{
        static const struct {
                const char *start;
                bool to_strangers; /* kept from them alone */
        } ours[] = {
                { "NOTIFY_SOCKET=", false }, { "WATCHDOG_PID=", false }, { "WATCHDOG_USEC=", false },
                { "JOURNAL_STREAM=", true }, { "INVOCATION_ID=", true }, { "LIMBER_", true },
        };

        for (size_t i = 0; i < ELEMENTSOF(ours); i++)
                if ((to_stranger || !ours[i].to_strangers) &&
                    strncmp(variable, ours[i].start, strlen(ours[i].start)) == 0)
                        return false;
        return true;
}

/* Borrowed strings in an array that the caller frees. What is added comes first, so that it counts. */
static char **environment_of(const ChildProgram *program)
{
        char **environment;
        size_t n = 0;

        while (environ[n])
                n++;
        environment = calloc(program->n_added + n + 1, sizeof *environment);
        if (!environment)
                return NULL;
        for (n = 0; n < program->n_added; n++)
                environment[n] = program->added[n];
        for (size_t i = 0; environ[i]; i++)
                if (is_passed_on(environ[i], program->is_stranger))
                        environment[n++] = environ[i];
        return environment;
}

static int set_files(posix_spawn_file_actions_t *actions, int output_fd)
{
        int r = posix_spawn_file_actions_addopen(actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);

        if (r == 0 && output_fd >= 0)
                r = posix_spawn_file_actions_adddup2(actions, output_fd, STDOUT_FILENO);
        if (r == 0 && output_fd >= 0)
                r = posix_spawn_file_actions_adddup2(actions, output_fd, STDERR_FILENO);
        return r != 0 ? r : posix_spawn_file_actions_addclosefrom_np(actions, STDERR_FILENO + 1);
}

static int set_attributes(posix_spawnattr_t *attributes)
{
        sigset_t none, all;
        int r;

        sigemptyset(&none);
        sigfillset(&all);
        r = posix_spawnattr_setsigmask(attributes, &none);
        if (r == 0)
                r = posix_spawnattr_setsigdefault(attributes, &all);
        if (r == 0)
                r = posix_spawnattr_setpgroup(attributes, 0);
        return r != 0 ? r
                      : posix_spawnattr_setflags(
                                attributes,
                                POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
}

/* 0 or an errno, as posix_spawn(3). */
static int spawn(const ChildProgram *program, char **environment, pid_t *ret)
{
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        int r;

        if (posix_spawn_file_actions_init(&actions) != 0)
                return ENOMEM;
        if (posix_spawnattr_init(&attributes) != 0) {
                posix_spawn_file_actions_destroy(&actions);
                return ENOMEM;
        }
        r = set_files(&actions, program->output_fd);
        if (r == 0)
                r = set_attributes(&attributes);
        if (r == 0)
                r = posix_spawn(ret, program->path, &actions, &attributes, program->arguments, environment);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        return r;
}

/* ---- its end ---- */

/* The whole group: what it started goes with it. It is not reaped yet, so the number is still its own. */
static void send_signal(const ChildProcess *self, int number)
{
        if (kill(-self->pid, number) < 0)
                kill(self->pid, number);
}

static int reap(ChildProcess *self)
{
        int status = 0;

        while (waitpid(self->pid, &status, 0) < 0 && errno == EINTR)
                ;
        self->pid = 0;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int on_end(LoopIo *io, uint32_t events, void *userdata)
{
        ChildProcess *self = userdata;

        loop_io_free(TAKE_PTR(self->io));
        self->done(self->userdata, reap(self));
        return 0;
}

static int on_patience_over(LoopTimer *timer, void *userdata)
{
        send_signal(userdata, SIGKILL);
        return 0;
}

void child_process_end(ChildProcess *self, int64_t patience_ms)
{
        if (self->pid == 0)
                return;
        send_signal(self, SIGTERM);
        loop_timer_set(self->timer, (BootTime){ clock_boot_now().ms + patience_ms });
}

void child_process_end_now(ChildProcess *self, BootTime until)
{
        int64_t left_ms;
        struct pollfd ended = { .fd = self->fd, .events = POLLIN };

        if (self->pid == 0)
                return;
        loop_io_free(TAKE_PTR(self->io));
        send_signal(self, SIGTERM);
        while (!ended.revents && (left_ms = until.ms - clock_boot_now().ms) > 0)
                if (poll(&ended, 1, (int) left_ms) < 0 && errno != EINTR)
                        break;
        if (!ended.revents)
                send_signal(self, SIGKILL);
        reap(self);
}

void child_process_free(ChildProcess *self)
{
        if (!self)
                return;
        loop_io_free(self->io);
        loop_timer_free(self->timer);
        if (self->fd >= 0)
                close(self->fd);
        free(self);
}

int child_process_start(
        Loop *loop, const ChildProgram *program, ChildProcessDone done, void *userdata, ChildProcess **ret,
        Error *error)
{
        _cleanup_(child_process_freep) ChildProcess *self = calloc(1, sizeof *self);
        _cleanup_free_ char **environment = environment_of(program);
        int r;

        if (!self || !environment) {
                if (self)
                        self->fd = -1;
                return error_memory(error);
        }
        self->fd = -1;
        self->done = done;
        self->userdata = userdata;
        r = loop_add_timer(loop, on_patience_over, self, &self->timer);
        if (r < 0)
                return error_set(error, r, "%s", strerror(-r));
        r = spawn(program, environment, &self->pid);
        if (r != 0)
                return error_set(error, -r, _("%.200s cannot be started: %s"), program->path, strerror(r));
        self->fd = pidfd_open(self->pid, 0);
        r = self->fd < 0 ? -errno : loop_add_io(loop, self->fd, EPOLLIN, on_end, self, &self->io);
        if (r < 0) {
                send_signal(self, SIGKILL);
                reap(self);
                return error_set(error, r, _("%.200s cannot be watched: %s"), program->path, strerror(-r));
        }
        *ret = TAKE_PTR(self);
        return 0;
}
