/* SPDX-License-Identifier: MIT */
/*
 * The seeded simulator: random lives through the engine, all invariants of doc/engine.md after every input.
 *
 *      sim [--days N] [--seed S]      N days (2,000 unless said) of lives of 5 days each
 *      sim --seconds T                until T seconds have passed
 *      sim --file FILE                one life from a file that a failure wrote
 *
 * Each life runs three engines side by side: one straight on; one that is saved and loaded after every input
 * and whose wall clock drifts and is set; and one that is killed and restored from an old save as limberd
 * does it. A failure is shrunk to the fewest events that still fail and written as a timeline file.
 */

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "bystander.h"
#include "str.h"
#include "world.h"

enum { DAYS_PER_LIFE = 5, SAVE_EVERY_MS = 60 * 1000 };

static Engine *saved_and_loaded(Engine *engine)
{
        uint8_t state[ENGINE_STATE_SIZE_MAX];
        size_t n = engine_save(engine, state);
        Engine *fresh = engine_new(engine_options(engine));

        assert(fresh);
        if (engine_load(fresh, state, n, 0) != 0) {
                engine_free(fresh);
                return NULL;
        }
        engine_free(engine);
        return fresh;
}

static bool same_effect(const Effect *a, const Effect *b)
{
        return a->kind == b->kind && a->boot.ms == b->boot.ms && a->start.ms == b->start.ms &&
               a->end.ms == b->end.ms && a->posture == b->posture && a->rule == b->rule &&
               a->taken == b->taken && a->outcome == b->outcome && a->on_ms == b->on_ms &&
               a->held_ms == b->held_ms && a->held_by == b->held_by && a->postpone_ms == b->postpone_ms &&
               a->away_known == b->away_known;
}

/* Straight on, beside one that is saved and loaded all the time and lives by a wall clock that steps and
 * drifts. */
static void run_straight(const World *world, Check *check)
{
        Engine *plain = engine_new(&world->options), *tossed = engine_new(&world->options);
        Effects effects = { 0 }, tossed_effects = { 0 };
        Bystander by = { 0 };
        int64_t offset_ms = INT64_C(1767600000000);

        assert(plain && tossed);
        for (size_t i = 0; i < world->events.n && !check->failure[0]; i++) {
                const Event *event = &world->events.items[i];
                Input input = event->input;
                int64_t deadline_ms;
                bool first = true;

                if (event->kind != EVENT_INPUT) {
                        offset_ms += event->step_ms;
                        continue;
                }
                do { /* the deadlines on the way, one at a time, and then the input */
                        Input now = input;

                        deadline_ms = engine_deadline(plain).ms;
                        first = !by.started;
                        if (!first && deadline_ms <= input.boot.ms)
                                now = (Input){ .kind = INPUT_TICK, .boot = { deadline_ms } };
                        now.wall.ms = now.boot.ms;
                        tossed_effects.n = 0;
                        bystander_feed(check, &by, plain, &now, &effects);
                        now.wall.ms = now.boot.ms + offset_ms + now.boot.ms / 50000;
                        assert(engine_feed(tossed, &now, &tossed_effects) == 0);
                        CHECK(check, effects.n == tossed_effects.n,
                              "the saved one does something else at %" PRId64, now.boot.ms);
                        for (size_t k = 0; k < effects.n && !check->failure[0]; k++)
                                CHECK(check, same_effect(&effects.items[k], &tossed_effects.items[k]),
                                      "the saved one differs at %" PRId64, now.boot.ms);
                        tossed = saved_and_loaded(tossed);
                        CHECK(check, tossed, "what was saved cannot be loaded at %" PRId64, now.boot.ms);
                        if (!tossed)
                                break;
                } while (!first && deadline_ms <= input.boot.ms && !check->failure[0]);
        }
        effects_deinit(&effects);
        effects_deinit(&tossed_effects);
        engine_free(plain);
        engine_free(tossed);
}

/* ---- crashes, as limberd goes through them ---- */

