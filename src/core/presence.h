/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PRESENCE_H
#define LIMBER_PRESENCE_H

/*
 * Presence: what observations say about the person, before anybody asks what it means. It keeps the last
 * input, the last sign of presence (an input; and, while the person is not known to be gone, every instant
 * of a microphone or camera in use or a film that counts), what is busy, and whether they are known to be
 * gone.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "observation.h"

typedef struct Presence {
        bool active; /* input at every instant */
        bool gone;   /* known to be gone; lasts until the next input */
        GoneReason gone_reason;
        BootTime gone_at; /* if gone */
        bool film;
        bool film_counts; /* watching = sitting */
        uint32_t busy;    /* bit 1 << BusyReason */
        bool has_input, has_sign, has_free;
        BootTime last_input; /* the last one known for certain; while active it is now */
        BootTime last_sign;  /* likewise */
        BootTime last_free;  /* when the last busy reason went free */
} Presence;

/* What an observation changed, as bits. */
typedef enum PresenceChange {
        PRESENCE_INPUT = 1 << 0,       /* an input came */
        PRESENCE_SIGN = 1 << 1,        /* a sign came, or signs began to come at every instant */
        PRESENCE_INPUT_ENDED = 1 << 2, /* an active ended; its last input is last_input */
        PRESENCE_GONE = 1 << 3,        /* the person is now known to be gone */
        PRESENCE_CAME_BACK = 1 << 4,   /* they were, until this input */
        PRESENCE_BUSY = 1 << 5,        /* a reason became busy that was not */
        PRESENCE_FREE = 1 << 6,        /* a reason became free */
} PresenceChange;

/* Takes one observation at `now`. `since` <= now: when a quiet or gone began, if it is told late. Returns
 * the changes. */
unsigned presence_feed(Presence *presence, const Observation *observation, BootTime now, BootTime since);

/* Is every instant from now on a sign, until something changes? */
bool presence_is_signing(const Presence *presence);

/* The last sign as of now. Only where has_sign. */
BootTime presence_last_sign(const Presence *presence, BootTime now);

/* Has the last input been `ms` past at `now`? None yet counts as past. */
bool presence_is_calm(const Presence *presence, BootTime now, int64_t ms);

/* The first instant at which it will have been, if no input comes; BOOT_NEVER while input is in force. */
BootTime presence_calm_at(const Presence *presence, int64_t ms);

#endif
