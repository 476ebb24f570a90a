/* SPDX-License-Identifier: MIT */
/* Which stretch a notice speaks of: the one that the session would begin with, and how long that is. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "next-stretch.h"

/* A Wednesday, 2026-01-07T04:00:00Z: three days into its week. */
#define DAY_START INT64_C(1767758400000)

static void test_what_is_next(void **state)
{
        static const struct {
                const char *set[3];
                const char *done; /* a stretch that was done `ago` before the day began */
                int64_t ago_ms;
                const char *command;
                int64_t ms;
        } rows[] = {
                { { 0 }, NULL, 0, "limber stretch shoulder-shrugs", 64000 },
                { { "dose=full" }, NULL, 0, "limber stretch shoulder-shrugs", 80000 },
                { { "doses=shoulder-shrugs 6" }, NULL, 0, "limber stretch shoulder-shrugs", 48000 },
                { { "order=chin-tucks" }, NULL, 0, "limber stretch chin-tucks", 40000 },
                { { "exclude=shoulder-shrugs" }, NULL, 0, "limber stretch neck-rolls", 72000 },
                /* the article dose of neck rolls waits for questions */
                { { "exclude=shoulder-shrugs", "dose=article" },
                  NULL,
                  0,
                  "limber stretch neck-rolls",
                  120000 },
                { { 0 }, "shoulder-shrugs", MS_PER_DAY, "limber stretch neck-rolls", 72000 },
                /* last week is all the same */
                { { 0 }, "shoulder-shrugs", 4 * MS_PER_DAY, "limber stretch shoulder-shrugs", 64000 },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Today today = { 0 };
                NextStretch next;
                Settings settings;

                today_begin(&today, (WallTime){ DAY_START }, (WallTime){ DAY_START + MS_PER_DAY });
                if (rows[i].done) {
                        StoreStretch *entry = &today.week.items[today.week.n++];

                        snprintf(entry->stretch, sizeof entry->stretch, "%s", rows[i].done);
                        entry->last.ms = DAY_START - rows[i].ago_ms;
                }
                settings_init(&settings);
                for (size_t k = 0; k < ELEMENTSOF(rows[i].set) && rows[i].set[k]; k++)
                        assert_int_equal(settings_assign(&settings, rows[i].set[k], NULL), 0);
                assert_true(next_stretch_find(&settings, &today, &next));
                assert_string_equal(next.command, rows[i].command);
                assert_int_equal(next.ms, rows[i].ms);
        }
}

static void test_none_is_left(void **state)
{
        Today today = { 0 };
        NextStretch next;
        Settings settings;

        (void) state;
        today_begin(&today, (WallTime){ DAY_START }, (WallTime){ DAY_START + MS_PER_DAY });
        settings_init(&settings);
        assert_int_equal(
                settings_assign(
                        &settings, "exclude=shoulder-shrugs, neck-rolls, shoulder-rolls, butterfly-wings",
                        NULL),
                0);
        assert_false(next_stretch_find(&settings, &today, &next));
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_what_is_next),
                                            cmocka_unit_test(test_none_is_left) };

        setenv("TZ", "UTC", 1);
        setenv("HOME", "/nonexistent", 1);
        unsetenv("XDG_DATA_HOME");
        return cmocka_run_group_tests(tests, NULL, NULL);
}
