/* SPDX-License-Identifier: MIT */
/* Listening to the daemon, and sleeping until it says something. */

#include "client-struct.h"

#include <errno.h>
#include <poll.h>

#include "clock.h"
#include "i18n.h"
#include "names.h"

void bus_listening_deinit(BusListening *listening)
{
        sd_bus_slot_unref(listening->signal_slot);
        sd_bus_slot_unref(listening->owner_slot);
}

static int on_status_changed(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        BusListening *listening = userdata;

        if (status_record_read(signal, &listening->record) >= 0)
                listening->changed = true;
        return 0;
}

static int on_owner_changed(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        BusListening *listening = userdata;
        const char *name, *old_owner, *new_owner;

        if (sd_bus_message_read(signal, "sss", &name, &old_owner, &new_owner) > 0 && old_owner[0])
                listening->left = true;
        return 0;
}

/* Listens to the daemon; on the session bus also for its leaving. */
int bus_client_listen(BusClient *self, BusListening *listening)
{
        int r;

        r = sd_bus_match_signal(
                self->bus, &listening->signal_slot, self->destination, LIMBER_OBJECT, LIMBER_INTERFACE,
                "StatusChanged", on_status_changed, listening);
        if (r < 0)
                return r;
        if (self->destination)
                return sd_bus_add_match(
                        self->bus, &listening->owner_slot,
                        "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
                        "member='NameOwnerChanged',arg0='" LIMBER_BUS_NAME "'",
                        on_owner_changed, listening);
        /* Unlike a bus, the daemon would speak anyway; but it keeps connections longer that listen. */
        return sd_bus_call_method(
                self->bus, NULL, "/org/freedesktop/DBus", "org.freedesktop.DBus", "AddMatch", NULL, NULL,
                "s", "type='signal'");
}

static bool is_over(int code)
{
        return code == -ENOTCONN || code == -ECONNRESET || code == -EPIPE || code == -ESHUTDOWN;
}

/* Sleeps until the bus has work (0) or stop_fd has (1). timeout_us: of sd-bus's clock. */
static int wait_for_more(sd_bus *bus, int stop_fd, int64_t limit_ms)
{
        struct pollfd fds[2] = { { .fd = sd_bus_get_fd(bus) }, { .fd = stop_fd, .events = POLLIN } };
        uint64_t until_us;
        int64_t wait_ms = limit_ms;
        struct timespec now;
        int events = sd_bus_get_events(bus), r;

        if (fds[0].fd < 0 || events < 0)
                return -ENOTCONN;
        fds[0].events = (short) events;
        r = sd_bus_get_timeout(bus, &until_us);
        if (r < 0)
                return r;
        if (until_us != UINT64_MAX && clock_gettime(CLOCK_MONOTONIC, &now) == 0) {
                int64_t left_ms = (int64_t) (until_us / 1000) - now.tv_sec * 1000 - now.tv_nsec / 1000000;

                left_ms = MAX(left_ms, INT64_C(0));
                wait_ms = wait_ms < 0 ? left_ms : MIN(wait_ms, left_ms);
        }
        r = poll(fds, stop_fd >= 0 ? 2 : 1, (int) MIN(wait_ms, (int64_t) 3600000));
        if (r < 0 && errno != EINTR)
                return -errno;
        return r > 0 && stop_fd >= 0 && fds[1].revents != 0;
}

static int follow_loop(
        BusClient *self, BusListening *listening, int stop_fd, BusFollowFunction function, void *userdata)
{
        int r;

        for (;;) {
                r = sd_bus_process(self->bus, NULL);
                if (r < 0 || listening->left)
                        return r < 0 && !is_over(r) ? r : 0;
                if (listening->changed) {
                        listening->changed = false;
                        r = function(userdata, &listening->record);
                        if (r != 0)
                                return r;
                        continue;
                }
                if (r > 0)
                        continue;
                r = wait_for_more(self->bus, stop_fd, -1);
                if (r != 0)
                        return r < 0 && is_over(r) ? 0 : r;
        }
}

int bus_client_follow(BusClient *self, int stop_fd, BusFollowFunction function, void *userdata, Error *error)
{
        _cleanup_(bus_listening_deinit) BusListening listening = { 0 };
        int r;

        r = bus_client_listen(self, &listening);
        if (r < 0)
                return bus_client_lost(r, error);
        r = bus_client_status(self, &listening.record, error); /* after listening: nothing is missed */
        if (r < 0)
                return r;
        r = function(userdata, &listening.record);
        return r != 0 ? r : follow_loop(self, &listening, stop_fd, function, userdata);
}

int bus_client_quit(BusClient *self, Error *error)
{
        int64_t end_ms = clock_boot_now().ms + BUS_CLIENT_TIMEOUT_MS, left_ms;
        _cleanup_(bus_listening_deinit) BusListening listening = { 0 };
        int r;

        r = bus_client_listen(self, &listening);
        if (r < 0)
                return bus_client_lost(r, error);
        r = bus_client_call(self, error, "Quit", "");
        if (r == -ENOTCONN) /* it was quicker than its answer */
                return 0;
        if (r < 0)
                return r;
        for (;;) {
                r = sd_bus_process(self->bus, NULL);
                if (r < 0 || listening.left)
                        return 0;
                if (r > 0)
                        continue;
                left_ms = end_ms - clock_boot_now().ms;
                if (left_ms <= 0)
                        return error_set(error, -ETIMEDOUT, _("limberd was asked to stop and still runs"));
                r = wait_for_more(self->bus, -1, left_ms);
                if (r < 0)
                        return is_over(r) ? 0 : bus_client_lost(r, error);
        }
}
