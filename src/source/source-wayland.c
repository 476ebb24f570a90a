/* SPDX-License-Identifier: MIT */
/*
 * Input on Wayland, through the idle times that a compositor tells of. The compositor does the waiting: it
 * says when a seat has been idle for so long, and the first activity after that. Each seat has
 *
 *   LONG    a watch for the long threshold, always;
 *   SHORT   one for the short threshold, while that is watched;
 *   PROBE   while nobody is there and neither of those is idle, a very short one: its end is the next input.
 *
 *   FILM    where input is told apart: one that a film holds up, too,
 *   INPUT   and one for a moment longer that it does not: idle while FILM is not, a film plays.
 *
 * Activity at any seat is `active`; `quiet` is when all of them are idle. So nobody polls, and somebody who
 * types without end wakes the compositor alone.
 *
 * What cannot be known: a watch counts from its creation, so what was before it is not told. And where the
 * protocol knows no input alone (ext_idle_notifier_v1 version 1, org_kde_kwin_idle), a film that keeps the
 * screen on looks like somebody who types.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "i18n.h"
#include "module.h"
#include "retry.h"
#include "sleep-clock.h"
#include "source-ops.h"
#include "wayland-display.h"

#define PROBE_MS 50
/* So late a film's begin and end are told; less than the long threshold. */
#define FILM_MS (20 * MS_PER_SECOND)
#define FILM_SLACK_MS 250
#define STARTING_MS 1000 /* probes that are not idle by then see input without end */

typedef enum WatchRole {
        WATCH_LONG,
        WATCH_SHORT,
        WATCH_PROBE,
        WATCH_FILM,
        WATCH_INPUT,
        N_WATCHES,
} WatchRole;

typedef struct SourceWayland SourceWayland;

typedef struct Seat {
        SourceWayland *source;
        struct Seat *next;
        uint32_t name;
        struct wl_seat *seat;
        IdleWatch *watches[N_WATCHES];
        BootTime last_input; /* as far as it was told */
} Seat;

typedef enum WaylandState {
        WAYLAND_LOST,     /* no compositor */
        WAYLAND_STARTING, /* nothing said yet */
        WAYLAND_ACTIVE,   /* input in force */
        WAYLAND_QUIET,    /* `quiet` was said */
} WaylandState;

struct SourceWayland {
        Source base;
        Loop *loop;
        SourceSink sink;
        char *socket_path;
        int64_t short_ms, long_ms;
        WaylandDisplay *display;
        Seat *seats;
        Retry *retry;
        LoopTimer *timer; /* while starting */
        LoopPrepare *prepare;
        SleepClock sleep;
        WaylandState state;
        bool film;                   /* as was said */
        bool was_lost, without_seat; /* the latter: a problem that was told */
        BootTime last_said;          /* the since of what was said last; never goes back */
};

