/* SPDX-License-Identifier: MIT */
/* What a session holds, as a table: the names, the settings and the past, and the plan they make. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "session-plan.h"
#include "stretch-files.h"

#define NOW 20000 * MS_PER_DAY + 12 * MS_PER_HOUR

/* A word for each stretch that was done (id) or hurt (id!) today, the first at 8:00, the next an hour later.
 */
static void fill_week(StoreStretches *week, const char *past)
{
        char words[200], *rest = words;
        int64_t at = NOW - 4 * MS_PER_HOUR;

        snprintf(words, sizeof words, "%s", past);
        for (const char *word; (word = strsep(&rest, " ")); at += MS_PER_HOUR) {
                StoreStretch *entry = &week->items[week->n];
                size_t n = strcspn(word, "!");

                if (!n)
                        continue;
                snprintf(entry->stretch, sizeof entry->stretch, "%.*s", (int) n, word);
                entry->last = (WallTime){ at };
                if (word[n])
                        entry->last_ouch = (WallTime){ at };
                week->n++;
        }
}

static void print_items(Str *out, const PlayerItem *items, size_t n)
{
        for (size_t i = 0; i < n; i++)
                str_appendf(
                        out, "%s%s%s", i > 0 ? " " : "", items[i].stretch->id,
                        items[i].dose == DOSE_SHORT  ? ""
                        : items[i].dose == DOSE_FULL ? "=full"
                                                     : "=article");
}

