/* SPDX-License-Identifier: MIT */
/* Timeline files: what is read, and what each wrong line gets. */

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
} Case;

#define NINE "2026-01-05T09:00:00Z "
#define TEN "2026-01-05T10:00:00Z "

static const Case cases[] = {
        { "an empty file", "", "", NULL },
        { "only comments and blank lines", "# a\n\n   \n\t# b\n", "", NULL },
        { "every observation",
          NINE "active\n" NINE "quiet\n" NINE "gone lock\n" NINE "gone suspend\n" NINE "gone off\n" NINE
               "gone lost\n" NINE "back\n" NINE "busy mic\n" NINE "free hours\n" NINE "film\n" NINE
               "film off\n" NINE "sit\n" NINE "stand\n" NINE "answer take\n" NINE "answer skip\n" NINE
               "answer postpone\n" NINE "answer postpone 1h30m\n",
          NINE "active\n" NINE "quiet\n" NINE "gone lock\n" NINE "gone suspend\n" NINE "gone off\n" NINE
               "gone lost\n" NINE "back\n" NINE "busy mic\n" NINE "free hours\n" NINE "film\n" NINE
               "film off\n" NINE "sit\n" NINE "stand\n" NINE "answer take\n" NINE "answer skip\n" NINE
               "answer postpone\n" NINE "answer postpone 1h30m\n",
          NULL },
        { "a last line without its end", NINE "active", NINE "active\n", NULL },
        { "lines that end with CRLF", NINE "active\r\n\r\n" TEN "quiet\r\n", NINE "active\n" TEN "quiet\n",
          NULL },
        { "a byte order mark", "\xef\xbb\xbf" NINE "active\n", NINE "active\n", NULL },
        { "a comment after the observation", NINE "active # typing\n" TEN "gone lock# lunch\n",
          NINE "active\n" TEN "gone lock\n", NULL },
        { "blanks and tabs", "  " NINE "\t gone \t lock  \n", NINE "gone lock\n", NULL },
        { "offsets are one instant", "2026-01-05T10:00:00+01:00 active\n2026-01-05T04:00:00-05:00 quiet\n",
          NINE "active\n" NINE "quiet\n", NULL },
        { "milliseconds", "2026-01-05T09:00:00.0625Z active\n", "2026-01-05T09:00:00.062Z active\n", NULL },
        { "equal times are in order", NINE "active\n" NINE "quiet\n", NINE "active\n" NINE "quiet\n", NULL },

        { "out of order", TEN "active\n\n# here\n" NINE "quiet\n", NULL,
          "line 4: 2026-01-05T09:00:00Z is earlier" },
        { "earlier by an offset only", "2026-01-05T10:00:00Z active\n2026-01-05T10:30:00+01:00 quiet\n",
          NULL, "line 2: " },
        { "an unknown word", NINE "active\n" TEN "sleeping\n", NULL, "line 2: 'sleeping'" },
        { "an unknown second word", NINE "gone fishing\n", NULL, "line 1: 'gone fishing'" },
        { "a missing second word", NINE "busy\n", NULL, "line 1: " },
        { "a word too many", NINE "active now\n", NULL, "line 1: 'now'" },
        { "a time without an observation", NINE "\n", NULL, "line 1: an observation is missing" },
        { "an observation without a time", "active\n", NULL, "line 1: 'active' is not a time" },
        { "a time without a zone", "2026-01-05T09:00:00 active\n", NULL, "line 1: '2026-01-05T09:00:00'" },
        { "a day that is not there", "2026-02-30T09:00:00Z active\n", NULL, "line 1: the time" },
        { "a line cut short", NINE "active\n2026-01-0", NULL, "line 2: '2026-01-0'" },
        { "a byte order mark in the middle", NINE "active\n\xef\xbb\xbf" TEN "quiet\n", NULL, "line 2: " },
        { "a lone carriage return", NINE "active\r" TEN "quiet\n", NULL, "line 1: " },
        { "a wrong duration", NINE "answer postpone soon\n", NULL, "line 1: 'soon' is not a duration" },
        { "no duration at all", NINE "answer postpone 0s\n", NULL, "line 1: " },
        { "a huge duration", NINE "answer postpone 99999999999999999999h\n", NULL, "line 1: " },
};

