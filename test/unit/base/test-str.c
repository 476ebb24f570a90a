/* SPDX-License-Identifier: MIT */
/* Strings, numbers, growable arrays, error lines and near words. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "array.h"
#include "error.h"
#include "nearest.h"
#include "str.h"

static void test_str_grows(void **state)
{
        _cleanup_str_ Str str = { 0 };

        for (int i = 0; i < 1000; i++)
                assert_int_equal(str_appendf(&str, "%03d", i), 0);
        assert_int_equal(str.n, 3000);
        assert_int_equal(strlen(str.text), 3000);
        assert_memory_equal(str.text + 2997, "999", 4);
        assert_int_equal(str_append(&str, ""), 0);
        assert_int_equal(str_append_n(&str, "a\0b", 3), 0);
        assert_int_equal(str.n, 3003);
        assert_memory_equal(str.text + 3000, "a\0b", 4);
        str_deinit(&str);
        assert_null(str.text);
        assert_int_equal(str_append(&str, ""), 0);
        assert_string_equal(str.text, "");
}

static void test_str_format(void **state)
{
        _cleanup_free_ char *text = str_format("%s-%d", "a", 7);

        assert_string_equal(text, "a-7");
}

static void test_slices(void **state)
{
        Slice rest = slice_of(" \t one  two\tthree "), word;

        assert_true(slice_equals(slice_trim(rest), "one  two\tthree"));
        assert_true(slice_equals(slice_trim(slice_of(" \t ")), ""));
        assert_false(slice_equals(slice_of("ab"), "abc"));
        assert_false(slice_equals(slice_of("abc"), "ab"));
        assert_true(slice_next_word(&rest, &word) && slice_equals(word, "one"));
        assert_true(slice_next_word(&rest, &word) && slice_equals(word, "two"));
        assert_true(slice_next_word(&rest, &word) && slice_equals(word, "three"));
        assert_false(slice_next_word(&rest, &word));
}

static void test_numbers(void **state)
{
        static const struct {
                const char *text;
                int code_u, code_i;
                uint64_t u;
                int64_t i;
        } rows[] = {
                { "0", 0, 0, 0, 0 },
                { "007", 0, 0, 7, 7 },
                { "18446744073709551615", 0, -ERANGE, UINT64_MAX, 0 },
                { "18446744073709551616", -ERANGE, -ERANGE, 0, 0 },
                { "9223372036854775807", 0, 0, INT64_MAX, INT64_MAX },
                { "9223372036854775808", 0, -ERANGE, UINT64_C(9223372036854775808), 0 },
                { "-9223372036854775807", -EINVAL, 0, 0, -INT64_MAX },
                { "-1", -EINVAL, 0, 0, -1 },
                { "", -EINVAL, -EINVAL, 0, 0 },
                { "-", -EINVAL, -EINVAL, 0, 0 },
                { "+1", -EINVAL, -EINVAL, 0, 0 },
                { " 1", -EINVAL, -EINVAL, 0, 0 },
                { "1 ", -EINVAL, -EINVAL, 0, 0 },
                { "1x", -EINVAL, -EINVAL, 0, 0 },
                { "0x1", -EINVAL, -EINVAL, 0, 0 },
                { "1.5", -EINVAL, -EINVAL, 0, 0 },
                { "--1", -EINVAL, -EINVAL, 0, 0 },
        };

        for (size_t k = 0; k < ELEMENTSOF(rows); k++) {
                uint64_t u = 0;
                int64_t i = 0;

                assert_int_equal(parse_u64(slice_of(rows[k].text), &u), rows[k].code_u);
                assert_int_equal(parse_i64(slice_of(rows[k].text), &i), rows[k].code_i);
                assert_true(u == rows[k].u);
                assert_true(i == rows[k].i);
        }
}

static void test_array(void **state)
{
        ARRAY(int) numbers = { 0 };
        void *items = NULL;
        size_t allocated = 0;

        for (int i = 0; i < 1000; i++) {
                assert_int_equal(array_reserve(&numbers, 1), 0);
                numbers.items[numbers.n++] = i;
        }
        assert_true(numbers.allocated >= 1000);
        for (int i = 0; i < 1000; i++)
                assert_int_equal(numbers.items[i], i);
        array_free(&numbers);
        assert_null(numbers.items);
        assert_int_equal(numbers.n, 0);

        /* a count that overflows leaves the array as it was */
        assert_int_equal(array_grow(&items, &allocated, 1, SIZE_MAX, 1), -ENOMEM);
        assert_null(items);
        assert_int_equal(allocated, 0);
}

