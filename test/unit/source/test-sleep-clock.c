/* SPDX-License-Identifier: MIT */
/* Idle times across sleeps of the machine, on clocks of our own. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "sleep-clock.h"

#define HOUR MS_PER_HOUR

static BootTime boot(int64_t ms)
{
        return (BootTime){ ms };
}

static void test_without_sleep_it_is_a_subtraction(void **state)
{
        SleepClock clock = sleep_clock_start(boot(5000), 1000);

        assert_false(sleep_clock_update(&clock, boot(65000), 61000));
        assert_int_equal(sleep_clock_last_input(&clock, 61000, 20000).ms, 45000);
        assert_int_equal(sleep_clock_last_input(&clock, 61000, 0).ms, 65000);
}

static void test_input_before_the_sleep_was_before_the_sleep(void **state)
{
        SleepClock clock = sleep_clock_start(boot(0), 0);

        /* Typed at 100 s; asleep from 110 s for an hour; told 10 s after waking. */
        assert_true(sleep_clock_update(&clock, boot(110500 + HOUR), 110500));
        assert_int_equal(sleep_clock_last_input(&clock, 120000, 20000).ms, 100000);
        /* Typed 5 s after waking. */
        assert_int_equal(sleep_clock_last_input(&clock, 120000, 5000).ms, 115000 + HOUR);
}

static void test_second_sleep_counts_from_the_first(void **state)
{
        SleepClock clock = sleep_clock_start(boot(0), 0);

        assert_true(sleep_clock_update(&clock, boot(100000 + HOUR), 100000));
        assert_true(sleep_clock_update(&clock, boot(200000 + 3 * HOUR), 200000));
        assert_int_equal(sleep_clock_last_input(&clock, 210000, 60000).ms, 150000 + HOUR);
        assert_int_equal(sleep_clock_last_input(&clock, 210000, 1000).ms, 209000 + 3 * HOUR);
}

static void test_rounding_is_no_sleep(void **state)
{
        SleepClock clock = sleep_clock_start(boot(1000), 0);

        assert_false(sleep_clock_update(&clock, boot(2001), 1000));
        assert_false(sleep_clock_update(&clock, boot(2999), 2000));
        assert_false(sleep_clock_update(&clock, boot(4099), 3000));
        assert_int_equal(sleep_clock_last_input(&clock, 3000, 0).ms, 4000);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_without_sleep_it_is_a_subtraction),
                cmocka_unit_test(test_input_before_the_sleep_was_before_the_sleep),
                cmocka_unit_test(test_second_sleep_counts_from_the_first),
                cmocka_unit_test(test_rounding_is_no_sleep),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