static void test_case(void **state)
{
        const Case *c = *state;
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };
        int r = reading_of_bytes(
                "timeline", c->bytes, strlen(c->bytes), DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error);

        if (c->expected) {
                assert_string_equal(error.text, "");
                assert_int_equal(r, 0);
                assert_string_equal(text.text, c->expected);
        } else {
                assert_true(r < 0);
                assert_string_equal(text.text, "");
                if (!strstr(error.text, c->error))
                        fail_msg("\"%s\" is not in: %s", c->error, error.text);
        }
}

static void test_nul_byte(void **state)
{
        static const char bytes[] = NINE "active\n" TEN "qu\0iet\n";
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };

        assert_int_equal(
                reading_of_bytes(
                        "timeline", bytes, sizeof bytes - 1, DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                -EINVAL);
        assert_non_null(strstr(error.text, "line 2: it has a NUL byte"));
}

static void test_longest_line(void **state)
{
        static char bytes[1024 * 1024];
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };
        size_t longest = TEXT_LINE_SIZE_MAX;

        memset(bytes, 'x', sizeof bytes);
        memcpy(bytes, NINE "active#", strlen(NINE "active#"));
        bytes[longest - 1] = '\n';
        assert_int_equal(
                reading_of_bytes("timeline", bytes, longest, DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                0);
        assert_string_equal(text.text, NINE "active\n");

        bytes[longest - 1] = 'x';
        bytes[longest] = '\n';
        assert_int_equal(
                reading_of_bytes(
                        "timeline", bytes, longest + 1, DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                -EINVAL);
        bytes[longest] = 'x';
        assert_int_equal(
                reading_of_bytes(
                        "timeline", bytes, sizeof bytes, DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                -EINVAL);
        assert_non_null(strstr(error.text, "line 1: it is longer than 64 KiB"));
}

/* Lines over the ends of the reader's buffer. */
static void test_many_lines(void **state)
{
        _cleanup_str_ Str bytes = { 0 }, expected = { 0 }, text = { 0 };
        ImportCounts counts;
        Error error = { 0 };

        for (int i = 0; i < 20000; i++) {
                char wall[WALL_TEXT_SIZE];

                wall_format((WallTime){ 1767603600000 + i * 1000 }, wall);
                assert_int_equal(
                        str_appendf(
                                &bytes, "%s quiet # %.*s\n", wall, i % 40,
                                "########################################"),
                        0);
                assert_int_equal(str_appendf(&expected, "%s quiet\n", wall), 0);
        }
        assert_int_equal(
                reading_of_bytes(
                        "timeline", bytes.text, bytes.n, DATE_ORDER_UNKNOWN, &text, &counts, NULL, &error),
                0);
        assert_string_equal(text.text, expected.text);
        assert_int_equal(counts.read, 20000);
        assert_int_equal(counts.kept, 20000);
}

static void test_paths(void **state)
{
        _cleanup_str_ Str text = { 0 };
        Error error = { 0 };

        assert_int_equal(
                reading_of_path(
                        "timeline", "/nowhere/at all", DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error),
                -ENOENT);
        assert_string_equal(error.text, "/nowhere/at all: it cannot be read: No such file or directory");
        assert_int_equal(
                reading_of_path("timeline", "/", DATE_ORDER_UNKNOWN, &text, NULL, NULL, &error), -EISDIR);
}

int main(void)
{
        struct CMUnitTest tests[ELEMENTSOF(cases) + 4] = {
                cmocka_unit_test(test_nul_byte),
                cmocka_unit_test(test_longest_line),
                cmocka_unit_test(test_many_lines),
                cmocka_unit_test(test_paths),
        };

        for (size_t i = 0; i < ELEMENTSOF(cases); i++)
                tests[i + 4] = (struct CMUnitTest){ .name = cases[i].name,
                                                    .test_func = test_case,
                                                    .initial_state = (void *) &cases[i] };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