typedef struct Disk { /* what survives: the facts, each once, and the last save */
        ARRAY(Effect) bouts;
        ARRAY(Effect) queue; /* the store fails now and then: facts wait in memory */
        bool store_fails;
        uint8_t state[ENGINE_STATE_SIZE_MAX];
        size_t n_state;
        int64_t saved_ms;
} Disk;

static void keep_bout(Disk *disk, const Effect *bout)
{
        for (size_t i = disk->bouts.n; i > 0; i--)
                if (disk->bouts.items[i - 1].start.ms == bout->start.ms)
                        return; /* the same fact has the same id */
        assert(array_reserve(&disk->bouts, 1) == 0);
        disk->bouts.items[disk->bouts.n++] = *bout;
}

static void put_bout(Disk *disk, const Effect *bout)
{
        assert(array_reserve(&disk->queue, 1) == 0);
        disk->queue.items[disk->queue.n++] = *bout;
        if (disk->store_fails)
                return;
        for (size_t i = 0; i < disk->queue.n; i++)
                keep_bout(disk, &disk->queue.items[i]);
        disk->queue.n = 0;
}

static void feed_and_keep(Engine *engine, const Input *input, Effects *effects, Disk *disk)
{
        bool acted = false;

        effects->n = 0;
        assert(engine_feed(engine, input, effects) == 0);
        for (size_t i = 0; i < effects->n; i++) {
                if (effects->items[i].kind == EFFECT_BOUT)
                        put_bout(disk, &effects->items[i]);
                acted |= effects->items[i].kind == EFFECT_BOUT || effects->items[i].kind == EFFECT_END ||
                         effects->items[i].kind == EFFECT_AWAY;
        }
        if (acted || disk->n_state == 0 || input->boot.ms - disk->saved_ms >= SAVE_EVERY_MS) {
                disk->n_state = engine_save(engine, disk->state);
                disk->saved_ms = input->boot.ms;
        }
}

static void run_crashes(const World *world, Check *check)
{
        Engine *engine = engine_new(&world->options);
        Effects effects = { 0 };
        Disk disk = { 0 };
        int64_t last_ms = 0;

        assert(engine);
        for (size_t i = 0; i < world->events.n && !check->failure[0]; i++) {
                const Event *event = &world->events.items[i];
                Input input = event->input;

                if (event->kind == EVENT_SET_CLOCK) {
                        disk.store_fails = !disk.store_fails;
                        continue;
                }
                /* limberd wakes for its deadlines, and each minute to save. */
                while (disk.n_state > 0 && last_ms < event->at_ms) {
                        int64_t wake_ms = MIN(engine_deadline(engine).ms, disk.saved_ms + SAVE_EVERY_MS);

                        if (wake_ms > event->at_ms)
                                break;
                        last_ms = MAX(wake_ms, last_ms);
                        feed_and_keep(
                                engine, &(Input){ .boot = { last_ms }, .wall = { last_ms } }, &effects,
                                &disk);
                }
                if (event->kind == EVENT_CRASH) {
                        Engine *fresh = engine_new(&world->options);
                        Input lost = {
                                .kind = INPUT_OBSERVATION,
                                .observation = { .kind = OBSERVATION_GONE, .gone = GONE_LOST },
                                .boot = { disk.saved_ms },
                                .wall = { disk.saved_ms },
                        };

                        assert(fresh);
                        if (disk.n_state > 0) {
                                CHECK(check, engine_load(fresh, disk.state, disk.n_state, 0) == 0,
                                      "the last save cannot be loaded at %" PRId64, event->at_ms);
                                CHECK(check, event->at_ms - disk.saved_ms <= SAVE_EVERY_MS,
                                      "more than a minute is lost at %" PRId64, event->at_ms);
                        }
                        engine_free(engine);
                        engine = fresh;
                        disk.queue.n = 0; /* what could not be stored is lost with the memory */
                        disk.store_fails = false;
                        feed_and_keep(engine, &lost, &effects, &disk);
                        continue;
                }
                input.wall.ms = input.boot.ms;
                last_ms = input.boot.ms;
                feed_and_keep(engine, &input, &effects, &disk);
        }
        for (size_t i = 1; i < disk.bouts.n; i++)
                CHECK(check, disk.bouts.items[i].start.ms >= disk.bouts.items[i - 1].end.ms,
                      "kept bouts overlap after a crash at %" PRId64, disk.bouts.items[i].start.ms);
        array_free(&disk.bouts);
        array_free(&disk.queue);
        effects_deinit(&effects);
        engine_free(engine);
}

