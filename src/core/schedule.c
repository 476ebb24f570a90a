/* SPDX-License-Identifier: MIT */
/* The clocks of the break rules: see schedule.h. */

#include "schedule.h"

void schedule_init(Schedule *schedule, const EngineOptions *options)
{
        *schedule = (Schedule){ 0 };
        for (size_t i = 0; i < options->n_rules; i++)
                schedule->clocks[i].target_ms = options->rules[i].every_ms;
}

int64_t schedule_clock_ms(const Schedule *schedule, size_t rule, int64_t counted_ms)
{
        return MAX(counted_ms - schedule->clocks[rule].base_ms, 0);
}

void schedule_reset(Schedule *schedule, const EngineOptions *options, size_t rule, int64_t counted_ms)
{
        schedule->clocks[rule].base_ms = counted_ms;
        schedule->clocks[rule].target_ms = options->rules[rule].every_ms;
}

void schedule_roll_back(Schedule *schedule, size_t rule, int64_t counted_ms)
{
        schedule->clocks[rule].base_ms = MIN(schedule->clocks[rule].base_ms, counted_ms);
}

int schedule_find(
        const Schedule *schedule, const EngineOptions *options,
        const int64_t counted_ms[static N_RULE_COUNTS], int64_t within_ms, int64_t longer_than_ms)
{
        int best = -1;

        for (size_t i = 0; i < options->n_rules; i++) {
                const BreakRule *rule = &options->rules[i];
                int64_t clock_ms = schedule_clock_ms(schedule, i, counted_ms[rule->counts]);

                if (!rule->enabled || rule->lasts_ms <= longer_than_ms ||
                    schedule->clocks[i].target_ms - clock_ms > within_ms)
                        continue;
                if (best < 0 || rule->lasts_ms > options->rules[best].lasts_ms)
                        best = (int) i;
        }
        return best;
}
