/* SPDX-License-Identifier: MIT */
/*
 * What the engine does, as acts: a break comes up, is announced, begins, ends; a bout opens and closes. Each
 * changes the state and says so in an effect. When they apply is decided in engine-step.c.
 */

#include "engine-struct.h"

/* ---- time and clocks ---- */

WallTime engine_wall_at(const Engine *engine, BootTime boot)
{
        return (WallTime){ boot.ms + engine->wall_offset_ms };
}

bool engine_is_here(const Engine *engine)
{
        return engine->bouts.open && !engine->presence.gone;
}

BootTime engine_desk_until(const Engine *engine)
{
        return engine->presence.gone ? engine->presence.last_sign : engine->now;
}

int64_t engine_counted_ms(const Engine *engine, RuleCounts counts)
{
        return bout_builder_counted_ms(&engine->bouts, counts, engine_desk_until(engine));
}

int64_t engine_clock_ms(const Engine *engine, size_t rule)
{
        RuleCounts counts = engine->options.rules[rule].counts;

        return schedule_clock_ms(&engine->schedule, rule, engine_counted_ms(engine, counts));
}

int64_t engine_target_ms(const Engine *engine, size_t rule)
{
        return engine->schedule.clocks[rule].target_ms;
}

int engine_find_rule(const Engine *engine, int64_t within_ms, int64_t longer_than_ms)
{
        int64_t counted_ms[N_RULE_COUNTS];

        for (int counts = 0; counts < N_RULE_COUNTS; counts++)
                counted_ms[counts] = engine_counted_ms(engine, (RuleCounts) counts);
        return schedule_find(&engine->schedule, &engine->options, counted_ms, within_ms, longer_than_ms);
}

/* A reset counts from now even while the clock stands: if the gap counts after all, it counts from here. */
void engine_reset_clock(Engine *engine, size_t rule)
{
        int64_t counted_ms =
                bout_builder_counted_ms(&engine->bouts, engine->options.rules[rule].counts, engine->now);

        schedule_reset(&engine->schedule, &engine->options, rule, counted_ms);
}

/* ---- effects ---- */

Effect *engine_emit(Engine *engine, Effects *effects, EffectKind kind)
{
        Effect *effect = &effects->items[effects->n++];

        assert(effects->n <= effects->allocated);
        *effect = (Effect){
                .kind = kind,
                .boot = engine->now,
                .wall = engine_wall_at(engine, engine->now),
                .rule = engine->brk.rule,
        };
        return effect;
}

static void emit_bout(Engine *engine, Effects *effects, const Bout *bout)
{
        Effect *effect = engine_emit(engine, effects, EFFECT_BOUT);

        effect->start = bout->start;
        effect->end = bout->end;
        effect->start_wall = bout->start_wall;
        effect->posture = bout->posture;
}

/* ---- the break at hand ---- */

void engine_come_up(Engine *engine, Effects *effects, size_t rule)
{
        engine->brk = (Break){
                .state = BREAK_WAITING,
                .rule = rule,
                .came_up = engine->now,
                .due_wall = engine_wall_at(engine, engine->now),
                .held_mark = engine->now,
        };
        engine_emit(engine, effects, EFFECT_DUE);
}

void engine_become_rule(Engine *engine, Effects *effects, size_t rule)
{
        engine->brk.rule = rule;
        engine_emit(engine, effects, EFFECT_DUE);
}

void engine_back_to_waiting(Engine *engine, Effects *effects)
{
        engine->brk.state = BREAK_WAITING;
        engine_emit(engine, effects, EFFECT_WITHDRAW_NOTICE);
}

void engine_begin(Engine *engine, Effects *effects, bool taken)
{
        Break *brk = &engine->brk;

        break_count_held(brk, engine->presence.busy, engine->now);
        brk->state = BREAK_ON;
        brk->began = engine->now;
        brk->begin_wall = engine_wall_at(engine, engine->now);
        brk->taken = taken;
        engine_emit(engine, effects, EFFECT_BEGIN)->taken = taken;
}

