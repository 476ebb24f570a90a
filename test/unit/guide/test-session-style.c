/* SPDX-License-Identifier: MIT */
/* How a session is drawn, as a table: the settings, the desktop, and what comes of them. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "macro.h"
#include "session-style.h"

static void test_styles(void **state)
{
        static const struct {
                const char *set[3];
                Theme desktop_theme;
                bool desktop_reduced;
                const char *style;
        } rows[] = {
                { { 0 }, THEME_DARK, false, "robin dark full" },
                { { 0 }, THEME_CONTRAST, true, "robin contrast reduced" },
                { { "person=sol" }, THEME_LIGHT, false, "sol light full" },
                { { "theme=light" }, THEME_CONTRAST, false, "robin light full" },
                { { "theme=dark", "motion=full" }, THEME_CONTRAST, true, "robin dark full" },
                { { "theme=contrast", "motion=reduced", "person=sol" },
                  THEME_DARK,
                  false,
                  "sol contrast reduced" },
                { { "theme=auto", "motion=auto", "person=robin" },
                  THEME_LIGHT,
                  true,
                  "robin light reduced" },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                SessionStyle style;
                Settings settings;
                char text[64];

                settings_init(&settings);
                for (size_t j = 0; j < ELEMENTSOF(rows[i].set) && rows[i].set[j]; j++)
                        assert_int_equal(settings_assign(&settings, rows[i].set[j], NULL), 0);
                style = session_style(&settings, rows[i].desktop_theme, rows[i].desktop_reduced);
                snprintf(
                        text, sizeof text, "%s %s %s", style.look.person.name, theme_name(style.theme),
                        style.reduced ? "reduced" : "full");
                assert_string_equal(text, rows[i].style);
                assert_string_equal(style.look.setting.name, theme_name(style.theme));
        }
}

/* Somebody of a file, and somebody who is not there: somebody is drawn all the same. */
static void test_people_of_files(void **state)
{
        Settings settings;
        SessionStyle style;

        settings_init(&settings);
        assert_int_equal(settings_assign(&settings, "person=alma", NULL), 0);
        style = session_style(&settings, THEME_LIGHT, false);
        assert_string_equal(style.person.name, "alma");
        assert_string_equal(style.look.person.name, "sol");
        assert_int_equal((int) (style.look.person.shirt.r * 255 + 0.5f), 0x7a);
        assert_int_equal(settings_assign(&settings, "person=nobody", NULL), 0);
        style = session_style(&settings, THEME_LIGHT, false);
        assert_string_equal(style.look.person.name, "robin");
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_styles),
                                            cmocka_unit_test(test_people_of_files) };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