static void test_error_is_one_line(void **state)
{
        Error error = { 0 };

        assert_int_equal(error_set(&error, -EINVAL, "'%s' is wrong", "a\nb\x1b[31m\x7f"), -EINVAL);
        assert_string_equal(error.text, "'a?b?[31m?' is wrong");
        assert_int_equal(error_prefix(&error, -EIO, "file\n:%d", 3), -EIO);
        assert_string_equal(error.text, "file?:3: 'a?b?[31m?' is wrong");
        assert_int_equal(error_set(NULL, -EINVAL, "%s", "nobody reads this"), -EINVAL);
        assert_int_equal(error_prefix(NULL, -EINVAL, "%s", "nor this"), -EINVAL);
        assert_int_equal(error_memory(&error), -ENOMEM);
        assert_string_not_equal(error.text, "");
}

static void test_error_is_cut(void **state)
{
        char large[2000];
        Error error = { 0 };

        memset(large, 'x', sizeof large - 1);
        large[sizeof large - 1] = '\0';
        error_set(&error, 0, "%s", large);
        assert_int_equal(strlen(error.text), sizeof error.text - 1);
        error_prefix(&error, 0, "%s", large);
        assert_int_equal(strlen(error.text), sizeof error.text - 1);
        assert_memory_equal(error.text + 255, ": ", 2);
}

/* Whatever came in, what goes out (to D-Bus, to JSON) is UTF-8. */
static void test_error_is_utf8(void **state)
{
        Error error = { 0 };
        char large[sizeof error.text + 1];

        error_set(&error, 0, "'%s' is wrong", "gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x99\x82");
        assert_string_equal(error.text, "'gr\xc3\xbc\xc3\x9f \xe2\x82\xac \xf0\x9f\x99\x82' is wrong");
        error_set(&error, 0, "'%.2s' '%s' '%s'", "a\xc3\xbc", "\xff\xfe", "\xed\xa0\x80");
        assert_string_equal(error.text, "'a\?' '\?\?' '\?\?\?'");
        memset(large, 'x', sizeof large);
        memcpy(large + sizeof large - 3, "\xc3\xbc", 3); /* cut in its middle */
        error_set(&error, 0, "%s", large);
        assert_string_equal(error.text + sizeof error.text - 3, "x?");
}

static void test_distance(void **state)
{
        static const struct {
                const char *a, *b;
                size_t distance;
        } rows[] = {
                { "", "", 0 },       { "", "abc", 3 },          { "abc", "", 3 },
                { "abc", "abc", 0 }, { "abc", "abd", 1 },       { "abc", "acb", 1 },
                { "abc", "ab", 1 },  { "abc", "xabc", 1 },      { "kitten", "sitting", 3 },
                { "ca", "abc", 3 },  { "statsu", "status", 1 },
        };
        char large[80] = { 0 };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                assert_int_equal(word_distance(slice_of(rows[i].a), slice_of(rows[i].b)), rows[i].distance);
                assert_int_equal(word_distance(slice_of(rows[i].b), slice_of(rows[i].a)), rows[i].distance);
        }
        memset(large, 'x', 64);
        assert_true(word_distance(slice_of(large), slice_of("x")) == SIZE_MAX);
        large[63] = '\0';
        assert_int_equal(word_distance(slice_of(large), slice_of(large)), 0);
}

static void test_nearest(void **state)
{
        static const char *const known[] = { "start", "stop", "status", "stretch", "sit" };
        static const struct {
                const char *wanted, *found;
        } rows[] = {
                { "statsu", "status" }, { "strt", "start" }, { "strech", "stretch" }, { "sti", "sit" },
                { "frobnicate", NULL }, { "", NULL },        { "x", NULL },           { "status", "status" },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Nearest nearest = { .wanted = slice_of(rows[i].wanted) };

                for (size_t k = 0; k < ELEMENTSOF(known); k++)
                        nearest_offer(&nearest, known[k]);
                if (!rows[i].found)
                        assert_null(nearest.found);
                else
                        assert_string_equal(nearest.found, rows[i].found);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_str_grows),    cmocka_unit_test(test_str_format),
                cmocka_unit_test(test_slices),       cmocka_unit_test(test_numbers),
                cmocka_unit_test(test_array),        cmocka_unit_test(test_error_is_one_line),
                cmocka_unit_test(test_error_is_cut), cmocka_unit_test(test_error_is_utf8),
                cmocka_unit_test(test_distance),     cmocka_unit_test(test_nearest),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
