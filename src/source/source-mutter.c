/* SPDX-License-Identifier: MIT */
/*
 * Input on GNOME, through Mutter's IdleMonitor on the session bus, which counts idle time and tells when it
 * reaches a threshold or ends:
 *
 *   input in force   an idle watch at the threshold (the short one while it is watched, else the long one)
 *   quiet            a user-active watch: the first input
 *
 * Mutter does the waiting, so nobody polls. What it tells may have passed meanwhile, so the idle time is
 * asked for whenever a watch is set or fires. While a program keeps the screen on Mutter's idle watches
 * stand, so that a film looks like somebody who types.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <systemd/sd-bus.h>
#include <time.h>

#include "i18n.h"
#include "loop-bus.h"
#include "retry.h"
#include "sleep-clock.h"
#include "source-ops.h"
#include "str.h"

#define MUTTER_NAME "org.gnome.Mutter.IdleMonitor"
#define MUTTER_PATH "/org/gnome/Mutter/IdleMonitor/Core"
#define MUTTER_INTERFACE "org.gnome.Mutter.IdleMonitor"

#define OPEN_TIMEOUT_MS INT64_C(1000)
#define SLACK_MS 50 /* between Mutter's reading of its clock and ours of our own */

typedef enum MutterState {
        MUTTER_LOST,     /* no Mutter */
        MUTTER_STARTING, /* nothing said yet */
        MUTTER_ACTIVE,   /* input in force */
        MUTTER_QUIET,    /* `quiet` was said */
} MutterState;

typedef struct SourceMutter {
        Source base;
        Loop *loop;
        SourceSink sink;
        int64_t short_ms, long_ms;
        sd_bus *bus;
        LoopBus *loop_bus;
        Retry *retry;
        sd_bus_slot *watch_call, *idle_call;
        uint32_t watch; /* the one in force; 0: none */
        bool stale;     /* the watch that is being added is not what is wanted any more */
        MutterState state;
        bool was_lost;
        BootTime last_said;
        SleepClock sleep;
        LoopPrepare *prepare;
} SourceMutter;

