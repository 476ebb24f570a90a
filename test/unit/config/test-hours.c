/* SPDX-License-Identifier: MIT */
/*
 * Office hours: what is read and refused, and boundaries in zones whose clocks change. Zones are POSIX
 * rules, so that no zone files are needed: Berlin (an hour) and Lord Howe (half an hour).
 */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "hours.h"

#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define LORD_HOWE "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"

static void set_zone(const char *zone)
{
        setenv("TZ", zone, 1);
        tzset();
}

static Hours parsed(const char *text)
{
        Error error = { 0 };
        Hours hours;

        if (hours_parse(slice_of(text), &hours, &error) < 0)
                fail_msg("%s: %s", text, error.text);
        return hours;
}

static WallTime wall_at(const char *text)
{
        WallTime wall;

        assert_int_equal(wall_parse(text, strlen(text), &wall, NULL), 0);
        return wall;
}

static void test_text_round_trip(void **state)
{
        static const char *const texts[] = {
                "off",
                "Mon-Fri 08:00-18:00",
                "Mon-Fri 08:00-18:00, Sat 10:00-14:00",
                "Sat-Mon 00:00-24:00",
                "Sun 22:00-06:00",
                "Mon 08:00-12:00, Mon 13:00-17:00",
                "Wed 23:59-00:01",
        };

        for (size_t i = 0; i < ELEMENTSOF(texts); i++) {
                Hours hours = parsed(texts[i]);
                _cleanup_str_ Str text = { 0 };

                assert_int_equal(hours_print(&hours, &text), 0);
                assert_string_equal(text.text, texts[i]);
        }
}

static void test_blanks_do_not_matter(void **state)
{
        Hours a = parsed("  Mon-Fri \t 08:00-18:00 ,Sat 10:00-14:00 "),
              b = parsed("Mon-Fri 08:00-18:00, Sat 10:00-14:00");

        assert_true(hours_equal(&a, &b));
}

static void test_refused(void **state)
{
        static const char *const texts[] = {
                "",
                " ",
                ",",
                "on",
                "Off",
                "off,",
                "Mon",
                "08:00-18:00",
                "Mon-Fri 8:00-18:00",
                "Mon-Fri 08:00-18",
                "Mon-Fri 08:00 - 18:00",
                "Mon-Fri 08:00-18:00,",
                ",Mon 08:00-18:00",
                "Mon-Fri 08:00-18:00 x",
                "mon 08:00-18:00",
                "Monday 08:00-18:00",
                "Mo-Fr 08:00-18:00",
                "Mon/Fri 08:00-18:00",
                "Mon- 08:00-18:00",
                "Mon-Fry 08:00-18:00",
                "Mon 24:00-08:00",
                "Mon 08:00-00:00",
                "Mon 08:00-08:00",
                "Mon 08:00-24:01",
                "Mon 08:60-09:00",
                "Mon 08:00-25:00",
                "Mon +8:00-09:00",
                "Mon 08:00-18:00; Tue 08:00-18:00",
                "Mon 00:00-00:00",
        };

        for (size_t i = 0; i < ELEMENTSOF(texts); i++) {
                Hours hours = { .n_spans = 7 };
                Error error = { 0 };

                if (hours_parse(slice_of(texts[i]), &hours, &error) != -EINVAL)
                        fail_msg("'%s' was taken", texts[i]);
                assert_string_not_equal(error.text, "");
                assert_int_equal(hours.n_spans, 7);
        }
}

static void test_too_many_spans(void **state)
{
        _cleanup_str_ Str text = { 0 };
        Hours hours;

        for (int i = 0; i < MAX_HOURS_SPANS; i++)
                assert_int_equal(str_appendf(&text, "%sMon %02d:00-%02d:30", i > 0 ? ", " : "", i, i), 0);
        assert_int_equal(hours_parse(slice_of(text.text), &hours, NULL), 0);
        assert_int_equal(hours.n_toggles, 2 * MAX_HOURS_SPANS);
        assert_int_equal(str_append(&text, ", Tue 08:00-09:00"), 0);
        assert_int_equal(hours_parse(slice_of(text.text), &hours, NULL), -EINVAL);
}

