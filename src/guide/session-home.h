/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_HOME_H
#define LIMBER_SESSION_HOME_H

/*
 * Where a guided session is at home: with the daemon, whose break at hand it then carries and completes; or,
 * where no daemon runs, with the history alone, so that no stretch is lost.
 */

#include <stdbool.h>

#include "client.h"
#include "routine.h"
#include "session-link.h"
#include "settings.h"
#include "store.h"

typedef struct SessionHome {
        SessionLink link;
        BusClient *client;   /* NULL: no daemon runs */
        StatusRecord status; /* if it does */
        StoreStretches week; /* what was done in the last seven days */
} SessionHome;

/* Asks the daemon and the history; whatever is missing is done without. */
void session_home_init(SessionHome *home);
void session_home_deinit(SessionHome *home);

/* The past of one stretch, for the rotation. `excluded` is left as it is. */
void session_home_past(const SessionHome *home, const char *id, RoutinePast *past);

/* How many stretches fit the break at hand: two in a long one, else one. */
size_t session_home_n_stretches(const SessionHome *home, const Settings *settings);

#endif
