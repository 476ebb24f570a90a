/* SPDX-License-Identifier: MIT */
/* What a stretch file says, said back to the person who wrote it. */

#include "stretch-check.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file-check.h"
#include "i18n.h"
#include "person-check.h"
#include "person-files.h"
#include "place.h"
#include "session-shown.h"
#include "settings.h"
#include "shell-word.h"
#include "stretch-advice.h"
#include "stretch-files.h"
#include "stretch-parse.h"
#include "text-column.h"
#include "verb.h"

/* ---- what it is ---- */

static const char *const labels[] = {
        N_("id"),   N_("name"),    N_("why"),      N_("position"),
        N_("view"), N_("caution"), N_("not when"), N_("poses"),
};

static void print_label(const char *label)
{
        int width = 9;

        for (size_t i = 0; i < ELEMENTSOF(labels); i++)
                width = MAX(width, text_cells(_(labels[i])));
        printf("  ");
        print_padded(label, width + 1);
}

static void print_field(const char *label, const char *text)
{
        if (*text) {
                print_label(label);
                puts(text);
        }
}

static void print_phase(const Stretch *stretch, const Phase *phase, int width)
{
        char duration[WORDS_SIZE];

        printf("    %-*s ", width, phase->name);
        words_duration(phase->ms, duration);
        printf("%*s%s  %s", MAX(7 - text_cells(duration), 0), "", duration, phase->show);
        for (size_t i = 0; i < phase->n_poses; i++)
                printf("%s %s", i > 0 ? "," : "  ->", stretch->poses[phase->poses[i]].name);
        printf("\n");
}

static void print_way(const Stretch *stretch, const Way *way)
{
        char duration[WORDS_SIZE];
        int width = 0;

        words_duration(way->ms, duration);
        printf("  ");
        if (*way->name)
                /* TRANSLATORS: the way, such as "backward", and how long it takes */
                printf(_("one repeat, %s, %s:"), way->name, duration);
        else
                printf(_("one repeat, %s:"), duration);
        printf("\n");
        for (size_t i = 0; i < way->n; i++)
                width = MAX(width, (int) strlen(stretch->phases[way->first + i].name));
        for (size_t i = 0; i < way->n; i++)
                print_phase(stretch, &stretch->phases[way->first + i], width);
}

static void print_doses(const Stretch *stretch)
{
        printf("  %s\n", _("doses:"));
        for (int kind = 0; kind < N_DOSES; kind++) {
                const Dose *dose = &stretch->doses[kind];
                char repeats[WORDS_SIZE], duration[WORDS_SIZE];

                printf("    %-7s %s, %s", dose_kind_name((DoseKind) kind),
                       words_dose(stretch, dose, dose_repeats(dose, 100), repeats),
                       words_duration(stretch_dose_ms(stretch, (DoseKind) kind, 100), duration));
                if (dose->enough < dose->repeats) {
                        printf(" ");
                        printf(_("(%u of %u are enough)"), dose_enough(dose, 100), dose_repeats(dose, 100));
                }
                printf("\n");
        }
}

static void print_names(const char *label, const Stretch *stretch)
{
        print_label(label);
        for (size_t i = 0; i < stretch->n_poses; i++)
                printf("%s%s%s%s", i > 0 ? ", " : "", stretch->poses[i].name, i == 0 ? " " : "",
                       i == 0 ? _("(to begin with)") : "");
        printf("\n");
}

static void print_conditions(const Stretch *stretch)
{
        const char *between = "";

        if (stretch->conditions == 0) {
                print_field(_("not when"), _("never: it is offered to everybody"));
                return;
        }
        print_label(_("not when"));
        for (int i = 0; i < N_CONDITIONS; i++)
                if (stretch->conditions & (UINT32_C(1) << i)) {
                        printf("%s%s", between, condition_name((Condition) i));
                        between = ", ";
                }
        printf("\n");
}

