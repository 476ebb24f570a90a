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

#include "str.h"
#include "world.h"

enum { DAYS_PER_LIFE = 5, SAVE_EVERY_MS = 60 * 1000 };

typedef struct Check {
        const World *world;
        char failure[256]; /* "" while all is well */
} Check;

#define CHECK(check, condition, ...) \
        do { \
                if (!(condition) && !(check)->failure[0]) \
                        snprintf((check)->failure, sizeof(check)->failure, __VA_ARGS__); \
        } while (0)

/* What a bystander knows who follows inputs and effects, in the plainest terms. */
typedef struct Bystander {
        bool gone, active, film;
        int64_t gone_ms;
        uint32_t busy;
        bool has_sign;
        int64_t last_sign_ms;
        bool started;
        int64_t first_ms; /* of the first input */
        bool has_bout;
        int64_t bout_end_ms;
        bool at_hand, announced, on;
        size_t rule;
        int64_t n_due, n_end;
        int64_t clock_ms[MAX_RULES];
} Bystander;

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
        const BreakRule *rules = check->world->options.rules;
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
                      is_signing(by, &check->world->options) ||
                              at_ms - by->last_sign_ms < check->world->options.away_after_ms,
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
        for (size_t i = 0; i < check->world->options.n_rules; i++) {
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
static void run_straight(Check *check)
{
        Engine *plain = engine_new(&check->world->options), *tossed = engine_new(&check->world->options);
        Effects effects = { 0 }, tossed_effects = { 0 };
        Bystander by = { 0 };
        int64_t offset_ms = INT64_C(1767600000000), last_sign_ms = 0;

        assert(plain && tossed);
        for (size_t i = 0; i < check->world->events.n && !check->failure[0]; i++) {
                const Event *event = &check->world->events.items[i];
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
                        if (!by.started)
                                by.first_ms = input.boot.ms;
                        else if (deadline_ms <= input.boot.ms)
                                now = (Input){ .kind = INPUT_TICK, .boot = { deadline_ms } };
                        now.wall.ms = now.boot.ms;
                        effects.n = tossed_effects.n = 0;
                        last_sign_ms =
                                is_signing(&by, &check->world->options) ? now.boot.ms : by.last_sign_ms;
                        assert(engine_feed(plain, &now, &effects) == 0);
                        now.wall.ms = now.boot.ms + offset_ms + now.boot.ms / 50000;
                        assert(engine_feed(tossed, &now, &tossed_effects) == 0);
                        if (now.kind == INPUT_OBSERVATION)
                                watch_observation(&by, &check->world->options, &now, now.boot.ms);
                        CHECK(check, effects.n == tossed_effects.n,
                              "the saved one does something else at %" PRId64, now.boot.ms);
                        for (size_t k = 0; k < effects.n && !check->failure[0]; k++) {
                                CHECK(check, same_effect(&effects.items[k], &tossed_effects.items[k]),
                                      "the saved one differs at %" PRId64, now.boot.ms);
                                check_effect(check, &by, plain, &effects.items[k]);
                        }
                        check_state(
                                check, &by, plain, &effects,
                                now.boot.ms - MIN(last_sign_ms, by.last_sign_ms));
                        tossed = saved_and_loaded(tossed);
                        CHECK(check, tossed, "what was saved cannot be loaded at %" PRId64, now.boot.ms);
                        if (!tossed)
                                break;
                        first = !by.started;
                        by.started = true;
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

static void run_crashes(Check *check)
{
        Engine *engine = engine_new(&check->world->options);
        Effects effects = { 0 };
        Disk disk = { 0 };
        int64_t last_ms = 0;

        assert(engine);
        for (size_t i = 0; i < check->world->events.n && !check->failure[0]; i++) {
                const Event *event = &check->world->events.items[i];
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
                        Engine *fresh = engine_new(&check->world->options);
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
        *ret = (Check){ .world = world };
        if (world->events.n == 0)
                return false;
        run_straight(ret);
        if (!ret->failure[0])
                run_crashes(ret);
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
