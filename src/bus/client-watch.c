/* SPDX-License-Identifier: MIT */
/*
 * The client in somebody else's loop. sd-bus's callbacks only note what came; it is told once sd-bus is done
 * with the message, so that whoever is told may take everything down.
 */

#include "client-watch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>

#include "bus-error.h"
#include "client-struct.h"

struct BusWatch {
        BusClient *client;
        BusWatchEvents events;
        BusListening listening;
        int refused; /* -errno of the reply that came last; 0: none */
        Error refusal;
};

void bus_watch_free(BusWatch *self)
{
        if (!self)
                return;
        bus_listening_deinit(&self->listening);
        bus_client_free(self->client);
        free(self);
}

int bus_watch_new(BusClient *client, const BusWatchEvents *events, BusWatch **ret, Error *error)
{
        _cleanup_(bus_watch_freep) BusWatch *self = calloc(1, sizeof *self);
        int r;

        if (!self) {
                bus_client_free(client);
                return error_memory(error);
        }
        self->client = client;
        self->events = *events;
        r = bus_client_listen(client, &self->listening);
        if (r < 0)
                return bus_client_lost(r, error);
        r = bus_client_status(client, &self->listening.record, error); /* nothing is missed in between */
        if (r < 0)
                return r;
        *ret = TAKE_PTR(self);
        return 0;
}

const StatusRecord *bus_watch_status(const BusWatch *self)
{
        return &self->listening.record;
}

int bus_watch_fd(const BusWatch *self)
{
        return sd_bus_get_fd(self->client->bus);
}

int bus_watch_poll_events(const BusWatch *self)
{
        int events = sd_bus_get_events(self->client->bus);

        return events < 0 ? POLLIN : events; /* closed: the next bus_watch_process() says so */
}

int64_t bus_watch_wake_us(const BusWatch *self)
{
        uint64_t until_us;

        if (sd_bus_get_timeout(self->client->bus, &until_us) < 0)
                return 0;
        return until_us > INT64_MAX ? -1 : (int64_t) until_us;
}

int bus_watch_process(BusWatch *self)
{
        int r = sd_bus_process(self->client->bus, NULL);

        if (r < 0 || self->listening.left)
                return -ENOTCONN;
        if (self->listening.changed) {
                self->listening.changed = false;
                self->events.changed(self->events.userdata, &self->listening.record);
                return 1;
        }
        if (self->refused) {
                int code = self->refused;
                Error error = self->refusal;

                self->refused = 0;
                if (self->events.refused)
                        self->events.refused(self->events.userdata, code, &error);
                return 1;
        }
        return r;
}

/* ---- calls ---- */

static int on_reply(sd_bus_message *reply, void *userdata, sd_bus_error *ret_error)
{
        BusWatch *self = userdata;

        if (sd_bus_message_is_method_error(reply, NULL))
                self->refused = bus_error_read(sd_bus_message_get_error(reply), &self->refusal);
        return 0;
}

static int send_away(BusWatch *self, sd_bus_message *call)
{
        /* The slot floats: it goes with the reply, or with the connection, before the watch goes. */
        return sd_bus_call_async(self->client->bus, NULL, call, on_reply, self, BUS_CLIENT_TIMEOUT_US) < 0
                       ? -ENOTCONN
                       : 0;
}

int bus_watch_send_answer(BusWatch *self, AnswerKind answer, const char *break_name, int64_t postpone_ms)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *call = NULL;
        Error error;
        int r;

        r = bus_client_new_answer(self->client, answer, break_name, postpone_ms, &call, &error);
        return r < 0 ? r : send_away(self, call);
}

int bus_watch_send_window_ready(BusWatch *self)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *call = NULL;
        Error error;
        int r;

        r = bus_client_new_call(self->client, "WindowReady", &call, &error);
        return r < 0 ? r : send_away(self, call);
}
