/* SPDX-License-Identifier: MIT */
/* Times and durations as text, the calendar, and days in zones whose clocks change. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "clock.h"

#define BERLIN "CET-1CEST,M3.5.0,M10.5.0/3"
#define LORD_HOWE "<+1030>-10:30<+11>-11,M10.1.0,M4.1.0"

static void set_zone(const char *zone)
{
        setenv("TZ", zone, 1);
        tzset();
}

static WallTime wall_at(const char *text)
{
        WallTime wall;
        Error error = { 0 };

        if (wall_parse(text, strlen(text), &wall, &error) < 0)
                fail_msg("%s", error.text);
        return wall;
}

/* ---- times ---- */

static const struct {
        const char *text;
        int64_t ms;
        const char *formatted; /* NULL: as `text` */
} times[] = {
        { "1970-01-01T00:00:00Z", 0, NULL },
        { "1969-12-31T23:59:59.999Z", -1, NULL },
        { "2026-01-05T09:00:00Z", INT64_C(1767603600000), NULL },
        { "2026-01-05T09:00:00.250+01:00", INT64_C(1767600000250), "2026-01-05T08:00:00.250Z" },
        { "2026-01-05T09:00:00-00:30", INT64_C(1767605400000), "2026-01-05T09:30:00Z" },
        { "2026-01-05t09:00:00z", INT64_C(1767603600000), "2026-01-05T09:00:00Z" },
        { "2026-01-05T09:00:00.5Z", INT64_C(1767603600500), "2026-01-05T09:00:00.500Z" },
        { "2026-01-05T09:00:00.0009999Z", INT64_C(1767603600000), "2026-01-05T09:00:00Z" },
        { "2024-02-29T00:00:00Z", INT64_C(1709164800000), NULL },
        { "2000-02-29T00:00:00Z", INT64_C(951782400000), NULL },
        { "0001-01-01T00:00:00Z", WALL_MS_MIN, NULL },
        { "9999-12-31T23:59:59.999Z", WALL_MS_MAX, NULL },
};

static void test_times(void **state)
{
        for (size_t i = 0; i < ELEMENTSOF(times); i++) {
                char text[WALL_TEXT_SIZE];
                WallTime wall = wall_at(times[i].text);

                assert_int_equal(wall.ms, times[i].ms);
                assert_string_equal(
                        wall_format(wall, text), times[i].formatted ? times[i].formatted : times[i].text);
        }
}

static void test_wrong_times(void **state)
{
        static const char *const texts[] = {
                "",
                "2026",
                "2026-01-05",
                "2026-01-05T09:00:00",
                "2026-01-05 09:00:00Z",
                "2026-01-05T09:00Z",
                "2026-1-05T09:00:00Z",
                "2026-01-05T9:00:00Z",
                "2026-01-05T09:00:00.Z",
                "2026-01-05T09:00:00Zx",
                "2026-01-05T09:00:00 Z",
                " 2026-01-05T09:00:00Z",
                "+026-01-05T09:00:00Z",
                "2026-01-05T09:00:00+1:00",
                "2026-01-05T09:00:00+0100",
                "2026-01-05T09:00:00+24:00",
                "2026-01-05T09:00:00+01:60",
                "2026-00-05T09:00:00Z",
                "2026-13-05T09:00:00Z",
                "2026-01-00T09:00:00Z",
                "2026-01-32T09:00:00Z",
                "2026-02-29T09:00:00Z",
                "1900-02-29T09:00:00Z",
                "2026-04-31T09:00:00Z",
                "2026-01-05T24:00:00Z",
                "2026-01-05T09:60:00Z",
                "2026-12-31T23:59:60Z",
                "0000-01-01T00:00:00Z",
                "0001-01-01T00:00:00+00:01",
                "9999-12-31T23:59:59-00:01",
                "2026-01-05T09:00:00.1234567890123456789Z",
        };

        for (size_t i = 0; i < ELEMENTSOF(texts); i++) {
                WallTime wall = { 7 };
                Error error = { 0 };

                if (wall_parse(texts[i], strlen(texts[i]), &wall, &error) != -EINVAL)
                        fail_msg("'%s' was taken", texts[i]);
                assert_int_equal(wall.ms, 7);
                assert_string_not_equal(error.text, "");
        }
        /* n counts, not the NUL */
        assert_int_equal(wall_parse("2026-01-05T09:00:00Zrest", 20, &(WallTime){ 0 }, NULL), 0);
        assert_int_equal(wall_parse("2026-01-05T09:00:00Z\0", 21, &(WallTime){ 0 }, NULL), -EINVAL);
}

/* A prime step, so that every hour, minute, second and ms comes by. */
static void test_times_round_trip(void **state)
{
        for (int64_t ms = WALL_MS_MIN; ms <= WALL_MS_MAX; ms += INT64_C(86399999917) + INT64_C(1000003)) {
                char text[WALL_TEXT_SIZE];

                wall_format((WallTime){ ms }, text);
                assert_int_equal(wall_at(text).ms, ms);
        }
}

