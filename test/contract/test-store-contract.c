/* SPDX-License-Identifier: MIT */
/* What every store promises (store.h). Each case runs over each implementation in the table at the end. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "array.h"
#include "sample.h"
#include "scratch.h"
#include "store.h"

typedef struct Backend {
        const char *name;
        int (*open)(const char *path, Store **ret, Error *error);
        bool lasts; /* what was put is there after closing and opening */
} Backend;

typedef struct Fixture {
        const Backend *backend;
        Scratch scratch;
        Store *store;
} Fixture;

static int open_memory(const char *path, Store **ret, Error *error)
{
        return store_memory_open(ret);
}

static int open_sqlite(const char *path, Store **ret, Error *error)
{
        return store_open(path, STORE_CHECK, ret, error);
}

static const Backend backends[] = {
        { "memory", open_memory, false },
        { "sqlite", open_sqlite, true },
};

static void open_store(Fixture *fixture)
{
        Error error = { 0 };
        int r = fixture->backend->open(fixture->scratch.path, &fixture->store, &error);

        assert_string_equal(error.text, "");
        assert_int_equal(r, 0);
}

/* Closes and opens, so that what is read afterwards is what is really stored. */
static void reopen(Fixture *fixture)
{
        if (!fixture->backend->lasts)
                return;
        store_close(fixture->store);
        open_store(fixture);
}

static int setup(void **state)
{
        const Backend *backend = *state;
        Fixture *fixture = calloc(1, sizeof *fixture);

        fixture->backend = backend;
        scratch_init(&fixture->scratch);
        open_store(fixture);
        *state = fixture;
        return 0;
}

static int teardown(void **state)
{
        Fixture *fixture = *state;

        store_close(fixture->store);
        scratch_deinit(&fixture->scratch);
        free(fixture);
        return 0;
}

/* ---- helpers ---- */

typedef ARRAY(Record) Records;

static int collect(const Record *record, void *userdata)
{
        Records *records = userdata;

        assert_int_equal(array_reserve(records, 1), 0);
        records->items[records->n++] = *record;
        return 0;
}

static Records all_between(Store *store, RecordKind kind, int64_t from_ms, int64_t to_ms)
{
        Records records = { 0 };
        Error error = { 0 };
        int r = store_each(
                store, kind, (WallTime){ from_ms }, (WallTime){ to_ms }, collect, &records, &error);

        assert_string_equal(error.text, "");
        assert_int_equal(r, 0);
        return records;
}

static size_t count_between(Store *store, RecordKind kind, int64_t from_ms, int64_t to_ms)
{
        Records records = all_between(store, kind, from_ms, to_ms);
        size_t n = records.n;

        array_free(&records);
        return n;
}

static void put(Store *store, const Record *record, int expected)
{
        Error error = { 0 };
        int r = store_put(store, record, &error);

        if (expected >= 0)
                assert_string_equal(error.text, "");
        else
                assert_true(error.text[0]);
        assert_int_equal(r, expected);
}

/* ---- cases ---- */

/* Every field of every kind, at its edges. */
static void test_round_trip(void **state)
{
        Fixture *fixture = *state;
        Record records[24];
        size_t n = 0;

        records[n++] = sample_import(MONDAY_MS, 7);
        records[n++] = sample_bout(MONDAY_MS, 1);
        records[n++] = sample_bout(0, RECORD_LENGTH_MS_MAX);
        records[n] = sample_bout(WALL_MS_MAX, 5);
        records[n].bout.posture = POSTURE_STANDING;
        memset(records[n].bout.source, 'x', RECORD_NAME_SIZE - 1);
        records[n++].origin = records[0].id;
        for (size_t reason = 0; reason < N_AWAY_REASONS; reason++)
                records[n++] =
                        sample_away(MONDAY_MS + (int64_t) reason, (int64_t) reason, (AwayReason) reason);
        for (size_t outcome = 0; outcome < N_OUTCOMES; outcome++) {
                records[n] = sample_break(
                        MONDAY_MS + (int64_t) outcome, outcome % 2 ? -1 : 60000, (Outcome) outcome);
                records[n].pause.held_ms = 12345;
                records[n].pause.held_by = (1U << N_BUSY_REASONS) - 1;
                records[n].pause.postpone_ms = outcome == OUTCOME_POSTPONED ? 300000 : 0;
                n++;
        }
        for (size_t end = 0; end < N_RECORD_ENDS; end++)
                records[n++] = sample_stretch(MONDAY_MS + (int64_t) end, "shoulder-shrugs", (RecordEnd) end);
        records[n] = sample_stretch(MONDAY_MS + 100, "l'épaule \"x\"; DROP TABLE bout", RECORD_END_OUCH);
        records[n].stretch.pain = 0;
        records[n++].stretch.repeats_done = INT32_MAX;
        assert_true(n <= ELEMENTSOF(records));

        assert_int_equal(store_put_many(fixture->store, records, n, NULL, NULL), 0);
        reopen(fixture);
        for (size_t i = 0; i < n; i++) {
                Records found = all_between(
                        fixture->store, records[i].kind, records[i].wall.ms, records[i].wall.ms + 1);
                bool is_there = false;

                for (size_t j = 0; j < found.n; j++)
                        is_there |= sample_equals(&found.items[j], &records[i]);
                assert_true(is_there);
                array_free(&found);
        }
}

