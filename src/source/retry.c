/* SPDX-License-Identifier: MIT */
/*
 * Waiting for a server to come back. A socket appears a moment before its server listens on it, so the first
 * tries after the event come quickly and then twice as far apart each time.
 */

#include "retry.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#define SOON_MS INT64_C(50)
#define RARE_MS (30 * MS_PER_SECOND)
#define RAREST_MS (5 * MS_PER_MINUTE)

struct Retry {
        Loop *loop;
        char *folder;     /* of the socket, or NULL */
        const char *name; /* of the socket in it */
        int inotify_fd;
        LoopIo *io;
        LoopTimer *timer;
        int64_t delay_ms; /* until the try after the next one */
        RetryFunction function;
        void *userdata;
};

void retry_free(Retry *self)
{
        if (!self)
                return;
        retry_stop(self);
        loop_timer_free(self->timer);
        free(self->folder);
        free(self);
}

static void stop_watching(Retry *self)
{
        if (self->inotify_fd < 0)
                return;
        loop_io_free(TAKE_PTR(self->io));
        close(self->inotify_fd);
        self->inotify_fd = -1;
}

static void schedule(Retry *self, int64_t delay_ms)
{
        loop_timer_set(self->timer, (BootTime){ clock_boot_now().ms + delay_ms });
        self->delay_ms = MIN(2 * delay_ms, RAREST_MS);
}

static int on_inotify(LoopIo *io, uint32_t events, void *userdata)
{
        _Alignas(struct inotify_event) char buffer[4096];
        Retry *self = userdata;
        bool folder_gone = false, appeared = false;
        ssize_t n;

        n = read(self->inotify_fd, buffer, sizeof buffer);
        if (n < 0)
                return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        for (char *p = buffer; p < buffer + n;) {
                const struct inotify_event *event = (const void *) p;

                folder_gone = folder_gone || event->mask & IN_IGNORED;
                appeared = appeared || event->mask & IN_Q_OVERFLOW ||
                           (event->len > 0 && strcmp(event->name, self->name) == 0);
                p += sizeof *event + event->len;
        }
        if (folder_gone)
                stop_watching(self); /* the timer looks for it again */
        if (appeared)
                schedule(self, SOON_MS);
        return 0;
}

/* Where this fails, the timer alone must do. */
static void start_watching(Retry *self)
{
        if (!self->folder || self->inotify_fd >= 0)
                return;
        self->inotify_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        if (self->inotify_fd < 0)
                return;
        if (inotify_add_watch(
                    self->inotify_fd, self->folder, IN_CREATE | IN_MOVED_TO | IN_ATTRIB | IN_ONLYDIR) >= 0 &&
            loop_add_io(self->loop, self->inotify_fd, EPOLLIN, on_inotify, self, &self->io) == 0)
                return;
        close(self->inotify_fd);
        self->inotify_fd = -1;
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        Retry *self = userdata;
        int r;

        start_watching(self); /* before the try, so that nothing falls between */
        r = self->function(self->userdata);
        if (r < 0)
                return r;
        if (r > 0)
                retry_stop(self);
        else
                schedule(self, self->delay_ms);
        return 0;
}

int retry_new(Loop *loop, const char *socket_path, RetryFunction function, void *userdata, Retry **ret)
{
        _cleanup_(retry_freep) Retry *self = calloc(1, sizeof *self);
        int r;

        if (!self)
                return -ENOMEM;
        *self = (Retry){ .loop = loop, .inotify_fd = -1, .function = function, .userdata = userdata };
        if (socket_path && strchr(socket_path, '/')) {
                char *slash;

                self->folder = strdup(socket_path);
                if (!self->folder)
                        return -ENOMEM;
                slash = strrchr(self->folder, '/');
                *slash = '\0';
                self->name = slash + 1;
        }
        r = loop_add_timer(loop, on_timer, self, &self->timer);
        if (r < 0)
                return r;
        *ret = TAKE_PTR(self);
        return 0;
}

void retry_start(Retry *self, bool soon)
{
        start_watching(self);
        schedule(self, soon ? SOON_MS : RARE_MS);
}

void retry_stop(Retry *self)
{
        stop_watching(self);
        loop_timer_set(self->timer, (BootTime){ INT64_MAX });
}