static void print_stretch(const Stretch *stretch)
{
        static const char *const positions[N_POSITIONS] = {
                [POSITION_EITHER] = N_("sitting or standing"),
                [POSITION_SIT] = N_("sitting"),
                [POSITION_STAND] = N_("standing"),
        };

        print_field(_("id"), stretch->id);
        print_field(_("name"), stretch->name);
        print_field(_("why"), stretch->why);
        print_field(_("position"), _(positions[stretch->position]));
        print_field(_("view"), stretch->view == VIEW_SIDE ? _("from the side") : _("from the front"));
        print_field(_("caution"), stretch->caution);
        print_conditions(stretch);
        if (stretch->n_poses > 0)
                print_names(_("poses"), stretch);
        for (size_t i = 0; i < stretch->n_ways; i++)
                print_way(stretch, &stretch->ways[i]);
        print_doses(stretch);
}

/* ---- what to mind ---- */

static void print_advice(const char *file, const Stretch *stretch)
{
        FileProblems advice = { 0 };

        stretch_advise(stretch, &advice);
        check_print_warnings(file, &advice);
        array_free(&advice);
}

static bool is_shipped(const char *id)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        const Stretch *stretch = NULL;

        if (stretch_files_load(&catalogue, NULL) == 0)
                stretch = catalogue_find(&catalogue, id);
        return stretch && (stretch->origin == STRETCH_SHIPPED || stretch->replaces);
}

static void print_place(const char *file, const Stretch *stretch)
{
        _cleanup_free_ char *folder = NULL, *to = NULL, *word = shell_word(file);
        Error error = { "" };

        if (is_shipped(stretch->id))
                printf(_("warning: %s: the id %s is that of a stretch that comes with Limber; in your "
                         "folder it "
                         "takes its place\n"),
                       file, stretch->id);
        if (place_file(PLACE_DATA, "stretches", &folder, &error) < 0 || !word || !(to = shell_word(folder)))
                return;
        if (check_lies_in(file, folder))
                printf(_("It is in your folder: limber stretch %s\n"), stretch->id);
        else
                printf(_("To have it in your sessions: mkdir -p %s && cp %s %s/\n"), to, word, to);
        printf(_("To look at it: limber stretch %s --draw out.gif\n"), word);
}

/* ---- one file ---- */

static int check_bytes(const char *file, const char *id, Slice bytes)
{
        _cleanup_(stretch_freep) Stretch *stretch = NULL;
        FileProblems problems = { 0 };
        int r = stretch_parse_all(id, bytes, &stretch, &problems), code = EXIT_DONE;

        if (r == -EINVAL) {
                code = check_fail_problems(file, &problems);
        } else if (r < 0) {
                code = verb_failf("%s: %s", file, strerror(-r));
        } else {
                printf(_("%s is in order.\n"), file);
                print_stretch(stretch);
                print_advice(file, stretch);
                print_place(file, stretch);
        }
        array_free(&problems);
        return code;
}

static int check_file(const char *file)
{
        _cleanup_free_ char *id = stretch_file_id(file);
        _cleanup_str_ Str bytes = { 0 };
        size_t n = strlen(file);
        Error error = { "" };

        if (!id)
                return verb_failf("%s", strerror(ENOMEM));
        if (settings_read_file(file, &bytes, &error) < 0)
                return verb_fail(&error);
        if (n < 8 || strcmp(file + n - 8, ".stretch") != 0)
                return verb_failf(_("%s: the name of a stretch file ends in .stretch; rename it"), file);
        return check_bytes(file, id, str_slice(&bytes));
}

int stretch_check_files(char *const *files, size_t n)
{
        int code = EXIT_DONE;

        for (size_t i = 0; i < n; i++) {
                int one = person_file_is_one(files[i]) ? person_check_file(files[i]) : check_file(files[i]);

                code = MAX(code, one);
        }
        return code;
}
