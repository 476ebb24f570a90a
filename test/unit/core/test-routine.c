/* SPDX-License-Identifier: MIT */
/* The catalogue, and which stretch comes next. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "catalogue.h"
#include "routine.h"

#define FILE_OF(name, rank) \
        "name = " name "\nrank = " rank \
        "\nwhy = B\nposition = sit\n[steps]\n1 = S\n[phase p]\nshow = Go\ntime = 2s\n" \
        "[dose short]\nrepeats = 1\n[dose full]\nrepeats = 2\n[dose article]\nrepeats = 3\n"

static int add(Catalogue *catalogue, const char *id, const char *path, const char *bytes, Error *error)
{
        return catalogue_add(
                catalogue, &(StretchFile){ .id = id, .path = path, .bytes = slice_of(bytes) }, error);
}

static void test_catalogue(void **state)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        Error error = { "" };

        assert_int_equal(add(&catalogue, "c", "c.stretch", FILE_OF("C", "1"), NULL), 0);
        assert_int_equal(add(&catalogue, "b", "b.stretch", FILE_OF("B", "2"), NULL), 0);
        assert_int_equal(add(&catalogue, "a", "a.stretch", FILE_OF("A", "2"), NULL), 0);
        assert_int_equal(catalogue.stretches.n, 3);
        assert_int_equal(catalogue_index(&catalogue, "c"), 0);
        assert_int_equal(catalogue_index(&catalogue, "a"), 1);
        assert_int_equal(catalogue_index(&catalogue, "b"), 2);
        assert_int_equal(catalogue_index(&catalogue, "d"), -1);
        assert_null(catalogue_find(&catalogue, "d"));

        /* A wrong one: a problem that names the file, and all others as they were, the one of that id too.
         */
        assert_int_equal(add(&catalogue, "a", "own/a.stretch", "name = X\ntime = 3\n", &error), -EINVAL);
        assert_int_equal(catalogue.problems.n, 1);
        assert_string_equal(catalogue.problems.items[0].text, error.text);
        assert_true(strncmp(error.text, "own/a.stretch:2: time: no such key", 34) == 0);
        assert_string_equal(catalogue_find(&catalogue, "a")->name, "A");

        /* One of the same id takes its place, and its rank counts. */
        assert_int_equal(add(&catalogue, "a", "own/a.stretch", FILE_OF("Z", "0"), NULL), 0);
        assert_int_equal(catalogue.stretches.n, 3);
        assert_int_equal(catalogue_index(&catalogue, "a"), 0);
        assert_string_equal(catalogue_find(&catalogue, "a")->name, "Z");

        /* Whose it is, and whether it took the place of one that came with Limber, is known. */
        assert_int_equal(
                catalogue_add(
                        &catalogue,
                        &(StretchFile){ "a", "own/a.stretch", slice_of(FILE_OF("Y", "0")), STRETCH_OWN },
                        NULL),
                0);
        assert_int_equal(catalogue_find(&catalogue, "a")->origin, STRETCH_OWN);
        assert_true(catalogue_find(&catalogue, "a")->replaces);
        assert_int_equal(
                catalogue_add(
                        &catalogue,
                        &(StretchFile){ "e", "own/e.stretch", slice_of(FILE_OF("E", "0")), STRETCH_OWN },
                        NULL),
                0);
        assert_false(catalogue_find(&catalogue, "e")->replaces);
        assert_false(catalogue_find(&catalogue, "c")->replaces);
        assert_int_equal(catalogue_find(&catalogue, "c")->origin, STRETCH_SHIPPED);
}

/* ---- routine: instants in hours; the week begins at 0, today at 48 ---- */

enum { DAY = 48 };

static WallTime at(int hour)
{
        return (WallTime){ hour * MS_PER_HOUR };
}

static RoutinePast done(int hour)
{
        return (RoutinePast){ .done = true, .done_at = at(hour) };
}

static void check_order(const RoutinePast past[static 4], const char *expected)
{
        size_t order[4];
        size_t n = routine_order(past, 4, at(DAY), at(0), order);
        char text[5] = "";

        for (size_t i = 0; i < n; i++)
                text[i] = (char) ('a' + order[i]);
        assert_string_equal(text, expected);
}

static void test_order(void **state)
{
        const RoutinePast never = { 0 };
        RoutinePast hurt = done(50), hurt_before = done(50), excluded = never;

        hurt.hurt = hurt_before.hurt = true;
        hurt.hurt_at = at(49);
        hurt_before.hurt_at = at(47);
        excluded.excluded = true;

        check_order((RoutinePast[]){ never, never, never, never }, "abcd");
        /* not done today first; of those the one not done this week, then for longest */
        check_order((RoutinePast[]){ done(50), done(49), done(20), done(10) }, "dcba");
        check_order((RoutinePast[]){ done(50), done(47), never, done(10) }, "cdba");
        /* before this week all are the same: the catalogue's order */
        check_order((RoutinePast[]){ done(-5), done(-9), never, done(-400) }, "abcd");
        check_order((RoutinePast[]){ done(48), done(47), done(0), done(-1) }, "dcba");
        /* one that hurt today rests; yesterday's pain is over */
        check_order((RoutinePast[]){ hurt, done(49), never, done(10) }, "cdb");
        check_order((RoutinePast[]){ hurt_before, done(49), never, done(10) }, "cdba");
        check_order((RoutinePast[]){ excluded, hurt, excluded, done(10) }, "d");
        check_order((RoutinePast[]){ excluded, hurt, excluded, excluded }, "");
        /* a clock that stepped back: done in the future is done now */
        check_order((RoutinePast[]){ done(90), done(49), done(91), done(10) }, "dbac");
}

/* From every past, the next four that are done hold all four, and so do any four after them. */
static void test_a_day_holds_all_four(void **state)
{
        for (int start = 0; start < 6 * 6 * 6 * 6; start++) {
                static const int hours[6] = { -200, 3, 20, 48, 49, 50 };
                RoutinePast past[4] = {
                        done(hours[start % 6]),
                        done(hours[start / 6 % 6]),
                        done(hours[start / 36 % 6]),
                        done(hours[start / 216]),
                };
                int picks[12];

                for (int i = 0; i < 12; i++) {
                        size_t order[4];

                        assert_int_equal(routine_order(past, 4, at(DAY), at(0), order), 4);
                        picks[i] = (int) order[0];
                        past[order[0]] = done(51 + i);
                }
                for (int i = 0; i + 4 <= 12; i++)
                        assert_int_equal(
                                1 << picks[i] | 1 << picks[i + 1] | 1 << picks[i + 2] | 1 << picks[i + 3],
                                15);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_catalogue),
                cmocka_unit_test(test_order),
                cmocka_unit_test(test_a_day_holds_all_four),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
