/* SPDX-License-Identifier: MIT */
/*
 * The scripted source, for tests and demonstrations: observations read from a FIFO or a file, one a line, in
 * the words of limber-timeline(5). A line may say when:
 *
 *   active                          when it is read
 *   +5s quiet                       so long after the line before it
 *   2026-01-05T09:00:00Z active     at the distance of its time from the first such time in the script,
 *                                   which is the instant at which it is read
 *
 * Lines are spoken in their order: one that waits for its time keeps those after it waiting, in the pipe.
 */

#include "source.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "source-ops.h"

enum { LINE_SIZE_MAX = 512 };

typedef struct SourceScript {
        Source base;
        Loop *loop;
        SourceSink sink;
        char *path;
        int fd;
        LoopIo *io; /* NULL: a file that is always ready */
        LoopTimer *timer;

        char bytes[LINE_SIZE_MAX]; /* read and not yet handled */
        size_t n_bytes;
        bool skipping; /* the rest of a line that was too long */
        bool ended;
        uint64_t line;

        BootTime last;         /* when the last line was spoken */
        bool anchored;         /* an absolute time was read: */
        int64_t boot_minus_ms; /* boot time minus the script's time */
        bool in_trouble;
        bool waiting; /* for the time of: */
        Observation next;
        BootTime next_time;
} SourceScript;

static void complain(SourceScript *self, const Error *why)
{
        Error whole = *why;

        error_prefix(&whole, 0, _("%s, line %llu"), self->path, (unsigned long long) self->line);
        self->in_trouble = true;
        self->sink.problem(self->sink.userdata, &self->base, whole.text);
}

static void speak(SourceScript *self, const Observation *observation, BootTime when)
{
        self->last = when;
        source_observe(&self->sink, &self->base, observation, when);
        if (self->in_trouble) {
                self->in_trouble = false;
                self->sink.problem(self->sink.userdata, &self->base, NULL);
        }
}

/* Cuts the time off the line, if it begins with one. */
static int parse_when(SourceScript *self, Slice *line, BootTime *ret, Error *error)
{
        Slice rest = *line, word;
        int64_t after_ms;
        WallTime wall;
        int r;

        *ret = clock_boot_now();
        if (!slice_next_word(&rest, &word))
                return 0;
        if (word.p[0] == '+') {
                r = duration_parse(word.p + 1, word.n - 1, &after_ms, error);
                if (r < 0)
                        return r;
                ret->ms = self->last.ms + after_ms;
                *line = rest;
        } else if (word.p[0] >= '0' && word.p[0] <= '9') {
                r = wall_parse(word.p, word.n, &wall, error);
                if (r < 0)
                        return r;
                if (!self->anchored) {
                        self->anchored = true;
                        self->boot_minus_ms = ret->ms - wall.ms;
                }
                ret->ms = wall.ms + self->boot_minus_ms;
                if (ret->ms < self->last.ms)
                        return error_set(
                                error, -EINVAL, _("the time is earlier than that of the line before"));
                *line = rest;
        }
        return 0;
}

static void handle_line(SourceScript *self, Slice line)
{
        const char *comment = memchr(line.p, '#', line.n);
        Error why = { "" };
        BootTime when;

        self->line++;
        if (comment)
                line.n = (size_t) (comment - line.p);
        line = slice_trim(line);
        if (line.n == 0)
                return;
        if (parse_when(self, &line, &when, &why) < 0 || observation_parse(line, &self->next, &why) < 0) {
                complain(self, &why);
                return;
        }
        if (when.ms <= clock_boot_now().ms) {
                speak(self, &self->next, when);
                return;
        }
        self->waiting = true;
        self->next_time = when;
}

