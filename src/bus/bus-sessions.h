/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUS_SESSIONS_H
#define LIMBER_BUS_SESSIONS_H

/* Which callers run a guided session, so that one whose connection vanishes is noticed. For bus/ only. */

#include <stdint.h>
#include <systemd/sd-bus.h>

enum { BUS_SESSIONS_MAX = 16, BUS_UNIQUE_NAME_SIZE = 256 };

typedef struct BusSessions BusSessions;

typedef struct BusSession {
        BusSessions *sessions;
        uint64_t client;                   /* 0: free */
        sd_bus *bus;                       /* borrowed */
        char sender[BUS_UNIQUE_NAME_SIZE]; /* "" on a private connection, which is one client */
        sd_bus_track *track;               /* of sender */
} BusSession;

struct BusSessions {
        void (*gone)(void *userdata, uint64_t client);
        void *userdata;
        uint64_t last_client;
        BusSession items[BUS_SESSIONS_MAX];
};

/* The session of the message's sender, or NULL. */
BusSession *bus_sessions_find(BusSessions *sessions, sd_bus_message *message);

/* -EBUSY: the sender has one. -EUSERS: too many. */
int bus_sessions_begin(BusSessions *sessions, sd_bus_message *message, BusSession **ret);
void bus_session_end(BusSession *session);

/* The connection is over: all sessions on it are gone(). */
void bus_sessions_drop(BusSessions *sessions, sd_bus *bus);
int bus_sessions_count(const BusSessions *sessions, const sd_bus *bus);
void bus_sessions_clear(BusSessions *sessions); /* without a word to anybody */

#endif
