/* SPDX-License-Identifier: MIT */
/*
 * The sweep goes from one instant at which something starts or ends to the next. For the union of spans in
 * the order of their starts the latest end of each kind is all that must be remembered.
 */

#include "span-sweep.h"

/* What the spans that cover an instant say about it. */
typedef struct Presence {
        bool active;
        bool gone;
        GoneReason reason;
} Presence;

static Presence presence(const SpanSweep *sweep)
{
        bool active = sweep->covers[SPAN_ACTIVE], off = sweep->covers[SPAN_OFF];

        return (Presence){
                .active = active,
                .gone = !active && (off || sweep->covers[SPAN_LOCK]),
                .reason = off ? GONE_OFF : GONE_LOCK,
        };
}

static void add_item(SpanSweep *sweep, WallTime at, ObservationKind kind, GoneReason reason)
{
        sweep->items[sweep->n++] = (ReplayItem){ at, { .kind = kind, .gone = reason } };
}

static void add_change(SpanSweep *sweep, WallTime at, Presence before, Presence after)
{
        sweep->n = sweep->i = 0;
        if (before.active && !after.active)
                add_item(sweep, at, OBSERVATION_QUIET, 0);
        if (after.gone && (!before.gone || before.reason != after.reason))
                add_item(sweep, at, OBSERVATION_GONE, after.reason);
        if (before.gone && !after.gone)
                add_item(sweep, at, OBSERVATION_BACK, 0);
        if (!before.active && after.active)
                add_item(sweep, at, OBSERVATION_ACTIVE, 0);
}

static int look_ahead(SpanSweep *sweep, Error *error)
{
        int r;

        if (sweep->has_ahead || sweep->ended)
                return 0;
        r = sweep->next_span(sweep->userdata, &sweep->ahead, error);
        if (r < 0)
                return r;
        sweep->has_ahead = r > 0;
        sweep->ended = r == 0;
        return 0;
}

static bool find_instant(const SpanSweep *sweep, WallTime *ret)
{
        bool found = sweep->has_ahead;

        if (found)
                *ret = sweep->ahead.start;
        for (int kind = 0; kind < N_SPAN_KINDS; kind++)
                if (sweep->covers[kind] && (!found || sweep->ends[kind].ms < ret->ms)) {
                        *ret = sweep->ends[kind];
                        found = true;
                }
        return found;
}

/* All spans that start at that instant. */
static int take_starts(SpanSweep *sweep, WallTime at, const bool covered[static N_SPAN_KINDS], Error *error)
{
        while (sweep->has_ahead && sweep->ahead.start.ms == at.ms) {
                SpanKind kind = sweep->ahead.kind;
                int r;

                if (covered[kind] || sweep->covers[kind])
                        sweep->n_merged++;
                if (!sweep->covers[kind] || sweep->ends[kind].ms < sweep->ahead.end.ms)
                        sweep->ends[kind] = sweep->ahead.end;
                sweep->covers[kind] = true;
                sweep->has_ahead = false;
                r = look_ahead(sweep, error);
                if (r < 0)
                        return r;
        }
        return 0;
}

static int step(SpanSweep *sweep, WallTime at, Error *error)
{
        Presence before = presence(sweep);
        bool covered[N_SPAN_KINDS];
        int r;

        for (int kind = 0; kind < N_SPAN_KINDS; kind++) {
                covered[kind] = sweep->covers[kind];
                if (covered[kind] && sweep->ends[kind].ms == at.ms)
                        sweep->covers[kind] = false;
        }
        r = take_starts(sweep, at, covered, error);
        if (r < 0)
                return r;
        add_change(sweep, at, before, presence(sweep));
        return 0;
}

int span_sweep_next(SpanSweep *sweep, ReplayItem *ret, Error *error)
{
        while (sweep->i == sweep->n) {
                WallTime at = { 0 };
                int r = look_ahead(sweep, error);

                if (r < 0)
                        return r;
                if (!find_instant(sweep, &at))
                        return 0;
                r = step(sweep, at, error);
                if (r < 0)
                        return r;
        }
        *ret = sweep->items[sweep->i++];
        return 1;
}
