/* SPDX-License-Identifier: MIT */
/*
 * The engine. It holds four nouns (Presence, BoutBuilder, Schedule, Break) and one list: step() does the
 * first thing that applies at this instant (bout, rest, due, announce, begin, end) and is called until
 * nothing does. Time passes by jumping to the next deadline and stepping there; an observation is taken,
 * then the list runs again.
 */

#include "engine-struct.h"

#include <string.h>

static const char *const outcome_names[N_OUTCOMES] = {
        "done", "rested", "ignored", "skipped", "postponed", "natural", "withdrawn",
};

static const char *const break_state_names[N_BREAK_STATES] = { "none", "waiting", "held", "announced",
                                                               "on" };

const char *outcome_name(Outcome outcome)
{
        return outcome_names[outcome];
}

const char *break_state_name(BreakState state)
{
        return break_state_names[state];
}

Engine *engine_new(const EngineOptions *options)
{
        Engine *engine = calloc(1, sizeof *engine);

        if (!engine)
                return NULL;
        engine->options = *options;
        engine->presence.film_counts = options->film_is_sitting;
        schedule_init(&engine->schedule, options);
        return engine;
}

void engine_free(Engine *engine)
{
        free(engine);
}

void effects_deinit(Effects *effects)
{
        array_free(effects);
}

/* ---- time and clocks ---- */

static WallTime wall_at(const Engine *engine, BootTime boot)
{
        return (WallTime){ boot.ms + engine->wall_offset_ms };
}

static bool is_here(const Engine *engine)
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

static int find_rule(const Engine *engine, int64_t within_ms, int64_t longer_than_ms)
{
        int64_t counted_ms[N_RULE_COUNTS];

        for (int counts = 0; counts < N_RULE_COUNTS; counts++)
                counted_ms[counts] = engine_counted_ms(engine, (RuleCounts) counts);
        return schedule_find(&engine->schedule, &engine->options, counted_ms, within_ms, longer_than_ms);
}

/* A reset counts from now even while the clock stands: if the gap counts after all, it counts from here. */
static void reset_clock(Engine *engine, size_t rule)
{
        int64_t counted_ms =
                bout_builder_counted_ms(&engine->bouts, engine->options.rules[rule].counts, engine->now);

        schedule_reset(&engine->schedule, &engine->options, rule, counted_ms);
}

/* ---- effects ---- */

/* Room is made at the start of each round, so that what decides can not fail half-way. */
enum { EFFECTS_PER_STEP = 8 };

static Effect *emit(Engine *engine, Effects *effects, EffectKind kind)
{
        Effect *effect = &effects->items[effects->n++];

        assert(effects->n <= effects->allocated);
        *effect = (Effect){
                .kind = kind,
                .boot = engine->now,
                .wall = wall_at(engine, engine->now),
                .rule = engine->brk.rule,
        };
        return effect;
}

static void emit_bout(Engine *engine, Effects *effects, const Bout *bout)
{
        Effect *effect = emit(engine, effects, EFFECT_BOUT);

        effect->start = bout->start;
        effect->end = bout->end;
        effect->start_wall = bout->start_wall;
        effect->posture = bout->posture;
}

/* ---- the break at hand ---- */

static void come_up(Engine *engine, Effects *effects, size_t rule)
{
        engine->brk = (Break){
                .state = BREAK_WAITING,
                .rule = rule,
                .came_up = engine->now,
                .due_wall = wall_at(engine, engine->now),
                .held_mark = engine->now,
        };
        emit(engine, effects, EFFECT_DUE);
}

static void become_rule(Engine *engine, Effects *effects, size_t rule)
{
        engine->brk.rule = rule;
        emit(engine, effects, EFFECT_DUE);
}

static void back_to_waiting(Engine *engine, Effects *effects)
{
        engine->brk.state = BREAK_WAITING;
        emit(engine, effects, EFFECT_WITHDRAW_NOTICE);
}

static void begin(Engine *engine, Effects *effects, bool taken)
{
        Break *brk = &engine->brk;

        break_count_held(brk, engine->presence.busy, engine->now);
        brk->state = BREAK_ON;
        brk->began = engine->now;
        brk->begin_wall = wall_at(engine, engine->now);
        brk->taken = taken;
        emit(engine, effects, EFFECT_BEGIN)->taken = taken;
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
                        reset_clock(engine, i);
}