/* The same fact twice adds nothing, whatever else it says the second time: the first one stays. */
static void test_already(void **state)
{
        Fixture *fixture = *state;
        Record bout = sample_bout(MONDAY_MS, 60000), shorter = sample_bout(MONDAY_MS, 30000);
        Records found;

        put(fixture->store, &bout, 0);
        put(fixture->store, &bout, STORE_ALREADY);
        reopen(fixture);
        put(fixture->store, &shorter, STORE_ALREADY);
        reopen(fixture);
        found = all_between(fixture->store, RECORD_BOUT, 0, WALL_MS_MAX);
        assert_int_equal(found.n, 1);
        assert_true(sample_equals(&found.items[0], &bout));
        array_free(&found);
}

static void test_put_many_counts(void **state)
{
        Fixture *fixture = *state;
        Record bouts[3];
        size_t n_new = 99;

        for (size_t i = 0; i < 3; i++)
                bouts[i] = sample_bout(MONDAY_MS + (int64_t) i * 60000, 30000);
        put(fixture->store, &bouts[1], 0);
        assert_int_equal(store_put_many(fixture->store, bouts, 3, &n_new, NULL), 0);
        assert_int_equal(n_new, 2);
        assert_int_equal(store_put_many(fixture->store, bouts, 3, &n_new, NULL), STORE_ALREADY);
        assert_int_equal(n_new, 0);
        assert_int_equal(store_put_many(fixture->store, bouts, 0, &n_new, NULL), STORE_ALREADY);
        bouts[0] = bouts[1] = sample_bout(MONDAY_MS + MS_PER_DAY, 1);
        assert_int_equal(store_put_many(fixture->store, bouts, 2, &n_new, NULL), 0);
        assert_int_equal(n_new, 1);
        reopen(fixture);
        assert_int_equal(count_between(fixture->store, RECORD_BOUT, 0, WALL_MS_MAX), 4);
}

/* All or none: one bad record at the end, and nothing of the batch is there. */
static void test_put_many_is_one(void **state)
{
        Fixture *fixture = *state;
        Record records[3] = { sample_bout(MONDAY_MS, 1), sample_away(MONDAY_MS, 1, AWAY_LOCK),
                              sample_bout(MONDAY_MS + 1000, 1) };
        Record import = sample_import(MONDAY_MS, 1);
        Error error = { 0 };

        records[2].origin = import.id;
        assert_int_equal(store_put_many(fixture->store, records, 3, NULL, &error), -EINVAL);
        assert_non_null(strstr(error.text, "origin"));
        records[2] = sample_bout(MONDAY_MS + 1000, 0);
        assert_int_equal(store_put_many(fixture->store, records, 3, NULL, &error), -EINVAL);
        assert_non_null(strstr(error.text, "record 3"));
        reopen(fixture);
        assert_int_equal(count_between(fixture->store, RECORD_BOUT, 0, WALL_MS_MAX), 0);
        assert_int_equal(count_between(fixture->store, RECORD_AWAY, 0, WALL_MS_MAX), 0);

        records[2] = records[0];
        records[0] = import;
        records[1].origin = records[2].origin = import.id;
        assert_int_equal(store_put_many(fixture->store, records, 3, NULL, NULL), 0);
        records[1] = sample_bout(MONDAY_MS + 5000, 1);
        records[1].origin = import.id;
        put(fixture->store, &records[1], 0);
}

