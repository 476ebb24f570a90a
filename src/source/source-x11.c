/* SPDX-License-Identifier: MIT */
/*
 * Input on X11, through the SYNC extension's counter IDLETIME. There is one alarm, and the server watches
 * it:
 *
 *   input in force   at the threshold (the short one while it is watched, else the long one), going up:
 * `quiet` quiet            at 1 ms, going down: the first input, `active`
 *
 * So nobody polls, and somebody who types without end wakes the server alone. An alarm that is past its
 * value when it is set never fires: the counter is queried each time. All of this is asynchronous, for a
 * server that somebody has grabbed answers only later.
 */

#include "source-x11-connection.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "i18n.h"
#include "module.h"
#include "retry.h"
#include "sleep-clock.h"
#include "source-ops.h"

/* How far two readings of a clock may be apart: rounding and the way between us and the server. */
#define SLACK_MS 20

typedef enum X11State {
        X11_LOST,     /* no server */
        X11_STARTING, /* nothing said yet */
        X11_ACTIVE,   /* input in force */
        X11_QUIET,    /* `quiet` was said */
        X11_DOUBTFUL, /* quiet, and the counter went down: was that input? */
} X11State;

typedef struct SourceX11 {
        Source base;
        Loop *loop;
        SourceSink sink;
        char *display; /* NULL: DISPLAY */
        int64_t short_ms, long_ms;
        X11Connection *connection;
        Retry *retry;
        X11State state;
        bool was_lost;
        BootTime last_said; /* the since of what was said last; never goes back */
        SleepClock sleep;
        LoopPrepare *prepare;
} SourceX11;