/* Three ignored in a row: ask once; anything that shows the breaks are seen starts the count again. */
static void count_ignored(Engine *engine, Effects *effects, Outcome outcome)
{
        if (outcome == OUTCOME_WITHDRAWN)
                return;
        engine->n_ignored_in_row = outcome == OUTCOME_IGNORED ? engine->n_ignored_in_row + 1 : 0;
        if (engine->n_ignored_in_row == 3)
                emit(engine, effects, EFFECT_ASK_INTERVAL);
}

/* `postpone_ms`: of OUTCOME_POSTPONED. */
static void end(Engine *engine, Effects *effects, Outcome outcome, int64_t postpone_ms)
{
        Break *brk = &engine->brk;
        int64_t lasts_ms = engine->options.rules[brk->rule].lasts_ms;
        Effect *effect;

        break_count_held(brk, engine->presence.busy, engine->now);
        effect = emit(engine, effects, EFFECT_END);
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
static void open_bout(Engine *engine, Effects *effects, BootTime at, bool from_gone)
{
        if (engine->bouts.has_end && at.ms > engine->bouts.end.ms) {
                Effect *effect = emit(engine, effects, EFFECT_AWAY);

                effect->start = engine->bouts.end;
                effect->end = at;
                effect->start_wall = wall_at(engine, engine->bouts.end);
                effect->away_known = from_gone;
                effect->away_reason = engine->presence.gone_reason;
        }
        bout_builder_open(&engine->bouts, at, wall_at(engine, at));
        for (size_t i = 0; i < engine->options.n_rules; i++)
                engine->schedule.clocks[i].rested = false;
}

static void close_bout(Engine *engine, Effects *effects, BootTime at)
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

/* ---- what becomes due at an instant: each does its thing and says true if it applies ---- */

static bool step_bout(Engine *engine, Effects *effects)
{
        const Presence *presence = &engine->presence;
        Break *brk = &engine->brk;

        if (!engine->bouts.open || presence_is_signing(presence) ||
            engine->now.ms - presence->last_sign.ms < engine->options.away_after_ms)
                return false;

        close_bout(engine, effects, presence->last_sign);
        if (!break_is_at_hand(brk) || break_has_begun(brk))
                return true;
        if (engine_clock_ms(engine, brk->rule) < engine_target_ms(engine, brk->rule))
                end(engine, effects, OUTCOME_WITHDRAWN, 0);
        else if (brk->state == BREAK_ANNOUNCED)
                back_to_waiting(engine, effects);
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
                reset_clock(engine, i);
                clock->rested = true;
                if (break_is_at_hand(&engine->brk) && !break_has_begun(&engine->brk) &&
                    engine->brk.rule == i)
                        end(engine, effects, OUTCOME_NATURAL, 0);
                return true;
        }
        return false;
}

static bool step_due(Engine *engine, Effects *effects)
{
        Break *brk = &engine->brk;
        int rule;

        /* A longer rule takes over a break that waits in any way, asleep included. */
        if (break_is_at_hand(brk) ? brk->state != BREAK_WAITING : !is_here(engine))
                return false;
        rule = find_rule(engine, 0, break_is_at_hand(brk) ? engine->options.rules[brk->rule].lasts_ms : -1);
        if (rule < 0)
                return false;
        if (break_is_at_hand(brk))
                become_rule(engine, effects, (size_t) rule);
        else
                come_up(engine, effects, (size_t) rule);
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

        if (brk->state != BREAK_WAITING || !is_here(engine) || engine->presence.busy)
                return false;
        if (engine->now.ms < break_announce_at(&engine->options, &engine->presence, waits_from(engine)).ms)
                return false;

        longer = find_rule(engine, engine->options.gather_ms, engine->options.rules[brk->rule].lasts_ms);
        if (longer >= 0)
                become_rule(engine, effects, (size_t) longer);
        brk->state = BREAK_ANNOUNCED;
        brk->announced = engine->now;
        emit(engine, effects, EFFECT_ANNOUNCE);
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
        begin(engine, effects, false);
        return true;
}

static bool step_end(Engine *engine, Effects *effects)
{
        if (!break_has_begun(&engine->brk) ||
            engine->now.ms < break_end_at(&engine->brk, &engine->options).ms)
                return false;
        end(engine, effects, break_outcome(&engine->brk, &engine->presence), 0);
        return true;
}

/* When the break at hand will have been held for held_max; BOOT_NEVER if it is not held by something busy.
 */
