/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BOUT_H
#define LIMBER_BOUT_H

/*
 * Sitting bouts. A bout is one unbroken span at the desk, in one posture, from a first sign to a last. Short
 * idles (reading) stay inside; only an absence long enough ends it, at its last sign. The builder has no
 * clock and decides nothing: it is told when to open and to close, and it adds up.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "observation.h"
#include "options.h"

typedef struct Bout {
        BootTime start, end;
        WallTime start_wall;
        Posture posture;
} Bout;

typedef struct BoutBuilder {
        bool open;
        BootTime start;
        WallTime start_wall;
        Posture posture;
        bool has_end;           /* a bout was closed before */
        BootTime end;           /* where the last one ended; before the first: when counting began */
        int64_t ms[N_POSTURES]; /* of all closed bouts */
        int64_t away_ms;        /* of all absences between bouts */
} BoutBuilder;

/* Opens a bout at `at` (>= the last end) in the builder's posture. Must not be open. */
void bout_builder_open(BoutBuilder *builder, BootTime at, WallTime at_wall);

/* Closes it at `at` (>= its start). false: it had no length and is not kept. */
bool bout_builder_close(BoutBuilder *builder, BootTime at, Bout *ret);

/* Desk time of the counted posture, the open bout taken as lasting until `until`. */
int64_t bout_builder_counted_ms(const BoutBuilder *builder, RuleCounts counts, BootTime until);

/* Does time in this posture count? */
bool rule_counts_posture(RuleCounts counts, Posture posture);

#endif
