/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SLEEP_CLOCK_H
#define LIMBER_SLEEP_CLOCK_H

/*
 * Idle times of display servers come from a clock that stands while the machine sleeps; Limber's boot time
 * runs on. "No input for 20 s", said just after an hour's sleep, is therefore a last input an hour ago. This
 * remembers the last sleep and says when an idle time really began. Pure: it is told both clocks.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"

typedef struct SleepClock {
        int64_t slept_ms;        /* in all, as of the last update */
        int64_t slept_before_ms; /* before the last sleep */
        int64_t woke_ms;         /* on the standing clock: when the last sleep was noticed */
} SleepClock;

/* `standing_ms`: CLOCK_MONOTONIC. */
SleepClock sleep_clock_start(BootTime now, int64_t standing_ms);

/* At every wake-up, the first thing. True: the machine has slept since the last call. */
bool sleep_clock_update(SleepClock *clock, BootTime now, int64_t standing_ms);

/* When the last input was, if the display says that none came for `idle_ms`. */
BootTime sleep_clock_last_input(const SleepClock *clock, int64_t standing_ms, int64_t idle_ms);

#endif