static BootTime held_long_at(const Engine *engine)
{
        const Break *brk = &engine->brk;

        if (brk->state != BREAK_WAITING || brk->reminded || !engine->presence.busy ||
            engine->options.held_max_ms == 0 || !is_here(engine))
                return BOOT_NEVER;
        return (BootTime){ brk->held_mark.ms + engine->options.held_max_ms - brk->held_ms };
}

static bool step_held_long(Engine *engine, Effects *effects)
{
        if (engine->now.ms < held_long_at(engine).ms)
                return false;
        break_count_held(&engine->brk, engine->presence.busy, engine->now);
        engine->brk.reminded = true;
        emit(engine, effects, EFFECT_HELD_LONG);
        return true;
}

static int64_t day_desk_ms(const Engine *engine)
{
        return MAX(engine_counted_ms(engine, COUNTS_DESK) - engine->day_base_ms, 0);
}

static BootTime day_limit_at(const Engine *engine)
{
        int64_t threshold_ms = engine->options.day_limit_ms + engine->n_day_notices * MS_PER_HOUR;

        if (engine->options.day_limit_ms == 0 || !is_here(engine))
                return BOOT_NEVER;
        return (BootTime){ engine->now.ms + threshold_ms - day_desk_ms(engine) };
}

static bool step_day_limit(Engine *engine, Effects *effects)
{
        if (engine->now.ms < day_limit_at(engine).ms)
                return false;
        engine->n_day_notices =
                (uint32_t) ((day_desk_ms(engine) - engine->options.day_limit_ms) / MS_PER_HOUR) + 1;
        emit(engine, effects, EFFECT_DAY_LIMIT)->day_desk_ms = day_desk_ms(engine);
        return true;
}

/* In this order: the first that applies is done, then the list starts again. */
static bool (*const steps[])(Engine *, Effects *) = {
        step_bout, step_rest, step_due, step_announce, step_begin, step_end, step_held_long, step_day_limit,
};

static int do_what_is_due(Engine *engine, Effects *effects)
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

        if (!is_here(engine))
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
                if (!is_here(engine) || engine->presence.busy)
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

static int run_timers(Engine *engine, BootTime until, Effects *effects)
{
        for (;;) {
                BootTime at = engine_deadline(engine);
                int r;

                if (at.ms > until.ms)
                        break;
                engine->now.ms = MAX(engine->now.ms, at.ms);
                r = do_what_is_due(engine, effects);
                if (r < 0)
                        return r;
        }
        engine->now = until;
        return 0;
}

/* ---- inputs ---- */

/* A sign came. It is a return if it is the first after gone, or while no bout is open. */
static void take_sign(Engine *engine, Effects *effects, bool came_back)
{
        BootTime at = engine->presence.last_sign; /* now, but for a single input that is told late */

        if (!came_back && engine->bouts.open)
                return;
        at.ms = MAX(at.ms, engine->bouts.end.ms);
        engine->has_return = true;
        engine->last_return = at;
        if (!engine->bouts.open)
                open_bout(engine, effects, at, came_back);
}

static void take_posture(Engine *engine, Effects *effects, Posture posture)
{
        if (engine->bouts.posture == posture)
                return;
        if (engine->bouts.open) {
                close_bout(engine, effects, engine->now);
                engine->bouts.posture = posture;
                open_bout(engine, effects, engine->now, false);
        }
        engine->bouts.posture = posture;
}

static void note_input_during_break(Engine *engine, unsigned changes)
{
        Break *brk = &engine->brk;

        if (!break_has_begun(brk))
                return;
        if (changes & PRESENCE_INPUT)
                brk->input_seen = true;
        if ((changes & PRESENCE_INPUT_ENDED) && engine->presence.last_input.ms >= brk->began.ms)
                brk->input_seen = true;
}

static void take_busy(Engine *engine, Effects *effects, BusyReason reason)
{
        if (engine->brk.state == BREAK_ANNOUNCED)
                back_to_waiting(engine, effects);
        else if (break_has_begun(&engine->brk) && (reason == BUSY_MIC || reason == BUSY_CAMERA))
                end(engine, effects, OUTCOME_POSTPONED, engine->options.postpone_ms);
}

static void take_answer(Engine *engine, Effects *effects, AnswerKind answer, int64_t postpone_ms)
{
        if (!break_is_at_hand(&engine->brk))
                return;
        switch (answer) {
        case ANSWER_TAKE:
                if (break_has_begun(&engine->brk))
                        engine->brk.taken = true;
                else if (!engine->presence.gone)
                        begin(engine, effects, true);
                break;
        case ANSWER_SKIP:
                end(engine, effects, OUTCOME_SKIPPED, 0);
                break;
        case ANSWER_POSTPONE:
                end(engine, effects, OUTCOME_POSTPONED,
                    postpone_ms > 0 ? postpone_ms : engine->options.postpone_ms);
                break;
        case N_ANSWERS:
                break;
        }
}

