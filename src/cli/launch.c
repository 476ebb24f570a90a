/* SPDX-License-Identifier: MIT */
/*
 * A process of its own: a new session, nothing of ours open, its words in a log. It says READY=1 on a
 * datagram socket as to systemd (sd_notify(3)); the kernel tells us whose words those are, and when it dies
 * first.
 */

#include "launch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "clock.h"
#include "i18n.h"
#include "place.h"
#include "str.h"

enum { LOG_SIZE_MAX = 1024 * 1024, LAST_WORDS_MAX = 400 };

typedef struct Launch {
        char *binary;
        char *log_path;  /* NULL: there is no place for a log */
        int log_fd;      /* or /dev/null */
        off_t log_start; /* its size before */
        int notify_fd, signal_fd;
        char notify_name[16]; /* NOTIFY_SOCKET: '@' and what the kernel chose */
        sigset_t old_signals;
        pid_t pid;
} Launch;

static void launch_deinit(Launch *self)
{
        if (self->signal_fd >= 0)
                sigprocmask(SIG_SETMASK, &self->old_signals, NULL);
        closep(&self->signal_fd);
        closep(&self->notify_fd);
        closep(&self->log_fd);
        free(self->binary);
        free(self->log_path);
}

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
        return slash ? str_format("%.*s/limberd", (int) (slash - path), path) : NULL;
}

static char *in_path(void)
{
        const char *rest = getenv("PATH");

        while (rest && *rest) {
                size_t n = strcspn(rest, ":");
                _cleanup_free_ char *path = str_format("%.*s/limberd", (int) n, rest);

                if (path && path[0] == '/' && access(path, X_OK) == 0)
                        return TAKE_PTR(path);
                rest += n + (rest[n] == ':');
        }
        return NULL;
}

static int find_binary(Launch *self, Error *error)
{
        const char *named = getenv("LIMBERD_BINARY");

        if (named && named[0]) {
                self->binary = strdup(named);
                return self->binary ? 0 : -ENOMEM;
        }
        self->binary = beside_us();
        if (self->binary && access(self->binary, X_OK) == 0)
                return 0;
        free(self->binary);
        self->binary = in_path();
        if (self->binary)
                return 0;
        return error_set(
                error, -ENOENT, _("limberd is neither beside limber nor in PATH; install Limber again"));
}

/* ---- its log ---- */

static int open_log_at(const char *path)
{
        _cleanup_close_ int fd = open(
                path, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC, 0600);
        struct stat st;
        int taken;

        if (fd < 0 || fstat(fd, &st) < 0)
                return -errno;
        if (!S_ISREG(st.st_mode) || st.st_uid != geteuid())
                return -EPERM;
        if ((st.st_mode & 077) != 0)
                (void) !fchmod(fd, 0600);
        if (st.st_size > LOG_SIZE_MAX && ftruncate(fd, 0) < 0)
                return -errno;
        taken = fd;
        fd = -1;
        return taken;
}

/* A read-only home must not keep it from reminding. */
static int open_log(Launch *self, Error *error)
{
        _cleanup_free_ char *directory = NULL, *path = NULL;

        if (place_make(PLACE_STATE, &directory, NULL) == 0)
                path = str_format("%s/limberd.log", directory);
        if (path)
                self->log_fd = open_log_at(path);
        if (self->log_fd >= 0) {
                self->log_path = TAKE_PTR(path);
                self->log_start = lseek(self->log_fd, 0, SEEK_END);
                return 0;
        }
        self->log_fd = open("/dev/null", O_RDWR | O_CLOEXEC);
        return self->log_fd < 0 ? error_set(error, -errno, "/dev/null: %m") : 0;
}

/* The last line that it wrote, without its name before it. */
static const char *last_words(const Launch *self, char words[static LAST_WORDS_MAX])
{
        const char name[] = "limberd: ";
        off_t end = lseek(self->log_fd, 0, SEEK_END);
        off_t from = MAX(self->log_start, end - (LAST_WORDS_MAX - 1));
        ssize_t n =
                self->log_path && end > from ? pread(self->log_fd, words, (size_t) (end - from), from) : 0;
        char *line;

        words[MAX(n, 0)] = '\0';
        for (; n > 0 && words[n - 1] == '\n'; n--)
                words[n - 1] = '\0';
        line = strrchr(words, '\n');
        line = line ? line + 1 : words;
        return strncmp(line, name, strlen(name)) == 0 ? line + strlen(name) : line;
}

/* ---- hearing of it ---- */

static int listen_for_ready(Launch *self, Error *error)
{
        struct sockaddr_un address = { .sun_family = AF_UNIX };
        socklen_t size = sizeof address;
        int on = 1;

        self->notify_fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        /* An address without a path: the kernel chooses an abstract one, that leaves nothing behind. */
        if (self->notify_fd < 0 ||
            bind(self->notify_fd, (struct sockaddr *) &address, sizeof address.sun_family) < 0 ||
            setsockopt(self->notify_fd, SOL_SOCKET, SO_PASSCRED, &on, sizeof on) < 0 ||
            getsockname(self->notify_fd, (struct sockaddr *) &address, &size) < 0)
                return error_set(error, -errno, _("limberd cannot be listened to: %m"));
        size -= offsetof(struct sockaddr_un, sun_path);
        snprintf(self->notify_name, sizeof self->notify_name, "@%.*s", (int) size - 1, address.sun_path + 1);
        return 0;
}

