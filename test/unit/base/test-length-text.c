/* SPDX-License-Identifier: MIT */
/* Lengths that passed are cut, lengths to go are rounded up, at every boundary. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "length-text.h"

static const struct {
        int64_t ms;
        const char *passed, *to_go;
} lengths[] = {
        { -5, "0 s", "0 s" },
        { 0, "0 s", "0 s" },
        { 1, "0 s", "1 s" },
        { 999, "0 s", "1 s" },
        { 1000, "1 s", "1 s" },
        { 59001, "59 s", "1 min" },
        { 59999, "59 s", "1 min" },
        { 60000, "1 min", "1 min" },
        { 60001, "1 min", "2 min" },
        { 119999, "1 min", "2 min" },
        { 3599999, "59 min", "1 h" },
        { 3600000, "1 h", "1 h" },
        { 3600001, "1 h", "1 h 1 min" },
        { 3660000, "1 h 1 min", "1 h 1 min" },
        { 14100000, "3 h 55 min", "3 h 55 min" },
        { DURATION_MS_MAX, "8784 h", "8784 h" },
};

static void test_lengths(void **state)
{
        char text[LENGTH_TEXT_SIZE];

        for (size_t i = 0; i < ELEMENTSOF(lengths); i++) {
                assert_string_equal(length_text(lengths[i].ms, text), lengths[i].passed);
                assert_string_equal(length_to_go_text(lengths[i].ms, text), lengths[i].to_go);
        }
}

static void test_times(void **state)
{
        const WallTime now = { INT64_C(1767603600000) }; /* 2026-01-05T09:00:00Z */
        char text[LENGTH_TEXT_SIZE];

        setenv("TZ", "XYZ-1", 1);
        tzset();
        assert_string_equal(time_text(now, now, text), "10:00");
        assert_string_equal(time_text((WallTime){ now.ms + MS_PER_DAY / 2 - 1 }, now, text), "21:59");
        assert_string_equal(time_text((WallTime){ now.ms + MS_PER_DAY / 2 }, now, text), "2026-01-05 22:00");
        assert_string_equal(time_text((WallTime){ now.ms - MS_PER_DAY }, now, text), "2026-01-04 10:00");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_lengths),
                cmocka_unit_test(test_times),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
