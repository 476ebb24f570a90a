/* SPDX-License-Identifier: MIT */
/* Which stretches come by themselves, and in which order, by the settings. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "stretch-offer.h"

/* Ranks in the order of the table. */
static const struct {
        const char *id, *rank;
        StretchOrigin origin;
} files[] = {
        { "shrugs", "1", STRETCH_SHIPPED }, { "neck", "2", STRETCH_SHIPPED },
        { "wings", "3", STRETCH_SHIPPED },  { "tucks", "4", STRETCH_EXAMPLE },
        { "mine", "5", STRETCH_OWN },
};

static void fill(Catalogue *catalogue)
{
        for (size_t i = 0; i < ELEMENTSOF(files); i++) {
                _cleanup_free_ char *bytes = str_format(
                        "name = N\nrank = %s\nwhy = W\nposition = sit\n[steps]\n1 = S\n[phase p]\nshow = "
                        "Go\n"
                        "time = 2s\n[dose short]\nrepeats = 4\n[dose full]\nrepeats = 9\n[dose article]\n"
                        "repeats = 20-30\nopt_in = neck-questions\n",
                        files[i].rank);

                assert_int_equal(
                        catalogue_add(
                                catalogue,
                                &(StretchFile){ files[i].id, files[i].id, slice_of(bytes), files[i].origin },
                                NULL),
                        0);
        }
}

static void assert_offered(const char *const settings_text, const char *expected)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        const Stretch *stretches[STRETCH_OFFER_MAX];
        _cleanup_str_ Str ids = { 0 };
        Settings settings;
        Error error = { "" };
        size_t n;

        fill(&catalogue);
        if (settings_parse(settings_text, strlen(settings_text), "f", &settings, &error) < 0)
                fail_msg("%s", error.text);
        n = stretch_offer_list(&settings, &catalogue, stretches);
        assert_int_equal(str_append(&ids, ""), 0);
        for (size_t i = 0; i < n; i++)
                assert_int_equal(str_appendf(&ids, "%s%s", i > 0 ? " " : "", stretches[i]->id), 0);
        assert_string_equal(ids.text, expected);
}

static void test_rotation(void **state)
{
        (void) state;
        assert_offered("", "shrugs neck wings mine");
        assert_offered("order = wings, shrugs\n", "wings shrugs neck mine");
        /* An example comes once it is named; what no file has does no harm. */
        assert_offered("order = tucks, gone\n", "tucks shrugs neck wings mine");
        assert_offered("exclude = neck, gone\n", "shrugs wings mine");
        assert_offered("order = neck, tucks\nexclude = neck, tucks, mine\n", "shrugs wings");
        assert_offered("exclude = shrugs, neck, wings, mine\n", "");
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_rotation) };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
