/* SPDX-License-Identifier: MIT */
/*
 * The windows are a program of their own, so that limberd never loads what draws. It is our child, for then
 * its end is told by the kernel at once; posix_spawn() shares our memory until it runs, so that starting it
 * costs us nothing.
 */

#include "desk-process.h"

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

#include "clock.h"
#include "i18n.h"
#include "str.h"

struct DeskProcess {
        pid_t pid;
        int fd; /* readable once it has ended */
        LoopIo *io;
        LoopTimer *timer; /* when it is killed */
        DeskProcessDone done;
        void *userdata;
};

/* ---- which program ---- */

static char *beside_us(void)
{
        char path[4096];
        ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
        char *slash;

        if (n <= 0)
                return NULL;
        path[n] = '\0';
        slash = strrchr(path, '/');
        return slash ? str_format("%.*s/limber-desk", (int) (slash - path), path) : NULL;
}

int desk_process_find(char **ret, Error *error)
{
        const char *named = getenv("LIMBER_DESK_BINARY");
        _cleanup_free_ char *path = named && named[0] ? strdup(named) : beside_us();

        if (path && access(path, X_OK) == 0) {
                *ret = TAKE_PTR(path);
                return 0;
        }
        if (named && named[0])
                return error_set(
                        error, -ENOENT, _("LIMBER_DESK_BINARY names %.200s, which cannot be run"), named);
        free(path);
        path = strdup(LIMBER_DESK_INSTALLED);
        if (!path)
                return error_memory(error);
        if (access(path, X_OK) < 0)
                return error_set(
                        error, -ENOENT, _("limber-desk is neither beside limberd nor at %s; install it"),
                        path);
        *ret = TAKE_PTR(path);
        return 0;
}

/* ---- its start ---- */

/* What is said to us alone: READY and the watchdog are limberd's own. */
static bool is_passed_on(const char *variable)
{
        static const char *const ours[] = { "NOTIFY_SOCKET=", "WATCHDOG_PID=", "WATCHDOG_USEC=" };

        for (size_t i = 0; i < ELEMENTSOF(ours); i++)
                if (strncmp(variable, ours[i], strlen(ours[i])) == 0)
                        return false;
        return true;
}

/* Borrowed strings in an array that the caller frees. What is added comes first, so that it counts. */
static char **environment_with(char *const *added, size_t n_added)
{
        char **environment;
        size_t n = 0;

        while (environ[n])
                n++;
        environment = calloc(n_added + n + 1, sizeof *environment);
        if (!environment)
                return NULL;
        for (n = 0; n < n_added; n++)
                environment[n] = added[n];
        for (size_t i = 0; environ[i]; i++)
                if (is_passed_on(environ[i]))
                        environment[n++] = environ[i];
        return environment;
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
static int spawn(const char *binary, char **environment, pid_t *ret)
{
        char name[] = "limber-desk", option[] = "--break", *const arguments[] = { name, option, NULL };
        posix_spawn_file_actions_t actions;
        posix_spawnattr_t attributes;
        int r;

        if (posix_spawn_file_actions_init(&actions) != 0)
                return ENOMEM;
        if (posix_spawnattr_init(&attributes) != 0) {
                posix_spawn_file_actions_destroy(&actions);
                return ENOMEM;
        }
        r = posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
        if (r == 0)
                r = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
        if (r == 0)
                r = set_attributes(&attributes);
        if (r == 0)
                r = posix_spawn(ret, binary, &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
        posix_spawn_file_actions_destroy(&actions);
        return r;
}

/* ---- its end ---- */

/* The whole group: what it started goes with it. It is not reaped yet, so the number is still its own. */
static void send_signal(const DeskProcess *self, int number)
{
        if (kill(-self->pid, number) < 0)
                kill(self->pid, number);
}

static int reap(DeskProcess *self)
{
        int status = 0;

        while (waitpid(self->pid, &status, 0) < 0 && errno == EINTR)
                ;
        self->pid = 0;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

static int on_end(LoopIo *io, uint32_t events, void *userdata)
{
        DeskProcess *self = userdata;

        loop_io_free(TAKE_PTR(self->io));
        self->done(self->userdata, reap(self));
        return 0;
}

static int on_patience_over(LoopTimer *timer, void *userdata)
{
        send_signal(userdata, SIGKILL);
        return 0;
}

void desk_process_end(DeskProcess *self)
{
        if (self->pid == 0)
                return;
        send_signal(self, SIGTERM);
        loop_timer_set(self->timer, (BootTime){ clock_boot_now().ms + DESK_PROCESS_PATIENCE_MS });
}

void desk_process_end_now(DeskProcess *self)
{
        int64_t until_ms = clock_boot_now().ms + DESK_PROCESS_PATIENCE_MS, left_ms;
        struct pollfd ended = { .fd = self->fd, .events = POLLIN };

        if (self->pid == 0)
                return;
        loop_io_free(TAKE_PTR(self->io));
        send_signal(self, SIGTERM);
        while (!ended.revents && (left_ms = until_ms - clock_boot_now().ms) > 0)
                if (poll(&ended, 1, (int) left_ms) < 0 && errno != EINTR)
                        break;
        if (!ended.revents)
                send_signal(self, SIGKILL);
        reap(self);
}

void desk_process_free(DeskProcess *self)
{
        if (!self)
                return;
        loop_io_free(self->io);
        loop_timer_free(self->timer);
        if (self->fd >= 0)
                close(self->fd);
        free(self);
}

int desk_process_start(
        Loop *loop, const char *binary, char *const *added, size_t n_added, DeskProcessDone done,
        void *userdata, DeskProcess **ret, Error *error)
{
        _cleanup_(desk_process_freep) DeskProcess *self = calloc(1, sizeof *self);
        _cleanup_free_ char **environment = environment_with(added, n_added);
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
        r = spawn(binary, environment, &self->pid);
        if (r != 0)
                return error_set(error, -r, _("%.200s cannot be started: %s"), binary, strerror(r));
        self->fd = pidfd_open(self->pid, 0);
        r = self->fd < 0 ? -errno : loop_add_io(loop, self->fd, EPOLLIN, on_end, self, &self->io);
        if (r < 0) {
                send_signal(self, SIGKILL);
                reap(self);
                return error_set(error, r, _("limber-desk cannot be watched: %s"), strerror(-r));
        }
        *ret = TAKE_PTR(self);
        return 0;
}
