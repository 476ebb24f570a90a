/* SPDX-License-Identifier: MIT */
/* The invariants, one CHECK each: see bystander.h. */

#include "bystander.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

static bool is_signing(const Bystander *by, const EngineOptions *options)
{
        return by->active || (!by->gone && ((by->busy & (1U << BUSY_MIC | 1U << BUSY_CAMERA)) ||
                                            (by->film && options->film_is_sitting)));
}

static void watch_sign(Bystander *by, int64_t ms)
{
        by->has_sign = true;
        by->last_sign_ms = MAX(by->last_sign_ms, ms);
}

static void
watch_observation(Bystander *by, const EngineOptions *options, const Input *input, int64_t now_ms)
{
        const Observation *observation = &input->observation;

        if (is_signing(by, options) && observation->kind != OBSERVATION_QUIET)
                watch_sign(by, now_ms);
        switch (observation->kind) {
        case OBSERVATION_ACTIVE:
        case OBSERVATION_SIT:
        case OBSERVATION_STAND:
                by->gone = false;
                by->active |= observation->kind == OBSERVATION_ACTIVE;
                watch_sign(by, now_ms);
                break;
        case OBSERVATION_QUIET: {
                bool was_active = by->active;
                int64_t since_ms = input->since.ms ? MIN(input->since.ms, now_ms) : now_ms;

                if (!was_active && since_ms < MAX(by->first_ms, by->has_bout ? by->bout_end_ms : INT64_MIN))
                        break; /* before anything that counts */
                if (!was_active && since_ms < now_ms &&
                    ((by->gone && since_ms <= by->gone_ms) ||
                     (by->has_sign && since_ms <= by->last_sign_ms)))
                        break; /* known better by now */
                by->active = false;
                by->gone = false;
                watch_sign(by, is_signing(by, options) ? now_ms : since_ms);
                break;
        }
        case OBSERVATION_GONE:
                if (!by->gone)
                        by->gone_ms = now_ms;
                by->gone = true;
                by->active = false;
                break;
        case OBSERVATION_BUSY:
                by->busy |= 1U << observation->busy;
                break;
        case OBSERVATION_FREE:
                by->busy &= ~(1U << observation->busy);
                break;
        case OBSERVATION_FILM:
        case OBSERVATION_FILM_OFF:
                by->film = observation->kind == OBSERVATION_FILM;
                break;
        case OBSERVATION_BACK:
        case OBSERVATION_ANSWER:
        case N_OBSERVATION_KINDS:
                break;
        }
        if (is_signing(by, options))
                watch_sign(by, now_ms);
}

static void check_effect(Check *check, Bystander *by, const Engine *engine, const Effect *effect)
{
        const BreakRule *rules = check->options->rules;
        int64_t at_ms = effect->boot.ms;

        switch (effect->kind) {
        case EFFECT_BOUT:
                CHECK(check, effect->end.ms > effect->start.ms,
                      "a bout of no or negative length at %" PRId64, at_ms);
                CHECK(check, !by->has_bout || effect->start.ms >= by->bout_end_ms,
                      "bouts overlap or lie out of order at %" PRId64, at_ms);
                CHECK(check, effect->end.ms <= at_ms, "a bout ends in the future at %" PRId64, at_ms);
                by->has_bout = true;
                by->bout_end_ms = effect->end.ms;
                break;
        case EFFECT_AWAY:
                CHECK(check, effect->end.ms > effect->start.ms, "an absence of no length at %" PRId64,
                      at_ms);
                break;
        case EFFECT_DUE:
                CHECK(check, !by->on, "something comes up while a break is on at %" PRId64, at_ms);
                CHECK(check, !by->at_hand || rules[effect->rule].lasts_ms > rules[by->rule].lasts_ms,
                      "a break is replaced by one that lasts no longer at %" PRId64, at_ms);
                CHECK(check, rules[effect->rule].enabled, "a rule that is off comes up at %" PRId64, at_ms);
                by->n_due += !by->at_hand;
                by->at_hand = true;
                by->announced = by->on = false;
                by->rule = effect->rule;
                break;
        case EFFECT_ANNOUNCE:
                CHECK(check, by->at_hand && !by->announced && !by->on, "announced out of order at %" PRId64,
                      at_ms);
                CHECK(check, !by->busy, "announced while busy at %" PRId64, at_ms);
                CHECK(check, !by->gone, "announced while gone at %" PRId64, at_ms);
                CHECK(check,
                      is_signing(by, check->options) ||
                              at_ms - by->last_sign_ms < check->options->away_after_ms,
                      "announced after the gap reached away_after at %" PRId64, at_ms);
                by->announced = true;
                break;
        case EFFECT_WITHDRAW_NOTICE:
                CHECK(check, by->announced, "a notice is withdrawn that is not there at %" PRId64, at_ms);
                by->announced = false;
                break;
        case EFFECT_BEGIN:
                CHECK(check, by->at_hand && !by->on && (by->announced || effect->taken),
                      "begun out of order at %" PRId64, at_ms);
                by->on = true;
                by->announced = false;
                break;
        case EFFECT_END:
                CHECK(check, by->at_hand && effect->rule == by->rule,
                      "an outcome without a break at %" PRId64, at_ms);
                CHECK(check, by->on ? effect->outcome < OUTCOME_NATURAL : effect->outcome >= OUTCOME_SKIPPED,
                      "an outcome that does not fit its state at %" PRId64, at_ms);
                CHECK(check, effect->held_ms >= 0 && effect->on_ms >= 0, "negative lengths at %" PRId64,
                      at_ms);
                by->n_end++;
                by->at_hand = by->announced = by->on = false;
                break;
        case EFFECT_HELD_LONG:
                CHECK(check, by->at_hand && by->busy && !by->on, "held long, but not held at %" PRId64,
                      at_ms);
                break;
        case EFFECT_ASK_INTERVAL:
        case EFFECT_DAY_LIMIT:
        case N_EFFECT_KINDS:
                break;
        }
}