static void test_off_and_always(void **state)
{
        static const char *const texts[] = { "off", "Mon-Sun 00:00-24:00",
                                             "Mon-Wed 12:00-12:30, Tue-Mon 00:00-24:00" };

        set_zone(BERLIN);
        for (size_t i = 0; i < ELEMENTSOF(texts); i++) {
                Hours hours = parsed(texts[i]);

                assert_true(hours_contains(&hours, wall_at("2026-03-29T01:00:00Z")));
                assert_int_equal(hours_next_change(&hours, wall_at("2026-03-29T01:00:00Z")).ms, WALL_MS_MAX);
        }
}

/* From `start` on: whether it is inside, and the next changes. 2026-01-05 is a Monday. */
static const struct {
        const char *zone, *hours, *start;
        bool inside;
        const char *changes[4];
} rows[] = {
        { "UTC0",
          "Mon-Fri 08:00-18:00, Sat 10:00-14:00",
          "2026-01-09T12:00:00Z",
          true,
          { "2026-01-09T18:00:00Z", "2026-01-10T10:00:00Z", "2026-01-10T14:00:00Z",
            "2026-01-12T08:00:00Z" } },
        /* the boundary itself belongs to what begins; changes are strictly after */
        { "UTC0",
          "Mon 08:00-18:00",
          "2026-01-05T08:00:00Z",
          true,
          { "2026-01-05T18:00:00Z", "2026-01-12T08:00:00Z" } },
        { "UTC0", "Mon 08:00-18:00", "2026-01-05T18:00:00Z", false, { "2026-01-12T08:00:00Z" } },
        { "UTC0", "Mon 08:00-18:00", "2026-01-05T07:59:59.999Z", false, { "2026-01-05T08:00:00Z" } },
        { "UTC0", "Mon 08:00-18:00", "2026-01-05T17:59:59.999Z", true, { "2026-01-05T18:00:00Z" } },
        /* midnight between two days is no change; over Sunday; across midnight */
        { "UTC0", "Mon-Tue 00:00-24:00", "2026-01-05T23:00:00Z", true, { "2026-01-07T00:00:00Z" } },
        { "UTC0",
          "Sat-Mon 09:00-10:00",
          "2026-01-10T11:00:00Z",
          false,
          { "2026-01-11T09:00:00Z", "2026-01-11T10:00:00Z", "2026-01-12T09:00:00Z",
            "2026-01-12T10:00:00Z" } },
        { "UTC0",
          "Sun 22:00-06:00",
          "2026-01-12T05:59:00Z",
          true,
          { "2026-01-12T06:00:00Z", "2026-01-18T22:00:00Z" } },
        /* spans that touch or overlap are one */
        { "UTC0",
          "Mon 08:00-12:00, Mon 12:00-13:00, Mon 09:00-15:00",
          "2026-01-05T08:30:00Z",
          true,
          { "2026-01-05T15:00:00Z" } },
        /* before 1970 */
        { "UTC0",
          "Thu 08:00-18:00",
          "1969-12-25T12:00:00Z",
          true,
          { "1969-12-25T18:00:00Z", "1970-01-01T08:00:00Z" } },
        /* the office day moves with the clock */
        { BERLIN,
          "Mon-Fri 08:00-18:00",
          "2026-03-27T12:00:00Z",
          true,
          { "2026-03-27T17:00:00Z", "2026-03-30T06:00:00Z", "2026-03-30T16:00:00Z" } },
        /* 02:30 is skipped at 01:00Z: it begins at the first instant after */
        { BERLIN,
          "Sun 02:30-04:00",
          "2026-03-29T00:59:59.999Z",
          false,
          { "2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z" } },
        { BERLIN, "Sun 02:30-04:00", "2026-03-29T01:00:00Z", true, { "2026-03-29T02:00:00Z" } },
        { BERLIN, "Sun 01:00-02:30", "2026-03-29T00:30:00Z", true, { "2026-03-29T01:00:00Z" } },
        /* a span in the hour that is skipped is none */
        { BERLIN,
          "Sun 02:10-02:50, Mon 08:00-09:00",
          "2026-03-29T00:00:00Z",
          false,
          { "2026-03-30T06:00:00Z" } },
        { BERLIN,
          "Sun 02:10-02:50, Mon 08:00-09:00",
          "2026-03-29T01:30:00Z",
          false,
          { "2026-03-30T06:00:00Z" } },
        /* 02:30 comes twice, at 00:30Z and 01:30Z: the first one counts, once */
        { BERLIN,
          "Sun 02:30-04:00",
          "2026-10-25T00:00:00Z",
          false,
          { "2026-10-25T00:30:00Z", "2026-10-25T03:00:00Z" } },
        { BERLIN, "Sun 02:30-04:00", "2026-10-25T01:10:00Z", true, { "2026-10-25T03:00:00Z" } },
        { BERLIN,
          "Sun 01:00-02:30",
          "2026-10-25T00:10:00Z",
          true,
          { "2026-10-25T00:30:00Z", "2026-11-01T00:00:00Z" } },
        { BERLIN, "Sun 01:00-02:30", "2026-10-25T01:10:00Z", false, { "2026-11-01T00:00:00Z" } },
        { BERLIN, "Sun 02:10-02:50", "2026-10-25T01:20:00Z", false, { "2026-11-01T01:10:00Z" } },
        /* half an hour: 02:00 to 02:30 is skipped at 15:30Z; 01:30 to 02:00 comes twice from 15:00Z on */
        { LORD_HOWE,
          "Sun 02:15-03:00",
          "2026-10-03T15:29:00Z",
          false,
          { "2026-10-03T15:30:00Z", "2026-10-03T16:00:00Z" } },
        { LORD_HOWE,
          "Sun 01:45-03:00",
          "2026-04-04T14:00:00Z",
          false,
          { "2026-04-04T14:45:00Z", "2026-04-04T16:30:00Z" } },
        { LORD_HOWE, "Sun 01:45-03:00", "2026-04-04T15:05:00Z", true, { "2026-04-04T16:30:00Z" } },
};