/* [from, to): what only touches is not in. */
static void test_overlap(void **state)
{
        static const struct {
                int64_t from, to;
                size_t n_bouts, n_breaks;
        } cases[] = {
                /* bout [1000, 2000); breaks: at 1000 without length, and [1000, 62000) */
                { 0, 1000, 0, 0 },      { 0, 1001, 1, 2 },      { 1000, 1001, 1, 2 },
                { 1999, 2000, 1, 1 },   { 2000, 3000, 0, 1 },   { 1001, 1002, 1, 1 },
                { 61999, 99000, 0, 1 }, { 62000, 99000, 0, 0 }, { 1500, 1500, 0, 0 },
                { 3000, 1000, 0, 0 },   { -5000, 99000, 1, 2 }, { WALL_MS_MIN, INT64_MAX, 1, 2 },
        };
        Fixture *fixture = *state;
        Record bout = sample_bout(1000, 1000), on = sample_break(1000, 1000, OUTCOME_DONE);
        Record never = { .kind = RECORD_BREAK,
                         .wall = { 1000 },
                         .pause = { .name = "walk", .outcome = OUTCOME_NATURAL } };

        never = sample_identified(never);
        put(fixture->store, &bout, 0);
        put(fixture->store, &on, 0);
        put(fixture->store, &never, 0);
        reopen(fixture);
        for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
                assert_int_equal(
                        count_between(fixture->store, RECORD_BOUT, cases[i].from, cases[i].to),
                        cases[i].n_bouts);
                assert_int_equal(
                        count_between(fixture->store, RECORD_BREAK, cases[i].from, cases[i].to),
                        cases[i].n_breaks);
        }
}

/* A fortnight's absence is found from its last millisecond, past thousands of short rows. */
static void test_long_ones(void **state)
{
        Fixture *fixture = *state;
        Record holiday = sample_away(MONDAY_MS, 14 * MS_PER_DAY, AWAY_OFF), away;

        put(fixture->store, &holiday, 0);
        for (int64_t i = 0; i < 40; i++) {
                away = sample_away(MONDAY_MS + 1 + i * 8 * MS_PER_HOUR, 60000, AWAY_LOCK);
                put(fixture->store, &away, 0);
        }
        assert_int_equal(
                count_between(
                        fixture->store, RECORD_AWAY, MONDAY_MS + 14 * MS_PER_DAY - 1,
                        MONDAY_MS + 14 * MS_PER_DAY),
                1);
        assert_int_equal(
                count_between(
                        fixture->store, RECORD_AWAY, MONDAY_MS + 14 * MS_PER_DAY,
                        MONDAY_MS + 15 * MS_PER_DAY),
                0);
}

static void test_order(void **state)
{
        static const int64_t offsets[] = { 5, 3, 9, 1, 7, 0, 8, 2, 6, 4 };
        Fixture *fixture = *state;
        Records found;

        for (size_t i = 0; i < ELEMENTSOF(offsets); i++) {
                Record bout = sample_bout(MONDAY_MS + offsets[i] * 1000, 500);

                put(fixture->store, &bout, 0);
        }
        reopen(fixture);
        found = all_between(fixture->store, RECORD_BOUT, 0, WALL_MS_MAX);
        assert_int_equal(found.n, ELEMENTSOF(offsets));
        for (size_t i = 0; i < found.n; i++)
                assert_int_equal(found.items[i].wall.ms, MONDAY_MS + (int64_t) i * 1000);
        array_free(&found);
}

static Record correction_of(const Record *record, int64_t length_ms)
{
        Record corrected = *record;

        corrected.replaces = record->id;
        corrected.bout.length_ms = length_ms;
        return sample_identified(corrected);
}

/* A corrects B corrects C: one is left; and a correction may come before what it corrects. */
static void test_corrections(void **state)
{
        Fixture *fixture = *state;
        Record first = sample_bout(MONDAY_MS, 1000), second = correction_of(&first, 2000);
        Record third = correction_of(&second, 3000), late = sample_bout(MONDAY_MS + 60000, 1000);
        Record early = correction_of(&late, 500), other = sample_away(MONDAY_MS, 5, AWAY_LOCK);
        Records found;

        assert_false(uuid_equals(&first.id, &second.id));
        put(fixture->store, &first, 0);
        put(fixture->store, &second, 0);
        put(fixture->store, &third, 0);
        put(fixture->store, &early, 0);
        put(fixture->store, &late, 0);
        other.replaces = third.id; /* of another kind: replaces nothing */
        other = sample_identified(other);
        put(fixture->store, &other, 0);
        reopen(fixture);
        found = all_between(fixture->store, RECORD_BOUT, 0, WALL_MS_MAX);
        assert_int_equal(found.n, 2);
        assert_true(sample_equals(&found.items[0], &third));
        assert_true(sample_equals(&found.items[1], &early));
        array_free(&found);
}