static void take_observation(Engine *engine, const Input *input, Effects *effects)
{
        const Observation *observation = &input->observation;
        BootTime since = input->since;
        Posture posture = engine->bouts.posture;
        unsigned changes;

        if (since.ms == 0 || since.ms > engine->now.ms)
                since = engine->now;
        /* A source that just came tells of an input long ago: before the last bout's end that is no news. */
        if (observation->kind == OBSERVATION_QUIET && !engine->presence.active &&
            since.ms < engine->bouts.end.ms)
                return;
        if (observation->kind == OBSERVATION_SIT)
                posture = POSTURE_SITTING;
        else if (observation->kind == OBSERVATION_STAND)
                posture = POSTURE_STANDING;
        if (!engine->bouts.open) /* a return opens its bout in the posture that it tells */
                engine->bouts.posture = posture;

        break_count_held(&engine->brk, engine->presence.busy, engine->now);
        if (observation->kind == OBSERVATION_ANSWER) {
                take_answer(engine, effects, observation->answer, observation->postpone_ms);
                return;
        }
        changes = presence_feed(&engine->presence, observation, engine->now, since);
        if (changes & PRESENCE_SIGN)
                take_sign(engine, effects, changes & PRESENCE_CAME_BACK);
        take_posture(engine, effects, posture);
        note_input_during_break(engine, changes);
        if (changes & PRESENCE_BUSY)
                take_busy(engine, effects, observation->busy);
}

static void take_break_now(Engine *engine, Effects *effects, size_t rule)
{
        if (!break_is_at_hand(&engine->brk)) {
                if (engine->presence.gone || rule >= engine->options.n_rules)
                        return;
                come_up(engine, effects, rule);
        }
        take_answer(engine, effects, ANSWER_TAKE, 0);
}

static void take_session_begin(Engine *engine, Effects *effects)
{
        if (!break_is_at_hand(&engine->brk))
                return;
        if (!break_has_begun(&engine->brk))
                take_answer(engine, effects, ANSWER_TAKE, 0);
        engine->brk.session = break_has_begun(&engine->brk);
}

static void take_session_end(Engine *engine, Effects *effects, bool done)
{
        if (!break_has_begun(&engine->brk) || !engine->brk.session)
                return;
        engine->brk.session = false; /* without a useful end, the break runs its own time */
        if (done)
                end(engine, effects, OUTCOME_DONE, 0);
}

static void take_input(Engine *engine, const Input *input, Effects *effects)
{
        switch (input->kind) {
        case INPUT_OBSERVATION:
                take_observation(engine, input, effects);
                break;
        case INPUT_BREAK_NOW:
                take_break_now(engine, effects, input->rule);
                break;
        case INPUT_SESSION_BEGIN:
                take_session_begin(engine, effects);
                break;
        case INPUT_SESSION_END:
                take_session_end(engine, effects, input->session_done);
                break;
        case INPUT_DAY:
                engine->day_base_ms = engine_counted_ms(engine, COUNTS_DESK);
                engine->n_day_notices = 0;
                break;
        case INPUT_TICK:
        case N_INPUT_KINDS:
                break;
        }
}

int engine_feed(Engine *engine, const Input *input, Effects *effects)
{
        BootTime boot = input->boot;
        int r;

        if (!engine->started) {
                engine->started = true;
                engine->first = engine->now = engine->bouts.end = boot;
        }
        if (boot.ms < engine->now.ms)
                boot = engine->now;
        engine->wall_offset_ms = input->wall.ms - boot.ms;

        r = run_timers(engine, boot, effects);
        if (r < 0)
                return r;
        if (array_reserve(effects, EFFECTS_PER_STEP) < 0)
                return -ENOMEM;
        take_input(engine, input, effects);
        return do_what_is_due(engine, effects);
}

int engine_finish(const Engine *engine, Effects *effects)
{
        Engine copy = *engine;
        BootTime last_sign = presence_last_sign(&engine->presence, engine->now);

        if (!engine->bouts.open)
                return 0;
        if (array_reserve(effects, EFFECTS_PER_STEP) < 0)
                return -ENOMEM;
        close_bout(&copy, effects, last_sign);
        return 0;
}
