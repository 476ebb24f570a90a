/* SPDX-License-Identifier: MIT */
/*
 * When the engine acts: the list of engine.md, and for each thing on it the instant at which it applies if
 * nobody says anything. The two halves must agree: a deadline at which no step applies would never pass.
 */

#include "engine-struct.h"

/* ---- what becomes due at an instant: each does its thing and says true if it applies ---- */

static bool step_bout(Engine *engine, Effects *effects)
{
        const Presence *presence = &engine->presence;
        Break *brk = &engine->brk;

        if (!engine->bouts.open || presence_is_signing(presence) ||
            engine->now.ms - presence->last_sign.ms < engine->options.away_after_ms)
                return false;

        engine_close_bout(engine, effects, presence->last_sign);
        if (!break_is_at_hand(brk) || break_has_begun(brk))
                return true;
        if (engine_clock_ms(engine, brk->rule) < engine_target_ms(engine, brk->rule))
                engine_end(engine, effects, OUTCOME_WITHDRAWN, 0);
        else if (brk->state == BREAK_ANNOUNCED)
                engine_back_to_waiting(engine, effects);
        return true;
}

static bool step_rest(Engine *engine, Effects *effects)
{
        if (engine->bouts.open || !engine->bouts.has_end)
                return false;
        for (size_t i = 0; i < engine->options.n_rules; i++) {
                RuleClock *clock = &engine->schedule.clocks[i];
                int64_t rest_ms = break_rule_rest_ms(&engine->options.rules[i], &engine->options);

                if (clock->rested || engine->now.ms - engine->bouts.end.ms < rest_ms)
                        continue;
                engine_reset_clock(engine, i);
                clock->rested = true;
                if (break_is_at_hand(&engine->brk) && !break_has_begun(&engine->brk) &&
                    engine->brk.rule == i)
                        engine_end(engine, effects, OUTCOME_NATURAL, 0);
                return true;
        }
        return false;
}

static bool step_due(Engine *engine, Effects *effects)
{
        Break *brk = &engine->brk;
        int rule;

        /* A longer rule takes over a break that waits in any way, asleep included. */
        if (break_is_at_hand(brk) ? brk->state != BREAK_WAITING : !engine_is_here(engine))
                return false;
        rule = engine_find_rule(
                engine, 0, break_is_at_hand(brk) ? engine->options.rules[brk->rule].lasts_ms : -1);
        if (rule < 0)
                return false;
        if (break_is_at_hand(brk))
                engine_become_rule(engine, effects, (size_t) rule);
        else
                engine_come_up(engine, effects, (size_t) rule);
        return true;
}

static BootTime waits_from(const Engine *engine)
{
        return break_waits_from(
                &engine->brk, &engine->options, &engine->presence, engine->has_return, engine->last_return);
}

static bool step_announce(Engine *engine, Effects *effects)
{
        Break *brk = &engine->brk;
        int longer;

        if (brk->state != BREAK_WAITING || !engine_is_here(engine) || engine->presence.busy)
                return false;
        if (engine->now.ms < break_announce_at(&engine->options, &engine->presence, waits_from(engine)).ms)
                return false;

        longer = engine_find_rule(
                engine, engine->options.gather_ms, engine->options.rules[brk->rule].lasts_ms);
        if (longer >= 0)
                engine_become_rule(engine, effects, (size_t) longer);
        brk->state = BREAK_ANNOUNCED;
        brk->announced = engine->now;
        engine_emit(engine, effects, EFFECT_ANNOUNCE);
        return true;
}

static bool step_begin(Engine *engine, Effects *effects)
{
        if (engine->brk.state != BREAK_ANNOUNCED)
                return false;
        /* Gone: the person went to take it. */
        if (!engine->presence.gone &&
            engine->now.ms < break_begin_at(&engine->brk, &engine->options, &engine->presence).ms)
                return false;
        engine_begin(engine, effects, false);
        return true;
}

static bool step_end(Engine *engine, Effects *effects)
{
        if (!break_has_begun(&engine->brk) ||
            engine->now.ms < break_end_at(&engine->brk, &engine->options).ms)
                return false;
        engine_end(engine, effects, break_outcome(&engine->brk, &engine->presence), 0);
        return true;
}

/* When the break at hand will have been held for held_max; BOOT_NEVER if it is not held by something busy.
 */
static BootTime held_long_at(const Engine *engine)
{
        const Break *brk = &engine->brk;

        if (brk->state != BREAK_WAITING || brk->reminded || !engine->presence.busy ||
            engine->options.held_max_ms == 0 || !engine_is_here(engine))
                return BOOT_NEVER;
        return (BootTime){ brk->held_mark.ms + engine->options.held_max_ms - brk->held_ms };
}

