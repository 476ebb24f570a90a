/* SPDX-License-Identifier: MIT */
/* limber stretch: a guided session in this terminal. */

#include "verb.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "catalogue.h"
#include "heard-options.h"
#include "i18n.h"
#include "person-files.h"
#include "session-home.h"
#include "session-plan.h"
#include "session-shown.h"
#include "session-style.h"
#include "session.h"
#include "stretch-check.h"
#include "stretch-draw.h"
#include "stretch-files.h"
#include "stretch-offer.h"
#include "user-settings.h"

extern const Verb verb_stretch;

/* What is asked for, and what there is. */
typedef struct Call {
        Settings settings;
        Catalogue catalogue;
        PersonColours who; /* is drawn */
        SessionHome home;
        DoseKind dose;
        bool dose_said; /* on the command line */
        bool check, list, plain, standing, muted, spoken;
        const char *draw, *person, *theme, *figure; /* NULL: not asked for */
        double speed;
        char **names;
        size_t n_names;
        char **ids; /* of the files among the names, in their places; NULL for the others */
} Call;

static void call_deinit(Call *call)
{
        for (size_t i = 0; call->ids && i < call->n_names; i++)
                free(call->ids[i]);
        free(call->ids);
        session_home_deinit(&call->home);
        catalogue_deinit(&call->catalogue);
}

/* Wrong files are said and left out. */
static void print_problems(const Catalogue *catalogue)
{
        for (size_t i = 0; i < catalogue->problems.n; i++)
                verb_fail(&catalogue->problems.items[i]);
}

/* ---- stretches by their files ---- */

static int take_file(Call *call, size_t i)
{
        const char *file = call->names[i];
        char *id = stretch_file_id(file);
        Error error = { "" };
        int r;

        if (!id)
                return verb_failf("%s", strerror(ENOMEM));
        call->ids[i] = id;
        for (size_t k = 0; k < i; k++)
                if (call->ids[k] && strcmp(call->ids[k], id) == 0 && strcmp(call->names[k], file) != 0)
                        return verb_misuse(
                                &verb_stretch, _("%s and %s have the same id; rename one"), call->names[k],
                                file);
        r = stretch_files_load_file(&call->catalogue, file, STRETCH_OWN, &error);
        if (r < 0)
                return error.text[0] ? verb_fail(&error) : verb_failf("%s", strerror(-r));
        return 0;
}

/* A name that is a path stands for the stretch in that file, wherever it lies; from here on it is its id. */
static int take_files(Call *call)
{
        call->ids = calloc(call->n_names + 1, sizeof *call->ids);
        if (!call->ids)
                return verb_failf("%s", strerror(ENOMEM));
        for (size_t i = 0; i < call->n_names; i++) {
                int r = stretch_file_is_path(call->names[i]) ? take_file(call, i) : 0;

                if (r != 0)
                        return r;
        }
        for (size_t i = 0; i < call->n_names; i++)
                if (call->ids[i])
                        call->names[i] = call->ids[i];
        return 0;
}

/* ---- the list ---- */

/* What the settings make of it, whose it is, and why it does not come by itself. */
static void print_standing(const Call *call, const Stretch *stretch)
{
        const Settings *settings = &call->settings;
        DoseKind kind = stretch_offer_dose(settings, stretch);
        const Dose *dose = &stretch->doses[kind];
        char repeats[WORDS_SIZE];

        if (stretch_offer_names(settings, stretch->id)) {
                printf("  ");
                printf(_("in a session: %s, %s"), dose_kind_name(kind),
                       words_dose(stretch, dose, dose_repeats(dose, 100), repeats));
                printf("\n");
        }
        if (stretch_ids_hold(&settings->exclude, stretch->id))
                printf("  %s\n", _("left out, for exclude names it"));
        if (stretch->origin == STRETCH_OWN)
                printf("  %s\n", stretch->replaces
                                         ? _("yours, in the place of the one that comes with Limber")
                                         : _("yours"));
        if (stretch->origin == STRETCH_EXAMPLE && !stretch_ids_hold(&settings->order, stretch->id))
                printf("  %s\n", _("an example: by its name, or once order names it"));
}

static int print_list(const Call *call)
{
        char duration[WORDS_SIZE];

        for (size_t i = 0; i < call->catalogue.stretches.n; i++) {
                const Stretch *stretch = call->catalogue.stretches.items[i];

                printf("%s\n  %s. %s\n  ", stretch->id, words_of(stretch->name), words_of(stretch->why));
                for (int kind = 0; kind < N_DOSES; kind++)
                        printf("%s%s %s", kind > 0 ? ", " : "", dose_kind_name((DoseKind) kind),
                               words_duration(stretch_dose_ms(stretch, (DoseKind) kind, 100), duration));
                printf("\n");
                print_standing(call, stretch);
        }
        return EXIT_DONE;
}

