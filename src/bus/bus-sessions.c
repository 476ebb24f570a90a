/* SPDX-License-Identifier: MIT */
/*
 * Sessions of callers. On the private socket a caller is its connection; on the session bus it is a unique
 * name, which the bus never gives twice, and sd_bus_track tells when it leaves.
 */

#include "bus-sessions.h"

#include <errno.h>
#include <string.h>

#include "macro.h"

static const char *sender_of(sd_bus_message *message)
{
        const char *sender = sd_bus_message_get_sender(message);

        return sender ? sender : "";
}

BusSession *bus_sessions_find(BusSessions *sessions, sd_bus_message *message)
{
        for (size_t i = 0; i < BUS_SESSIONS_MAX; i++) {
                BusSession *session = &sessions->items[i];

                if (session->client && session->bus == sd_bus_message_get_bus(message) &&
                    strcmp(session->sender, session->track ? sender_of(message) : "") == 0)
                        return session;
        }
        return NULL;
}

void bus_session_end(BusSession *session)
{
        BusSessions *sessions = session->sessions;

        sd_bus_track_unref(session->track);
        *session = (BusSession){ .sessions = sessions };
}

static int on_sender_gone(sd_bus_track *track, void *userdata)
{
        BusSession *session = userdata;
        BusSessions *sessions = session->sessions;
        uint64_t client = session->client;

        bus_session_end(session);
        sessions->gone(sessions->userdata, client);
        return 0;
}

static int track_sender(BusSession *session, sd_bus_message *message)
{
        const char *sender = sender_of(message);
        int r;

        if (strlen(sender) >= sizeof session->sender)
                return -EINVAL;
        r = sd_bus_track_new(session->bus, &session->track, on_sender_gone, session);
        if (r < 0)
                return r;
        strcpy(session->sender, sender);
        r = sd_bus_track_add_name(session->track, sender);
        return r < 0 ? r : 0;
}

int bus_sessions_begin(BusSessions *sessions, sd_bus_message *message, BusSession **ret)
{
        sd_bus *bus = sd_bus_message_get_bus(message);
        BusSession *session = sessions->items;
        int r;

        if (bus_sessions_find(sessions, message))
                return -EBUSY;
        while (session < sessions->items + BUS_SESSIONS_MAX && session->client)
                session++;
        if (session == sessions->items + BUS_SESSIONS_MAX)
                return -EUSERS;
        *session = (BusSession){ .sessions = sessions, .client = ++sessions->last_client, .bus = bus };
        /* Only towards a bus daemon are there senders to track. */
        r = sd_bus_is_bus_client(bus) > 0 ? track_sender(session, message) : 0;
        if (r < 0) {
                bus_session_end(session);
                return r;
        }
        *ret = session;
        return 0;
}

int bus_sessions_count(const BusSessions *sessions, const sd_bus *bus)
{
        int n = 0;

        for (size_t i = 0; i < BUS_SESSIONS_MAX; i++)
                n += sessions->items[i].client && sessions->items[i].bus == bus;
        return n;
}

void bus_sessions_drop(BusSessions *sessions, sd_bus *bus)
{
        for (size_t i = 0; i < BUS_SESSIONS_MAX; i++) {
                BusSession *session = &sessions->items[i];
                uint64_t client = session->client;

                if (!client || session->bus != bus)
                        continue;
                bus_session_end(session);
                sessions->gone(sessions->userdata, client);
        }
}

void bus_sessions_clear(BusSessions *sessions)
{
        for (size_t i = 0; i < BUS_SESSIONS_MAX; i++) {
                sessions->items[i].sessions = sessions;
                bus_session_end(&sessions->items[i]);
        }
}
