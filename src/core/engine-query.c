/* SPDX-License-Identifier: MIT */
/* Questions to the engine: what is, what comes next, which idle thresholds matter, and new settings. */

#include "engine-struct.h"

#include <string.h>

const EngineOptions *engine_options(const Engine *engine)
{
        return &engine->options;
}

/* The rule that comes next, if the person stays as they are; -1: none is on. */
static int next_rule(const Engine *engine, int64_t *ret_ms)
{
        int best = -1;

        for (size_t i = 0; i < engine->options.n_rules; i++) {
                const BreakRule *rule = &engine->options.rules[i];
                int64_t to_go_ms;

                if (!rule->enabled || !rule_counts_posture(rule->counts, engine->bouts.posture))
                        continue;
                to_go_ms = MAX(engine_target_ms(engine, i) - engine_clock_ms(engine, i), 0);
                if (best < 0 || to_go_ms < *ret_ms ||
                    (to_go_ms == *ret_ms && rule->lasts_ms > engine->options.rules[best].lasts_ms)) {
                        best = (int) i;
                        *ret_ms = to_go_ms;
                }
        }
        return best;
}

void engine_status(const Engine *engine, EngineStatus *ret)
{
        const Break *brk = &engine->brk;
        EngineStatus status = {
                .boot = engine->now,
                .present = engine_is_here(engine),
                .gone = engine->presence.gone,
                .gone_reason = engine->presence.gone_reason,
                .posture = engine->bouts.posture,
                .busy = engine->presence.busy,
                .film = engine->presence.film,
                .bout_open = engine->bouts.open,
                .bout_start = engine->bouts.start,
                .bout_start_wall = engine->bouts.start_wall,
                .last_sign = presence_last_sign(&engine->presence, engine->now),
                .state = brk->state,
                .rule = brk->rule,
                .ends = BOOT_NEVER,
                .session = brk->state == BREAK_ON && brk->session,
                .day_desk_ms = MAX(engine_counted_ms(engine, COUNTS_DESK) - engine->day_base_ms, 0),
        };
        int next;

        if (brk->state == BREAK_WAITING && (!engine_is_here(engine) || engine->presence.busy))
                status.state = BREAK_HELD;
        if (brk->state == BREAK_ON)
                status.ends = break_end_at(brk, &engine->options);
        if (brk->state == BREAK_NONE) {
                next = next_rule(engine, &status.due_in_ms);
                status.rule = next < 0 ? 0 : (size_t) next;
                if (next < 0)
                        status.due_in_ms = -1;
        }
        *ret = status;
}

void engine_totals(const Engine *engine, EngineTotals *ret)
{
        const BoutBuilder *bouts = &engine->bouts;
        BootTime until = engine_desk_until(engine);

        *ret = (EngineTotals){
                .sitting_ms = bout_builder_counted_ms(bouts, COUNTS_SITTING, until),
                .standing_ms = bout_builder_counted_ms(bouts, COUNTS_STANDING, until),
                .away_ms = bouts->away_ms,
        };
        if (bouts->open)
                ret->away_ms += engine->now.ms - until.ms;
        else
                ret->away_ms += engine->now.ms - bouts->end.ms;
}

int64_t engine_wanted_watch_ms(const Engine *engine, BootTime *ret_from)
{
        const Break *brk = &engine->brk;
        const EngineOptions *options = &engine->options;
        /* Some compositors count an idle timeout from its creation: arm it a little early. */
        int64_t ahead_ms = options->pause_ms + MS_PER_SECOND, due_in_ms = 0;

        *ret_from = engine->now;
        if (!engine_is_here(engine))
                return 0;
        switch (brk->state) {
        case BREAK_NONE:
                if (next_rule(engine, &due_in_ms) < 0)
                        return 0;
                ret_from->ms = MAX(engine->now.ms, engine->now.ms + due_in_ms - ahead_ms);
                return options->pause_ms;
        case BREAK_WAITING:
                if (engine->presence.busy)
                        return 0;
                ret_from->ms =
                        break_waits_from(
                                brk, options, &engine->presence, engine->has_return, engine->last_return)
                                .ms;
                ret_from->ms = MAX(engine->now.ms, ret_from->ms - ahead_ms);
                return options->pause_ms;
        case BREAK_ANNOUNCED:
                return options->calm_ms;
        case BREAK_ON: /* whether there is input decides between rested and ignored */
        case BREAK_HELD:
        case N_BREAK_STATES:
                break;
        }
        return 0;
}

int engine_set_options(Engine *engine, const EngineOptions *options, Effects *effects)
{
        EngineOptions before = engine->options;
        Schedule clocks = engine->schedule;
        int at_hand = -1;

        if (array_reserve(effects, 2) < 0)
                return -ENOMEM;
        if (break_is_at_hand(&engine->brk)) {
                const BreakRule *rule = &before.rules[engine->brk.rule];

                at_hand = engine_options_find_rule(options, rule->name);
                if (at_hand < 0 || !options->rules[at_hand].enabled) {
                        effects->items[effects->n++] = (Effect){
                                .kind = EFFECT_END,
                                .boot = engine->now,
                                .wall = { engine->now.ms + engine->wall_offset_ms },
                                .rule = engine->brk.rule,
                                .outcome = OUTCOME_WITHDRAWN,
                                .due_wall = engine->brk.due_wall,
                                .began = break_has_begun(&engine->brk),
                                .begin_wall = engine->brk.begin_wall,
                        };
                        engine->brk.state = BREAK_NONE;
                }
        }

        engine->options = *options;
        engine->presence.film_counts = options->film_is_sitting;
        schedule_init(&engine->schedule, options);
        for (size_t i = 0; i < options->n_rules; i++) {
                const BreakRule *rule = &options->rules[i];
                int old = engine_options_find_rule(&before, rule->name);

                if (old < 0 || before.rules[old].counts != rule->counts) {
                        engine->schedule.clocks[i].base_ms =
                                bout_builder_counted_ms(&engine->bouts, rule->counts, engine->now);
                        continue;
                }
                engine->schedule.clocks[i] = clocks.clocks[old];
                /* A postponement stays; an interval that was changed counts from the last reset. */
                if (clocks.clocks[old].target_ms == before.rules[old].every_ms)
                        engine->schedule.clocks[i].target_ms = rule->every_ms;
        }
        if (engine->brk.state != BREAK_NONE)
                engine->brk.rule = (size_t) at_hand;
        return 0;
}
