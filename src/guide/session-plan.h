/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_PLAN_H
#define LIMBER_SESSION_PLAN_H

/*
 * Which stretches a session holds: those that were asked for, or the next ones in rotation, as many as fit
 * the break at hand; and what takes the place of one that hurts.
 */

#include "catalogue.h"
#include "player.h"
#include "session-home.h"
#include "settings.h"

typedef struct SessionPlan {
        PlayerItem items[PLAYER_MAX_ITEMS]; /* stretches are borrowed from the catalogue */
        size_t n_items;                     /* at least 1 */
        PlayerItem spares[PLAYER_MAX_ITEMS];
        size_t n_spares;
} SessionPlan;

typedef struct SessionWish {
        const char *const *names; /* ids; none: the next in rotation */
        size_t n_names;
        bool dose_said; /* by name; otherwise the settings say it */
        DoseKind dose;  /* where it was said */
} SessionWish;

/*
 * Plans at the time `now`, with stretches of a catalogue to which stretch_offer_fit() was done, unless the
 * dose was said. 0, or with words in `error`: -E2BIG (more than PLAYER_MAX_ITEMS names), -ENOENT (no such
 * stretch), -EPERM (the dose that was said waits for the check-up), -ENODATA (every stretch is left out, or
 * rests).
 */
int session_plan_make(
        SessionPlan *ret, const SessionWish *wish, const Catalogue *catalogue, const Settings *settings,
        const SessionHome *home, WallTime now, Error *error);

/* The stretch of that id; -ENOENT with words that say what there is. */
int session_plan_find(const Catalogue *catalogue, const char *id, const Stretch **ret, Error *error);

#endif