static bool fails(const World *world, Check *ret)
{
        *ret = (Check){ .options = &world->options };
        if (world->events.n == 0)
                return false;
        run_straight(world, ret);
        if (!ret->failure[0])
                run_crashes(world, ret);
        return ret->failure[0];
}

/* Leaves out ever smaller runs of events for as long as it still fails. */
static void shrink(World *world)
{
        Check check;

        for (size_t run = world->events.n / 2; run >= 1; run /= 2)
                for (size_t from = 0; from + run <= world->events.n;) {
                        World less = { .options = world->options };

                        less.events.n = world->events.n - run;
                        assert(array_reserve(&less.events, 0) == 0);
                        less.events.items = calloc(less.events.n + 1, sizeof(Event));
                        assert(less.events.items);
                        memcpy(less.events.items, world->events.items, from * sizeof(Event));
                        memcpy(less.events.items + from, world->events.items + from + run,
                               (world->events.n - from - run) * sizeof(Event));
                        if (fails(&less, &check)) {
                                world_deinit(world);
                                *world = less;
                        } else {
                                world_deinit(&less);
                                from += run;
                        }
                }
}

static int report(World *world, uint64_t seed, const Check *check)
{
        char name[64];
        Check again;
        FILE *out;

        printf("seed %" PRIu64 ": %s\n", seed, check->failure);
        shrink(world);
        fails(world, &again);
        snprintf(name, sizeof name, "sim-failure-%" PRIu64 ".timeline", seed);
        out = fopen(name, "w");
        if (out) {
                fprintf(out, "# %s\n", again.failure);
                world_print(world, seed, out);
                fclose(out);
        }
        printf("shrunk to %zu events (%s): %s\nrun it again with: sim --file %s\n", world->events.n,
               again.failure, name, name);
        return 1;
}

static int run_file(const char *path)
{
        FILE *in = fopen(path, "r");
        World world;
        Check check;
        bool failed;

        if (!in || !world_read(in, &world)) {
                fprintf(stderr, "sim: %s cannot be read\n", path);
                return 2;
        }
        fclose(in);
        failed = fails(&world, &check);
        printf("%s\n", failed ? check.failure : "all invariants hold");
        world_deinit(&world);
        return failed;
}

static double seconds_now(void)
{
        struct timespec now;

        clock_gettime(CLOCK_MONOTONIC, &now);
        return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
        uint64_t seed = 1, n_days = 2000, seconds = 0, n_lived = 0, n_events = 0;
        double start = seconds_now();

        for (int i = 1; i + 1 < argc; i += 2) {
                uint64_t *number = strcmp(argv[i], "--seed") == 0      ? &seed
                                   : strcmp(argv[i], "--days") == 0    ? &n_days
                                   : strcmp(argv[i], "--seconds") == 0 ? &seconds
                                                                       : NULL;

                if (strcmp(argv[i], "--file") == 0)
                        return run_file(argv[i + 1]);
                if (!number || parse_u64(slice_of(argv[i + 1]), number) < 0) {
                        fprintf(stderr, "usage: sim [--seed S] [--days N | --seconds T | --file FILE]\n");
                        return 2;
                }
        }
        for (; seconds ? seconds_now() - start < (double) seconds : n_lived < n_days; seed++) {
                World world;
                Check check;

                world_make(seed, DAYS_PER_LIFE, &world);
                n_events += world.events.n;
                if (fails(&world, &check)) {
                        int r = report(&world, seed, &check);

                        world_deinit(&world);
                        return r;
                }
                world_deinit(&world);
                n_lived += DAYS_PER_LIFE;
        }
        printf("%" PRIu64 " days, %" PRIu64 " events, %.1f s: all invariants hold\n", n_lived, n_events,
               seconds_now() - start);
        return 0;
}