/* ---- a picture ---- */

/* Those named, or all that there are. */
static int draw(const Call *call)
{
        const Stretch *stretches[STRETCH_DRAW_MAX];
        StretchPicture picture = { .stretches = stretches,
                                   .file = call->draw,
                                   .person = &call->who,
                                   .theme = call->theme,
                                   .standing = call->standing };
        Error error = { "" };

        if (call->n_names > STRETCH_DRAW_MAX)
                return verb_misuse(
                        &verb_stretch, _("at most %d stretches in one picture"), STRETCH_DRAW_MAX);
        for (size_t i = 0; i < call->n_names; i++) {
                if (session_plan_find(
                            &call->catalogue, call->names[i], &stretches[picture.n_stretches++], &error) < 0)
                        return verb_fail(&error);
        }
        for (size_t i = 0; call->n_names == 0 && i < call->catalogue.stretches.n && i < STRETCH_DRAW_MAX;
             i++)
                stretches[picture.n_stretches++] = call->catalogue.stretches.items[i];
        return stretch_draw(&picture, &error) < 0 ? verb_fail(&error) : EXIT_DONE;
}

/* ---- the session ---- */

/* A signal that ended the session ends us too, so that a shell sees what happened. */
static void end_as_told(int number)
{
        signal(number, SIG_DFL);
        raise(number);
}

static int guide(Call *call)
{
        const SessionWish wish = { .names = (const char *const *) call->names,
                                   .n_names = call->n_names,
                                   .dose = call->dose,
                                   .dose_said = call->dose_said };
        /* The screen is dark, whatever colours the windows have. */
        SessionStyle style = session_style(&call->settings, THEME_DARK, false);
        SessionPlan plan;
        SessionOptions options;
        SessionReport report;
        Error error = { "" };
        int r;

        look_of(&call->who, theme_name(style.theme), &style.look);
        r = session_plan_make(
                &plan, &wish, &call->catalogue, &call->settings, &call->home, clock_wall_now(), &error);
        if (r == -E2BIG)
                return verb_misuse(&verb_stretch, "%s", error.text);
        if (r < 0)
                return verb_fail(&error);
        options = (SessionOptions){
                .player = { .items = plan.items,
                            .n_items = plan.n_items,
                            .spares = plan.spares,
                            .n_spares = plan.n_spares,
                            .ready_ms = PLAYER_READY_MS,
                            .dose_percent = 100,
                            .pain_before = -1 },
                .plain = call->plain,
                .speed = call->speed,
                .sitting_ms = call->home.status.bout_ms,
                .figure = call->settings.figure,
                .reduced = style.reduced,
                .look = &style.look,
                .voice = heard_options(&call->settings),
                .muted = call->muted,
                .follow = call->home.client != NULL,
                .in_fd = STDIN_FILENO,
                .out_fd = STDOUT_FILENO,
        };
        r = session_run(&options, &call->home.link, &report, &error);
        if (r < 0)
                return error.text[0] ? verb_fail(&error) : verb_failf("%s", strerror(-r));
        if (report.guide.notice.text[0])
                verb_fail(&report.guide.notice);
        if (report.signal)
                end_as_told(report.signal);
        return EXIT_DONE;
}

/* ---- the command line ---- */

/* digits[.digits], whatever the locale's point is. */
static bool parse_speed(const char *text, double *ret)
{
        size_t before = strspn(text, "0123456789"), after = 0;
        double speed = 0, unit = 1;

        if (text[before] == '.')
                after = strspn(text + before + 1, "0123456789");
        if (before < 1 || before > 6 || after > 6 || text[before + (text[before] == '.') + after] ||
            (text[before] == '.' && after == 0))
                return false;
        for (size_t i = 0; i < before; i++)
                speed = speed * 10 + (text[i] - '0');
        for (size_t i = 0; i < after; i++)
                speed += (text[before + 1 + i] - '0') * (unit /= 10);
        *ret = speed;
        return speed >= GUIDE_SPEED_MIN && speed <= GUIDE_SPEED_MAX;
}

