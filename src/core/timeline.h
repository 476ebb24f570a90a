/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TIMELINE_H
#define LIMBER_TIMELINE_H

/*
 * The timeline: bouts laid over a span of wall time, a day or any other. A bout that crosses the span's edge
 * is cut for its time; it counts, with its whole length, in the span in which it began. So each bout counts
 * once, and the times of neighbouring spans add up. Bouts may come in any order.
 */

#include <stdbool.h>

#include "clock.h"
#include "observation.h"

typedef struct TimelineSlice {
        WallTime from, to;       /* [from, to) */
        int64_t ms[N_POSTURES];  /* time at the desk inside */
        int64_t n_bouts;         /* that began inside ... */
        int64_t longest_bout_ms; /* ... and the longest of them, whole */
} TimelineSlice;

bool timeline_slice_holds(const TimelineSlice *slice, WallTime wall);

/* Adds one bout: its start, its length (>= 0). */
void timeline_slice_add(TimelineSlice *slice, WallTime start, int64_t length_ms, Posture posture);

#endif