static void test_changes(void **state)
{
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Hours hours = parsed(rows[i].hours);
                WallTime wall = wall_at(rows[i].start);
                bool inside = rows[i].inside;

                set_zone(rows[i].zone);
                if (hours_contains(&hours, wall) != inside)
                        fail_msg("row %zu: %s at %s", i, rows[i].hours, rows[i].start);
                for (size_t k = 0; k < 4 && rows[i].changes[k]; k++) {
                        char text[WALL_TEXT_SIZE];

                        wall = hours_next_change(&hours, wall);
                        inside = !inside;
                        if (strcmp(wall_format(wall, text), rows[i].changes[k]) != 0)
                                fail_msg(
                                        "row %zu: change %zu at %s, not %s", i, k, text, rows[i].changes[k]);
                        assert_true(hours_contains(&hours, wall) == inside);
                }
        }
}

/* The same by walking: between two changes nothing changes, whatever the zone does. */
static void test_nothing_between_changes(void **state)
{
        static const char *const zones[] = {
                "UTC0", BERLIN, LORD_HOWE, "<-12>12", "<+14>-14", "<+0545>-5:45"
        };
        static const char *const texts[] = {
                "Mon-Fri 08:00-18:00, Sat 10:00-14:00",
                "Sat-Sun 01:10-02:40",
                "Mon-Sun 22:00-02:30",
                "Sun 02:00-02:15, Sun 02:20-03:00",
        };

        for (size_t z = 0; z < ELEMENTSOF(zones); z++)
                for (size_t k = 0; k < ELEMENTSOF(texts); k++) {
                        Hours hours = parsed(texts[k]);
                        WallTime wall = wall_at("2026-03-20T00:00:00Z"),
                                 end = wall_at("2026-04-10T00:00:00Z");
                        bool inside;

                        set_zone(zones[z]);
                        inside = hours_contains(&hours, wall);
                        while (wall.ms < end.ms) {
                                WallTime next = hours_next_change(&hours, wall);

                                assert_true(next.ms > wall.ms);
                                for (int64_t ms = wall.ms; ms < next.ms; ms += 5 * MS_PER_MINUTE)
                                        assert_true(hours_contains(&hours, (WallTime){ ms }) == inside);
                                assert_true(hours_contains(&hours, (WallTime){ next.ms - 1 }) == inside);
                                inside = !inside;
                                assert_true(hours_contains(&hours, next) == inside);
                                wall = next;
                        }
                }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_text_round_trip),
                cmocka_unit_test(test_blanks_do_not_matter),
                cmocka_unit_test(test_refused),
                cmocka_unit_test(test_too_many_spans),
                cmocka_unit_test(test_off_and_always),
                cmocka_unit_test(test_changes),
                cmocka_unit_test(test_nothing_between_changes),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
