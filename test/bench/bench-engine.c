/* SPDX-License-Identifier: MIT */

/*
 * How many inputs a second the engine takes on one core, and whether it allocates for them: days at a desk,
 * drawn beforehand and fed again and again with time moved on. Typing and pausing most of the time; breaks
 * come up, are announced, taken, skipped and slept through; some calls, locks and suspends. Calls of malloc
 * and its like from our own code are counted by the linker's --wrap, after a first round in which arrays may
 * grow.
 *
 *      bench-engine SECONDS        prints one JSON object
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "engine.h"

enum { N_STEPS = 1 << 16 };

typedef struct Step {
        Input input;
        int64_t after_ms; /* the input before */
        int64_t since_ms; /* before the input itself, for quiet */
} Step;

static uint64_t n_allocations;

void *__real_malloc(size_t size);
void *__real_calloc(size_t n, size_t size);
void *__real_realloc(void *p, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t n, size_t size);
void *__wrap_realloc(void *p, size_t size);

void *__wrap_malloc(size_t size)
{
        n_allocations++;
        return __real_malloc(size);
}

void *__wrap_calloc(size_t n, size_t size)
{
        n_allocations++;
        return __real_calloc(n, size);
}

void *__wrap_realloc(void *p, size_t size)
{
        n_allocations++;
        return __real_realloc(p, size);
}

static uint32_t draw(uint64_t *state, uint32_t below)
{
        *state ^= *state << 13;
        *state ^= *state >> 7;
        *state ^= *state << 17;
        return (uint32_t) ((*state >> 16) % below);
}

static void draw_steps(Step steps[static N_STEPS])
{
        uint64_t state = UINT64_C(0x9E3779B97F4A7C15);
        bool active = false;

        for (size_t i = 0; i < N_STEPS; i++) {
                Step *step = &steps[i];
                Observation *observation = &step->input.observation;
                uint32_t die = draw(&state, 1000);

                *step = (Step){ .input = { .kind = INPUT_OBSERVATION },
                                .after_ms = 1 + draw(&state, 20000) };
                if (die < 900) {
                        observation->kind = active ? OBSERVATION_QUIET : OBSERVATION_ACTIVE;
                        step->since_ms = active ? MIN(step->after_ms, INT64_C(5000)) : 0;
                        active = !active;
                } else if (die < 960) {
                        step->input.kind = INPUT_TICK;
                } else if (die < 980) {
                        observation->kind = OBSERVATION_ANSWER;
                        observation->answer = draw(&state, N_ANSWERS);
                } else if (die < 990) {
                        observation->kind = die % 2 ? OBSERVATION_BUSY : OBSERVATION_FREE;
                        observation->busy = BUSY_MIC;
                } else {
                        observation->kind = OBSERVATION_GONE;
                        observation->gone = draw(&state, N_GONE_REASONS);
                        step->after_ms += MS_PER_MINUTE * draw(&state, 10);
                        active = false;
                }
        }
}

static double cpu_s(void)
{
        struct timespec now;

        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
        return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

typedef struct Round {
        int64_t now_ms;
        uint64_t n_effects, n_breaks;
} Round;

static int feed_round(Engine *engine, const Step steps[static N_STEPS], Effects *effects, Round *round)
{
        for (size_t i = 0; i < N_STEPS; i++) {
                Input input = steps[i].input;
                int r;

                round->now_ms += steps[i].after_ms;
                input.boot.ms = round->now_ms;
                input.wall.ms = INT64_C(1767603600000) + round->now_ms;
                if (steps[i].since_ms)
                        input.since.ms = round->now_ms - steps[i].since_ms;
                r = engine_feed(engine, &input, effects);
                if (r < 0)
                        return r;
                for (size_t e = 0; e < effects->n; e++)
                        round->n_breaks += effects->items[e].kind == EFFECT_END;
                round->n_effects += effects->n;
                effects->n = 0;
        }
        return 0;
}

int main(int argc, char **argv)
{
        _cleanup_(engine_freep) Engine *engine = NULL;
        _cleanup_(effects_deinit) Effects effects = { 0 };
        _cleanup_free_ Step *steps = __real_malloc(N_STEPS * sizeof *steps);
        EngineOptions options;
        Round round = { .now_ms = 1 };
        uint64_t n_inputs = 0;
        double seconds = argc == 2 ? strtod(argv[1], NULL) : 0, start, took;

        if (!(seconds > 0)) {
                fprintf(stderr, "usage: %s SECONDS\n", argv[0]);
                return 2;
        }
        engine_options_init(&options);
        engine = engine_new(&options);
        if (!steps || !engine)
                return 1;
        draw_steps(steps);
        if (feed_round(engine, steps, &effects, &round) < 0)
                return 1;

        round = (Round){ .now_ms = round.now_ms };
        n_allocations = 0;
        start = cpu_s();
        do {
                if (feed_round(engine, steps, &effects, &round) < 0)
                        return 1;
                n_inputs += N_STEPS;
                took = cpu_s() - start;
        } while (took < seconds);

        printf("{\"inputs\":%" PRIu64 ",\"cpu_s\":%.3f,\"inputs_per_s\":%.0f,\"allocations\":%" PRIu64
               ",\"effects\":%" PRIu64 ",\"breaks\":%" PRIu64 "}\n",
               n_inputs, took, (double) n_inputs / took, n_allocations, round.n_effects, round.n_breaks);
        return 0;
}