static bool step_held_long(Engine *engine, Effects *effects)
{
        if (engine->now.ms < held_long_at(engine).ms)
                return false;
        break_count_held(&engine->brk, engine->presence.busy, engine->now);
        engine->brk.reminded = true;
        engine_emit(engine, effects, EFFECT_HELD_LONG);
        return true;
}

static int64_t day_desk_ms(const Engine *engine)
{
        return MAX(engine_counted_ms(engine, COUNTS_DESK) - engine->day_base_ms, 0);
}

static BootTime day_limit_at(const Engine *engine)
{
        int64_t threshold_ms = engine->options.day_limit_ms + engine->n_day_notices * MS_PER_HOUR;

        if (engine->options.day_limit_ms == 0 || !engine_is_here(engine))
                return BOOT_NEVER;
        return (BootTime){ engine->now.ms + threshold_ms - day_desk_ms(engine) };
}

static bool step_day_limit(Engine *engine, Effects *effects)
{
        if (engine->now.ms < day_limit_at(engine).ms)
                return false;
        engine->n_day_notices =
                (uint32_t) ((day_desk_ms(engine) - engine->options.day_limit_ms) / MS_PER_HOUR) + 1;
        engine_emit(engine, effects, EFFECT_DAY_LIMIT)->day_desk_ms = day_desk_ms(engine);
        return true;
}

/* In this order: the first that applies is done, then the list starts again. */
static bool (*const steps[])(Engine *, Effects *) = {
        step_bout, step_rest, step_due, step_announce, step_begin, step_end, step_held_long, step_day_limit,
};

int engine_do_what_is_due(Engine *engine, Effects *effects)
{
        for (size_t i = 0; i < ELEMENTSOF(steps);) {
                if (array_reserve(effects, EFFECTS_PER_STEP) < 0)
                        return -ENOMEM;
                i = steps[i](engine, effects) ? 0 : i + 1;
        }
        return 0;
}

/* ---- time ---- */

static int64_t rest_at_ms(const Engine *engine)
{
        int64_t at_ms = INT64_MAX;

        if (engine->bouts.open || !engine->bouts.has_end)
                return at_ms;
        for (size_t i = 0; i < engine->options.n_rules; i++)
                if (!engine->schedule.clocks[i].rested)
                        at_ms =
                                MIN(at_ms,
                                    engine->bouts.end.ms +
                                            break_rule_rest_ms(&engine->options.rules[i], &engine->options));
        return at_ms;
}

/* The instant at which some rule (that lasts longer than the break at hand) becomes due, if the bout goes
 * on. */
static int64_t due_at_ms(const Engine *engine)
{
        const Break *brk = &engine->brk;
        int64_t at_ms = INT64_MAX, longer_than_ms = -1;

        if (!engine_is_here(engine))
                return at_ms;
        if (brk->state == BREAK_WAITING)
                longer_than_ms = engine->options.rules[brk->rule].lasts_ms;
        else if (brk->state != BREAK_NONE)
                return at_ms;
        for (size_t i = 0; i < engine->options.n_rules; i++) {
                const BreakRule *rule = &engine->options.rules[i];

                if (rule->enabled && rule->lasts_ms > longer_than_ms &&
                    rule_counts_posture(rule->counts, engine->bouts.posture))
                        at_ms =
                                MIN(at_ms, engine->now.ms + engine_target_ms(engine, i) -
                                                   engine_clock_ms(engine, i));
        }
        return at_ms;
}

static int64_t break_at_ms(const Engine *engine)
{
        switch (engine->brk.state) {
        case BREAK_WAITING:
                if (!engine_is_here(engine) || engine->presence.busy)
                        return INT64_MAX;
                return break_announce_at(&engine->options, &engine->presence, waits_from(engine)).ms;
        case BREAK_ANNOUNCED:
                return break_begin_at(&engine->brk, &engine->options, &engine->presence).ms;
        case BREAK_ON:
                return break_end_at(&engine->brk, &engine->options).ms;
        case BREAK_NONE:
        case BREAK_HELD:
        case N_BREAK_STATES:
                break;
        }
        return INT64_MAX;
}

BootTime engine_deadline(const Engine *engine)
{
        int64_t at_ms = MIN(due_at_ms(engine), break_at_ms(engine));

        if (engine->bouts.open && !presence_is_signing(&engine->presence))
                at_ms = MIN(at_ms, engine->presence.last_sign.ms + engine->options.away_after_ms);
        at_ms = MIN(at_ms, rest_at_ms(engine));
        at_ms = MIN(at_ms, held_long_at(engine).ms);
        at_ms = MIN(at_ms, day_limit_at(engine).ms);
        return (BootTime){ at_ms };
}