static int64_t standing_now_ms(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

static BootTime last_input(const SourceX11 *self, int64_t idle_ms)
{
        return sleep_clock_last_input(&self->sleep, standing_now_ms(), idle_ms);
}

static int64_t threshold_ms(const SourceX11 *self)
{
        return self->short_ms > 0 ? MIN(self->short_ms, self->long_ms) : self->long_ms;
}

static bool is_past_threshold(const SourceX11 *self, BootTime input)
{
        return clock_boot_now().ms - input.ms >= threshold_ms(self);
}

static void say(SourceX11 *self, ObservationKind kind, BootTime since)
{
        self->last_said.ms = MAX(self->last_said.ms, since.ms); /* idle times are rounded */
        source_say(&self->sink, &self->base, kind, self->last_said);
}

static void become_active(SourceX11 *self, BootTime since)
{
        self->state = X11_ACTIVE;
        x11_connection_await_idle(self->connection, threshold_ms(self));
        say(self, OBSERVATION_ACTIVE, since);
}

static void become_quiet(SourceX11 *self, BootTime since)
{
        self->state = X11_QUIET;
        x11_connection_await_input(self->connection);
        say(self, OBSERVATION_QUIET, since);
}

/* Old film players zero the counter; only a look at each device tells that from a key. */
static void doubt(SourceX11 *self)
{
        if (self->state == X11_DOUBTFUL)
                return;
        self->state = X11_DOUBTFUL;
        x11_connection_query_devices(self->connection);
}

static void on_alarm(void *userdata, int64_t idle_ms)
{
        SourceX11 *self = userdata;

        if (self->state == X11_ACTIVE)
                become_quiet(self, last_input(self, idle_ms));
        else if (self->state == X11_QUIET)
                doubt(self);
}

/* The counter, some time after the alarm was set: has what it awaits come already? */
static void on_idle(void *userdata, int64_t idle_ms)
{
        SourceX11 *self = userdata;
        BootTime input = last_input(self, idle_ms);

        if (self->state == X11_ACTIVE && is_past_threshold(self, input))
                become_quiet(self, input);
        else if (self->state == X11_QUIET && input.ms > self->last_said.ms + SLACK_MS)
                doubt(self);
}

/* A server that has just started has seen no input: after a loss, only a person's is a return. */
static void start_speaking(SourceX11 *self, BootTime input, bool is_input)
{
        if (is_input && clock_boot_now().ms - input.ms < self->long_ms) {
                become_active(self, input);
        } else if (is_input || !self->was_lost) {
                become_quiet(self, input);
        } else {
                self->state = X11_QUIET;
                self->last_said.ms = MAX(self->last_said.ms, input.ms);
                x11_connection_await_input(self->connection);
        }
}

static void on_devices(void *userdata, int64_t idle_ms, bool is_input)
{
        SourceX11 *self = userdata;

        if (self->state == X11_STARTING)
                start_speaking(self, last_input(self, idle_ms), is_input);
        else if (self->state == X11_DOUBTFUL && is_input)
                become_active(self, last_input(self, idle_ms));
        else if (self->state == X11_DOUBTFUL)
                self->state = X11_QUIET;
}

/* The server's alarm stood while the machine slept: ask at once how long it really was. */
static int on_prepare(Loop *loop, void *userdata)
{
        SourceX11 *self = userdata;

        if (!sleep_clock_update(&self->sleep, clock_boot_now(), standing_now_ms()))
                return 0;
        if (self->state != X11_ACTIVE)
                return 0;
        x11_connection_await_idle(self->connection, threshold_ms(self));
        return 1;
}

static void on_lost(void *userdata)
{
        SourceX11 *self = userdata;
        Error why;

        x11_connection_free(TAKE_PTR(self->connection));
        self->state = X11_LOST;
        self->was_lost = true;
        error_set(&why, 0, _("the X server of %s is gone; waiting for it"), x11_display_name(self->display));
        source_say_gone(&self->sink, &self->base, GONE_LOST, clock_boot_now());
        self->sink.problem(self->sink.userdata, &self->base, why.text);
        retry_start(self->retry, false);
}

static const X11Listener listener = {
        .alarm = on_alarm,
        .idle = on_idle,
        .devices = on_devices,
        .lost = on_lost,
};

static int connect_to_server(SourceX11 *self, Error *error)
{
        int r;

        r = x11_connection_open(self->loop, self->display, &listener, self, &self->connection, error);
        if (r < 0)
                return r;
        self->state = X11_STARTING;
        x11_connection_query_devices(self->connection);
        return 0;
}

static int try_again(void *userdata)
{
        SourceX11 *self = userdata;

        if (connect_to_server(self, NULL) < 0)
                return 0;
        self->sink.problem(self->sink.userdata, &self->base, NULL);
        return 1;
}

static int x11_watch(Source *source, int64_t short_ms)
{
        SourceX11 *self = CONTAINER_OF(source, SourceX11, base);

        self->short_ms = short_ms;
        if (self->state == X11_ACTIVE)
                x11_connection_await_idle(self->connection, threshold_ms(self));
        return 0;
}

static int x11_set_long(Source *source, int64_t long_ms)
{
        SourceX11 *self = CONTAINER_OF(source, SourceX11, base);

        self->long_ms = long_ms;
        if (self->state == X11_ACTIVE)
                x11_connection_await_idle(self->connection, threshold_ms(self));
        return 0;
}

static void x11_free(SourceX11 *self)
{
        x11_connection_free(self->connection);
        retry_free(self->retry);
        loop_prepare_free(self->prepare);
        free(self->display);
        free(self);
}
DEFINE_CLEANUP(SourceX11, x11_free)

static void x11_close(Source *source)
{
        x11_free(CONTAINER_OF(source, SourceX11, base));
}

static const SourceOps ops;

static int x11_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        _cleanup_(x11_freep) SourceX11 *self = calloc(1, sizeof *self);
        _cleanup_free_ char *socket_path = NULL;
        int r;

        if (!self)
                return -ENOMEM;
        *self = (SourceX11){
                .base.ops = &ops,
                .loop = loop,
                .sink = *sink,
                .long_ms = long_ms,
                .sleep = sleep_clock_start(clock_boot_now(), standing_now_ms()),
        };
        if (argument) {
                self->display = strdup(argument);
                if (!self->display)
                        return -ENOMEM;
        }
        r = x11_socket_path(self->display, &socket_path, error);
        if (r < 0)
                return r;
        r = retry_new(loop, socket_path, try_again, self, &self->retry);
        if (r < 0)
                return r;
        r = loop_add_prepare(loop, on_prepare, self, &self->prepare);
        if (r < 0)
                return r;
        r = connect_to_server(self, error);
        if (r < 0)
                return r;
        *ret = &TAKE_PTR(self)->base;
        return 0;
}

static const SourceOps ops = {
        .name = "x11",
        .title = N_("keyboard and pointer on X11, through SYNC IDLETIME"),
        .open = x11_open,
        .close = x11_close,
        .watch = x11_watch,
        .set_long = x11_set_long,
};

/* What the program finds in the module. */
_module_export_ extern const SourceOps *const limber_source_x11;
const SourceOps *const limber_source_x11 = &ops;
