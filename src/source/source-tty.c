/* SPDX-License-Identifier: MIT */
/*
 * Input at terminals, where there is no display: over ssh, on a console. While somebody is there, the access
 * times of their terminals are read every 20 s (every few seconds while a pause is watched for); while
 * nobody is, inotify tells of the first read, so that nothing wakes us.
 *
 * How exact it is: the kernel sets access times at most once in 8 s, so the last input is known to 8 s and
 * the shortest pause is 10 s. The first input after a quiet is known at once. A program that reads nothing,
 * such as a long compilation, hides what is typed to it until somebody reads it.
 */

#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "i18n.h"
#include "source-ops.h"
#include "terminals.h"

#define POLL_MS (20 * MS_PER_SECOND)
#define SHORTEST_MS (10 * MS_PER_SECOND)
#define PROBE_TIMEOUT_MS 200

typedef enum TtyState {
        TTY_STARTING, /* nothing said yet */
        TTY_ACTIVE,
        TTY_QUIET,
        TTY_LOST, /* no terminal is left */
} TtyState;

typedef struct SourceTty {
        Source base;
        Loop *loop;
        SourceSink sink;
        char *only; /* the one terminal that counts, or NULL */
        int64_t short_ms, long_ms;
        TtyState state;
        Terminals terminals;
        BootTime last_input, last_scan;
        LoopTimer *timer;
        bool inotify_sees_reads;
        int inotify_fd; /* while nobody is there */
        LoopIo *io;
} SourceTty;

static int64_t threshold_ms(const SourceTty *self)
{
        int64_t ms = self->short_ms > 0 ? MIN(self->short_ms, self->long_ms) : self->long_ms;

        return MAX(ms, SHORTEST_MS);
}

/* ---- does inotify tell of reads here? ---- */

/* Types a line into a terminal of our own and reads it. */
static bool read_is_told(int master, int slave, int inotify_fd)
{
        struct pollfd readable = { .fd = slave, .events = POLLIN };
        struct pollfd told = { .fd = inotify_fd, .events = POLLIN };
        char line[8];

        return write(master, "\n", 1) == 1 && poll(&readable, 1, PROBE_TIMEOUT_MS) == 1 &&
               read(slave, line, sizeof line) == 1 && poll(&told, 1, PROBE_TIMEOUT_MS) == 1;
}

static bool probe_inotify(void)
{
        _cleanup_close_ int master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC), slave = -1, fd = -1;
        char path[TERMINAL_PATH_SIZE];

        if (master < 0 || grantpt(master) < 0 || unlockpt(master) < 0 ||
            ptsname_r(master, path, sizeof path) != 0)
                return false;
        slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
        fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        if (slave < 0 || fd < 0 || inotify_add_watch(fd, path, IN_ACCESS) < 0)
                return false;
        return read_is_told(master, slave, fd);
}

/* ---- looking ---- */

/* Scans anew; true if something was typed since the last time. */
static int look(SourceTty *self, bool *ret_input)
{
        BootTime now = clock_boot_now();
        WallTime accessed = { 0 };
        _cleanup_terminals_ Terminals after = { 0 };
        int r;

        r = terminals_scan(&after, getuid(), self->only);
        if (r < 0)
                return r;
        *ret_input = terminals_find_input(&self->terminals, &after, &accessed);
        if (*ret_input) {
                int64_t ago_ms = clock_wall_now().ms - accessed.ms;

                /* The wall clock may have stepped meanwhile; the scans bound what it says. */
                self->last_input.ms = MIN(MAX(now.ms - ago_ms, self->last_scan.ms), now.ms);
        }
        self->last_scan = now;
        terminals_deinit(&self->terminals);
        self->terminals = after;
        after = (Terminals){ 0 };
        return 0;
}

static void look_for_the_first_time(SourceTty *self)
{
        int64_t ago_ms = clock_wall_now().ms - terminals_last_access(&self->terminals).ms;

        self->last_scan = clock_boot_now();
        self->last_input.ms = MAX(self->last_scan.ms - MAX(ago_ms, 0), 0);
}

/* ---- waiting for the first input ---- */

static void stop_watching(SourceTty *self)
{
        if (self->inotify_fd < 0)
                return;
        loop_io_free(TAKE_PTR(self->io));
        close(self->inotify_fd);
        self->inotify_fd = -1;
}

static void watch_terminals(SourceTty *self)
{
        if (!self->inotify_sees_reads)
                return;
        for (size_t i = 0; i < self->terminals.n; i++)
                inotify_add_watch(
                        self->inotify_fd, self->terminals.items[i].path, IN_ACCESS | IN_DELETE_SELF);
}

static int on_inotify(LoopIo *io, uint32_t events, void *userdata);

/* Terminals that come and go show in their folders, those of a console when login gives them away. */
static int start_watching(SourceTty *self)
{
        const uint32_t come_and_go = IN_CREATE | IN_DELETE | IN_ATTRIB | IN_ONLYDIR;
        int r;

        self->inotify_fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
        if (self->inotify_fd < 0)
                return -errno;
        r = loop_add_io(self->loop, self->inotify_fd, EPOLLIN, on_inotify, self, &self->io);
        if (r < 0) {
                close(self->inotify_fd);
                self->inotify_fd = -1;
                return r;
        }
        watch_terminals(self);
        if (self->only && self->terminals.n > 0 && self->inotify_sees_reads)
                return 0; /* what others open is nothing to us */
        inotify_add_watch(self->inotify_fd, "/dev/pts", come_and_go);
        inotify_add_watch(self->inotify_fd, "/dev", come_and_go);
        return 0;
}