static void test_imports(void **state)
{
        Fixture *fixture = *state;
        Record import = sample_import(MONDAY_MS, 1), other = sample_import(MONDAY_MS, 2), found, again;

        assert_int_equal(store_find_import(fixture->store, import.import.digest, &found, NULL), STORE_NONE);
        put(fixture->store, &import, 0);
        put(fixture->store, &other, 0);
        reopen(fixture);
        assert_int_equal(store_find_import(fixture->store, import.import.digest, &found, NULL), 0);
        assert_true(sample_equals(&found, &import));
        again = import;
        again.replaces = import.id;
        again.import.n_kept = 5;
        again = sample_identified(again);
        put(fixture->store, &again, 0);
        assert_int_equal(store_find_import(fixture->store, import.import.digest, &found, NULL), 0);
        assert_int_equal(found.import.n_kept, 5);
        assert_int_equal(count_between(fixture->store, RECORD_IMPORT, MONDAY_MS, MONDAY_MS + 1), 2);
}

static int stop_at_second(const Record *record, void *userdata)
{
        int *n = userdata;

        return ++*n == 2 ? 42 : 0;
}

static int fail_at_once(const Record *record, void *userdata)
{
        return -ECANCELED;
}

static void test_walk_ends_early(void **state)
{
        Fixture *fixture = *state;
        WallTime to = { WALL_MS_MAX };
        int n = 0;

        for (int64_t i = 0; i < 5; i++) {
                Record bout = sample_bout(MONDAY_MS + i * 1000, 500);

                put(fixture->store, &bout, 0);
        }
        assert_int_equal(
                store_each(fixture->store, RECORD_BOUT, (WallTime){ 0 }, to, stop_at_second, &n, NULL), 42);
        assert_int_equal(n, 2);
        assert_int_equal(
                store_each(fixture->store, RECORD_BOUT, (WallTime){ 0 }, to, fail_at_once, NULL, NULL),
                -ECANCELED);
        assert_int_equal(count_between(fixture->store, RECORD_BOUT, 0, WALL_MS_MAX), 5);
}

/* Every value that is out of its range is refused and leaves nothing. */
static void test_refused(void **state)
{
        Fixture *fixture = *state;
        Record bad[20], good = sample_bout(MONDAY_MS, 1000);
        size_t n = 0;

        bad[n++] = sample_bout(MONDAY_MS, 0);
        bad[n++] = sample_bout(MONDAY_MS, -1);
        bad[n++] = sample_bout(MONDAY_MS, RECORD_LENGTH_MS_MAX + 1);
        bad[n++] = sample_bout(-1, 1000);
        bad[n++] = sample_bout(WALL_MS_MAX + 1, 1000);
        bad[n] = good, bad[n++].wall.ms++;
        bad[n] = good, bad[n++].device = (Uuid){ 0 };
        bad[n] = good, bad[n++].bout.posture = N_POSTURES;
        bad[n] = good, bad[n++].bout.source[0] = '\0';
        bad[n] = good, bad[n++].bout.source[1] = '\n';
        bad[n] = good, memset(bad[n++].bout.source, 'x', RECORD_NAME_SIZE);
        bad[n] = good, bad[n].replaces = good.id, n++;
        bad[n] = good, bad[n++].kind = N_RECORD_KINDS;
        bad[n++] = sample_away(MONDAY_MS, -1, AWAY_LOCK);
        bad[n++] = sample_away(MONDAY_MS, 1, N_AWAY_REASONS);
        bad[n++] = sample_break(MONDAY_MS, 1, N_OUTCOMES);
        bad[n] = sample_break(MONDAY_MS, 1, OUTCOME_DONE), bad[n++].pause.postpone_ms = 1;
        bad[n] = sample_break(MONDAY_MS, -1, OUTCOME_DONE), bad[n++].pause.on_ms = 1;
        bad[n] = sample_stretch(MONDAY_MS, "x", RECORD_END_FINISHED), bad[n++].stretch.pain = 3;
        bad[n] = sample_stretch(MONDAY_MS, "x", RECORD_END_OUCH), bad[n++].stretch.pain = 11;
        assert_int_equal(n, ELEMENTSOF(bad));
        for (size_t i = 0; i < n; i++)
                put(fixture->store, &bad[i], -EINVAL);
        for (size_t kind = 0; kind < N_RECORD_KINDS; kind++)
                assert_int_equal(
                        count_between(fixture->store, (RecordKind) kind, WALL_MS_MIN, INT64_MAX), 0);
}

