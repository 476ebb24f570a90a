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

/* The dose and the repeats of one stretch. */
static void test_doses(void **state)
{
        static const struct {
                const char *settings, *id;
                DoseKind kind;
                unsigned repeats, enough;
        } rows[] = {
                { "", "shrugs", DOSE_SHORT, 4, 4 },
                { "dose = full\n", "shrugs", DOSE_FULL, 9, 9 },
                /* the questions were not asked */
                { "dose = article\n", "shrugs", DOSE_FULL, 9, 9 },
                { "doses = shrugs article\n", "shrugs", DOSE_FULL, 9, 9 },
                { "doses = shrugs full, gone 3\n", "shrugs", DOSE_FULL, 9, 9 },
                { "doses = shrugs full\n", "neck", DOSE_SHORT, 4, 4 },
                { "dose = full\ndoses = neck short\n", "neck", DOSE_SHORT, 4, 4 },
                { "doses = mine 6\n", "mine", DOSE_SHORT, 6, 4 },
                { "doses = mine 2\n", "mine", DOSE_SHORT, 2, 2 },
                { "dose = full\ndoses = mine 6\n", "mine", DOSE_FULL, 6, 6 },
                { "dose = article\ndoses = mine 6\n", "mine", DOSE_FULL, 6, 6 },
                { "doses = mine 200\n", "mine", DOSE_SHORT, 200, 4 },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_catalogue_ Catalogue catalogue = { 0 };
                const Stretch *stretch;
                Settings settings;
                DoseKind kind;

                fill(&catalogue);
                assert_int_equal(
                        settings_parse(rows[i].settings, strlen(rows[i].settings), "f", &settings, NULL), 0);
                stretch_offer_fit(&settings, &catalogue);
                stretch = catalogue_find(&catalogue, rows[i].id);
                kind = stretch_offer_dose(&settings, stretch);
                assert_int_equal(kind, rows[i].kind);
                assert_int_equal(stretch->doses[kind].repeats, rows[i].repeats);
                assert_int_equal(stretch->doses[kind].enough, rows[i].enough);
        }
}

/* 200 repeats of 40 s would be over two hours. */
static void test_a_dose_is_an_hour_at_most(void **state)
{
        static const char bytes[] =
                "name = N\nwhy = W\nposition = sit\n[steps]\n1 = S\n[phase p]\nshow = Go\n"
                "time = 40s\n[dose short]\nrepeats = 1\n";
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        Settings settings;

        (void) state;
        settings_init(&settings);
        assert_int_equal(settings_assign(&settings, "doses=slow 200", NULL), 0);
        assert_int_equal(
                catalogue_add(
                        &catalogue, &(StretchFile){ "slow", "slow", slice_of(bytes), STRETCH_OWN }, NULL),
                0);
        stretch_offer_fit(&settings, &catalogue);
        assert_int_equal(catalogue_find(&catalogue, "slow")->doses[DOSE_SHORT].repeats, 90);
}

static void test_what_is_not_there(void **state)
{
        static const char *const rows[][2] = {
                { "order = shrugs, tucks\nexclude = neck\ndoses = wings 3\n", "" },
                { "order = winks, gone-for-long\n",
                  "order: there is no stretch 'winks'; did you mean wings?\n"
                  "order: there is no stretch 'gone-for-long'; limber stretch --list shows those that there "
                  "are\n" },
                { "exclude = gone-for-long\ndoses = mien 3\n",
                  "exclude: there is no stretch 'gone-for-long'; limber stretch --list shows those that "
                  "there are\n"
                  "doses: there is no stretch 'mien'; did you mean mine?\n" },
                { "order = neck, wings\nexclude = wings\n",
                  "order: wings is in exclude, too, and is left out; take it out of one of them\n" },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_catalogue_ Catalogue catalogue = { 0 };
                StretchOfferProblems problems = { 0 };
                _cleanup_str_ Str all = { 0 };
                Settings settings;

                fill(&catalogue);
                assert_int_equal(settings_parse(rows[i][0], strlen(rows[i][0]), "f", &settings, NULL), 0);
                assert_int_equal(stretch_offer_check(&settings, &catalogue, &problems), 0);
                assert_int_equal(str_append(&all, ""), 0);
                for (size_t k = 0; k < problems.n; k++)
                        assert_int_equal(str_appendf(&all, "%s\n", problems.items[k].text), 0);
                assert_string_equal(all.text, rows[i][1]);
                array_free(&problems);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_rotation),
                cmocka_unit_test(test_doses),
                cmocka_unit_test(test_a_dose_is_an_hour_at_most),
                cmocka_unit_test(test_what_is_not_there),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