static int64_t standing_now_ms(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

static int64_t threshold_ms(const SourceMutter *self)
{
        return self->short_ms > 0 ? MIN(self->short_ms, self->long_ms) : self->long_ms;
}

/* ---- asking Mutter ---- */

static int on_idle_time(sd_bus_message *message, void *userdata, sd_bus_error *error);
static int on_watch_added(sd_bus_message *message, void *userdata, sd_bus_error *error);

static void ask_idle_time(SourceMutter *self)
{
        self->idle_call = sd_bus_slot_unref(self->idle_call);
        (void) sd_bus_call_method_async(
                self->bus, &self->idle_call, MUTTER_NAME, MUTTER_PATH, MUTTER_INTERFACE, "GetIdletime",
                on_idle_time, self, "");
}

static void remove_watch(SourceMutter *self, uint32_t watch)
{
        if (watch != 0)
                (void) sd_bus_call_method_async(
                        self->bus, NULL, MUTTER_NAME, MUTTER_PATH, MUTTER_INTERFACE, "RemoveWatch", NULL,
                        NULL, "u", watch);
}

/* The watch for this state, in the place of the one before; then the idle time, for what it is too late for.
 */
static void arm(SourceMutter *self)
{
        if (self->state == MUTTER_LOST)
                return;
        remove_watch(self, self->watch);
        self->watch = 0;
        self->stale = self->watch_call;
        if (self->stale)
                return;
        if (self->state == MUTTER_ACTIVE)
                (void) sd_bus_call_method_async(
                        self->bus, &self->watch_call, MUTTER_NAME, MUTTER_PATH, MUTTER_INTERFACE,
                        "AddIdleWatch", on_watch_added, self, "t", (uint64_t) threshold_ms(self));
        else
                (void) sd_bus_call_method_async(
                        self->bus, &self->watch_call, MUTTER_NAME, MUTTER_PATH, MUTTER_INTERFACE,
                        "AddUserActiveWatch", on_watch_added, self, "");
        ask_idle_time(self);
}

static void forget_mutter(SourceMutter *self)
{
        self->watch_call = sd_bus_slot_unref(self->watch_call);
        self->idle_call = sd_bus_slot_unref(self->idle_call);
        self->watch = 0;
        self->stale = false;
}

/* ---- speaking ---- */

static void say(SourceMutter *self, ObservationKind kind, BootTime since)
{
        self->last_said.ms = MAX(self->last_said.ms, since.ms);
        source_say(&self->sink, &self->base, kind, self->last_said);
}

static void become_active(SourceMutter *self, BootTime since)
{
        self->state = MUTTER_ACTIVE;
        arm(self);
        say(self, OBSERVATION_ACTIVE, since);
}

static void become_quiet(SourceMutter *self, BootTime since)
{
        self->state = MUTTER_QUIET;
        arm(self);
        say(self, OBSERVATION_QUIET, since);
}

static void become_lost(SourceMutter *self, const char *why)
{
        if (self->state == MUTTER_LOST)
                return;
        forget_mutter(self);
        self->state = MUTTER_LOST;
        self->was_lost = true;
        source_say_gone(&self->sink, &self->base, GONE_LOST, clock_boot_now());
        self->sink.problem(self->sink.userdata, &self->base, why);
}

static void start(SourceMutter *self)
{
        self->state = MUTTER_STARTING;
        ask_idle_time(self);
}

/* A Mutter that has just started has seen no input: after a loss, only what comes is a return. */
static void start_speaking(SourceMutter *self, BootTime input, int64_t idle_ms)
{
        if (self->was_lost) {
                self->state = MUTTER_QUIET;
                self->last_said.ms = MAX(self->last_said.ms, clock_boot_now().ms);
                arm(self);
        } else if (idle_ms < self->long_ms) {
                become_active(self, input);
        } else {
                become_quiet(self, input);
        }
}

/* ---- what Mutter says ---- */

static int on_idle_time(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        SourceMutter *self = userdata;
        uint64_t raw;
        int64_t idle_ms;
        BootTime input;

        self->idle_call = sd_bus_slot_unref(self->idle_call);
        if (sd_bus_message_is_method_error(message, NULL) || sd_bus_message_read(message, "t", &raw) <= 0)
                return 0;
        idle_ms = (int64_t) MIN(
                raw, (uint64_t) standing_now_ms()); /* no idle time is older than the machine */
        input = sleep_clock_last_input(&self->sleep, standing_now_ms(), idle_ms);
        if (self->state == MUTTER_STARTING)
                start_speaking(self, input, idle_ms);
        else if (self->state == MUTTER_ACTIVE && clock_boot_now().ms - input.ms >= threshold_ms(self))
                become_quiet(self, input);
        else if (self->state == MUTTER_QUIET && input.ms > self->last_said.ms + SLACK_MS)
                become_active(self, input);
        return 0;
}

/* Nobody was there to answer: that is told in another way. */
static bool is_gone(const sd_bus_error *error)
{
        return sd_bus_error_has_names(
                error, SD_BUS_ERROR_NO_REPLY, SD_BUS_ERROR_DISCONNECTED, SD_BUS_ERROR_SERVICE_UNKNOWN,
                SD_BUS_ERROR_NAME_HAS_NO_OWNER);
}

static int on_watch_added(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        SourceMutter *self = userdata;
        uint32_t watch;

        self->watch_call = sd_bus_slot_unref(self->watch_call);
        if (sd_bus_message_is_method_error(message, NULL) && is_gone(sd_bus_message_get_error(message)))
                return 0;
        if (sd_bus_message_is_method_error(message, NULL) ||
            sd_bus_message_read(message, "u", &watch) <= 0) {
                become_lost(self, _("Mutter takes no watches of idle times; waiting for its next start"));
                return 0;
        }
        self->watch = watch;
        if (self->stale)
                arm(self);
        return 0;
}

static int on_watch_fired(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        SourceMutter *self = userdata;
        uint32_t watch;

        if (sd_bus_message_read(message, "u", &watch) <= 0 || watch == 0 || watch != self->watch)
                return 0;
        if (self->state == MUTTER_ACTIVE) {
                ask_idle_time(self); /* how long it really is */
        } else if (self->state == MUTTER_QUIET) {
                self->watch = 0; /* it fires once */
                become_active(self, clock_boot_now());
        }
        return 0;
}

static int on_owner(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        SourceMutter *self = userdata;
        const char *name, *before, *now;

        if (sd_bus_message_read(message, "sss", &name, &before, &now) <= 0)
                return 0;
        become_lost(self, _("GNOME's Mutter is gone; waiting for it"));
        if (*now) {
                self->sink.problem(self->sink.userdata, &self->base, NULL);
                start(self);
        }
        return 0;
}

/* ---- the bus ---- */

static void disconnect(SourceMutter *self)
{
        forget_mutter(self);
        loop_bus_free(TAKE_PTR(self->loop_bus));
        self->bus = sd_bus_close_unref(self->bus);
}

static void on_closed(LoopBus *loop_bus, int error, void *userdata)
{
        SourceMutter *self = userdata;

        become_lost(self, _("the session bus is gone, and GNOME's Mutter with it; waiting for it"));
        disconnect(self);
        retry_start(self->retry, false);
}

static int on_has_owner(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        int *answer = userdata, owned;

        *answer = !sd_bus_message_is_method_error(message, NULL) &&
                  sd_bus_message_read(message, "b", &owned) > 0 && owned;
        return 0;
}

/* Whether Mutter is there; waits for a bus that does not answer no longer than OPEN_TIMEOUT_MS. */
static bool mutter_is_there(sd_bus *bus)
{
        int64_t end_ms = clock_boot_now().ms + OPEN_TIMEOUT_MS, left_ms;
        sd_bus_slot *slot = NULL;
        int answer = -1, r;

        r = sd_bus_call_method_async(
                bus, &slot, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                "NameHasOwner", on_has_owner, &answer, "s", MUTTER_NAME);
        while (r >= 0 && answer < 0 && (left_ms = end_ms - clock_boot_now().ms) > 0) {
                r = sd_bus_process(bus, NULL);
                if (r == 0)
                        r = sd_bus_wait(bus, (uint64_t) left_ms * 1000);
        }
        sd_bus_slot_unref(slot);
        return answer > 0;
}

static int connect_to_bus(SourceMutter *self, Error *error)
{
        int r;

        r = sd_bus_open_user_with_description(&self->bus, "limber-mutter");
        if (r < 0)
                return error_set(error, -ENOENT, _("there is no session bus"));
        if (!mutter_is_there(self->bus))
                return error_set(error, -ENOENT, _("GNOME's Mutter is not on the session bus"));
        (void) sd_bus_add_match_async(
                self->bus, NULL,
                "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
                "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" MUTTER_NAME "'",
                on_owner, NULL, self);
        (void) sd_bus_match_signal_async(
                self->bus, NULL, MUTTER_NAME, MUTTER_PATH, MUTTER_INTERFACE, "WatchFired", on_watch_fired,
                NULL, self);
        r = loop_attach_bus(self->loop, self->bus, on_closed, self, &self->loop_bus);
        if (r < 0)
                return r;
        start(self);
        return 0;
}

static int try_again(void *userdata)
{
        SourceMutter *self = userdata;

        if (connect_to_bus(self, NULL) < 0) {
                disconnect(self);
                return 0;
        }
        self->sink.problem(self->sink.userdata, &self->base, NULL);
        return 1;
}

/* The socket of the bus, for inotify; NULL where the address is of another kind. */
static char *bus_socket_path(void)
{
        static const char key[] = "unix:path=";
        const char *address = getenv("DBUS_SESSION_BUS_ADDRESS"), *folder = getenv("XDG_RUNTIME_DIR");

        if (address && *address) {
                const char *path = strstr(address, key);

                return path ? strndup(path + strlen(key), strcspn(path + strlen(key), ",;")) : NULL;
        }
        return folder ? str_format("%s/bus", folder) : NULL;
}

/* ---- the source ---- */

static int on_prepare(Loop *loop, void *userdata)
{
        SourceMutter *self = userdata;

        if (sleep_clock_update(&self->sleep, clock_boot_now(), standing_now_ms()) &&
            self->state == MUTTER_ACTIVE) {
                ask_idle_time(self);
                return 1;
        }
        return 0;
}

static int mutter_watch(Source *source, int64_t short_ms)
{
        SourceMutter *self = CONTAINER_OF(source, SourceMutter, base);

        self->short_ms = short_ms;
        if (self->state == MUTTER_ACTIVE)
                arm(self);
        return 0;
}

static int mutter_set_long(Source *source, int64_t long_ms)
{
        SourceMutter *self = CONTAINER_OF(source, SourceMutter, base);

        self->long_ms = long_ms;
        if (self->state == MUTTER_ACTIVE)
                arm(self);
        return 0;
}

static void mutter_free(SourceMutter *self)
{
        remove_watch(self, self->watch);
        disconnect(self);
        retry_free(self->retry);
        loop_prepare_free(self->prepare);
        free(self);
}
DEFINE_CLEANUP(SourceMutter, mutter_free)

static void mutter_close(Source *source)
{
        mutter_free(CONTAINER_OF(source, SourceMutter, base));
}

static int mutter_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        _cleanup_(mutter_freep) SourceMutter *self = calloc(1, sizeof *self);
        _cleanup_free_ char *path = bus_socket_path();
        int r;

        if (!self)
                return -ENOMEM;
        *self = (SourceMutter){
                .base.ops = &source_mutter,
                .loop = loop,
                .sink = *sink,
                .long_ms = long_ms,
                .sleep = sleep_clock_start(clock_boot_now(), standing_now_ms()),
        };
        r = retry_new(loop, path, try_again, self, &self->retry);
        if (r < 0)
                return r;
        r = loop_add_prepare(loop, on_prepare, self, &self->prepare);
        if (r < 0)
                return r;
        r = connect_to_bus(self, error);
        if (r < 0)
                return r;
        *ret = &TAKE_PTR(self)->base;
        return 0;
}

const SourceOps source_mutter = {
        .name = "mutter",
        .title = N_("keyboard and pointer on GNOME, through Mutter's IdleMonitor"),
        .open = mutter_open,
        .close = mutter_close,
        .watch = mutter_watch,
        .set_long = mutter_set_long,
};
