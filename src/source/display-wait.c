/* SPDX-License-Identifier: MIT */
/* Sockets called wayland-N in XDG_RUNTIME_DIR, those that are there and those that come. */

#include "display-wait.h"

#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "str.h"

/* A socket is there a moment before its server listens; a desktop's other parts come later. */
static const int64_t delays_ms[] = { 1000, 10 * 1000 };

struct DisplayWait {
        int inotify_fd;
        LoopIo *io;
        LoopTimer *timer;
        size_t n_told; /* since the last socket came */
        DisplayWaitFunction function;
        void *userdata;
};

static const char *folder(void)
{
        static const char *const named[] = { "WAYLAND_DISPLAY", "DISPLAY" };
        const char *value;

        for (size_t i = 0; i < ELEMENTSOF(named); i++)
                if ((value = getenv(named[i])) && *value)
                        return NULL;
        value = getenv("XDG_RUNTIME_DIR");
        return value && *value == '/' ? value : NULL;
}

static bool is_socket(const char *path)
{
        struct stat status;

        return stat(path, &status) == 0 && S_ISSOCK(status.st_mode);
}

int display_wait_find(char **ret_path)
{
        _cleanup_free_ char *pattern = NULL;
        const char *where = folder();
        glob_t found;
        int r = -ENOENT;

        if (!where || strpbrk(where, "*?[\\"))
                return -ENOENT;
        pattern = str_format("%s/wayland-*", where);
        if (!pattern)
                return -ENOMEM;
        if (glob(pattern, 0, NULL, &found) != 0)
                return -ENOENT;
        for (size_t i = 0; i < found.gl_pathc && r == -ENOENT; i++) {
                if (!is_socket(found.gl_pathv[i])) /* their locks are called so, too */
                        continue;
                *ret_path = strdup(found.gl_pathv[i]);
                r = *ret_path ? 0 : -ENOMEM;
        }
        globfree(&found);
        return r;
}

static void wait_next(DisplayWait *self)
{
        int64_t when_ms = INT64_MAX;

        if (self->n_told < ELEMENTSOF(delays_ms))
                when_ms = clock_boot_now().ms + delays_ms[self->n_told++];
        loop_timer_set(self->timer, (BootTime){ when_ms });
}

static int on_inotify(LoopIo *io, uint32_t events, void *userdata)
{
        _Alignas(struct inotify_event) char buffer[4096];
        DisplayWait *self = userdata;
        bool came = false;
        ssize_t n;

        n = read(self->inotify_fd, buffer, sizeof buffer);
        if (n < 0)
                return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        for (char *p = buffer; p < buffer + n;) {
                const struct inotify_event *event = (const void *) p;

                came |= event->len > 0 && strncmp(event->name, "wayland-", strlen("wayland-")) == 0;
                p += sizeof *event + event->len;
        }
        if (came) {
                self->n_told = 0;
                wait_next(self);
        }
        return 0;
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        DisplayWait *self = userdata;

        wait_next(self);
        self->function(self->userdata); /* which may free us */
        return 0;
}

int display_wait_new(Loop *loop, DisplayWaitFunction function, void *userdata, DisplayWait **ret)
{
        _cleanup_(display_wait_freep) DisplayWait *self = NULL;
        const char *where = folder();
        int r;

        if (!where)
                return -ENOENT;
        self = calloc(1, sizeof *self);
        if (!self)
                return -ENOMEM;
        *self = (DisplayWait){ .function = function, .userdata = userdata };
        self->inotify_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        if (self->inotify_fd < 0 ||
            inotify_add_watch(self->inotify_fd, where, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR) < 0)
                return -errno;
        r = loop_add_io(loop, self->inotify_fd, EPOLLIN, on_inotify, self, &self->io);
        if (r < 0)
                return r;
        r = loop_add_timer(loop, on_timer, self, &self->timer);
        if (r < 0)
                return r;
        *ret = TAKE_PTR(self);
        return 0;
}

void display_wait_free(DisplayWait *self)
{
        if (!self)
                return;
        loop_io_free(self->io);
        loop_timer_free(self->timer);
        if (self->inotify_fd >= 0)
                close(self->inotify_fd);
        free(self);
}
