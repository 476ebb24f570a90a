/* SPDX-License-Identifier: MIT */
/* Each state in a sentence. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "status-text.h"

/* Sitting for 47 min; a stretch in 12 min and a bit. */
static StatusRecord sitting(void)
{
        StatusRecord record;

        status_record_init(&record);
        record.now = (WallTime){ INT64_C(1767603600000) }; /* 2026-01-05T09:00:00Z */
        record.present = record.bout_open = true;
        record.bout_ms = 47 * MS_PER_MINUTE + 59999;
        status_text_set(record.break_name, sizeof record.break_name, "stretch");
        record.break_due_in_ms = 12 * MS_PER_MINUTE + 1;
        return record;
}

static void assert_now(const StatusRecord *record, const char *expected)
{
        char text[1024] = "";
        FILE *to = fmemopen(text, sizeof text, "w");

        assert_non_null(to);
        status_text_now(record, to);
        fclose(to);
        assert_string_equal(text, expected);
}

static void test_presence(void **state)
{
        StatusRecord record = sitting();

        assert_now(&record, "Sitting for 47 min. Next stretch in 13 min.");
        record.posture = POSTURE_STANDING;
        assert_now(&record, "Standing for 47 min. Next stretch in 13 min.");
        record.present = false;
        assert_now(&record, "You are away. Next stretch after 13 min more at the desk.");
        record.gone = true;
        record.gone_reason = GONE_LOCK;
        assert_now(&record, "The session is locked. Next stretch after 13 min more at the desk.");
        record.gone_reason = GONE_LOST;
        record.break_due_in_ms = -1;
        assert_now(&record, "Keyboard and mouse cannot be seen right now. No break is switched on.");
}

static void test_break_at_hand(void **state)
{
        StatusRecord record = sitting();

        record.break_due_in_ms = 0;
        record.break_state = BREAK_WAITING;
        assert_now(&record, "Sitting for 47 min. The stretch waits for a good moment.");
        record.break_state = BREAK_HELD;
        record.busy = 1 << BUSY_MIC | 1 << BUSY_CALENDAR;
        assert_now(
                &record, "Sitting for 47 min. The stretch waits until you are free. Not interrupting you: "
                         "microphone, calendar.");
        record.busy = 0;
        record.break_state = BREAK_ANNOUNCED;
        assert_now(&record, "Sitting for 47 min. The stretch is about to begin.");
        record.break_state = BREAK_ON;
        record.break_ends_in_ms = 41001;
        assert_now(&record, "Sitting for 47 min. The stretch is on, 42 s to go.");
        record.break_ends_in_ms = -1;
        assert_now(&record, "Sitting for 47 min. The stretch is on.");
        record.session = true;
        assert_now(&record, "Sitting for 47 min. The stretch is on, with a guided stretch.");
}

static void test_pause(void **state)
{
        StatusRecord record = sitting();

        setenv("TZ", "UTC0", 1);
        tzset();
        record.paused = true;
        record.busy = 1 << BUSY_USER;
        assert_now(
                &record,
                "Sitting for 47 min. Next stretch in 13 min. Reminders are off until you say: limber "
                "resume.");
        record.paused_until = (WallTime){ record.now.ms + 90 * MS_PER_MINUTE };
        record.busy |= 1 << BUSY_HOURS;
        assert_now(
                &record, "Sitting for 47 min. Next stretch in 13 min. Reminders are off until 10:30. Not "
                         "interrupting you: outside your hours.");
}

static void assert_today(const StatusToday *today, const char *expected)
{
        char text[1024] = "";
        FILE *to = fmemopen(text, sizeof text, "w");

        assert_non_null(to);
        status_text_today(today, to);
        fclose(to);
        assert_string_equal(text, expected);
}

static void test_today(void **state)
{
        StatusToday today = { 0 };

        assert_today(&today, "Today: 0 s sitting.\nBreaks: none yet.\nStretches: none yet.\n");
        today.breaks[OUTCOME_WITHDRAWN] = 4; /* nobody saw them */
        today.bouts = 1;
        today.sitting_ms = today.longest_bout_ms = 61000;
        assert_today(
                &today,
                "Today: 1 min sitting; 1 bout, 1 min long.\nBreaks: none yet.\nStretches: none yet.\n");
        today.bouts = 4;
        today.standing_ms = 2 * MS_PER_HOUR;
        today.breaks[OUTCOME_DONE] = 3;
        today.breaks[OUTCOME_NATURAL] = 2;
        today.n_stretches = 2;
        today.stretches[0] = (StatusStretch){ "shoulder-shrugs", 2 };
        today.stretches[1] = (StatusStretch){ "neck-rolls", 1 };
        assert_today(
                &today, "Today: 1 min sitting, 2 h standing; 4 bouts, the longest 1 min.\n"
                        "Breaks: 3 done, 2 of your own.\nStretches: 2 shoulder shrugs, 1 neck rolls.\n");
}

static void test_problems(void **state)
{
        StatusRecord record = sitting();
        char text[1024] = "";
        FILE *to = fmemopen(text, sizeof text, "w");

        status_text_set(record.config_error, sizeof record.config_error, "limber.conf:3: wrong");
        status_text_set(record.store_problem, sizeof record.store_problem, "disk full");
        status_text_problems(&record, to);
        fclose(to);
        assert_string_equal(text, "Problem: limber.conf:3: wrong\nProblem: disk full\n");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_presence), cmocka_unit_test(test_break_at_hand),
                cmocka_unit_test(test_pause),    cmocka_unit_test(test_today),
                cmocka_unit_test(test_problems),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