static int listen_for_death(Launch *self, Error *error)
{
        sigset_t child;

        sigemptyset(&child);
        sigaddset(&child, SIGCHLD);
        if (sigprocmask(SIG_BLOCK, &child, &self->old_signals) == 0)
                self->signal_fd = signalfd(-1, &child, SFD_CLOEXEC | SFD_NONBLOCK);
        return self->signal_fd < 0 ? error_set(error, -errno, _("limberd cannot be watched: %m")) : 0;
}

/* Reads one message; did this user's limberd say that it is ready? Anybody can write to an abstract socket.
 */
static bool heard_ready(const Launch *self)
{
        union {
                char bytes[CMSG_SPACE(sizeof(struct ucred))];
                struct cmsghdr align;
        } control;
        char text[512];
        struct iovec part = { text, sizeof text - 1 };
        struct msghdr message = {
                .msg_iov = &part,
                .msg_iovlen = 1,
                .msg_control = &control,
                .msg_controllen = sizeof control,
        };
        ssize_t n = recvmsg(self->notify_fd, &message, MSG_CMSG_CLOEXEC);
        struct cmsghdr *header = n < 0 ? NULL : CMSG_FIRSTHDR(&message);
        struct ucred sender;

        if (!header || header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_CREDENTIALS)
                return false;
        memcpy(&sender, CMSG_DATA(header), sizeof sender);
        text[n] = '\0';
        return sender.uid == geteuid() && strstr(text, "READY=1");
}

/* ---- its life ---- */

/* Never returns. */
static void become(const Launch *self)
{
        int null_fd = open("/dev/null", O_RDONLY);

        setsid();
        dup2(null_fd, STDIN_FILENO);
        dup2(self->log_fd, STDOUT_FILENO);
        dup2(self->log_fd, STDERR_FILENO);
        close_range(STDERR_FILENO + 1, ~0U, 0);
        sigprocmask(SIG_SETMASK, &self->old_signals, NULL);
        setenv("NOTIFY_SOCKET", self->notify_name, 1);
        unsetenv("JOURNAL_STREAM"); /* its words go to a file */
        execl(self->binary, "limberd", (char *) NULL);
        dprintf(STDERR_FILENO, _("%s cannot be run: %s\n"), self->binary, strerror(errno));
        _exit(127);
}

static bool is_dead(const Launch *self)
{
        return waitpid(self->pid, NULL, WNOHANG) == self->pid;
}

static int died(const Launch *self, Error *error)
{
        char buffer[LAST_WORDS_MAX] = "";
        const char *words = last_words(self, buffer);

        if (words[0])
                return error_set(error, -ECHILD, _("limberd did not start: %s"), words);
        return error_set(
                error, -ECHILD, _("limberd did not start and did not say why; run it by hand: %s"),
                self->binary);
}

static int too_slow(const Launch *self, Error *error)
{
        kill(self->pid, SIGKILL);
        waitpid(self->pid, NULL, 0);
        return error_set(
                error, -ETIMEDOUT, _("limberd did not get ready within %d s and was ended; see %s"),
                LAUNCH_TIMEOUT_MS / 1000, self->log_path ? self->log_path : "limberd(1)");
}

static int wait_until_ready(const Launch *self, Error *error)
{
        int64_t end_ms = clock_boot_now().ms + LAUNCH_TIMEOUT_MS, left_ms;
        struct pollfd fds[] = {
                { .fd = self->notify_fd, .events = POLLIN },
                { .fd = self->signal_fd, .events = POLLIN },
        };

        while ((left_ms = end_ms - clock_boot_now().ms) > 0) {
                struct signalfd_siginfo signal;

                if (poll(fds, ELEMENTSOF(fds), (int) left_ms) < 0 && errno != EINTR)
                        return error_set(error, -errno, _("limberd cannot be watched: %m"));
                if (fds[0].revents && heard_ready(self))
                        return 0;
                if (fds[1].revents && read(self->signal_fd, &signal, sizeof signal) > 0 && is_dead(self))
                        return died(self, error);
        }
        return too_slow(self, error);
}

int launch(Error *error)
{
        _cleanup_(launch_deinit) Launch self = { .log_fd = -1, .notify_fd = -1, .signal_fd = -1 };
        int r;

        r = find_binary(&self, error);
        if (r == 0)
                r = open_log(&self, error);
        if (r == 0)
                r = listen_for_ready(&self, error);
        if (r == 0)
                r = listen_for_death(&self, error);
        if (r < 0)
                return r;
        self.pid = fork();
        if (self.pid < 0)
                return error_set(error, -errno, _("limberd cannot be started: %m"));
        if (self.pid == 0)
                become(&self);
        return wait_until_ready(&self, error);
}
