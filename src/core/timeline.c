/* SPDX-License-Identifier: MIT */
/* Bouts laid over a span of time: see timeline.h. */

#include "timeline.h"

bool timeline_slice_holds(const TimelineSlice *slice, WallTime wall)
{
        return wall.ms >= slice->from.ms && wall.ms < slice->to.ms;
}

void timeline_slice_add(TimelineSlice *slice, WallTime start, int64_t length_ms, Posture posture)
{
        int64_t from_ms = MAX(start.ms, slice->from.ms), to_ms = MIN(start.ms + length_ms, slice->to.ms);

        slice->ms[posture] += MAX(to_ms - from_ms, 0);
        if (!timeline_slice_holds(slice, start))
                return;
        slice->n_bouts++;
        slice->longest_bout_ms = MAX(slice->longest_bout_ms, length_ms);
}