/* Handles the lines that are whole, until one has to wait. */
static void handle_bytes(SourceScript *self)
{
        char *start = self->bytes, *end = self->bytes + self->n_bytes, *newline;

        while (!self->waiting && (newline = memchr(start, '\n', (size_t) (end - start)))) {
                size_t n = (size_t) (newline - start);

                if (n > 0 && start[n - 1] == '\r')
                        n--;
                if (!self->skipping)
                        handle_line(self, (Slice){ start, n });
                self->skipping = false;
                start = newline + 1;
        }
        if (self->ended && !self->waiting && start < end && !self->skipping) {
                handle_line(self, (Slice){ start, (size_t) (end - start) }); /* without a newline */
                start = end;
        }
        self->n_bytes = (size_t) (end - start);
        memmove(self->bytes, start, self->n_bytes);
        if (self->waiting || self->n_bytes < sizeof self->bytes)
                return;
        if (!self->skipping) {
                Error why;

                self->line++;
                error_set(&why, 0, _("the line is longer than %d bytes"), LINE_SIZE_MAX);
                complain(self, &why);
                self->skipping = true;
        }
        self->n_bytes = 0;
}

/* Reads until a line has to wait or nothing is left for now. */
static int run(SourceScript *self)
{
        handle_bytes(self);
        while (!self->waiting && !self->ended) {
                ssize_t n;

                n = read(self->fd, self->bytes + self->n_bytes, sizeof self->bytes - self->n_bytes);
                if (n < 0 && (errno == EAGAIN || errno == EINTR))
                        break;
                if (n < 0) {
                        Error why;

                        error_set(&why, 0, _("cannot read on: %s"), strerror(errno));
                        complain(self, &why);
                }
                self->ended = n <= 0;
                self->n_bytes += n > 0 ? (size_t) n : 0;
                handle_bytes(self);
        }
        loop_timer_set(self->timer, self->waiting ? self->next_time : (BootTime){ INT64_MAX });
        return self->io ? loop_io_set_events(self->io, self->waiting ? 0 : EPOLLIN) : 0;
}

static int on_readable(LoopIo *io, uint32_t events, void *userdata)
{
        return run(userdata);
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        SourceScript *self = userdata;

        if (self->waiting) {
                self->waiting = false;
                speak(self, &self->next, self->next_time);
        }
        return run(self);
}

static void script_free(SourceScript *self)
{
        loop_io_free(self->io);
        loop_timer_free(self->timer);
        if (self->fd >= 0)
                close(self->fd);
        free(self->path);
        free(self);
}
DEFINE_CLEANUP(SourceScript, script_free)

static void script_close(Source *source)
{
        script_free(CONTAINER_OF(source, SourceScript, base));
}

static int open_script(const char *path, Error *error)
{
        struct stat status;
        int fd;

        if (stat(path, &status) < 0)
                return error_set(error, -errno, _("cannot open the script %s: %s"), path, strerror(errno));
        if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode))
                return error_set(error, -EINVAL, _("the script %s is neither a file nor a FIFO"), path);
        /* A FIFO that we could write to as well never ends, however many writers come and go. */
        fd = open(path, (S_ISFIFO(status.st_mode) ? O_RDWR : O_RDONLY) | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
        if (fd < 0)
                return error_set(error, -errno, _("cannot open the script %s: %s"), path, strerror(errno));
        return fd;
}

static int script_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        _cleanup_(script_freep) SourceScript *self = NULL;
        int r;

        if (!argument || !*argument)
                return error_set(error, -EINVAL, _("which script? Say script:FILE"));
        self = calloc(1, sizeof *self);
        if (!self)
                return -ENOMEM;
        *self = (SourceScript){
                .base.ops = &source_script,
                .loop = loop,
                .sink = *sink,
                .fd = -1,
                .last = clock_boot_now(),
        };
        self->path = strdup(argument);
        if (!self->path)
                return -ENOMEM;
        r = self->fd = open_script(argument, error);
        if (r < 0)
                return r;
        r = loop_add_timer(loop, on_timer, self, &self->timer);
        if (r < 0)
                return r;
        r = loop_add_io(loop, self->fd, EPOLLIN, on_readable, self, &self->io);
        if (r == -EPERM) /* a regular file, always ready: begin with the first round of the loop */
                r = loop_timer_set(self->timer, self->last);
        if (r < 0)
                return error_set(error, r, _("cannot wait for the script %s: %s"), argument, strerror(-r));
        *ret = &TAKE_PTR(self)->base;
        return 0;
}

const SourceOps source_script = {
        .name = "script",
        .title = N_("a script, for tests and demonstrations"),
        .open = script_open,
        .close = script_close,
};
