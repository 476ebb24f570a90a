/* SPDX-License-Identifier: MIT */
/*
 * The engine: whatever it is fed, nothing breaks, time goes on, and what it saves it loads again as the
 * same. The first byte says whether the input begins with a saved state (as a damaged or hostile file would
 * give it) or is inputs alone.
 */

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "engine.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define CHECK(condition) \
        do { \
                if (!(condition)) \
                        abort(); \
        } while (0)

enum { BYTES_PER_INPUT = 4, MAX_TICKS = 20000 };

static void check_saved(const Engine *engine)
{
        uint8_t state[ENGINE_STATE_SIZE_MAX], again[ENGINE_STATE_SIZE_MAX];
        size_t n = engine_save(engine, state);
        Engine *fresh = engine_new(engine_options(engine));

        CHECK(fresh);
        CHECK(engine_load(fresh, state, n, 0) == 0);
        CHECK(engine_save(fresh, again) == n && memcmp(state, again, n) == 0);
        engine_free(fresh);
}

/* Four bytes an input: what, which one of it, and how long after the one before. */
static Input input_of(const uint8_t *bytes, BootTime now)
{
        Input input = {
                .kind = (InputKind) (bytes[0] % 16 < 9 ? INPUT_OBSERVATION : bytes[0] % N_INPUT_KINDS),
                .observation = {
                        .kind = (ObservationKind) (bytes[1] % N_OBSERVATION_KINDS),
                        .gone = (GoneReason) (bytes[2] % N_GONE_REASONS),
                        .busy = (BusyReason) (bytes[2] % N_BUSY_REASONS),
                        .answer = (AnswerKind) (bytes[2] % N_ANSWERS),
                        .postpone_ms = (bytes[2] & 0x80) ? bytes[2] * MS_PER_SECOND : 0,
                },
                .rule = bytes[2] % MAX_RULES,
                .session_done = bytes[2] & 1,
        };
        int64_t after_ms = (bytes[3] & 0x80) ? (bytes[3] & 0x7f) * MS_PER_MINUTE : bytes[3] * 500;

        input.boot.ms = now.ms + after_ms;
        input.wall.ms = input.boot.ms + ((bytes[0] & 0x40) ? bytes[2] * MS_PER_HOUR : 0);
        if (bytes[0] & 0x20)
                input.since.ms = input.boot.ms - bytes[2] * MS_PER_SECOND;
        return input;
}

static void feed(Engine *engine, const uint8_t *data, size_t size)
{
        Effects effects = { 0 };
        EngineStatus status;
        EngineTotals before, totals;
        BootTime now, from;
        int64_t elapsed_ms;

        engine_status(engine, &status);
        engine_totals(engine, &before);
        now = status.boot;
        if (now.ms == 0)
                now.ms = MS_PER_HOUR;
        from = now;
        CHECK(engine_feed(engine, &(Input){ .boot = now, .wall = { now.ms } }, &effects) == 0);
        engine_totals(engine, &before);
        elapsed_ms = before.sitting_ms + before.standing_ms + before.away_ms;
        for (size_t i = 0; i + BYTES_PER_INPUT <= size; i += BYTES_PER_INPUT) {
                Input input = input_of(data + i, now);
                int n_ticks = 0;

                now = input.boot;
                while (engine_deadline(engine).ms <= now.ms && n_ticks++ < MAX_TICKS) {
                        BootTime at = engine_deadline(engine);

                        effects.n = 0;
                        CHECK(engine_feed(engine, &(Input){ .boot = at, .wall = { at.ms } }, &effects) == 0);
                        CHECK(engine_deadline(engine).ms > at.ms);
                }
                effects.n = 0;
                CHECK(engine_feed(engine, &input, &effects) == 0);
                for (size_t k = 0; k < effects.n; k++) {
                        CHECK(effects.items[k].kind < N_EFFECT_KINDS);
                        CHECK(effects.items[k].rule < MAX_RULES);
                        if (effects.items[k].kind == EFFECT_BOUT)
                                CHECK(effects.items[k].end.ms > effects.items[k].start.ms);
                }
                engine_totals(engine, &totals);
                CHECK(totals.sitting_ms + totals.standing_ms + totals.away_ms ==
                      elapsed_ms + now.ms - from.ms);
                for (size_t k = 0; k < engine_options(engine)->n_rules; k++)
                        CHECK(engine_clock_ms(engine, k) >= 0);
                check_saved(engine);
        }
        effects_deinit(&effects);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        EngineOptions options;
        Engine *engine;
        size_t n_state = 0;

        if (size < 3)
                return 0;
        engine_options_init(&options);
        if (data[0] & 2) { /* short settings, so that more happens */
                options.away_after_ms = 5000;
                options.rules[0].every_ms = 20000;
                options.rules[1].every_ms = 45000;
                options.rules[1].counts = COUNTS_STANDING;
        }
        engine = engine_new(&options);
        CHECK(engine);
        if (data[0] & 1) {
                n_state = MIN((size_t) (data[1] | data[2] << 8), size - 3);
                (void) engine_load(engine, data + 3, n_state, 0);
        }
        feed(engine, data + 3 + n_state, size - 3 - n_state);
        engine_free(engine);
        return 0;
}
