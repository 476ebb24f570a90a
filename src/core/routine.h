/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ROUTINE_H
#define LIMBER_ROUTINE_H

/*
 * Which stretch comes next: the one not done for longest today, then this week; of equals the first of the
 * catalogue. One that hurt today rests until the day is over. Taking the first each time goes through all
 * of them before any comes twice, so that a day's plan holds all four.
 */

#include <stdbool.h>
#include <stddef.h>

#include "clock.h"

typedef struct RoutinePast {
        bool done; /* ever, `done_at` the last time */
        WallTime done_at;
        bool hurt; /* ended by an ouch, `hurt_at` the last time */
        WallTime hurt_at;
        bool excluded; /* not offered to this person */
} RoutinePast;

/*
 * The order of n stretches by their pasts: indices into `past`, in ret_order (room for n). `day` and `week`
 * are when today and this week began. Returns how many there are: those that rest or are excluded are left
 * out.
 */
size_t routine_order(const RoutinePast *past, size_t n, WallTime day, WallTime week, size_t *ret_order);

/* Whether it rests today. */
bool routine_rests(const RoutinePast *past, WallTime day);

#endif
