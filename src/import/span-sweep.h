/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SPAN_SWEEP_H
#define LIMBER_SPAN_SWEEP_H

/*
 * From spans to observations. Active spans are input, their union; locks and power-offs, less what Active
 * covers, are `gone` and `back`. At one instant: quiet, gone, back, active.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay.h"
#include "span-sort.h"

typedef struct SpanSweep {
        /* Gives the spans in the order of their starts: 1, 0 at the end, -errno with a reason. */
        int (*next_span)(void *userdata, Span *ret, Error *error);
        void *userdata;

        uint64_t n_merged; /* spans that overlapped or touched one of their kind before them */

        /* Private; zero before the first use. */
        Span ahead;
        bool has_ahead, ended;
        bool covers[N_SPAN_KINDS];
        WallTime ends[N_SPAN_KINDS]; /* of what covers */
        ReplayItem items[4];
        size_t n, i;
} SpanSweep;

/* 1, 0 at the end, -errno with a reason. Times never decrease. */
int span_sweep_next(SpanSweep *sweep, ReplayItem *ret, Error *error);

#endif
