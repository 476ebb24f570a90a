/* SPDX-License-Identifier: MIT */
/* limber simulate: the engine over a file, an event a line. */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "arguments.h"
#include "i18n.h"
#include "importer.h"
#include "replay.h"
#include "user-settings.h"
#include "verb.h"

extern const Verb verb_simulate;

typedef struct Simulation {
        Settings settings;
        bool json;
} Simulation;

/* ---- events ---- */

static const struct {
        const char *name; /* in JSON; NULL: not printed */
        const char *word; /* after the name of the break; not translated, scripts read it */
} events[N_EFFECT_KINDS] = {
        [EFFECT_BOUT] = { "bout", NULL },
        [EFFECT_DUE] = { "due", "is due" },
        [EFFECT_ANNOUNCE] = { "announce", "is announced" },
        [EFFECT_BEGIN] = { "begin", "begins" },
        [EFFECT_END] = { "end", "ends" },
};

static WallTime bout_end_wall(const Effect *effect)
{
        return (WallTime){ effect->start_wall.ms + effect->end.ms - effect->start.ms };
}

static char *add_pair(char *p, const char *key, const char *value)
{
        p = stpcpy(p, key);
        p = stpcpy(p, value);
        *p++ = '"';
        return p;
}

/* None of the words needs escaping: names of rules are [a-z0-9-]. */
static void print_json(const Simulation *simulation, const Effect *effect)
{
        char line[4 * WALL_TEXT_SIZE + RULE_NAME_SIZE + 128], wall[WALL_TEXT_SIZE], *p = line;

        p = add_pair(p, "{\"at\":\"", wall_format(effect->wall, wall));
        p = add_pair(p, ",\"event\":\"", events[effect->kind].name);
        if (effect->kind == EFFECT_BOUT) {
                p = add_pair(p, ",\"start\":\"", wall_format(effect->start_wall, wall));
                p = add_pair(p, ",\"end\":\"", wall_format(bout_end_wall(effect), wall));
                p = add_pair(p, ",\"posture\":\"", posture_name(effect->posture));
        } else {
                p = add_pair(p, ",\"break\":\"", simulation->settings.engine.rules[effect->rule].name);
        }
        if (effect->kind == EFFECT_END)
                p = add_pair(p, ",\"outcome\":\"", outcome_name(effect->outcome));
        p = stpcpy(p, "}\n");
        fwrite_unlocked(line, 1, (size_t) (p - line), stdout);
}

static struct tm local_of(WallTime wall)
{
        time_t seconds = (time_t) (wall.ms / MS_PER_SECOND - (wall.ms % MS_PER_SECOND < 0));
        struct tm local = { 0 };

        localtime_r(&seconds, &local);
        return local;
}

static void print_text(const Simulation *simulation, const Effect *effect)
{
        struct tm at = local_of(effect->wall), start, end;
        char length[DURATION_TEXT_SIZE];

        printf("%04d-%02d-%02d %02d:%02d:%02d  ", at.tm_year + 1900, at.tm_mon + 1, at.tm_mday, at.tm_hour,
               at.tm_min, at.tm_sec);
        if (effect->kind == EFFECT_BOUT) {
                start = local_of(effect->start_wall);
                end = local_of(bout_end_wall(effect));
                printf(effect->posture == POSTURE_SITTING ? "sat %s, %02d:%02d:%02d to %02d:%02d:%02d\n"
                                                          : "stood %s, %02d:%02d:%02d to %02d:%02d:%02d\n",
                       duration_format(effect->end.ms - effect->start.ms, length), start.tm_hour,
                       start.tm_min, start.tm_sec, end.tm_hour, end.tm_min, end.tm_sec);
                return;
        }
        printf("%s %s", simulation->settings.engine.rules[effect->rule].name, events[effect->kind].word);
        if (effect->kind == EFFECT_END)
                printf(": %s", outcome_name(effect->outcome));
        putchar('\n');
}

static int on_effect(void *userdata, const Effect *effect)
{
        const Simulation *simulation = userdata;

        if (!events[effect->kind].name)
                return 0;
        if (simulation->json)
                print_json(simulation, effect);
        else
                print_text(simulation, effect);
        return ferror(stdout) ? -EIO : 0; /* no use in going on; limber.c says why */
}

/* ---- civil time ---- */

static WallTime next_change(void *userdata, WallTime at, bool *ret_open)
{
        const Simulation *simulation = userdata;
        WallTime change = hours_next_change(&simulation->settings.hours, at);

        *ret_open = hours_contains(&simulation->settings.hours, at);
        return change.ms < WALL_MS_MAX ? change : REPLAY_NEVER;
}

static WallTime next_day(void *userdata, WallTime at)
{
        const Simulation *simulation = userdata;
        int starts = simulation->settings.day_starts_minute;
        CivilDay day = civil_day_of(at, starts);
        WallTime start;

        /* Where a change of the clocks skips the start of a day, it may lie a little before its own time. */
        do {
                day.days++;
                start = civil_day_start(day, starts);
        } while (start.ms <= at.ms);
        return start;
}