/* ---- durations ---- */

static void test_durations(void **state)
{
        static const struct {
                const char *text;
                int64_t ms;
                const char *formatted;
        } rows[] = {
                { "90s", 90000, "1m30s" },
                { "5m", 300000, NULL },
                { "1h30m", 5400000, NULL },
                { "1h30m5s", 5405000, NULL },
                { "1h5s", 3605000, NULL },
                { "0s", 0, NULL },
                { "0h0m0s", 0, "0s" },
                { "007s", 7000, "7s" },
                { "8784h", DURATION_MS_MAX, NULL },
                { "527040m", DURATION_MS_MAX, "8784h" },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                char text[DURATION_TEXT_SIZE];
                int64_t ms;

                assert_int_equal(duration_parse(rows[i].text, strlen(rows[i].text), &ms, NULL), 0);
                assert_int_equal(ms, rows[i].ms);
                assert_string_equal(
                        duration_format(ms, text), rows[i].formatted ? rows[i].formatted : rows[i].text);
        }
        assert_string_equal(duration_format(1999, (char[DURATION_TEXT_SIZE]){ 0 }), "1s");
}

static void test_wrong_durations(void **state)
{
        static const struct {
                const char *text;
                int code;
        } rows[] = {
                { "", -EINVAL },
                { "5", -EINVAL },
                { "s", -EINVAL },
                { "5x", -EINVAL },
                { "5 m", -EINVAL },
                { " 5m", -EINVAL },
                { "5m ", -EINVAL },
                { "-5m", -EINVAL },
                { "+5m", -EINVAL },
                { "5.5m", -EINVAL },
                { "5m5m", -EINVAL },
                { "5s1m", -EINVAL },
                { "1m1h", -EINVAL },
                { "5ms", -EINVAL },
                { "5M", -EINVAL },
                { "5m1", -EINVAL },
                { "8784h1s", -ERANGE },
                { "8785h", -ERANGE },
                { "99999999999999999999s", -ERANGE },
                { "18446744073709551616s", -ERANGE },
                { "9223372036854775807h", -ERANGE },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                int64_t ms = 7;
                Error error = { 0 };
                int r = duration_parse(rows[i].text, strlen(rows[i].text), &ms, &error);

                if (r != rows[i].code)
                        fail_msg("'%s' gave %d", rows[i].text, r);
                assert_int_equal(ms, 7);
                assert_string_not_equal(error.text, "");
        }
}

static void test_durations_round_trip(void **state)
{
        for (int64_t ms = 0; ms <= DURATION_MS_MAX; ms += 7919 * MS_PER_SECOND) {
                char text[DURATION_TEXT_SIZE];
                int64_t again;

                duration_format(ms, text);
                assert_int_equal(duration_parse(text, strlen(text), &again, NULL), 0);
                assert_int_equal(again, ms);
        }
}

/* ---- the calendar ---- */

/* Day after day beside a calendar that only knows how long months are. */
static void test_calendar(void **state)
{
        int64_t days = civil_days(1, 1, 1);

        assert_int_equal(civil_days(1970, 1, 1), 0);
        assert_int_equal(civil_days(2000, 3, 1), 11017);
        for (int64_t year = 1; year <= 2401; year++)
                for (int month = 1; month <= 12; month++)
                        for (int day = 1; day <= civil_days_in_month(year, month); day++, days++) {
                                int64_t got_year;
                                int got_month, got_day;

                                assert_true(civil_days(year, month, day) == days);
                                civil_from_days(days, &got_year, &got_month, &got_day);
                                assert_true(got_year == year && got_month == month && got_day == day);
                        }
        assert_int_equal(civil_days_in_month(2023, 2), 28);
        assert_int_equal(civil_days_in_month(2024, 2), 29);
        assert_int_equal(civil_days_in_month(1900, 2), 28);
        assert_int_equal(civil_days_in_month(2000, 2), 29);
}

