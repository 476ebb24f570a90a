/* SPDX-License-Identifier: MIT */
/* The JSON of status and of waybar, byte by byte. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "status-json.h"

static void assert_json(json_t *object, const char *expected)
{
        char *text = json_dumps(object, JSON_COMPACT);

        assert_non_null(text);
        assert_string_equal(text, expected);
        free(text);
        json_decref(object);
}

static StatusRecord full(void)
{
        StatusRecord record;

        status_record_init(&record);
        record.now = (WallTime){ INT64_C(1767603600000) }; /* 2026-01-05T09:00:00Z */
        status_text_set(record.version, sizeof record.version, "1.2.3");
        status_text_set(record.source, sizeof record.source, "x11");
        record.present = record.bout_open = true;
        record.bout_start = (WallTime){ record.now.ms - 2820999 };
        record.bout_ms = 2820999;
        status_text_set(record.break_name, sizeof record.break_name, "stretch");
        record.break_due_in_ms = 779001;
        record.today.sitting_ms = 14100999;
        record.today.bouts = 4;
        record.today.longest_bout_ms = 3480000;
        record.today.breaks[OUTCOME_DONE] = 3;
        record.today.n_stretches = 1;
        record.today.stretches[0] = (StatusStretch){ "shoulder-shrugs", 2 };
        return record;
}

static void test_status(void **state)
{
        StatusRecord record = full();

        assert_json(
                status_json(&record),
                "{\"now\":\"2026-01-05T09:00:00Z\",\"source\":\"x11\",\"present\":true,\"posture\":"
                "\"sitting\","
                "\"sitting_s\":2820,\"bout_start\":\"2026-01-05T08:12:59.001Z\",\"busy\":[],"
                "\"break\":{\"name\":\"stretch\",\"state\":\"none\",\"due_in_s\":780,\"ends_in_s\":null,"
                "\"session\":false},"
                "\"today\":{\"sitting_s\":14100,\"standing_s\":0,\"bouts\":4,\"longest_bout_s\":3480,"
                "\"breaks\":{\"done\":3,\"rested\":0,\"skipped\":0,\"postponed\":0,\"natural\":0,"
                "\"ignored\":0,\"withdrawn\":0},\"stretches\":{\"shoulder-shrugs\":2}},"
                "\"standing_s\":0,\"gone\":null,\"paused\":false,\"paused_until\":null,\"problems\":[],"
                "\"version\":\"1.2.3\"}");
}

static void test_status_of_nothing(void **state)
{
        StatusRecord record;

        status_record_init(&record);
        record.gone = true;
        record.gone_reason = GONE_LOST;
        record.posture = POSTURE_STANDING;
        record.bout_ms = 5000;
        record.bout_open = true;
        record.paused = true;
        record.busy = UINT32_MAX;
        status_text_set(record.source_problem, sizeof record.source_problem, "no \"display\"");
        assert_json(
                status_json(&record),
                "{\"now\":\"1970-01-01T00:00:00Z\",\"source\":null,\"present\":false,\"posture\":"
                "\"standing\","
                "\"sitting_s\":0,\"bout_start\":\"1970-01-01T00:00:00Z\","
                "\"busy\":[\"mic\",\"camera\",\"fullscreen\",\"dnd\",\"calendar\",\"hours\",\"user\"],"
                "\"break\":{\"name\":null,\"state\":\"none\",\"due_in_s\":null,\"ends_in_s\":null,"
                "\"session\":false},"
                "\"today\":{\"sitting_s\":0,\"standing_s\":0,\"bouts\":0,\"longest_bout_s\":0,"
                "\"breaks\":{\"done\":0,\"rested\":0,\"skipped\":0,\"postponed\":0,\"natural\":0,"
                "\"ignored\":0,\"withdrawn\":0},\"stretches\":{}},"
                "\"standing_s\":5,\"gone\":\"lost\",\"paused\":true,\"paused_until\":null,"
                "\"problems\":[{\"part\":\"source\",\"text\":\"no \\\"display\\\"\"}],\"version\":\"\"}");
}

static void test_waybar(void **state)
{
        StatusRecord record = full();

        setenv("TZ", "UTC0", 1);
        tzset();
        assert_json(
                status_waybar(&record, 30 * MS_PER_MINUTE),
                "{\"text\":\"stretch 09:12\",\"alt\":\"sitting\",\"tooltip\":\"Sitting since 08:12.\\n"
                "Sitting for 47 min. Next stretch in 13 min.\\n"
                "Today: 3 h 55 min sitting; 4 bouts, the longest 58 min.\\n"
                "Breaks: 3 done.\\nStretches: 2 shoulder shrugs.\",\"class\":[\"sitting\"],"
                "\"percentage\":56}");
}

static const struct {
        bool present, paused;
        BreakState state;
        int64_t due_in_ms, every_ms;
        const char *text, *alt;
        int percentage;
} bars[] = {
        { false, false, BREAK_NONE, 60000, 600000, "away", "away", 90 },
        { true, true, BREAK_NONE, 60000, 600000, "paused", "paused", 90 },
        { true, false, BREAK_NONE, 0, 600000, "stretch 09:00", "sitting", 100 },
        { true, false, BREAK_NONE, 900000, 600000, "stretch 09:15", "sitting", 0 }, /* postponed */
        { true, false, BREAK_NONE, 900000, 0, "stretch 09:15", "sitting", 0 },
        { true, false, BREAK_NONE, -1, 600000, "", "sitting", 0 },
        { true, false, BREAK_WAITING, 0, 600000, "stretch waits", "waiting", 100 },
        { true, false, BREAK_HELD, 0, 600000, "stretch waits", "held", 100 },
        { true, false, BREAK_ANNOUNCED, 0, 600000, "stretch", "announced", 100 },
        { false, false, BREAK_ON, 0, 600000, "stretch", "on", 100 },
};

static void test_waybar_states(void **state)
{
        setenv("TZ", "UTC0", 1);
        tzset();
        for (size_t i = 0; i < ELEMENTSOF(bars); i++) {
                StatusRecord record = full();
                json_t *bar;

                record.present = bars[i].present;
                record.paused = bars[i].paused;
                record.break_state = bars[i].state;
                record.break_due_in_ms = bars[i].due_in_ms;
                bar = status_waybar(&record, bars[i].every_ms);
                assert_string_equal(json_string_value(json_object_get(bar, "text")), bars[i].text);
                assert_string_equal(json_string_value(json_object_get(bar, "alt")), bars[i].alt);
                assert_int_equal(json_integer_value(json_object_get(bar, "percentage")), bars[i].percentage);
                json_decref(bar);
        }
}

/* waybar takes its texts for markup. */
static void test_waybar_escapes(void **state)
{
        StatusRecord record = full();
        const char *tooltip;
        json_t *bar;

        status_text_set(record.store_problem, sizeof record.store_problem, "<b> & co");
        bar = status_waybar(&record, 0);
        tooltip = json_string_value(json_object_get(bar, "tooltip"));
        assert_non_null(strstr(tooltip, "Problem: &lt;b&gt; &amp; co"));
        json_decref(bar);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_status),         cmocka_unit_test(test_status_of_nothing),
                cmocka_unit_test(test_waybar),         cmocka_unit_test(test_waybar_states),
                cmocka_unit_test(test_waybar_escapes),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
