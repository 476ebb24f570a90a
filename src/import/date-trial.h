/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DATE_TRIAL_H
#define LIMBER_DATE_TRIAL_H

/*
 * In which order a file writes day and month. Every order is tried on every row: 4/24/2017 rules out that
 * the day comes first, and a row over midnight whose Duration fits in one order only speaks for that one.
 */

#include <stdbool.h>
#include <stdint.h>

#include "local-time.h"

typedef struct DateTrial {
        bool possible;
        bool unsorted; /* in this order some row starts before the one before it */
        WallTime last_start;
        uint64_t n_votes; /* rows whose Duration is right in this order only */
        LocalZone zone;
} DateTrial;

typedef struct DateTrials {
        DateTrial trials[N_DATE_ORDERS];
        bool any;     /* there was a row */
        bool matters; /* there was a date that the orders read differently */
} DateTrials;

/* DATE_ORDER_UNKNOWN: all are tried. */
void date_trials_init(DateTrials *trials, DateOrder told);

/* Tries a row: `duration_s` as written, -1 if not known. false: none of the orders is possible any more. */
bool date_trials_try(DateTrials *trials, const LocalStamp *start, const LocalStamp *end, int64_t duration_s);

/*
 * The order, DATE_ORDER_UNKNOWN if there was no row at all. -EINVAL with a reason where it cannot be known.
 */
int date_trials_decide(const DateTrials *trials, DateOrder *ret, Error *error);

#endif
