/* SPDX-License-Identifier: MIT */
/* The counts of the day: a bout over the day's start is split for its time and counts on the day it began.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#include "today.h"

#define DAY_START INT64_C(1767585600000)

static Today a_day(void)
{
        Today today = { 0 };

        today_begin(&today, (WallTime){ DAY_START }, (WallTime){ DAY_START + MS_PER_DAY });
        return today;
}

static void add_bout(Today *today, int64_t from_ms, int64_t length_ms, Posture posture)
{
        Record record = { .kind = RECORD_BOUT, .wall = { DAY_START + from_ms } };

        record.bout.length_ms = length_ms;
        record.bout.posture = posture;
        today_add(today, &record);
}

static void bouts_add_up(void **unused)
{
        Today today = a_day();

        add_bout(&today, MS_PER_HOUR, 30 * MS_PER_MINUTE, POSTURE_SITTING);
        add_bout(&today, 2 * MS_PER_HOUR, 50 * MS_PER_MINUTE, POSTURE_SITTING);
        add_bout(&today, 4 * MS_PER_HOUR, 10 * MS_PER_MINUTE, POSTURE_STANDING);
        assert_int_equal(today.counts.sitting_ms, 80 * MS_PER_MINUTE);
        assert_int_equal(today.counts.standing_ms, 10 * MS_PER_MINUTE);
        assert_int_equal(today.counts.bouts, 3);
        assert_int_equal(today.counts.longest_bout_ms, 50 * MS_PER_MINUTE);
}

static void a_bout_over_the_start_is_split_and_counts_before(void **unused)
{
        Today today = a_day();

        add_bout(&today, -20 * MS_PER_MINUTE, 50 * MS_PER_MINUTE, POSTURE_SITTING);
        assert_int_equal(today.counts.sitting_ms, 30 * MS_PER_MINUTE);
        assert_int_equal(today.counts.bouts, 0);
        assert_int_equal(today.counts.longest_bout_ms, 0);
}

static void a_bout_over_the_end_counts_whole_and_is_cut(void **unused)
{
        Today today = a_day();

        add_bout(&today, MS_PER_DAY - 10 * MS_PER_MINUTE, 50 * MS_PER_MINUTE, POSTURE_SITTING);
        assert_int_equal(today.counts.sitting_ms, 10 * MS_PER_MINUTE);
        assert_int_equal(today.counts.bouts, 1);
        assert_int_equal(today.counts.longest_bout_ms, 50 * MS_PER_MINUTE);
}

static void the_open_bout_is_shown_but_not_kept(void **unused)
{
        Today today = a_day();
        StatusToday shown;

        today_get(
                &today, true, (WallTime){ DAY_START + MS_PER_HOUR }, 7 * MS_PER_MINUTE, POSTURE_SITTING,
                &shown);
        assert_int_equal(shown.bouts, 1);
        assert_int_equal(shown.sitting_ms, 7 * MS_PER_MINUTE);
        assert_int_equal(today.counts.bouts, 0);
}

static void breaks_count_on_the_day_they_came_up(void **unused)
{
        Today today = a_day();
        Record record = { .kind = RECORD_BREAK, .wall = { DAY_START + 1 }, .pause.outcome = OUTCOME_DONE };

        today_add(&today, &record);
        record.wall.ms = DAY_START - 1;
        today_add(&today, &record);
        assert_int_equal(today.counts.breaks[OUTCOME_DONE], 1);
}

static void only_finished_stretches_count_but_all_are_remembered(void **unused)
{
        Today today = a_day();
        Record record = { .kind = RECORD_STRETCH, .wall = { DAY_START + 5 } };
        const StoreStretch *entry;

        record_set_name(record.stretch.stretch, "neck-rolls");
        record.stretch.repeats_done = 3;
        record.stretch.end = RECORD_END_FINISHED;
        today_add(&today, &record);
        record.stretch.end = RECORD_END_OUCH;
        record.wall.ms += 10;
        today_add(&today, &record);
        assert_int_equal(today.counts.n_stretches, 1);
        assert_int_equal(today.counts.stretches[0].count, 1);
        entry = store_stretches_find(&today.week, "neck-rolls");
        assert_non_null(entry);
        assert_int_equal(entry->n_begun, 2);
        assert_int_equal(entry->last.ms, DAY_START + 15);
        assert_int_equal(entry->last_ouch.ms, DAY_START + 15);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(bouts_add_up),
                cmocka_unit_test(a_bout_over_the_start_is_split_and_counts_before),
                cmocka_unit_test(a_bout_over_the_end_counts_whole_and_is_cut),
                cmocka_unit_test(the_open_bout_is_shown_but_not_kept),
                cmocka_unit_test(breaks_count_on_the_day_they_came_up),
                cmocka_unit_test(only_finished_stretches_count_but_all_are_remembered),
        };

        return cmocka_run_group_tests_name("today", tests, NULL, NULL);
}