/* A bout that crosses the start of a day is split for its time and counts, whole, on the day it began. */
static void test_day(void **state)
{
        Fixture *fixture = *state;
        int64_t day = MONDAY_MS, next = day + MS_PER_DAY;
        Record standing = sample_bout(day + 2 * MS_PER_HOUR, 600000);
        Record records[] = {
                sample_bout(day - 600000, 900000),           /* 5 min of it are of this day */
                sample_bout(day + MS_PER_HOUR, 1800000),     /* 30 min */
                sample_bout(next - 60000, 7200000),          /* a minute of it, but the longest that began */
                sample_bout(next, 60000),                    /* of the next day */
                sample_break(day - 1, 120000, OUTCOME_DONE), /* came up the day before */
                sample_break(day, 60000, OUTCOME_DONE),
                sample_break(day + 1, -1, OUTCOME_NATURAL),
                sample_break(day + 2, -1, OUTCOME_NATURAL),
                sample_break(next, -1, OUTCOME_SKIPPED),
                sample_stretch(day - 1000, "neck-rolls", RECORD_END_FINISHED),
                sample_stretch(day + 1000, "shoulder-shrugs", RECORD_END_FINISHED),
                sample_stretch(day + 2000, "shoulder-shrugs", RECORD_END_QUIT),
                sample_stretch(day + 3000, "butterfly-wings", RECORD_END_OUCH),
                sample_stretch(day + 4000, "shoulder-shrugs", RECORD_END_FINISHED),
        };
        const StoreStretch *stretch;
        StoreDay found;

        standing.bout.posture = POSTURE_STANDING;
        put(fixture->store, &standing, 0);
        assert_int_equal(store_put_many(fixture->store, records, ELEMENTSOF(records), NULL, NULL), 0);
        reopen(fixture);
        assert_int_equal(store_day(fixture->store, (WallTime){ day }, (WallTime){ next }, &found, NULL), 0);
        assert_int_equal(found.sitting_ms, 300000 + 1800000 + 60000);
        assert_int_equal(found.standing_ms, 600000);
        assert_int_equal(found.n_bouts, 3);
        assert_int_equal(found.longest_bout_ms, 7200000);
        assert_int_equal(found.n_breaks[OUTCOME_DONE], 1);
        assert_int_equal(found.n_breaks[OUTCOME_NATURAL], 2);
        assert_int_equal(found.n_breaks[OUTCOME_SKIPPED], 0);
        assert_int_equal(found.stretches.n, 2);
        stretch = store_stretches_find(&found.stretches, "shoulder-shrugs");
        assert_non_null(stretch);
        assert_int_equal(stretch->n_finished, 2);
        assert_int_equal(stretch->n_begun, 3);
        assert_int_equal(stretch->last.ms, day + 4000);
        assert_int_equal(stretch->last_ouch.ms, 0);
        stretch = store_stretches_find(&found.stretches, "butterfly-wings");
        assert_non_null(stretch);
        assert_int_equal(stretch->last.ms, 0);
        assert_int_equal(stretch->last_ouch.ms, day + 3000);
        assert_null(store_stretches_find(&found.stretches, "neck-rolls"));

        assert_int_equal(
                store_day(fixture->store, (WallTime){ next }, (WallTime){ next + MS_PER_DAY }, &found, NULL),
                0);
        assert_int_equal(found.sitting_ms, 7200000); /* 7140000 of the long one, and a minute */
        assert_int_equal(found.n_bouts, 1);
        assert_int_equal(found.longest_bout_ms, 60000);
}