static int64_t standing_now_ms(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

static bool short_counts(const SourceWayland *self)
{
        return self->short_ms > 0 && self->short_ms < self->long_ms;
}

/* ---- the watches of a seat ---- */

static void on_watch(void *userdata, IdleWatch *watch, bool idle);

static void drop_watch(Seat *seat, WatchRole role)
{
        idle_watch_free(TAKE_PTR(seat->watches[role]));
}

/* Where there is no memory for it there is none: the next change tries again. */
static void need_watch(Seat *seat, WatchRole role, int64_t timeout_ms)
{
        if (idle_watch_timeout_ms(seat->watches[role]) == timeout_ms)
                return;
        drop_watch(seat, role);
        (void) idle_watch_new(
                seat->source->display, seat->seat, timeout_ms, role == WATCH_FILM, on_watch, seat,
                &seat->watches[role]);
}

static bool hears_input(const Seat *seat)
{
        for (int role = 0; role < N_WATCHES; role++)
                if (role != WATCH_FILM && idle_watch_is_idle(seat->watches[role]))
                        return true;
        return false;
}

/* What the seat must watch for in this state. The short one, once idle, stays until input has come. */
static void arm_seat(Seat *seat)
{
        const SourceWayland *self = seat->source;

        need_watch(seat, WATCH_LONG, self->long_ms);
        if (wayland_display_tells_input(self->display)) {
                int64_t film_ms = MIN(self->long_ms / 2, FILM_MS);

                need_watch(seat, WATCH_FILM, film_ms);
                need_watch(seat, WATCH_INPUT, film_ms + FILM_SLACK_MS);
        }
        if (self->state == WAYLAND_ACTIVE) {
                drop_watch(seat, WATCH_PROBE);
                if (short_counts(self))
                        need_watch(seat, WATCH_SHORT, self->short_ms);
                else
                        drop_watch(seat, WATCH_SHORT);
        } else if (!hears_input(seat)) {
                need_watch(seat, WATCH_PROBE, PROBE_MS);
        }
}

static void arm_seats(SourceWayland *self)
{
        for (Seat *seat = self->seats; seat; seat = seat->next)
                arm_seat(seat);
}

static void free_seat(Seat *seat)
{
        for (int role = 0; role < N_WATCHES; role++)
                drop_watch(seat, role);
        free(seat);
}

/* ---- speaking ---- */

static void say(SourceWayland *self, ObservationKind kind, BootTime since)
{
        self->last_said.ms = MAX(self->last_said.ms, since.ms);
        source_say(&self->sink, &self->base, kind, self->last_said);
}

static void become_active(SourceWayland *self)
{
        self->state = WAYLAND_ACTIVE;
        loop_timer_set(self->timer, (BootTime){ INT64_MAX });
        arm_seats(self);
        say(self, OBSERVATION_ACTIVE, clock_boot_now());
}

static void become_quiet(SourceWayland *self, BootTime since)
{
        self->state = WAYLAND_QUIET;
        loop_timer_set(self->timer, (BootTime){ INT64_MAX });
        arm_seats(self);
        say(self, OBSERVATION_QUIET, since);
}

/* ---- deciding ---- */

static void note_seats(SourceWayland *self)
{
        if (self->without_seat == !self->seats)
                return;
        self->without_seat = !self->seats;
        self->sink.problem(
                self->sink.userdata, &self->base,
                self->seats ? NULL : _("the Wayland compositor has no seat, so no input; waiting for one"));
}

/* All seats; the last input at any of them. */
static bool all_idle(const SourceWayland *self, WatchRole role, BootTime *ret_last)
{
        *ret_last = self->last_said;
        for (const Seat *seat = self->seats; seat; seat = seat->next) {
                if (!idle_watch_is_idle(seat->watches[role]))
                        return false;
                ret_last->ms = MAX(ret_last->ms, seat->last_input.ms);
        }
        return true;
}

/* What was before the probe is not known: nobody, for one who is there will show it. A compositor that has
 * come back says nothing of its own. */
static void finish_starting(SourceWayland *self)
{
        note_seats(self);
        if (self->was_lost) {
                self->state = WAYLAND_QUIET;
                loop_timer_set(self->timer, (BootTime){ INT64_MAX });
        } else {
                become_quiet(self, (BootTime){ MAX(clock_boot_now().ms - self->long_ms, 0) });
        }
}

static void decide(SourceWayland *self)
{
        BootTime last;

        if (self->state == WAYLAND_STARTING && all_idle(self, WATCH_PROBE, &last))
                finish_starting(self);
        else if (
                self->state == WAYLAND_ACTIVE &&
                all_idle(self, short_counts(self) ? WATCH_SHORT : WATCH_LONG, &last))
                become_quiet(self, last);
}

static void set_film(SourceWayland *self, bool film)
{
        if (self->film == film)
                return;
        self->film = film;
        source_say(
                &self->sink, &self->base, film ? OBSERVATION_FILM : OBSERVATION_FILM_OFF, clock_boot_now());
}

static void note_idle(Seat *seat, const IdleWatch *watch)
{
        BootTime last;

        if (watch == seat->watches[WATCH_FILM])
                set_film(seat->source, false);
        else if (watch == seat->watches[WATCH_INPUT] && !idle_watch_is_idle(seat->watches[WATCH_FILM]))
                set_film(seat->source, true);
        if (watch == seat->watches[WATCH_PROBE] || watch == seat->watches[WATCH_FILM])
                return;
        last = sleep_clock_last_input(&seat->source->sleep, standing_now_ms(), idle_watch_timeout_ms(watch));
        seat->last_input.ms = MAX(seat->last_input.ms, last.ms);
}

static void on_watch(void *userdata, IdleWatch *watch, bool idle)
{
        Seat *seat = userdata;
        SourceWayland *self = seat->source;

        if (idle) {
                note_idle(seat, watch);
                decide(self);
                return;
        }
        if (watch == seat->watches[WATCH_FILM])
                return; /* a film's begin, too, and the others tell of input */
        seat->last_input = clock_boot_now();
        if (self->state != WAYLAND_ACTIVE)
                become_active(self);
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        SourceWayland *self = userdata;

        if (self->state != WAYLAND_STARTING)
                return 0;
        if (self->seats)
                become_active(self);
        else
                finish_starting(self);
        return 0;
}

/* ---- the compositor ---- */

static void on_seat(void *userdata, WaylandDisplay *display, uint32_t name, struct wl_seat *wl_seat)
{
        SourceWayland *self = userdata;
        Seat *seat = calloc(1, sizeof *seat);

        if (!seat)
                return;
        self->display = display; /* this may be within its opening */
        *seat = (Seat){ .source = self, .next = self->seats, .name = name, .seat = wl_seat };
        self->seats = seat;
        arm_seat(seat);
        if (self->without_seat)
                note_seats(self);
}

static bool has_seats(const SourceWayland *self)
{
        return self->seats != NULL;
}

static void on_seat_gone(void *userdata, uint32_t name)
{
        SourceWayland *self = userdata;

        for (Seat **link = &self->seats; *link; link = &(*link)->next) {
                Seat *seat = *link;

                if (seat->name != name)
                        continue;
                *link = seat->next;
                if (!has_seats(self) && self->state == WAYLAND_ACTIVE)
                        become_quiet(self, clock_boot_now());
                free_seat(seat);
                note_seats(self);
                decide(self);
                return;
        }
}

static void drop_compositor(SourceWayland *self)
{
        while (self->seats) {
                Seat *seat = self->seats;

                self->seats = seat->next;
                free_seat(seat);
        }
        wayland_display_free(TAKE_PTR(self->display));
}

static void on_lost(void *userdata)
{
        SourceWayland *self = userdata;
        Error why;

        drop_compositor(self);
        set_film(self, false);
        loop_timer_set(self->timer, (BootTime){ INT64_MAX });
        self->state = WAYLAND_LOST;
        self->was_lost = true;
        self->without_seat = false;
        error_set(&why, 0, _("the Wayland compositor at %s is gone; waiting for it"), self->socket_path);
        source_say_gone(&self->sink, &self->base, GONE_LOST, clock_boot_now());
        self->sink.problem(self->sink.userdata, &self->base, why.text);
        retry_start(self->retry, false);
}

static const WaylandListener listener = { .seat = on_seat, .seat_gone = on_seat_gone, .lost = on_lost };

static int connect_to_compositor(SourceWayland *self, Error *error)
{
        int r;

        self->state = WAYLAND_STARTING;
        r = wayland_display_open(self->loop, self->socket_path, &listener, self, &self->display, error);
        if (r < 0) {
                self->state = WAYLAND_LOST;
                return r;
        }
        loop_timer_set(self->timer, (BootTime){ clock_boot_now().ms + STARTING_MS });
        return 0;
}

static int try_again(void *userdata)
{
        SourceWayland *self = userdata;

        if (connect_to_compositor(self, NULL) < 0)
                return 0;
        self->sink.problem(self->sink.userdata, &self->base, NULL);
        return 1;
}

/* ---- the source ---- */

static int on_prepare(Loop *loop, void *userdata)
{
        SourceWayland *self = userdata;

        sleep_clock_update(&self->sleep, clock_boot_now(), standing_now_ms());
        return 0;
}

static int wayland_watch(Source *source, int64_t short_ms)
{
        SourceWayland *self = CONTAINER_OF(source, SourceWayland, base);

        self->short_ms = short_ms;
        if (self->state == WAYLAND_ACTIVE)
                arm_seats(self);
        return 0;
}

static int wayland_set_long(Source *source, int64_t long_ms)
{
        SourceWayland *self = CONTAINER_OF(source, SourceWayland, base);

        self->long_ms = long_ms;
        if (self->state != WAYLAND_LOST)
                arm_seats(self);
        return 0;
}

static const char *wayland_means(const Source *source)
{
        const SourceWayland *self = CONTAINER_OF(source, SourceWayland, base);

        return self->display ? wayland_display_protocol(self->display) : "";
}

static void wayland_free(SourceWayland *self)
{
        drop_compositor(self);
        retry_free(self->retry);
        loop_timer_free(self->timer);
        loop_prepare_free(self->prepare);
        free(self->socket_path);
        free(self);
}
DEFINE_CLEANUP(SourceWayland, wayland_free)

static void wayland_close(Source *source)
{
        wayland_free(CONTAINER_OF(source, SourceWayland, base));
}

static const SourceOps ops;

static int wayland_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        _cleanup_(wayland_freep) SourceWayland *self = calloc(1, sizeof *self);
        int r;

        if (!self)
                return -ENOMEM;
        *self = (SourceWayland){
                .base.ops = &ops,
                .loop = loop,
                .sink = *sink,
                .long_ms = long_ms,
                .sleep = sleep_clock_start(clock_boot_now(), standing_now_ms()),
        };
        r = wayland_socket_path(argument, &self->socket_path, error);
        if (r < 0)
                return r;
        r = retry_new(loop, self->socket_path, try_again, self, &self->retry);
        if (r < 0)
                return r;
        r = loop_add_timer(loop, on_timer, self, &self->timer);
        if (r < 0)
                return r;
        r = loop_add_prepare(loop, on_prepare, self, &self->prepare);
        if (r < 0)
                return r;
        r = connect_to_compositor(self, error);
        if (r < 0)
                return r;
        *ret = &TAKE_PTR(self)->base;
        return 0;
}

static const SourceOps ops = {
        .name = "wayland",
        .title = N_("keyboard and pointer on Wayland, through the compositor's idle times"),
        .open = wayland_open,
        .close = wayland_close,
        .watch = wayland_watch,
        .set_long = wayland_set_long,
        .means = wayland_means,
};

/* What the program finds in the module. */
_module_export_ extern const SourceOps *const limber_source_wayland;
const SourceOps *const limber_source_wayland = &ops;
