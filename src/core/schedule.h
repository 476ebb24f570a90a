/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SCHEDULE_H
#define LIMBER_SCHEDULE_H

/*
 * The clocks of the break rules. A clock is the counted desk time since its last reset; so a rule keeps only
 * what that time was at the reset (`base`), and rolling a gap back is nothing but asking for the desk time
 * at the last sign instead of now.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bout.h"
#include "options.h"

typedef struct RuleClock {
        int64_t base_ms;   /* counted desk time at the last reset */
        int64_t target_ms; /* due when the clock reaches it */
        bool rested;       /* this rest has reset it already */
} RuleClock;

typedef struct Schedule {
        RuleClock clocks[MAX_RULES];
} Schedule;

void schedule_init(Schedule *schedule, const EngineOptions *options);

/* A rule's clock when the counted desk time is `counted_ms`. Never below 0. */
int64_t schedule_clock_ms(const Schedule *schedule, size_t rule, int64_t counted_ms);

/* To 0, and the target to `every`. `counted_ms`: as if the open bout went on until now. */
void schedule_reset(Schedule *schedule, const EngineOptions *options, size_t rule, int64_t counted_ms);

/* The bout is over and the gap rolled back: no reset may lie after the desk time that is left. */
void schedule_roll_back(Schedule *schedule, size_t rule, int64_t counted_ms);

/*
 * Of the rules that are on and have at most `within_ms` to go, the one that lasts longest, of equals the
 * first configured; only such as last longer than `longer_than_ms` (-1: any). `counted_ms`: for each
 * RuleCounts. -1: none.
 */
int schedule_find(
        const Schedule *schedule, const EngineOptions *options,
        const int64_t counted_ms[static N_RULE_COUNTS], int64_t within_ms, int64_t longer_than_ms);

#endif
