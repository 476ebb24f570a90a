/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TODAY_H
#define LIMBER_TODAY_H

/*
 * The counts of the day so far, for `limber status`: what the store knew when the daemon started or the day
 * began, and what happened since. Pure: told of bouts, breaks and stretches as they end.
 */

#include "record.h"
#include "status-record.h"
#include "store.h"

typedef struct Today {
        WallTime from, to;   /* the civil day */
        StatusToday counts;  /* closed bouts only */
        StoreStretches week; /* stretches of the last seven days, for the rotation */
        uint32_t n_changes;  /* goes up at each change of a count */
} Today;

/* A new day, empty but for the week's stretches. */
void today_begin(Today *today, WallTime from, WallTime to);

/* What the store knows of it already; `week` of the seven days up to now. */
void today_fill(Today *today, const StoreDay *day, const StoreStretches *week);

/* A record that is kept from now on. What does not belong to this day is left out. */
void today_add(Today *today, const Record *record);

/* The counts with the open bout (if `open`) as it is now: its start, its length so far, its posture. */
void today_get(
        const Today *today, bool open, WallTime start, int64_t length_ms, Posture posture, StatusToday *ret);

#endif