static const struct {
        const char *zone;
        int day_starts_minute;
        const char *wall, *day, *start;
} days[] = {
        { "UTC0", 240, "2026-01-05T03:59:59.999Z", "2026-01-04", "2026-01-04T04:00:00Z" },
        { "UTC0", 240, "2026-01-05T04:00:00Z", "2026-01-05", "2026-01-05T04:00:00Z" },
        { "UTC0", 0, "2026-01-05T00:00:00Z", "2026-01-05", "2026-01-05T00:00:00Z" },
        { "UTC0", 1439, "2026-01-05T23:58:00Z", "2026-01-04", "2026-01-04T23:59:00Z" },
        { "UTC0", 240, "2026-01-01T02:00:00Z", "2025-12-31", "2025-12-31T04:00:00Z" },
        { "UTC0", 240, "1969-12-31T05:00:00Z", "1969-12-31", "1969-12-31T04:00:00Z" },
        { BERLIN, 240, "2026-01-05T02:59:00Z", "2026-01-04", "2026-01-04T03:00:00Z" },
        /* the day that is 23 hours long, and the one of 25 */
        { BERLIN, 240, "2026-03-29T02:00:00Z", "2026-03-29", "2026-03-29T02:00:00Z" },
        { BERLIN, 240, "2026-03-29T01:59:59Z", "2026-03-28", "2026-03-28T03:00:00Z" },
        { BERLIN, 240, "2026-10-25T03:00:00Z", "2026-10-25", "2026-10-25T03:00:00Z" },
        { BERLIN, 240, "2026-10-25T02:59:59Z", "2026-10-24", "2026-10-24T02:00:00Z" },
        /* 02:30 is skipped at 01:00Z */
        { BERLIN, 150, "2026-03-29T00:59:59.999Z", "2026-03-28", "2026-03-28T01:30:00Z" },
        { BERLIN, 150, "2026-03-29T01:00:00Z", "2026-03-29", "2026-03-29T01:00:00Z" },
        /* 02:30 comes at 00:30Z and at 01:30Z: a day that began does not stop */
        { BERLIN, 150, "2026-10-25T00:29:00Z", "2026-10-24", "2026-10-24T00:30:00Z" },
        { BERLIN, 150, "2026-10-25T00:30:00Z", "2026-10-25", "2026-10-25T00:30:00Z" },
        { BERLIN, 150, "2026-10-25T01:10:00Z", "2026-10-25", "2026-10-25T00:30:00Z" },
        /* half an hour: 02:15 is skipped at 15:30Z, 01:45 comes at 14:45Z and 15:15Z */
        { LORD_HOWE, 135, "2026-10-03T15:29:59Z", "2026-10-03", "2026-10-02T15:45:00Z" },
        { LORD_HOWE, 135, "2026-10-03T15:30:00Z", "2026-10-04", "2026-10-03T15:30:00Z" },
        { LORD_HOWE, 105, "2026-04-04T15:05:00Z", "2026-04-05", "2026-04-04T14:45:00Z" },
};

static void test_civil_days(void **state)
{
        for (size_t i = 0; i < ELEMENTSOF(days); i++) {
                char text[WALL_TEXT_SIZE], day_text[CIVIL_DAY_TEXT_SIZE];
                CivilDay day;

                set_zone(days[i].zone);
                day = civil_day_of(wall_at(days[i].wall), days[i].day_starts_minute);
                if (strcmp(civil_day_format(day, day_text), days[i].day) != 0)
                        fail_msg("row %zu: %s is of %s", i, days[i].wall, day_text);
                wall_format(civil_day_start(day, days[i].day_starts_minute), text);
                if (strcmp(text, days[i].start) != 0)
                        fail_msg("row %zu: %s starts at %s", i, day_text, text);
        }
}

/* Days follow each other without a hole, wherever they start and whatever the clocks do. */
static void test_days_cover_the_year(void **state)
{
        static const char *const zones[] = { "UTC0", BERLIN, LORD_HOWE, "<-12>12", "<+14>-14" };

        for (size_t z = 0; z < ELEMENTSOF(zones); z++)
                for (int starts = 0; starts < 24 * 60; starts += 45) {
                        int32_t first = (int32_t) civil_days(2026, 1, 1);

                        set_zone(zones[z]);
                        for (int32_t day = first; day < first + 365; day++) {
                                WallTime start = civil_day_start((CivilDay){ day }, starts);

                                assert_int_equal(civil_day_of(start, starts).days, day);
                                assert_int_equal(
                                        civil_day_of((WallTime){ start.ms - 1 }, starts).days, day - 1);
                        }
                }
}

static void test_mondays(void **state)
{
        /* 2026-11-22 was a Sunday: 20779 days after 1970-01-01. */
        static const int32_t rows[][2] = { { 20779, 20773 }, { 20773, 20773 }, { 20780, 20780 },
                                           { 0, -3 },        { -3, -3 },       { -4, -10 } };

        (void) state;
        assert_int_equal(civil_days(2026, 11, 22), 20779);
        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                assert_int_equal(civil_monday((CivilDay){ rows[i][0] }).days, rows[i][1]);
}

static void test_clocks_run(void **state)
{
        BootTime boot = clock_boot_now();

        assert_true(boot.ms > 0);
        assert_true(clock_boot_now().ms >= boot.ms);
        assert_true(clock_wall_now().ms > wall_at("2020-01-01T00:00:00Z").ms);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_times),
                cmocka_unit_test(test_wrong_times),
                cmocka_unit_test(test_times_round_trip),
                cmocka_unit_test(test_durations),
                cmocka_unit_test(test_wrong_durations),
                cmocka_unit_test(test_durations_round_trip),
                cmocka_unit_test(test_calendar),
                cmocka_unit_test(test_civil_days),
                cmocka_unit_test(test_days_cover_the_year),
                cmocka_unit_test(test_mondays),
                cmocka_unit_test(test_clocks_run),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
