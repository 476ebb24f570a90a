/* SPDX-License-Identifier: MIT */
/*
 * An exhaustive walk of a small engine: lengths of a few seconds, and from each of some starting points
 * every sequence of DEPTH things that can happen. All invariants hold at every step of every one.
 */

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "bystander.h"

enum { DEPTH = 5 };

static const EngineOptions small = {
        .away_after_ms = 3000,
        .pause_ms = 1000,
        .patience_ms = 2000,
        .notice_ms = 1000,
        .notice_max_ms = 2000,
        .calm_ms = 1000,
        .settle_ms = 1000,
        .gather_ms = 1000,
        .postpone_ms = 2000,
        .held_max_ms = 4000,
        .day_limit_ms = 9000,
        .film_is_sitting = true,
        .n_rules = 2,
        .rules = {
                { "stretch", 4000, 1000, 3000, COUNTS_DESK, true },
                { "walk", 6000, 2000, 4000, COUNTS_SITTING, true },
        },
};

typedef struct Step {
        const char *words; /* an observation, or NULL: time passes */
        int64_t wait_ms;
} Step;

static const Step steps[] = {
        { NULL, 1000 },       { NULL, 3000 },           { "active", 0 },   { "quiet", 0 },
        { "gone lock", 0 },   { "stand", 0 },           { "sit", 0 },      { "busy mic", 0 },
        { "free mic", 0 },    { "busy dnd", 0 },        { "free dnd", 0 }, { "answer take", 0 },
        { "answer skip", 0 }, { "answer postpone", 0 },
};

/* Where the walks begin: fresh, at the desk, due, announced, on, gone, asleep. */
static const struct {
        const char *name;
        Step steps[6];
} starts[] = {
        { "fresh", { { NULL, 0 } } },
        { "at the desk", { { "active", 0 }, { NULL, 3000 } } },
        { "due", { { "active", 0 }, { NULL, 4000 } } },
        { "announced", { { "active", 0 }, { NULL, 6000 } } },
        { "on", { { "active", 0 }, { NULL, 8000 } } },
        { "gone", { { "active", 0 }, { NULL, 5000 }, { "gone lock", 0 }, { NULL, 1000 } } },
        { "asleep", { { "active", 0 }, { NULL, 5000 }, { "gone lock", 0 }, { NULL, 3000 } } },
};

typedef struct Walker {
        Check check;
        Effects effects;
        uint64_t n_steps;
        const Step *path[DEPTH];
} Walker;

static void feed(Walker *walker, Engine *engine, Bystander *by, Input input)
{
        input.wall.ms = input.boot.ms;
        bystander_feed(&walker->check, by, engine, &input, &walker->effects);
        walker->n_steps++;
}

/* Returns the time after the step. */
static int64_t take_step(Walker *walker, Engine *engine, Bystander *by, const Step *step, int64_t now_ms)
{
        Input input = { .kind = INPUT_OBSERVATION, .boot = { now_ms } };

        if (step->words) {
                assert(observation_parse(slice_of(step->words), &input.observation, NULL) == 0);
                feed(walker, engine, by, input);
                return now_ms;
        }
        input.kind = INPUT_TICK;
        while (engine_deadline(engine).ms <= now_ms + step->wait_ms && !walker->check.failure[0]) {
                input.boot = engine_deadline(engine);
                feed(walker, engine, by, input);
        }
        input.boot.ms = now_ms + step->wait_ms;
        feed(walker, engine, by, input);
        return input.boot.ms;
}

static void walk(Walker *walker, const Engine *from, const Bystander *from_by, int64_t now_ms, int depth)
{
        uint8_t state[ENGINE_STATE_SIZE_MAX];
        size_t n = engine_save(from, state);
        Engine *engine = engine_new(&small);

        assert(engine);
        for (size_t i = 0; i < ELEMENTSOF(steps) && !walker->check.failure[0]; i++) {
                Bystander by = *from_by;
                int64_t then_ms;

                assert(engine_load(engine, state, n, 0) == 0);
                walker->path[depth] = &steps[i];
                then_ms = take_step(walker, engine, &by, &steps[i], now_ms);
                if (depth + 1 < DEPTH && !walker->check.failure[0])
                        walk(walker, engine, &by, then_ms, depth + 1);
        }
        engine_free(engine);
}

static void print_path(const Walker *walker)
{
        for (int i = 0; i < DEPTH && walker->path[i]; i++)
                if (walker->path[i]->words)
                        printf("  %s\n", walker->path[i]->words);
                else
                        printf("  wait %" PRId64 " ms\n", walker->path[i]->wait_ms);
}

int main(void)
{
        Walker walker = { .check = { .options = &small } };

        for (size_t i = 0; i < ELEMENTSOF(starts) && !walker.check.failure[0]; i++) {
                Engine *engine = engine_new(&small);
                Bystander by = { 0 };
                int64_t now_ms = 100000;

                assert(engine);
                for (size_t k = 0; k < ELEMENTSOF(starts[i].steps); k++)
                        now_ms = take_step(&walker, engine, &by, &starts[i].steps[k], now_ms);
                walk(&walker, engine, &by, now_ms, 0);
                if (walker.check.failure[0]) {
                        printf("from %s: %s\n", starts[i].name, walker.check.failure);
                        print_path(&walker);
                }
                engine_free(engine);
        }
        effects_deinit(&walker.effects);
        printf("%" PRIu64 " steps walked\n", walker.n_steps);
        return walker.check.failure[0] ? 1 : 0;
}