/* ---- states ---- */

static void poll_next(SourceTty *self)
{
        int64_t now_ms = clock_boot_now().ms, next_ms = now_ms + POLL_MS;

        if (self->state == TTY_ACTIVE)
                next_ms = MIN(next_ms, MAX(self->last_input.ms + threshold_ms(self), now_ms));
        else if (self->inotify_fd >= 0 && (self->state == TTY_LOST || self->inotify_sees_reads))
                next_ms = INT64_MAX;
        loop_timer_set(self->timer, (BootTime){ next_ms });
}

static void become_active(SourceTty *self)
{
        stop_watching(self);
        self->state = TTY_ACTIVE;
        source_say(&self->sink, &self->base, OBSERVATION_ACTIVE, self->last_input);
}

/* Where inotify cannot be had, polling goes on. */
static void become_quiet(SourceTty *self)
{
        self->state = TTY_QUIET;
        (void) start_watching(self);
        source_say(&self->sink, &self->base, OBSERVATION_QUIET, self->last_input);
}

static void become_lost(SourceTty *self)
{
        Error why;

        self->state = TTY_LOST;
        stop_watching(self);
        (void) start_watching(self);
        error_set(&why, 0, _("no terminal of yours is open any more; waiting for one"));
        source_say_gone(&self->sink, &self->base, GONE_LOST, clock_boot_now());
        self->sink.problem(self->sink.userdata, &self->base, why.text);
}

static void become_found(SourceTty *self)
{
        self->state = TTY_QUIET;
        self->sink.problem(self->sink.userdata, &self->base, NULL);
}

/* `was_read`: inotify has just told of a read. */
static int update(SourceTty *self, bool was_read)
{
        bool input;
        int r;

        r = look(self, &input);
        if (r < 0)
                return r;
        if (was_read) {
                input = true;
                self->last_input = clock_boot_now();
        }
        if (self->state == TTY_LOST && self->terminals.n > 0)
                become_found(self);
        else if (self->state != TTY_LOST && self->terminals.n == 0)
                become_lost(self);
        if (self->state == TTY_QUIET && input)
                become_active(self);
        else if (self->state == TTY_ACTIVE && self->last_scan.ms - self->last_input.ms >= threshold_ms(self))
                become_quiet(self);
        poll_next(self);
        return 0;
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        SourceTty *self = userdata;

        if (self->state != TTY_STARTING)
                return update(self, false);
        if (clock_boot_now().ms - self->last_input.ms < MAX(self->long_ms, SHORTEST_MS))
                become_active(self);
        else
                become_quiet(self);
        poll_next(self);
        return 0;
}

static int on_inotify(LoopIo *io, uint32_t events, void *userdata)
{
        _Alignas(struct inotify_event) char buffer[4096];
        SourceTty *self = userdata;
        bool was_read = false;
        ssize_t n;
        int r;

        n = read(self->inotify_fd, buffer, sizeof buffer);
        if (n < 0)
                return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        for (char *p = buffer; p < buffer + n;) {
                const struct inotify_event *event = (const void *) p;

                was_read = was_read || event->mask & IN_ACCESS;
                p += sizeof *event + event->len;
        }
        r = update(self, was_read);
        if (r < 0)
                return r;
        if (self->state == TTY_QUIET)
                watch_terminals(self); /* those that are new */
        return 0;
}

/* ---- the source ---- */

static int tty_watch(Source *source, int64_t short_ms)
{
        SourceTty *self = CONTAINER_OF(source, SourceTty, base);

        self->short_ms = short_ms;
        if (self->state == TTY_ACTIVE)
                poll_next(self);
        return 0;
}

static int tty_set_long(Source *source, int64_t long_ms)
{
        SourceTty *self = CONTAINER_OF(source, SourceTty, base);

        self->long_ms = long_ms;
        if (self->state == TTY_ACTIVE)
                poll_next(self);
        return 0;
}

static void tty_free(SourceTty *self)
{
        stop_watching(self);
        loop_timer_free(self->timer);
        terminals_deinit(&self->terminals);
        free(self->only);
        free(self);
}
DEFINE_CLEANUP(SourceTty, tty_free)

static void tty_close(Source *source)
{
        tty_free(CONTAINER_OF(source, SourceTty, base));
}

static int tty_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        _cleanup_(tty_freep) SourceTty *self = NULL;
        int r;

        self = calloc(1, sizeof *self);
        if (!self)
                return -ENOMEM;
        *self = (SourceTty){
                .base.ops = &source_tty,
                .loop = loop,
                .sink = *sink,
                .long_ms = long_ms,
                .inotify_fd = -1,
        };
        if (argument && *argument) {
                self->only = strdup(argument);
                if (!self->only)
                        return -ENOMEM;
        }
        r = terminals_scan(&self->terminals, getuid(), self->only);
        if (r < 0)
                return r;
        if (self->terminals.n == 0)
                return self->only ? error_set(error, -ENOENT, _("%s is no terminal of yours"), self->only)
                                  : error_set(error, -ENOENT, _("no terminal of yours is open"));
        look_for_the_first_time(self);
        self->inotify_sees_reads = probe_inotify();
        r = loop_add_timer(loop, on_timer, self, &self->timer);
        if (r < 0)
                return r;
        loop_timer_set(self->timer, clock_boot_now());
        *ret = &TAKE_PTR(self)->base;
        return 0;
}

const SourceOps source_tty = {
        .name = "tty",
        .title = N_("what is typed in terminals (to 10 s)"),
        .open = tty_open,
        .close = tty_close,
        .watch = tty_watch,
        .set_long = tty_set_long,
};
