/* SPDX-License-Identifier: MIT */
/* Person files: what they may say, all that can be wrong with them, and colours that cannot be told apart.
 */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "person-colours.h"

static PersonColours parsed(const char *bytes)
{
        FileProblems problems = { 0 };
        PersonColours person;

        if (person_colours_parse("x", slice_of(bytes), &person, &problems) < 0)
                fail_msg("%s: %s", bytes, problems.items[0].error.text);
        assert_int_equal(problems.n, 0);
        return person;
}

static void test_right_files(void **state)
{
        PersonColours person = parsed("");

        (void) state;
        assert_string_equal(person.name, "x");
        assert_string_equal(person.based_on, "robin");
        assert_int_equal(person.said, 0);
        assert_int_equal(person.hair_cut, HAIR_CUT_BASE);

        person = parsed("\xef\xbb\xbf# a comment\r\nbased_on = sol # said\nhair_cut = "
                        "short\nhair=#A9a7AD\nline =  #010203 # x\n"
                        "skin_shade = #ffffff\t# y\n");
        assert_string_equal(person.based_on, "sol");
        assert_int_equal(person.hair_cut, HAIR_CUT_SHORT);
        assert_int_equal(person.said, 1 << PERSON_HAIR | 1 << PERSON_LINE | 1 << PERSON_SKIN_SHADE);
        assert_int_equal(person.colours[PERSON_HAIR], 0xa9a7ad);
        assert_int_equal(person.colours[PERSON_LINE], 0x010203);
        assert_int_equal(person.colours[PERSON_SKIN_SHADE], 0xffffff);
}

/* What goes with what was said is made from it, unless it was said, too. */
static void test_what_is_made(void **state)
{
        PersonColours person = parsed("shirt = #ffffff\ncollar = #123456\ntrousers = #c80000\n");

        (void) state;
        assert_int_equal(
                person.said, 1 << PERSON_SHIRT | 1 << PERSON_SLEEVE | 1 << PERSON_COLLAR |
                                     1 << PERSON_TROUSERS | 1 << PERSON_SHIN);
        assert_int_equal(person.colours[PERSON_SLEEVE], 0xe8e8e8);
        assert_int_equal(person.colours[PERSON_COLLAR], 0x123456);
        assert_int_equal(person.colours[PERSON_SHIN], 0xa80000);
        person = parsed("skin = #e9b48f\n");
        assert_int_equal(person.said, 1 << PERSON_SKIN | 1 << PERSON_SKIN_SHADE | 1 << PERSON_BLUSH);
}

static void test_wrong_files(void **state)
{
        static const char *const rows[][2] = {
                { "skin = e9b48f\n", "1: skin: 'e9b48f' is not a colour; write it like #e9b48f\n" },
                { "skin = #e9b48\n", "1: skin: '' is not a colour; write it like #e9b48f\n" },
                { "skin =#e9b48g\n", "1: skin: '#e9b48g' is not a colour; write it like #e9b48f\n" },
                { "skin =\n", "1: skin: '' is not a colour; write it like #e9b48f\n" },
                { "skin = #e9b48f\nskin = #e9b48f\n", "2: skin: is there twice; leave one out\n" },
                { "based_on = eve\n", "1: based_on: 'eve' is nobody to begin with; write robin or sol\n" },
                { "based_on = sol\nbased_on = sol\n", "2: based_on: is there twice; leave one out\n" },
                { "hair_cut = mohawk\n",
                  "1: hair_cut: 'mohawk' is not a cut of hair; write short or bun\n" },
                { "hair_cut = bun\nhair_cut = bun\n", "2: hair_cut: is there twice; leave one out\n" },
                { "[skin]\n", "1: a person has no sections; take this line out\n" },
                { "\x01\n", "1: there is a control character (0x01); is this a text file?\n" },
                { "hat = #000000\nskin = red\nnonsense\n",
                  "1: hat: no such key; there are: based_on, hair_cut, skin, skin_shade, hair, shirt, "
                  "sleeve, "
                  "collar, trousers, shin, shoe, sole, line, blush\n"
                  "2: skin: 'red' is not a colour; write it like #e9b48f\n"
                  "3: 'nonsense' is neither 'key = value' nor a [section]\n" },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_str_ Str all = { 0 };
                FileProblems problems = { 0 };
                PersonColours person;

                assert_int_equal(
                        person_colours_parse("x", slice_of(rows[i][0]), &person, &problems), -EINVAL);
                for (size_t k = 0; k < problems.n; k++)
                        assert_int_equal(
                                str_appendf(
                                        &all, "%zu: %s\n", problems.items[k].line,
                                        problems.items[k].error.text),
                                0);
                assert_string_equal(all.text, rows[i][1]);
                array_free(&problems);
        }
}

static void test_wrong_names_and_sizes(void **state)
{
        static char bytes[PERSON_FILE_MAX + 1];
        FileProblems problems = { 0 };
        PersonColours person;

        (void) state;
        assert_int_equal(person_colours_parse("../x", slice_of(""), &person, &problems), -EINVAL);
        assert_non_null(strstr(problems.items[0].error.text, "is not a name for a person"));
        array_free(&problems);
        memset(bytes, '\n', sizeof bytes);
        assert_int_equal(
                person_colours_parse("x", (Slice){ bytes, sizeof bytes - 1 }, &person, &problems), 0);
        assert_int_equal(
                person_colours_parse("x", (Slice){ bytes, sizeof bytes }, &person, &problems), -EINVAL);
        assert_string_equal(problems.items[0].error.text, "longer than 16 KiB; is this a person file?");
        array_free(&problems);
}

static void test_near_colours(void **state)
{
        static const struct {
                uint32_t a, b;
                bool near;
        } rows[] = {
                { 0x000000, 0x000000, true },  { 0xe9b48f, 0xe4b090, true },  { 0x000000, 0xffffff, false },
                { 0xff0000, 0x00ff00, false }, { 0x4a3428, 0xe9b48f, false }, { 0x808080, 0x8f8f8f, true },
                { 0x808080, 0xa0a0a0, false },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                assert_int_equal(colours_are_near(rows[i].a, rows[i].b), rows[i].near);
                assert_int_equal(colours_are_near(rows[i].b, rows[i].a), rows[i].near);
        }
}

static void test_advice(void **state)
{
        uint32_t whole[N_PERSON_PARTS] = { 0xe9b48f, 0xd99f78, 0x4a3428, 0x2f8f83, 0x2a8176, 0x1f665d,
                                           0x3b4a5c, 0x313e4d, 0x22272e, 0xe9e4da, 0x1d232a, 0xdf8f72 };
        FileProblems advice = { 0 };

        (void) state;
        assert_int_equal(person_colours_advise(whole, &advice), 0);
        assert_int_equal(advice.n, 0);
        whole[PERSON_HAIR] = 0xe4b090;
        whole[PERSON_SHIRT] = 0xfafafa;
        assert_int_equal(person_colours_advise(whole, &advice), 0);
        assert_int_equal(advice.n, 2);
        assert_string_equal(
                advice.items[0].error.text,
                "skin and hair are hard to tell apart; make one of them lighter or darker");
        assert_string_equal(
                advice.items[1].error.text,
                "shirt is hard to see on the paper of the light theme; make it another colour");
        array_free(&advice);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_right_files),  cmocka_unit_test(test_what_is_made),
                cmocka_unit_test(test_wrong_files),  cmocka_unit_test(test_wrong_names_and_sizes),
                cmocka_unit_test(test_near_colours), cmocka_unit_test(test_advice),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