static void postpone_rules(Engine *engine, int64_t lasts_ms, int64_t postpone_ms)
{
        for (size_t i = 0; i < engine->options.n_rules; i++) {
                int64_t *target_ms = &engine->schedule.clocks[i].target_ms;

                if (engine->options.rules[i].lasts_ms <= lasts_ms)
                        *target_ms = MAX(*target_ms, engine_clock_ms(engine, i) + postpone_ms);
        }
}

static void reset_rules(Engine *engine, int64_t lasts_ms)
{
        for (size_t i = 0; i < engine->options.n_rules; i++)
                if (engine->options.rules[i].lasts_ms <= lasts_ms)
                        engine_reset_clock(engine, i);
}

/* Three ignored in a row: ask once; anything that shows the breaks are seen starts the count again. */
static void count_ignored(Engine *engine, Effects *effects, Outcome outcome)
{
        if (outcome == OUTCOME_WITHDRAWN)
                return;
        engine->n_ignored_in_row = outcome == OUTCOME_IGNORED ? engine->n_ignored_in_row + 1 : 0;
        if (engine->n_ignored_in_row == 3)
                engine_emit(engine, effects, EFFECT_ASK_INTERVAL);
}

/* `postpone_ms`: of OUTCOME_POSTPONED. */
void engine_end(Engine *engine, Effects *effects, Outcome outcome, int64_t postpone_ms)
{
        Break *brk = &engine->brk;
        int64_t lasts_ms = engine->options.rules[brk->rule].lasts_ms;
        Effect *effect;

        break_count_held(brk, engine->presence.busy, engine->now);
        effect = engine_emit(engine, effects, EFFECT_END);
        effect->outcome = outcome;
        effect->due_wall = brk->due_wall;
        effect->began = break_has_begun(brk);
        if (effect->began) {
                effect->begin_wall = brk->begin_wall;
                effect->on_ms = engine->now.ms - brk->began.ms;
        }
        effect->held_ms = brk->held_ms;
        effect->held_by = brk->held_by;

        switch (outcome) {
        case OUTCOME_DONE:
        case OUTCOME_RESTED:
        case OUTCOME_IGNORED:
        case OUTCOME_SKIPPED:
                reset_rules(engine, lasts_ms);
                break;
        case OUTCOME_POSTPONED:
                effect->postpone_ms = postpone_ms;
                postpone_rules(engine, lasts_ms, postpone_ms);
                break;
        case OUTCOME_NATURAL: /* the rest itself resets */
        case OUTCOME_WITHDRAWN:
        case N_OUTCOMES:
                break;
        }
        count_ignored(engine, effects, outcome);
        brk->state = BREAK_NONE;
}

/* ---- bouts ---- */

/* `from_gone`: the person was known to be gone until now. */
void engine_open_bout(Engine *engine, Effects *effects, BootTime at, bool from_gone)
{
        if (engine->bouts.has_end && at.ms > engine->bouts.end.ms) {
                Effect *effect = engine_emit(engine, effects, EFFECT_AWAY);

                effect->start = engine->bouts.end;
                effect->end = at;
                effect->start_wall = engine_wall_at(engine, engine->bouts.end);
                effect->away_known = from_gone;
                effect->away_reason = engine->presence.gone_reason;
        }
        bout_builder_open(&engine->bouts, at, engine_wall_at(engine, at));
        for (size_t i = 0; i < engine->options.n_rules; i++)
                engine->schedule.clocks[i].rested = false;
}

void engine_close_bout(Engine *engine, Effects *effects, BootTime at)
{
        Bout bout;

        at.ms = MAX(at.ms, engine->bouts.start.ms);
        if (bout_builder_close(&engine->bouts, at, &bout))
                emit_bout(engine, effects, &bout);
        for (size_t i = 0; i < engine->options.n_rules; i++)
                schedule_roll_back(
                        &engine->schedule, i,
                        bout_builder_counted_ms(&engine->bouts, engine->options.rules[i].counts, at));
}
