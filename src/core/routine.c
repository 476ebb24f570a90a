/* SPDX-License-Identifier: MIT */
/*
 * The routine. What matters of the past is one instant a stretch: when it was last done, as far as it lies
 * in this week. Within a day every stretch done today is later than every one that was not, so that
 * "for longest today, then this week" is the order of those instants; what lies before the week is all the
 * same, and the catalogue's order decides.
 */

#include "routine.h"

bool routine_rests(const RoutinePast *past, WallTime day)
{
        return past->hurt && past->hurt_at.ms >= day.ms;
}

static int64_t last_ms(const RoutinePast *past, WallTime week)
{
        return past->done && past->done_at.ms >= week.ms ? past->done_at.ms : INT64_MIN;
}

size_t routine_order(const RoutinePast *past, size_t n, WallTime day, WallTime week, size_t *ret_order)
{
        size_t n_order = 0;

        /* On the first day of a week the day may have begun with it; never after it. */
        if (day.ms < week.ms)
                week = day;
        for (size_t i = 0; i < n; i++) {
                size_t k;

                if (past[i].excluded || routine_rests(&past[i], day))
                        continue;
                for (k = n_order++;
                     k > 0 && last_ms(&past[i], week) < last_ms(&past[ret_order[k - 1]], week); k--)
                        ret_order[k] = ret_order[k - 1];
                ret_order[k] = i;
        }
        return n_order;
}