/* ---- the verb ---- */

typedef struct Options {
        const char *path, *format, *answer, *zone, *dates;
        ArgumentList sets;
        bool json;
        const ImporterOps *importer;
        ImportOptions import;
        bool answers;
        AnswerKind answer_kind;
} Options;

static int parse_options(int argc, char **argv, Options *ret)
{
        Options options = { .format = "timeline", .answer = "none" };
        const Argument table[] = {
                { "format", .ret_value = &options.format }, { "answer", .ret_value = &options.answer },
                { "set", .ret_list = &options.sets },       { "tz", .ret_value = &options.zone },
                { "dates", .ret_value = &options.dates },   { "json", .ret_flag = &options.json },
        };
        int r = arguments_parse(&verb_simulate, table, ELEMENTSOF(table), &argc, &argv);

        if (r != 0)
                return r;
        if (argc != 1)
                return verb_misuse(&verb_simulate, _("one file is needed, - is standard input"));
        options.path = argv[0];

        options.importer = importer_find(slice_of(options.format));
        if (!options.importer)
                return verb_misuse(
                        &verb_simulate, _("--format %s is not known; known are %s"), options.format,
                        importer_names());
        options.answers = strcmp(options.answer, "none") != 0;
        if (options.answers && !answer_from_name(slice_of(options.answer), &options.answer_kind))
                return verb_misuse(
                        &verb_simulate, _("--answer is take, skip, postpone or none, not %s"),
                        options.answer);
        if (options.dates && !date_order_from_name(slice_of(options.dates), &options.import.date_order))
                return verb_misuse(&verb_simulate, _("--dates is dmy, mdy or ymd, not %s"), options.dates);
        *ret = options;
        return 0;
}

static int simulate(const Options *options, Simulation *simulation, Error *error)
{
        _cleanup_(importer_freep) Importer *importer = NULL;
        _cleanup_(replay_deinit) Replay replay = { 0 };
        int r;

        r = importer_open(options->importer, options->path, &options->import, &importer, error);
        if (r < 0)
                return r;
        if (importer->has_local_dates && importer->date_order != DATE_ORDER_UNKNOWN)
                fprintf(stderr, _("limber: dates are read as %s\n"), date_order_name(importer->date_order));

        r = replay_init(
                &replay, &simulation->settings.engine,
                &(ReplayOptions){
                        .calendar = { next_change, next_day, simulation },
                        .answers = options->answers,
                        .answer = options->answer_kind,
                        .on_effect = on_effect,
                        .userdata = simulation,
                });
        if (r < 0)
                return r;
        return importer_replay(importer, &replay, NULL, error);
}

static int run(int argc, char **argv)
{
        static char buffer[64 * 1024];
        Simulation simulation = { 0 };
        Options options = { 0 };
        Error error = { 0 };
        int r;

        r = parse_options(argc, argv, &options);
        if (r != 0)
                return r;
        simulation.json = options.json;

        signal(SIGPIPE, SIG_IGN); /* a reader that went away is an error like a full disk */
        setvbuf(stdout, buffer, _IOFBF, sizeof buffer);
        r = user_settings_load(&options.sets, &simulation.settings, &error);
        if (r >= 0 && options.zone)
                r = local_zone_use(options.zone, &error);
        if (r >= 0)
                r = simulate(&options, &simulation, &error);
        if (r >= 0)
                return EXIT_DONE;
        if (ferror(stdout))
                return verb_failf(
                        _("the output could not be written; is its reader gone or the disk full?"));
        if (error.text[0] == '\0')
                return verb_failf("%s: %s", options.path, strerror(-r));
        return verb_fail(&error);
}

const Verb verb_simulate = {
        .name = "simulate",
        .summary = N_("The engine over a file: what Limber would have said"),
        .usage = N_("FILE [--format timeline|manictime] [--answer take|skip|postpone|none]\n"
                    "     [--set KEY=VALUE] [--tz ZONE] [--dates dmy|mdy|ymd] [--json]"),
        .help = N_("Prints when breaks would have come and how long the sits were. FILE is a timeline,\n"
                   "limber-timeline(5), or what another program exported; - is standard input.\n\n"
                   "  --format F       timeline (the default) or manictime\n"
                   "  --answer A       how each break is answered as it begins: take, skip, postpone\n"
                   "                   or none (the default)\n"
                   "  --set KEY=VALUE  another setting than that of limber.conf; may be given again\n"
                   "  --tz ZONE        the time zone of the file and of the hours, like Europe/Paris\n"
                   "  --dates ORDER    dmy, mdy or ymd, where the file does not show it\n"
                   "  --json           one JSON object a line\n"),
        .run = run,
};
