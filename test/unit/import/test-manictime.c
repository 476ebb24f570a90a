/* SPDX-License-Identifier: MIT */
/* ManicTime files, clean and dirty. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "reading.h"
#include "text-reader.h"

typedef struct Case {
        const char *name, *bytes;
        const char *expected; /* lines, or NULL for an error ... */
        const char *error;    /* ... that has these words */
        DateOrder told, order;
        ImportCounts counts;
        const char *zone; /* NULL: UTC */
} Case;

#define HEADER "\"Name\",\"Start\",\"End\",\"Duration\"\n"
#define DAY "2017-04-24T"
#define ROW(name, start, end) "\"" name "\",\"4/24/2017 " start "\",\"4/24/2017 " end "\",\"0:00:01\"\n"

static const Case cases[] = {
        { .name = "a byte order mark, quotes, CRLF, AM and PM",
          .bytes = "\xef\xbb\xbf\"Name\",\"Start\",\"End\",\"Duration\"\r\n"
                   "\"Active\",\"4/24/2017 9:35:02 AM\",\"4/24/2017 12:05:11 PM\",\"2:30:09\"\r\n"
                   "\"Session lock\",\"4/24/2017 12:05:11 PM\",\"4/24/2017 1:00:00 PM\",\"0:54:49\"\r\n"
                   "\"Active\",\"4/24/2017 11:59:59 PM\",\"4/25/2017 12:00:00 AM\",\"0:00:01\"\r\n",
          .expected = DAY "09:35:02Z active\n" DAY "12:05:11Z quiet\n" DAY "12:05:11Z gone lock\n" DAY
                          "13:00:00Z back\n" DAY "23:59:59Z active\n2017-04-25T00:00:00Z quiet\n",
          .order = DATE_ORDER_MDY,
          .counts = { 3, 3, 0, 0 } },
        { .name = "French, day first, 24 hours",
          .bytes = HEADER
          "\"Activité\",\"22/11/2015 18:48:56\",\"22/11/2015 18:50:00\",\"0:01:04\"\n"
          "\"Session verrouillée\",\"22/11/2015 18:50:00\",\"22/11/2015 19:00:00\",\"0:10:00\"\n"
          "\"Absence\",\"22/11/2015 19:00:00\",\"22/11/2015 19:10:00\",\"0:10:00\"\n"
          "\"Extinction\",\"22/11/2015 19:10:00\",\"22/11/2015 19:20:00\",\"0:10:00\"\n",
          .expected = "2015-11-22T18:48:56Z active\n2015-11-22T18:50:00Z quiet\n"
                      "2015-11-22T18:50:00Z gone lock\n2015-11-22T19:00:00Z back\n"
                      "2015-11-22T19:10:00Z gone off\n2015-11-22T19:20:00Z back\n",
          .order = DATE_ORDER_DMY,
          .counts = { 4, 4, 0, 0 } },
        { .name = "a French header, fields without quotes",
          .bytes = "Nom,Début,Fin,Durée\nActivité,22/11/2015 18:48:56,22/11/2015 18:50:00,0:01:04\n",
          .expected = "2015-11-22T18:48:56Z active\n2015-11-22T18:50:00Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "German, points",
          .bytes = HEADER "\"Aktiv\",\"24.4.2017 9:35:02\",\"24.4.2017 9:35:03\",\"0:00:01\"\n",
          .expected = DAY "09:35:02Z active\n" DAY "09:35:03Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "year first",
          .bytes = HEADER "\"Active\",\"2017-04-01 09:35:02\",\"2017-04-01 09:35:03\",\"0:00:01\"\n",
          .expected = "2017-04-01T09:35:02Z active\n2017-04-01T09:35:03Z quiet\n",
          .order = DATE_ORDER_YMD,
          .counts = { 1, 1, 0, 0 } },
        { .name = "no rows", .bytes = HEADER, .expected = "" },
        { .name = "blank lines at the end", .bytes = HEADER "\n\r\n", .expected = "" },

        /* ---- what rows mean ---- */
        { .name = "overlaps and duplicates are one",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00") ROW("Active", "09:00:00", "10:00:00")
                  ROW("Active", "09:30:00", "10:30:00") ROW("Active", "09:40:00", "09:50:00")
                          ROW("Active", "10:30:00", "11:00:00") ROW("Active", "11:00:01", "11:00:02"),
          .expected = DAY "09:00:00Z active\n" DAY "11:00:00Z quiet\n" DAY "11:00:01Z active\n" DAY
                          "11:00:02Z quiet\n",
          .order = DATE_ORDER_MDY,
          .counts = { 6, 2, 4, 0 } },
        { .name = "a lock less what Active covers",
          .bytes = HEADER ROW("Session lock", "09:00:00", "12:00:00") ROW("Active", "10:00:00", "11:00:00"),
          .expected = DAY "09:00:00Z gone lock\n" DAY "10:00:00Z back\n" DAY "10:00:00Z active\n" DAY
                          "11:00:00Z quiet\n" DAY "11:00:00Z gone lock\n" DAY "12:00:00Z back\n",
          .order = DATE_ORDER_MDY,
          .counts = { 2, 2, 0, 0 } },
        { .name = "a lock inside Active is nothing",
          .bytes = HEADER ROW("Active", "09:00:00", "12:00:00") ROW("Session lock", "10:00:00", "12:00:00"),
          .expected = DAY "09:00:00Z active\n" DAY "12:00:00Z quiet\n",
          .order = DATE_ORDER_MDY,
          .counts = { 2, 2, 0, 0 } },
        { .name = "off after lock, and away between says nothing",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00") ROW("Session lock", "10:00:00", "10:10:00")
                  ROW("Power off", "10:10:00", "10:20:00") ROW("Away", "10:20:00", "10:30:00")
                          ROW("Active", "10:30:00", "10:40:00"),
          .expected = DAY "09:00:00Z active\n" DAY "10:00:00Z quiet\n" DAY "10:00:00Z gone lock\n" DAY
                          "10:10:00Z gone off\n" DAY "10:20:00Z back\n" DAY "10:30:00Z active\n" DAY
                          "10:40:00Z quiet\n",
          .order = DATE_ORDER_MDY,
          .counts = { 5, 5, 0, 0 } },
        { .name = "negative and empty rows are dropped",
          .bytes = HEADER ROW("Active", "09:00:00", "08:00:00") ROW("Active", "09:00:00", "09:00:00")
                  ROW("Away", "09:00:00", "08:59:59") ROW("Power off", "09:00:00", "10:00:00"),
          .expected = DAY "09:00:00Z gone off\n" DAY "10:00:00Z back\n",
          .order = DATE_ORDER_MDY,
          .counts = { 4, 1, 0, 3 } },
        { .name = "rows in any order",
          .bytes = HEADER ROW("Active", "11:00:00", "12:00:00") ROW("Session lock", "10:00:00", "11:00:00")
                  ROW("Active", "09:00:00", "10:00:00"),
          .expected = DAY "09:00:00Z active\n" DAY "10:00:00Z quiet\n" DAY "10:00:00Z gone lock\n" DAY
                          "11:00:00Z back\n" DAY "11:00:00Z active\n" DAY "12:00:00Z quiet\n",
          .order = DATE_ORDER_MDY,
          .counts = { 3, 3, 0, 0 } },

        /* ---- the order of dates ---- */
        { .name = "the last row decides",
          .bytes = HEADER "\"Active\",\"1/2/2017 9:00:00\",\"1/2/2017 10:00:00\",\"1:00:00\"\n"
                          "\"Active\",\"13/2/2017 9:00:00\",\"13/2/2017 10:00:00\",\"1:00:00\"\n",
          .expected = "2017-02-01T09:00:00Z active\n2017-02-01T10:00:00Z quiet\n"
                      "2017-02-13T09:00:00Z active\n2017-02-13T10:00:00Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 2, 2, 0, 0 } },
        { .name = "it cannot be known",
          .bytes = HEADER "\"Active\",\"1/2/2017 9:00:00\",\"1/2/2017 10:00:00\",\"1:00:00\"\n",
          .error = "say --dates dmy or --dates mdy" },
        { .name = "told day first",
          .bytes = HEADER "\"Active\",\"1/2/2017 9:00:00\",\"1/2/2017 10:00:00\",\"1:00:00\"\n",
          .expected = "2017-02-01T09:00:00Z active\n2017-02-01T10:00:00Z quiet\n",
          .told = DATE_ORDER_DMY,
          .order = DATE_ORDER_DMY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "told month first",
          .bytes = HEADER "\"Active\",\"1/2/2017 9:00:00\",\"1/2/2017 10:00:00\",\"1:00:00\"\n",
          .expected = "2017-01-02T09:00:00Z active\n2017-01-02T10:00:00Z quiet\n",
          .told = DATE_ORDER_MDY,
          .order = DATE_ORDER_MDY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "told wrongly",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00"),
          .told = DATE_ORDER_DMY,
          .error = "line 2: '4/24/2017 09:00:00'" },
        { .name = "told year first",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00"),
          .told = DATE_ORDER_YMD,
          .error = "line 2: " },
        { .name = "a duration over midnight decides",
          .bytes = HEADER "\"Active\",\"1/2/2017 23:00:00\",\"2/2/2017 1:00:00\",\"2:00:00\"\n",
          .expected = "2017-02-01T23:00:00Z active\n2017-02-02T01:00:00Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "the order does not matter",
          .bytes = HEADER "\"Active\",\"3/3/2017 9:00:00\",\"3/3/2017 10:00:00\",\"1:00:00\"\n",
          .expected = "2017-03-03T09:00:00Z active\n2017-03-03T10:00:00Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "two orders in one file",
          .bytes = HEADER "\"Active\",\"24/4/2017 9:00:00\",\"24/4/2017 10:00:00\",\"1:00:00\"\n" ROW(
                  "Active", "11:00:00", "12:00:00"),
          .error = "line 3: '4/24/2017 11:00:00'" },
        { .name = "a day that is not there",
          .bytes = HEADER ROW(
                  "Active", "09:00:00", "10:00:00") "\"Active\",\"2/30/2017 9:00:00\",\"2/30/2017 "
                                                    "10:00:00\",\"1:00:00\"\n",
          .error = "line 3: '2/30/2017 9:00:00'" },

        /* ---- clocks that are changed ---- */
        { .name = "a zone",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00"),
          .zone = "America/New_York",
          .expected = DAY "13:00:00Z active\n" DAY "14:00:00Z quiet\n",
          .order = DATE_ORDER_MDY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "the hour that comes twice is the first",
          .bytes = HEADER "\"Active\",\"29.10.2017 02:30:00\",\"29.10.2017 03:30:00\",\"2:00:00\"\n",
          .zone = "Europe/Berlin",
          .expected = "2017-10-29T00:30:00Z active\n2017-10-29T02:30:00Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 1, 1, 0, 0 } },
        { .name = "the hour that is not there goes on after it",
          .bytes = HEADER "\"Active\",\"26.3.2017 01:30:00\",\"26.3.2017 02:30:00\",\"1:00:00\"\n"
                          "\"Active\",\"26.3.2017 03:10:00\",\"26.3.2017 03:40:00\",\"0:30:00\"\n",
          .zone = "Europe/Berlin",
          .expected = "2017-03-26T00:30:00Z active\n2017-03-26T01:40:00Z quiet\n",
          .order = DATE_ORDER_DMY,
          .counts = { 2, 1, 1, 0 } },

        /* ---- what is no such file ---- */
        { .name = "nothing", .bytes = "", .error = "it is empty" },
        { .name = "another header", .bytes = "a,b,c,d\n", .error = "line 1: the header" },
        { .name = "a header with too little", .bytes = "Name,Start,End\n", .error = "line 1: the header" },
        { .name = "an unknown name",
          .bytes = HEADER ROW("Dormant", "09:00:00", "10:00:00"),
          .error = "line 2: 'Dormant'" },
        { .name = "a quote cut short",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00") "\"Active\",\"4/24/20",
          .error = "line 3: a quote is not closed" },
        { .name = "a row cut short",
          .bytes = HEADER ROW("Active", "09:00:00", "10:00:00") "\"Active\",\"4/24/2017 11:00:00\"",
          .error = "line 3: it has 2 fields" },
        { .name = "a missing quote swallows lines, and the error names where it began",
          .bytes = HEADER "\"Active,\"4/24/2017 9:00:00\",\"4/24/2017 10:00:00\",\"1\"\n" ROW(
                  "Active", "09:00:00", "10:00:00"),
          .error = "line 2: " },
        { .name = "a quote in a bare field",
          .bytes = HEADER "Act\"ive\",a,b,c\n",
          .error = "line 2: a quote stands" },
        { .name = "quotes written twice are one",
          .bytes = HEADER "\"Ac\"\"ti\"\"ve\",a,b,c\n",
          .error = "line 2: 'Ac\"ti\"ve' is not known" },
        { .name = "bytes after a closing quote",
          .bytes = HEADER "\"Active\"x,a,b,c\n",
          .error = "line 2: a comma is missing" },
        { .name = "a field too many",
          .bytes = HEADER "\"Active\",\"4/24/2017 9:00:00\",\"4/24/2017 9:00:01\",\"0:00:01\",\"\"\n",
          .error = "line 2: it has 5 fields" },
        { .name = "a field over two lines is counted as two",
          .bytes = "\"Name\",\"Start\",\"End\",\"Duration\",\"Notes\"\n"
                   "\"Active\",\"4/24/2017 9:00:00\",\"4/24/2017 9:00:01\",\"0:00:01\",\"a\n\"\"b\"\"\"\n"
                   "\"Active\",\"4/24/2017\",\"4/24/2017 9:00:01\",\"0:00:01\",\"\"\n",
          .error = "line 4: '4/24/2017' is no date and time" },
        { .name = "hour 25",
          .bytes = HEADER ROW("Active", "25:00:00", "26:00:00"),
          .error = "line 2: '4/24/2017 25:00:00'" },
        { .name = "hour 13 PM",
          .bytes = HEADER ROW("Active", "13:00:00 PM", "13:00:01 PM"),
          .error = "line 2: " },
        { .name = "hour 0 AM",
          .bytes = HEADER ROW("Active", "0:00:00 AM", "1:00:00 AM"),
          .error = "line 2: " },
        { .name = "a year of two digits",
          .bytes = HEADER "\"Active\",\"4/24/17 9:00:00\",\"4/24/17 9:00:01\",\"0:00:01\"\n",
          .error = "line 2: '4/24/17 9:00:00'" },
        { .name = "two separators",
          .bytes = HEADER "\"Active\",\"4/24-2017 9:00:00\",\"4/24/2017 9:00:01\",\"0:00:01\"\n",
          .error = "line 2: " },
};

static void test_case(void **state)
{
        const Case *c = *state;
        _cleanup_str_ Str text = { 0 };
        ImportCounts counts = { 0 };
        DateOrder order = DATE_ORDER_UNKNOWN;
        Error error = { 0 };
        int r;

        assert_int_equal(local_zone_use(c->zone ? c->zone : "UTC", &error), 0);
        r = reading_of_bytes(
                "manictime", c->bytes, strlen(c->bytes), c->told, &text, &counts, &order, &error);
        if (!c->expected) {
                assert_int_equal(r, -EINVAL);
                assert_string_equal(text.text, "");
                if (!strstr(error.text, c->error))
                        fail_msg("\"%s\" is not in: %s", c->error, error.text);
                return;
        }
        assert_string_equal(error.text, "");
        assert_int_equal(r, 0);
        assert_string_equal(text.text, c->expected);
        assert_int_equal(order, c->order);
        assert_memory_equal(&counts, &c->counts, sizeof counts);
}

static void test_binary(void **state)
{
        static const char bytes[] = HEADER "\"Act\0ive\"\n";
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };

        assert_int_equal(
                reading_of_bytes(
                        "manictime", bytes, sizeof bytes - 1, DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                -EINVAL);
        assert_non_null(strstr(error.text, "line 2: it has a NUL byte"));
}

/* One megabyte inside a quote that is never closed. */
static void test_endless_quote(void **state)
{
        static char bytes[1024 * 1024];
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };

        memset(bytes, '\n', sizeof bytes);
        memcpy(bytes, HEADER "\"", strlen(HEADER "\""));
        assert_int_equal(
                reading_of_bytes(
                        "manictime", bytes, sizeof bytes, DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                -EINVAL);
        assert_non_null(strstr(error.text, "line 2: it is longer than 64 KiB"));
}

/* The same rows forwards, backwards and shuffled say the same. */
static void test_any_order(void **state)
{
        enum { N = 5000 };
        static int order[N];
        _cleanup_str_ Str sorted = { 0 }, text = { 0 };
        uint32_t random = 1;
        Error error = { 0 };

        for (int round = 0; round < 3; round++) {
                _cleanup_str_ Str bytes = { 0 };

                for (int i = 0; i < N; i++)
                        order[i] = round == 1 ? N - 1 - i : i;
                for (int i = N - 1; round == 2 && i > 0; i--) {
                        int k, swap = order[i];

                        random = random * 1664525 + 1013904223;
                        k = (int) ((random >> 8) % (uint32_t) (i + 1));
                        order[i] = order[k];
                        order[k] = swap;
                }
                assert_int_equal(str_append(&bytes, HEADER), 0);
                for (int i = 0; i < N; i++) {
                        static const char *const names[] = { "Active", "Session lock", "Power off", "Away" };
                        int k = order[i], day = 13 + k / 600, minute = k % 600 * 2;

                        assert_int_equal(
                                str_appendf(
                                        &bytes,
                                        "\"%s\",\"1/%d/2017 %d:%02d:00\",\"1/%d/2017 %d:%02d:%02d\",\"\"\n",
                                        names[k * 7 % 4], day, minute / 60, minute % 60, day,
                                        (minute + k % 5) / 60, (minute + k % 5) % 60, k % 3),
                                0);
                }
                assert_int_equal(
                        reading_of_bytes(
                                "manictime", bytes.text, bytes.n, DATE_ORDER_UNKNOWN,
                                round == 0 ? &sorted : &text, NULL, NULL, &error),
                        0);
                if (round > 0)
                        assert_string_equal(text.text, sorted.text);
        }
        assert_true(sorted.n > N);
}

int main(void)
{
        struct CMUnitTest tests[ELEMENTSOF(cases) + 3] = {
                cmocka_unit_test(test_binary),
                cmocka_unit_test(test_endless_quote),
                cmocka_unit_test(test_any_order),
        };

        for (size_t i = 0; i < ELEMENTSOF(cases); i++)
                tests[i + 3] = (struct CMUnitTest){ .name = cases[i].name,
                                                    .test_func = test_case,
                                                    .initial_state = (void *) &cases[i] };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