/* More ids than there is room for: the first ones are kept, nothing is written past the end. */
static void test_many_stretches(void **state)
{
        Fixture *fixture = *state;
        StoreStretches found;
        char name[32];

        for (int i = 0; i < STORE_STRETCHES_MAX + 5; i++) {
                Record stretch;

                snprintf(name, sizeof name, "stretch-%d", i);
                stretch = sample_stretch(MONDAY_MS + i, name, RECORD_END_FINISHED);
                put(fixture->store, &stretch, 0);
        }
        assert_int_equal(
                store_stretches(fixture->store, (WallTime){ 0 }, (WallTime){ WALL_MS_MAX }, &found, NULL),
                0);
        assert_int_equal(found.n, STORE_STRETCHES_MAX);
        assert_string_equal(found.items[0].stretch, "stretch-0");
}

static uint32_t random_next(uint32_t *seed)
{
        *seed ^= *seed << 13;
        *seed ^= *seed >> 17;
        *seed ^= *seed << 5;
        return *seed;
}

static Record random_record(uint32_t *seed)
{
        int64_t wall_ms = MONDAY_MS + random_next(seed) % 2000 * 3600 * 10;
        int64_t length_ms = 1 + random_next(seed) % (random_next(seed) % 10 == 0 ? 400000000 : 5000000);

        switch (random_next(seed) % 4) {
        case 0:
                return sample_bout(wall_ms, length_ms);
        case 1:
                return sample_away(wall_ms, length_ms, AWAY_LOCK);
        case 2:
                return sample_break(wall_ms, random_next(seed) % 2 ? length_ms : -1, OUTCOME_DONE);
        default:
                return sample_stretch(wall_ms, "neck-rolls", RECORD_END_QUIT);
        }
}

/* Random puts, corrections and queries: every store answers as the plain one in memory does. */
static void test_as_memory(void **state)
{
        Fixture *fixture = *state;
        Record records[400];
        Store *plain;
        uint32_t seed = 20260105;

        assert_int_equal(store_memory_open(&plain), 0);
        for (size_t i = 0; i < ELEMENTSOF(records); i++) {
                Error error = { 0 };
                int expected;

                records[i] = random_record(&seed);
                if (i > 0 && random_next(&seed) % 8 == 0) {
                        records[i].replaces = records[random_next(&seed) % i].id;
                        records[i] = sample_identified(records[i]);
                }
                expected = store_put(plain, &records[i], NULL);
                assert_int_equal(store_put(fixture->store, &records[i], &error), expected);
        }
        reopen(fixture);
        for (int i = 0; i < 400; i++) {
                RecordKind kind = (RecordKind) (random_next(&seed) % N_RECORD_KINDS);
                int64_t from = MONDAY_MS + random_next(&seed) % 2000 * 3600 * 10;
                int64_t to = from + random_next(&seed) % 40000000;
                Records expected = all_between(plain, kind, from, to);
                Records found = all_between(fixture->store, kind, from, to);

                assert_int_equal(found.n, expected.n);
                for (size_t j = 0; j < found.n; j++)
                        assert_true(sample_equals(&found.items[j], &expected.items[j]));
                array_free(&expected);
                array_free(&found);
        }
        store_close(plain);
}

#define CASE(name) \
        { \
#name, test_##name \
        }

int main(void)
{
        static const struct {
                const char *name;
                CMUnitTestFunction function;
        } cases[] = {
                CASE(round_trip),     CASE(already),   CASE(put_many_counts), CASE(put_many_is_one),
                CASE(overlap),        CASE(order),     CASE(long_ones),       CASE(corrections),
                CASE(imports),        CASE(refused),   CASE(walk_ends_early), CASE(day),
                CASE(many_stretches), CASE(as_memory),
        };
        struct CMUnitTest tests[ELEMENTSOF(cases) * ELEMENTSOF(backends)];
        char names[ELEMENTSOF(tests)][64];
        size_t n = 0;

        for (size_t b = 0; b < ELEMENTSOF(backends); b++)
                for (size_t c = 0; c < ELEMENTSOF(cases); c++, n++) {
                        snprintf(names[n], sizeof names[n], "%s: %s", backends[b].name, cases[c].name);
                        tests[n] = (struct CMUnitTest){ names[n], cases[c].function, setup, teardown,
                                                        (void *) &backends[b] };
                }
        return cmocka_run_group_tests_name("store contract", tests, NULL, NULL);
}
