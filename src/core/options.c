/* SPDX-License-Identifier: MIT */
/* The documented defaults of the engine's rules. */

#include "options.h"

#include <string.h>

#include "clock.h"

const char *firmness_name(Firmness firmness)
{
        static const char *const names[] = { "gentle", "firm", "strict" };

        assert(firmness < ELEMENTSOF(names));
        return names[firmness];
}

const char *break_window_name(BreakWindow window)
{
        static const char *const names[] = { "auto", "none", "card", "screen" };

        assert(window < ELEMENTSOF(names));
        return names[window];
}

void engine_options_init(EngineOptions *options)
{
        *options = (EngineOptions){
                .away_after_ms = 3 * MS_PER_MINUTE,
                .pause_ms = 5 * MS_PER_SECOND,
                .patience_ms = 3 * MS_PER_MINUTE,
                .notice_ms = 10 * MS_PER_SECOND,
                .notice_max_ms = 30 * MS_PER_SECOND,
                .calm_ms = 2 * MS_PER_SECOND,
                .settle_ms = 30 * MS_PER_SECOND,
                .gather_ms = 10 * MS_PER_MINUTE,
                .postpone_ms = 5 * MS_PER_MINUTE,
                .held_max_ms = 2 * MS_PER_HOUR,
                .day_limit_ms = 0,
                .film_is_sitting = true,
                .n_rules = 2,
                .rules = {
                        { "stretch", 30 * MS_PER_MINUTE, 1 * MS_PER_MINUTE, 0, COUNTS_DESK, true },
                        { "walk", 60 * MS_PER_MINUTE, 4 * MS_PER_MINUTE, 0, COUNTS_DESK, true },
                },
        };
}

int64_t break_rule_rest_ms(const BreakRule *rule, const EngineOptions *options)
{
        if (rule->rest_ms > 0)
                return rule->rest_ms;
        return MAX(rule->lasts_ms, options->away_after_ms);
}

BreakWindow break_rule_window(const BreakRule *rule)
{
        if (rule->window != WINDOW_AUTO)
                return rule->window;
        return rule->lasts_ms >= BREAK_LONG_MS ? WINDOW_SCREEN : WINDOW_CARD;
}

int engine_options_find_rule(const EngineOptions *options, const char *name)
{
        for (size_t i = 0; i < options->n_rules; i++)
                if (strcmp(options->rules[i].name, name) == 0)
                        return (int) i;
        return -1;
}
