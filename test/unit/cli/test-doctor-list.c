/* SPDX-License-Identifier: MIT */
/* Nothing of the home gets out, and no row is too long or too many. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "doctor-list.h"

static void test_home(void **state)
{
        static const struct {
                const char *text, *home, *expected;
        } texts[] = {
                { "/home/ann/.config/limber.conf:3: wrong", "/home/ann", "~/.config/limber.conf:3: wrong" },
                { "/home/ann: /home/ann, '/home/ann'", "/home/ann/", "~: ~, '~'" },
                { "/home/anna/x", "/home/ann", "/home/anna/x" },
                { "/home/ann/x", "", "/home/ann/x" },
                { "/home/ann/x", "/", "/home/ann/x" },
                { "/home/ann/x", NULL, "/home/ann/x" },
        };
        char text[64];

        for (size_t i = 0; i < ELEMENTSOF(texts); i++) {
                doctor_text(text, sizeof text, texts[i].text, texts[i].home);
                assert_string_equal(text, texts[i].expected);
        }
        doctor_text(text, 4, "/home/ann/x", "/home/ann");
        assert_string_equal(text, "~/x");
        doctor_text(text, 3, "/home/ann/x", "/home/ann");
        assert_string_equal(text, "~/");
}

static void test_rows(void **state)
{
        static DoctorList list;
        char longer[2 * DOCTOR_TEXT_SIZE];

        setenv("HOME", "/home/ann", 1);
        memset(longer, 'x', sizeof longer - 1);
        longer[sizeof longer - 1] = '\0';
        doctor_list_add(&list, "a", DOCTOR_MISSING, NULL, "%s", "/home/ann \x1b[1m\xff");
        assert_string_equal(list.rows[0].detail, "~ ?[1m?");
        assert_string_equal(list.rows[0].fix, "");
        doctor_list_add(&list, "b", DOCTOR_OFF, "rm /home/ann/x", "%s", longer);
        assert_int_equal(strlen(list.rows[1].detail), DOCTOR_TEXT_SIZE - 1);
        assert_string_equal(list.rows[1].fix, "rm ~/x");
        assert_true(doctor_list_is_healthy(&list));
        for (int i = 0; i < 2 * DOCTOR_ROWS_MAX; i++)
                doctor_list_add(&list, "c", DOCTOR_BROKEN, NULL, "c");
        assert_int_equal(list.n, DOCTOR_ROWS_MAX);
        assert_false(doctor_list_is_healthy(&list));
}

static void test_states(void **state)
{
        for (unsigned i = 0; i < N_DOCTOR_STATES; i++)
                assert_int_equal(doctor_state_from_name(doctor_state_name((DoctorState) i)), i);
        assert_int_equal(doctor_state_from_name("on fire"), DOCTOR_BROKEN);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_home),
                cmocka_unit_test(test_rows),
                cmocka_unit_test(test_states),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
