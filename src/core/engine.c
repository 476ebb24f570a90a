/* SPDX-License-Identifier: MIT */
/*
 * The engine. It holds four nouns (Presence, BoutBuilder, Schedule, Break) and one list (engine-step.c): the
 * first thing that applies at this instant (bout, rest, due, announce, begin, end) is done, until nothing
 * does. Time passes by jumping to the next deadline and stepping there; an observation is taken,
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

/* ---- time ---- */

static int run_timers(Engine *engine, BootTime until, Effects *effects)
{
        for (;;) {
                BootTime at = engine_deadline(engine);
                int r;

                if (at.ms > until.ms)
                        break;
                engine->now.ms = MAX(engine->now.ms, at.ms);
                r = engine_do_what_is_due(engine, effects);
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
                engine_open_bout(engine, effects, at, came_back);
}

static void take_posture(Engine *engine, Effects *effects, Posture posture)
{
        if (engine->bouts.posture == posture)
                return;
        if (engine->bouts.open) {
                engine_close_bout(engine, effects, engine->now);
                engine->bouts.posture = posture;
                engine_open_bout(engine, effects, engine->now, false);
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
                engine_back_to_waiting(engine, effects);
        else if (break_has_begun(&engine->brk) && (reason == BUSY_MIC || reason == BUSY_CAMERA))
                engine_end(engine, effects, OUTCOME_POSTPONED, engine->options.postpone_ms);
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
                        engine_begin(engine, effects, true);
                break;
        case ANSWER_SKIP:
                engine_end(engine, effects, OUTCOME_SKIPPED, 0);
                break;
        case ANSWER_POSTPONE:
                engine_end(
                        engine, effects, OUTCOME_POSTPONED,
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
                engine_come_up(engine, effects, rule);
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
                engine_end(engine, effects, OUTCOME_DONE, 0);
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
        return engine_do_what_is_due(engine, effects);
}

int engine_finish(const Engine *engine, Effects *effects)
{
        Engine copy = *engine;
        BootTime last_sign = presence_last_sign(&engine->presence, engine->now);

        if (!engine->bouts.open)
                return 0;
        if (array_reserve(effects, EFFECTS_PER_STEP) < 0)
                return -ENOMEM;
        engine_close_bout(&copy, effects, last_sign);
        return 0;
}
