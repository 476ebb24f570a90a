/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_LINK_H
#define LIMBER_SESSION_LINK_H

/*
 * What a guided session tells others: that it begins (the break at hand is on until its end), and how it
 * ended with what was done. session-home.h implements it over the daemon and the history.
 */

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "player.h"

typedef struct SessionResult {
        const PlayerResult *stretch;
        WallTime start;
} SessionResult;

typedef struct SessionLink SessionLink;

struct SessionLink {
        /* 0, or -errno with a reason; the session goes on all the same, to its end(). May be NULL. */
        int (*begin)(SessionLink *link, Error *error);

        /*
         * `done`: the person took part to a useful end. `ended` is never PLAYER_ENDED_NEXT or _OUCH. Results
         * are borrowed, maybe none. 0, or -errno with a reason why they could not be kept. May be NULL.
         */
        int (*end)(
                SessionLink *link, bool done, PlayerEnd ended, const SessionResult *results,
                size_t n_results, Error *error);
};

#endif
