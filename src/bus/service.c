/* SPDX-License-Identifier: MIT */
/* The service: one interface, told on the session bus and to every peer on the private socket. */

#include "service.h"

#include <errno.h>
#include <stdlib.h>

#include "bus-peers.h"
#include "interface.h"
#include "log.h"
#include "session-bus.h"

struct BusService {
        BusInterface interface;
        BusPeers peers;
        SessionBus session;
};

static void on_client_gone(void *userdata, uint64_t client)
{
        BusService *self = userdata;

        self->interface.handlers.client_gone(self->interface.userdata, client);
}

int bus_service_new(Loop *loop, const BusHandlers *handlers, void *userdata, BusService **ret)
{
        BusService *self = calloc(1, sizeof *self);

        if (!self)
                return -ENOMEM;
        self->interface.handlers = *handlers;
        self->interface.userdata = userdata;
        self->interface.sessions.gone = on_client_gone;
        self->interface.sessions.userdata = self;
        self->peers.loop = self->session.loop = loop;
        self->peers.interface = self->session.interface = &self->interface;
        self->session.inotify_fd = -1;
        *ret = self;
        return 0;
}

void bus_service_free(BusService *self)
{
        if (!self)
                return;
        bus_sessions_clear(&self->interface.sessions);
        bus_peers_deinit(&self->peers);
        session_bus_deinit(&self->session);
        free(self);
}

int bus_service_listen(BusService *self, const char *path, Error *error)
{
        return bus_peers_listen(&self->peers, path, error);
}

int bus_service_join_session(BusService *self)
{
        return session_bus_join(&self->session);
}

void bus_service_status_changed(BusService *self)
{
        const char *changed[BUS_PROPERTIES_MAX];
        int r;

        if (self->peers.n == 0 && !self->session.told)
                return;
        r = bus_interface_refresh(&self->interface, changed);
        if (r < 0) {
                log_warning("bus: the status cannot be told: %s", strerror(-r));
                return;
        }
        session_bus_tell(&self->session, changed);
        bus_peers_tell(&self->peers, changed);
}

size_t bus_service_n_peers(const BusService *self)
{
        return self->peers.n;
}