/* `before_ms`: when the engine was fed before. A clock goes back only by a reset or by the roll-back of one
 * gap. */
static void
check_state(Check *check, Bystander *by, const Engine *engine, const Effects *effects, int64_t gap_ms)
{
        EngineTotals totals;
        EngineStatus status;
        bool ended = false;

        engine_totals(engine, &totals);
        engine_status(engine, &status);
        CHECK(check, totals.sitting_ms >= 0 && totals.standing_ms >= 0 && totals.away_ms >= 0,
              "negative totals at %" PRId64, status.boot.ms);
        CHECK(check,
              totals.sitting_ms + totals.standing_ms + totals.away_ms == status.boot.ms - by->first_ms,
              "sitting, standing and away do not add up at %" PRId64, status.boot.ms);
        CHECK(check, engine_deadline(engine).ms > status.boot.ms, "a deadline in the past at %" PRId64,
              status.boot.ms);
        CHECK(check,
              by->n_due - by->n_end == (by->at_hand ? 1 : 0) && by->at_hand == (status.state != BREAK_NONE),
              "breaks and outcomes do not match at %" PRId64, status.boot.ms);
        for (size_t i = 0; i < effects->n; i++)
                ended |= effects->items[i].kind == EFFECT_END;
        for (size_t i = 0; i < check->options->n_rules; i++) {
                int64_t clock_ms = engine_clock_ms(engine, i);

                CHECK(check, clock_ms >= 0, "a negative clock at %" PRId64, status.boot.ms);
                CHECK(check,
                      clock_ms >= by->clock_ms[i] || clock_ms == 0 || ended ||
                              by->clock_ms[i] - clock_ms <= gap_ms,
                      "clock %zu runs backwards by %" PRId64 " at %" PRId64, i, by->clock_ms[i] - clock_ms,
                      status.boot.ms);
                by->clock_ms[i] = clock_ms;
        }
}

void bystander_feed(Check *check, Bystander *by, Engine *engine, const Input *input, Effects *effects)
{
        int64_t now_ms = input->boot.ms;
        int64_t last_sign_ms = is_signing(by, check->options) ? now_ms : by->last_sign_ms;

        if (!by->started)
                by->first_ms = now_ms;
        by->started = true;
        effects->n = 0;
        assert(engine_feed(engine, input, effects) == 0);
        if (input->kind == INPUT_OBSERVATION)
                watch_observation(by, check->options, input, now_ms);
        for (size_t i = 0; i < effects->n && !check->failure[0]; i++)
                check_effect(check, by, engine, &effects->items[i]);
        check_state(check, by, engine, effects, now_ms - MIN(last_sign_ms, by->last_sign_ms));
}