static void test_plans(void **state)
{
        static const struct {
                const char *past, *set[2], *on; /* `on`: the break at hand */
                DoseKind dose;
                bool said;
                const char *names[3];
                const char *plan; /* "items | spares" */
        } rows[] = {
                /* the catalogue's order, then what was done longest ago */
                { "",
                  { 0 },
                  "",
                  0,
                  0,
                  { 0 },
                  "shoulder-shrugs | neck-rolls shoulder-rolls butterfly-wings" },
                { "neck-rolls shoulder-shrugs",
                  { 0 },
                  "",
                  0,
                  0,
                  { 0 },
                  "shoulder-rolls | butterfly-wings neck-rolls shoulder-shrugs" },
                /* what hurt rests, and is nobody's spare; by name it can be had */
                { "shoulder-shrugs!",
                  { 0 },
                  "",
                  0,
                  0,
                  { 0 },
                  "neck-rolls | shoulder-rolls butterfly-wings" },
                { "shoulder-shrugs!",
                  { 0 },
                  "",
                  0,
                  0,
                  { "shoulder-shrugs" },
                  "shoulder-shrugs | neck-rolls shoulder-rolls butterfly-wings" },
                /* settings */
                { "",
                  { "order=butterfly-wings", "exclude=neck-rolls" },
                  "",
                  0,
                  0,
                  { 0 },
                  "butterfly-wings | shoulder-shrugs shoulder-rolls" },
                { "",
                  { "exclude=neck-rolls, shoulder-shrugs, shoulder-rolls, butterfly-wings" },
                  "",
                  0,
                  0,
                  { 0 },
                  "-61: every stretch is left out; see limber config get exclude" },
                /* an example comes by name, or once order names it */
                { "",
                  { "order=chin-tucks" },
                  "",
                  0,
                  0,
                  { 0 },
                  "chin-tucks | shoulder-shrugs neck-rolls shoulder-rolls butterfly-wings" },
                { "",
                  { 0 },
                  "",
                  0,
                  0,
                  { "chin-tucks" },
                  "chin-tucks | shoulder-shrugs neck-rolls shoulder-rolls butterfly-wings" },
                /* a long break has room for two */
                { "",
                  { "stretch.lasts=3m" },
                  "stretch",
                  0,
                  0,
                  { 0 },
                  "shoulder-shrugs neck-rolls | shoulder-rolls butterfly-wings" },
                { "",
                  { "stretch.lasts=179s" },
                  "stretch",
                  0,
                  0,
                  { 0 },
                  "shoulder-shrugs | neck-rolls shoulder-rolls butterfly-wings" },
                { "",
                  { "stretch.lasts=3m" },
                  "gone",
                  0,
                  0,
                  { 0 },
                  "shoulder-shrugs | neck-rolls shoulder-rolls butterfly-wings" },
                { "",
                  { "stretch.lasts=3m", "exclude=neck-rolls, shoulder-rolls, butterfly-wings" },
                  "stretch",
                  0,
                  0,
                  { 0 },
                  "shoulder-shrugs | " },
                /* names: as said, twice too */
                { "",
                  { 0 },
                  "stretch",
                  0,
                  0,
                  { "neck-rolls", "shoulder-rolls", "neck-rolls" },
                  "neck-rolls shoulder-rolls neck-rolls | shoulder-shrugs butterfly-wings" },
                { "",
                  { 0 },
                  "",
                  0,
                  0,
                  { "neck" },
                  "-2: there is no stretch 'neck'; there are: shoulder-shrugs, neck-rolls, shoulder-rolls, "
                  "butterfly-wings, chin-tucks" },
                /* doses; the one behind questions only where nobody said it */
                { "",
                  { 0 },
                  "",
                  DOSE_FULL,
                  true,
                  { "neck-rolls" },
                  "neck-rolls=full | shoulder-shrugs=full shoulder-rolls=full butterfly-wings=full" },
                { "",
                  { "dose=article" },
                  "",
                  0,
                  false,
                  { "neck-rolls" },
                  "neck-rolls=full | shoulder-shrugs=article shoulder-rolls=article "
                  "butterfly-wings=article" },
                { "",
                  { "dose=full", "doses=neck-rolls short, shoulder-rolls article, butterfly-wings 3" },
                  "",
                  0,
                  false,
                  { 0 },
                  "shoulder-shrugs=full | neck-rolls shoulder-rolls=article butterfly-wings=full" },
                { "",
                  { "doses=neck-rolls article" },
                  "",
                  0,
                  false,
                  { "neck-rolls" },
                  "neck-rolls=full | shoulder-shrugs shoulder-rolls butterfly-wings" },
                /* what is said goes before what is set */
                { "",
                  { "doses=neck-rolls short" },
                  "",
                  DOSE_FULL,
                  true,
                  { "neck-rolls" },
                  "neck-rolls=full | shoulder-shrugs=full shoulder-rolls=full butterfly-wings=full" },
                { "",
                  { 0 },
                  "",
                  DOSE_ARTICLE,
                  true,
                  { 0 },
                  "shoulder-shrugs=article | neck-rolls=full shoulder-rolls=article "
                  "butterfly-wings=article" },
                { "",
                  { 0 },
                  "",
                  DOSE_ARTICLE,
                  true,
                  { "neck-rolls" },
                  "-1: neck-rolls: the article dose waits for the check-up's neck questions; take --dose "
                  "full, "
                  "which is good for your neck" },
        };
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        Error error = { "" };

        assert_int_equal(stretch_files_load(&catalogue, &error), 0);
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_str_ Str out = { 0 };
                SessionHome home = { 0 };
                SessionWish wish = { .names = rows[i].names,
                                     .dose = rows[i].dose,
                                     .dose_said = rows[i].said };
                SessionPlan plan;
                Settings settings;
                int r;

                settings_init(&settings);
                for (size_t j = 0; j < ELEMENTSOF(rows[i].set) && rows[i].set[j]; j++)
                        if (settings_assign(&settings, rows[i].set[j], &error) < 0)
                                fail_msg("row %zu: %s", i, error.text);
                status_record_init(&home.status);
                if (*rows[i].on) {
                        home.status.break_state = BREAK_ON;
                        status_text_set(home.status.break_name, sizeof home.status.break_name, rows[i].on);
                }
                fill_week(&home.week, rows[i].past);
                while (wish.n_names < ELEMENTSOF(rows[i].names) && rows[i].names[wish.n_names])
                        wish.n_names++;

                r = session_plan_make(&plan, &wish, &catalogue, &settings, &home, (WallTime){ NOW }, &error);
                if (r < 0) {
                        str_appendf(&out, "%d: %s", r, error.text);
                } else {
                        print_items(&out, plan.items, plan.n_items);
                        str_append(&out, " | ");
                        print_items(&out, plan.spares, plan.n_spares);
                }
                if (strcmp(out.text, rows[i].plan) != 0)
                        fail_msg("row %zu gives \"%s\" not \"%s\"", i, out.text, rows[i].plan);
        }
}

static void test_too_many(void **state)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        const char *names[PLAYER_MAX_ITEMS + 1];
        SessionWish wish = { .names = names, .n_names = ELEMENTSOF(names) };
        SessionHome home = { 0 };
        SessionPlan plan;
        Settings settings;
        Error error = { "" };

        settings_init(&settings);
        assert_int_equal(stretch_files_load(&catalogue, &error), 0);
        for (size_t i = 0; i < ELEMENTSOF(names); i++)
                names[i] = "neck-rolls";
        assert_int_equal(
                session_plan_make(&plan, &wish, &catalogue, &settings, &home, (WallTime){ NOW }, &error),
                -E2BIG);
        assert_string_equal(error.text, "at most 32 stretches in one session");
        wish.n_names--;
        assert_int_equal(
                session_plan_make(&plan, &wish, &catalogue, &settings, &home, (WallTime){ NOW }, &error), 0);
        assert_int_equal(plan.n_items, PLAYER_MAX_ITEMS);
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_plans), cmocka_unit_test(test_too_many) };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
