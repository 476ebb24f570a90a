/* SPDX-License-Identifier: MIT */
/* The difference of the two clocks grows only by sleep. An input before the last waking is counted with the
 * difference from before that sleep. */

#include "sleep-clock.h"

/* The clocks are read one after the other and cut to milliseconds, and no sleep is as short. */
#define JITTER_MS 100

SleepClock sleep_clock_start(BootTime now, int64_t standing_ms)
{
        return (SleepClock){
                .slept_ms = now.ms - standing_ms,
                .slept_before_ms = now.ms - standing_ms,
                .woke_ms = INT64_MIN,
        };
}

bool sleep_clock_update(SleepClock *clock, BootTime now, int64_t standing_ms)
{
        int64_t slept_ms = now.ms - standing_ms;

        if (slept_ms - clock->slept_ms < JITTER_MS)
                return false;
        clock->slept_before_ms = clock->slept_ms;
        clock->slept_ms = slept_ms;
        clock->woke_ms = standing_ms;
        return true;
}

BootTime sleep_clock_last_input(const SleepClock *clock, int64_t standing_ms, int64_t idle_ms)
{
        int64_t input_ms = standing_ms - idle_ms;

        if (input_ms < clock->woke_ms)
                return (BootTime){ input_ms + clock->slept_before_ms };
        return (BootTime){ input_ms + clock->slept_ms };
}