static int read_words(Call *call, int argc, char **argv)
{
        const char *dose = NULL, *speed = NULL;
        const Argument arguments[] = {
                { "check", .ret_flag = &call->check },    { "dose", .ret_value = &dose },
                { "draw", .ret_value = &call->draw },     { "figure", .ret_value = &call->figure },
                { "list", .ret_flag = &call->list },      { "mute", .ret_flag = &call->muted },
                { "person", .ret_value = &call->person }, { "plain", .ret_flag = &call->plain },
                { "speed", .ret_value = &speed },         { "standing", .ret_flag = &call->standing },
                { "theme", .ret_value = &call->theme },   { "voice", .ret_flag = &call->spoken },
        };
        int r = arguments_parse(&verb_stretch, arguments, ELEMENTSOF(arguments), &argc, &argv);

        if (r != 0)
                return r;
        if (dose && !dose_kind_from_name(dose, &call->dose))
                return verb_misuse(&verb_stretch, _("'%.40s' is not a dose: short, full or article"), dose);
        if (speed && !parse_speed(speed, &call->speed))
                return verb_misuse(&verb_stretch, _("'%.40s' is not a speed from 0.1 to 10000"), speed);
        if (call->check && (call->list || call->draw))
                return verb_misuse(&verb_stretch, _("--check goes with files alone"));
        if (call->check && argc == 0)
                return verb_misuse(&verb_stretch, _("--check wants a file after it"));
        if (call->list && argc > 0)
                return verb_misuse(&verb_stretch, _("--list takes no names"));
        if (!call->draw && (call->theme || call->standing))
                return verb_misuse(&verb_stretch, _("--theme and --standing go with --draw"));
        call->dose_said = dose != NULL;
        call->names = argv;
        call->n_names = (size_t) argc;
        return 0;
}

/* A stretch does not have to wait until limber.conf is in order again. */
static void load_settings(Call *call)
{
        Error error = { "" };

        if (user_settings_load(NULL, &call->settings, &error) < 0) {
                verb_fail(&error);
                settings_init(&call->settings);
        }
        call->settings.voice = call->settings.voice || call->spoken;
}

/* Who is asked for must be there; who is set and is not there keeps nobody from a stretch. */
static int find_person(Call *call)
{
        Error error = { "" };

        if (person_files_find(call->person ? call->person : call->settings.person, &call->who, &error) == 0)
                return 0;
        verb_fail(&error);
        return call->person ? EXIT_FAILED : 0;
}

static int run(int argc, char **argv)
{
        _cleanup_(call_deinit) Call call = { .speed = 1 };
        Error error = { "" };
        int r;

        r = read_words(&call, argc, argv);
        if (r != 0)
                return r;
        if (call.check)
                return stretch_check_files(call.names, call.n_names);
        r = stretch_files_load(&call.catalogue, &error);
        print_problems(&call.catalogue);
        if (r < 0)
                return error.text[0] ? verb_fail(&error) : verb_failf("%s", strerror(-r));
        load_settings(&call);
        if (call.figure && settings_set(&call.settings, "figure", call.figure, &error) < 0)
                return verb_misuse(&verb_stretch, "--%s", error.text);
        r = take_files(&call);
        if (r != 0)
                return r;
        if (!call.dose_said)
                stretch_offer_fit(&call.settings, &call.catalogue);
        if (call.list)
                return print_list(&call);
        r = find_person(&call);
        if (r != 0)
                return r;
        if (call.draw)
                return draw(&call);
        session_home_init(&call.home);
        return guide(&call);
}

const Verb verb_stretch = {
        .name = "stretch",
        .summary = N_("A guided stretch in this terminal"),
        .usage = N_("[NAME ...] [--dose short|full|article] [--plain] [--figure MODE] [--voice] [--mute]\n"
                    " [--speed X]\n--list\n"
                    "--check FILE ...\n"
                    "[NAME ...] --draw FILE [--person NAME] [--theme light|dark|contrast] [--standing]"),
        .help = N_(
                "Without names the next stretch in rotation is guided; --list shows what there is. A NAME "
                "may also\n"
                "be a stretch file, with a / in it or .stretch at its end.\n"
                "\n"
                "  --check FILE ...           everything that is wrong with stretch files of your own, or "
                "what they say\n"
                "  --dose short|full|article  how much; short unless limber.conf says otherwise\n"
                "  --figure MODE              how the figure is drawn: auto, blocks, braille, ascii, none; "
                "sixel,\n"
                "                             kitty or iterm2 in a local terminal that shows such pictures\n"
                "  --plain                    lines of text only: screen readers, logs, dumb terminals\n"
                "  --voice                    the words are spoken, too, this time\n"
                "  --mute                     without a sound, until you press M\n"
                "  --speed X                  so many times faster, for tests\n"
                "  --draw FILE                no session: a picture of the stretches named, or of all; "
                "FILE.svg,\n"
                "                             .png or .pdf: the key frames; .gif: the motion of the first\n"
                "  --person NAME              who is drawn: robin, sol, alma, or a person file, see "
                "limber-person(5)\n"
                "  --theme light|dark|contrast\n"
                "                             colours of the picture\n"
                "  --standing                 drawn standing, where the stretch may be done so\n"
                "\n"
                "Space pauses, the right arrow goes on, the left arrow repeats, P is for later, Esc "
                "twice skips,\n"
                "O is for ouch: the stretch ends at once and another one takes its place. M mutes, Q "
                "quits.\n"
                "Stop at pain, tingling or dizziness. limber-stretch(5) says how to write a stretch of "
                "your own.\n"),
        .run = run,
};
