/* SPDX-License-Identifier: MIT */
/*
 * Stretch files. A file is sections of keys. The parser holds one open section: its keys are read through
 * the table of stretch-values into the struct it fills, and when the next one begins (or the file ends) it
 * is checked as a whole. Names must be known where they are used, so that one pass is enough. What is wrong
 * is noted, the rest of its section is passed over, and the next one is read as if nothing had been.
 */

#include "stretch-parse.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "keyfile.h"
#include "stretch-values.h"

typedef struct Parser {
        Stretch *stretch;
        SectionKind section;
        size_t section_line;                /* 0 in the head */
        char title[STRETCH_NAME_SIZE + 16]; /* "[phase lift]", "" in the head */
        void *target;                       /* the struct that the section's keys fill */
        uint64_t seen;                      /* 1 << index of its keys so far */
        DoseDraft draft;                    /* of SECTION_DOSE */
        DoseKind dose;
        unsigned doses_seen;
        bool steps_seen;
        bool broken; /* something is wrong with this section */
        bool lost;   /* a section could not be told at all: what seems to be missing may be in it */
        FileProblems *problems;
} Parser;

static const struct {
        const char *word;
        bool named;
} sections[N_SECTIONS] = {
        [SECTION_HEAD] = { "", false }, /* has no line of its own */
        [SECTION_STEPS] = { "steps", false }, [SECTION_POSE] = { "pose", true },
        [SECTION_WAY] = { "way", true },      [SECTION_PHASE] = { "phase", true },
        [SECTION_DOSE] = { "dose", true },
};

/* Borrowed bytes of our own text, terminated in place: what follows them is a blank, a bracket, a comment
 * or the line's end, all read already. */
static char *terminate(Stretch *stretch, Slice slice)
{
        char *p = stretch->text + (slice.p - stretch->text);

        p[slice.n] = '\0';
        return p;
}

/* ---- the end of a section ---- */

static int check_required(const Parser *parser, Error *error)
{
        for (size_t i = 0; i < n_stretch_keys; i++)
                if (stretch_keys[i].section == parser->section && stretch_keys[i].example &&
                    !(parser->seen & (UINT64_C(1) << i)))
                        return error_set(
                                error, -EINVAL, _("'%s' is missing; add a line like '%s'"),
                                stretch_keys[i].key, stretch_keys[i].example);
        return 0;
}

static int end_phase(Parser *parser, Error *error)
{
        Stretch *stretch = parser->stretch;
        Phase *phase = &stretch->phases[stretch->n_phases - 1];
        Way *way = &stretch->ways[stretch->n_ways - 1];

        if (!phase->say)
                phase->say = phase->show;
        if (!phase->cue)
                phase->cue = "";
        way->n++;
        way->ms += phase->ms;
        return 0;
}

static int end_way(Parser *parser, Error *error)
{
        Way *way = &parser->stretch->ways[parser->stretch->n_ways - 1];

        if (!way->label)
                way->label = "";
        return 0;
}

/* Whether what is known of the ways is all there is. */
static bool ways_are_whole(const Parser *parser)
{
        return parser->problems->n == 0;
}

/* A dose by time: as many repeats as fit, and enough when the smaller time is reached. */
static int count_timed_repeats(Parser *parser, Error *error)
{
        const Stretch *stretch = parser->stretch;
        DoseDraft *draft = &parser->draft;
        int64_t way_ms = stretch->ways[draft->dose.ways[0]].ms;

        for (size_t i = 1; i < draft->dose.n_ways; i++)
                if (stretch->ways[draft->dose.ways[i]].ms != way_ms)
                        return error_set(
                                error, -EINVAL,
                                _("time: the ways of this dose do not take equally long; say 'repeats' "
                                  "instead"));
        if (draft->time_ms < way_ms)
                return error_set(error, -EINVAL, _("time: too short for a single repeat; make it longer"));
        draft->dose.repeats = (unsigned) (draft->time_ms / way_ms);
        draft->dose.enough = (unsigned) ((draft->time_enough_ms + way_ms - 1) / way_ms);
        draft->dose.enough = MIN(draft->dose.enough, draft->dose.repeats);
        return 0;
}

static int use_all_ways(Parser *parser, Error *error)
{
        Dose *dose = &parser->draft.dose;

        for (size_t i = 0; i < parser->stretch->n_ways; i++)
                dose->ways[i] = (uint8_t) i;
        dose->n_ways = parser->stretch->n_ways;
        if (dose->n_ways == 0)
                return error_set(
                        error, -EINVAL,
                        _("there is no phase above; add [phase NAME] sections before the doses"));
        return 0;
}

static int complete_dose(Parser *parser, Error *error)
{
        DoseDraft *draft = &parser->draft;
        Dose *dose = &draft->dose;
        int r = dose->n_ways == 0 && !parser->lost ? use_all_ways(parser, error) : 0;

        if (r < 0)
                return r;
        if (draft->said_repeats == (draft->time_ms > 0))
                return error_set(
                        error, -EINVAL,
                        draft->said_repeats ? _("has both 'repeats' and 'time'; keep one of them")
                                            : _("'repeats' is missing; add a line like 'repeats = 8'"));
        for (size_t i = 0; i < dose->n_ways && !parser->lost; i++)
                if (parser->stretch->ways[dose->ways[i]].n == 0)
                        return error_set(
                                error, -EINVAL,
                                _("way '%s' has no phase; add a [phase NAME] section below it"),
                                parser->stretch->ways[dose->ways[i]].name);
        r = draft->time_ms > 0 && ways_are_whole(parser) ? count_timed_repeats(parser, error) : 0;
        if (r < 0)
                return r;
        if (!dose->remind != (dose->remind_every_ms == 0))
                return error_set(
                        error, -EINVAL, _("'remind' and 'remind_every' go together; add the other one"));
        if (!dose->note)
                dose->note = "";
        if (!dose->remind)
                dose->remind = "";
        return 0;
}

static int end_dose(Parser *parser, Error *error)
{
        Stretch *stretch = parser->stretch;
        int r = complete_dose(parser, error);

        if (r < 0)
                return r;
        stretch->doses[parser->dose] = parser->draft.dose;
        if (ways_are_whole(parser) && stretch_dose_ms(stretch, parser->dose, 100) > STRETCH_DOSE_MS_MAX)
                return error_set(error, -EINVAL, _("takes more than an hour in all; take fewer repeats"));
        return 0;
}

static int end_section(Parser *parser, Error *error)
{
        static int (*const ends[N_SECTIONS])(Parser *, Error *) = {
                [SECTION_WAY] = end_way, [SECTION_PHASE] = end_phase, [SECTION_DOSE] = end_dose
        };
        int r = parser->broken ? 0 : check_required(parser, error);

        if (parser->broken && parser->section == SECTION_PHASE)
                return end_phase(parser, error); /* its way has a phase all the same */
        if (r < 0 || parser->broken || !ends[parser->section])
                return r;
        return ends[parser->section](parser, error);
}

/* ---- the beginning of a section ---- */

static int twice(const char *title, Error *error)
{
        return error_set(error, -EINVAL, _("%s is there twice; rename one or leave it out"), title);
}

static int begin_steps(Parser *parser, char *name, Error *error)
{
        if (parser->steps_seen)
                return twice("[steps]", error);
        parser->steps_seen = true;
        parser->target = parser->stretch;
        return 0;
}

static int begin_pose(Parser *parser, char *name, Error *error)
{
        Stretch *stretch = parser->stretch;

        if (stretch->n_poses == STRETCH_MAX_POSES)
                return error_set(error, -EINVAL, _("more than %d poses; leave some out"), STRETCH_MAX_POSES);
        assert(name);
        for (size_t i = 0; i < stretch->n_poses; i++)
                if (strcmp(stretch->poses[i].name, name) == 0)
                        return twice(parser->title, error);
        stretch->poses[stretch->n_poses] = (Pose){ .name = name, .line = parser->section_line };
        parser->target = &stretch->poses[stretch->n_poses++];
        return 0;
}

static int begin_way(Parser *parser, char *name, Error *error)
{
        Stretch *stretch = parser->stretch;

        if (stretch->n_ways == STRETCH_MAX_WAYS)
                return error_set(error, -EINVAL, _("more than %d ways; leave some out"), STRETCH_MAX_WAYS);
        assert(name);
        if (stretch->n_ways == 1 && stretch->ways[0].name[0] == '\0')
                return error_set(
                        error, -EINVAL, _("there are phases above the first [way]; put them below one"));
        for (size_t i = 0; i < stretch->n_ways; i++)
                if (strcmp(stretch->ways[i].name, name) == 0)
                        return twice(parser->title, error);
        stretch->ways[stretch->n_ways] =
                (Way){ .name = name, .line = parser->section_line, .first = stretch->n_phases };
        parser->target = &stretch->ways[stretch->n_ways++];
        return 0;
}

static int begin_phase(Parser *parser, char *name, Error *error)
{
        Stretch *stretch = parser->stretch;
        const Way *way;

        if (stretch->n_phases == STRETCH_MAX_PHASES)
                return error_set(
                        error, -EINVAL, _("more than %d phases; leave some out"), STRETCH_MAX_PHASES);
        assert(name);
        if (parser->doses_seen)
                return error_set(error, -EINVAL, _("phases stand above the doses; move it up"));
        if (stretch->n_ways == 0)
                stretch->ways[stretch->n_ways++] = (Way){ .name = "", .label = "" };
        way = &stretch->ways[stretch->n_ways - 1];
        for (size_t i = way->first; i < stretch->n_phases; i++)
                if (strcmp(stretch->phases[i].name, name) == 0)
                        return twice(parser->title, error);
        stretch->phases[stretch->n_phases] = (Phase){ .name = name, .line = parser->section_line };
        parser->target = &stretch->phases[stretch->n_phases++];
        return 0;
}

static int begin_dose(Parser *parser, char *name, Error *error)
{
        if (!dose_kind_from_name(name, &parser->dose))
                return error_set(
                        error, -EINVAL, _("'%s' is not a dose; the doses are short, full, article"), name);
        if (parser->doses_seen & (1U << parser->dose))
                return twice(parser->title, error);
        parser->doses_seen |= 1U << parser->dose;
        parser->draft = (DoseDraft){ .dose = { .rounds = 1 } };
        parser->target = &parser->draft;
        return 0;
}

static int find_section(Slice word, bool named, Error *error)
{
        for (int i = SECTION_HEAD + 1; i < N_SECTIONS; i++) {
                if (!slice_equals(word, sections[i].word))
                        continue;
                if (sections[i].named == named)
                        return i;
                if (named)
                        return error_set(error, -EINVAL, _("[%s] takes no name"), sections[i].word);
                return error_set(
                        error, -EINVAL, _("[%s] needs a name, as in [%s NAME]"), sections[i].word,
                        sections[i].word);
        }
        return error_set(
                error, -EINVAL,
                _("there is no section [%.*s]; the sections are steps, pose, way, phase and dose"),
                (int) MIN(word.n, (size_t) 40), word.p);
}

/* The words and names are short enough: both were checked. */
static void set_title(Parser *parser, const char *word, Slice name)
{
        char *p = stpcpy(parser->title, "[");

        p = stpcpy(stpcpy(p, word), name.n > 0 ? " " : "");
        if (name.n > 0)
                p = mempcpy(p, name.p, name.n);
        stpcpy(p, "]");
}

static int begin_section(Parser *parser, const KeyfileLine *line, Error *error)
{
        static int (*const begins[N_SECTIONS])(Parser *, char *, Error *) = {
                [SECTION_STEPS] = begin_steps, [SECTION_POSE] = begin_pose, [SECTION_WAY] = begin_way,
                [SECTION_PHASE] = begin_phase, [SECTION_DOSE] = begin_dose,
        };
        Slice rest = line->section, word, name = { "", 0 };
        bool named;
        int section;

        slice_next_word(&rest, &word);
        name = slice_trim(rest);
        named = name.n > 0;
        if (named && !stretch_is_name(name.p, name.n))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a name; use small letters, digits and '-', at most %d of them"),
                        (int) MIN(name.n, (size_t) 40), name.p, STRETCH_NAME_SIZE - 1);
        section = find_section(word, named, error);
        if (section < 0)
                return section;
        parser->section = (SectionKind) section;
        parser->section_line = line->number;
        set_title(parser, sections[section].word, name);
        return begins[section](parser, named ? terminate(parser->stretch, name) : NULL, error);
}

/* ---- keys ---- */

/* [steps] is numbered: 1, 2, 3 ... */
static int read_step(Parser *parser, const KeyfileLine *line, Error *error)
{
        Stretch *stretch = parser->stretch;
        uint64_t number;

        if (stretch->n_steps == STRETCH_MAX_STEPS)
                return error_set(error, -EINVAL, _("more than %d steps; leave some out"), STRETCH_MAX_STEPS);
        if (parse_u64(line->key, &number) < 0 || number != stretch->n_steps + 1)
                return error_set(
                        error, -EINVAL, _("steps are numbered; here comes %zu"), stretch->n_steps + 1);
        if (line->value.n == 0 || line->value.n > STRETCH_TEXT_MAX)
                return error_set(error, -EINVAL, _("a step has 1 to %d bytes"), STRETCH_TEXT_MAX);
        stretch->steps[stretch->n_steps++] = terminate(stretch, line->value);
        return 0;
}

static int unknown_key(const Parser *parser, Error *error)
{
        char keys[160] = "", *p = keys;

        for (size_t i = 0; i < n_stretch_keys; i++) {
                const char *key = stretch_keys[i].key;

                if (stretch_keys[i].section != parser->section || p + strlen(key) + 3 > keys + sizeof keys)
                        continue;
                p = stpcpy(stpcpy(p, p > keys ? ", " : ""), key);
        }
        return error_set(error, -EINVAL, _("no such key; here are: %s"), keys);
}

static int read_key(Parser *parser, const KeyfileLine *line, Error *error)
{
        if (parser->section == SECTION_STEPS)
                return read_step(parser, line, error);
        for (size_t i = 0; i < n_stretch_keys; i++) {
                const KeyRule *rule = &stretch_keys[i];

                if (rule->section != parser->section || !slice_equals(line->key, rule->key))
                        continue;
                if (parser->seen & (UINT64_C(1) << i))
                        return error_set(error, -EINVAL, _("is there twice; leave one out"));
                parser->seen |= UINT64_C(1) << i;
                return rule->read(
                        rule, parser->stretch, (char *) parser->target + rule->offset,
                        terminate(parser->stretch, line->value), error);
        }
        return unknown_key(parser, error);
}

/* ---- lines ---- */

/* Notes what is wrong, so that reading goes on: 0. Other errors come back as they are. */
static int note(Parser *parser, size_t line, int r, const Error *error)
{
        if (r != -EINVAL)
                return r;
        parser->broken = true;
        return file_problems_add(parser->problems, line, error);
}

static int close_section(Parser *parser)
{
        Error error = { "" };
        int r = end_section(parser, &error);

        if (r < 0)
                error_prefix(
                        &error, r, "%s",
                        parser->section == SECTION_HEAD ? _("above the first section") : parser->title);
        return note(parser, parser->section_line, r, &error);
}

/* A header that could not be read leaves the parser in a section of nothing. */
static int open_section(Parser *parser, const KeyfileLine *line)
{
        Error error = { "" };
        int r;

        parser->section = SECTION_STEPS;
        parser->title[0] = '\0';
        parser->seen = 0;
        parser->broken = false;
        r = begin_section(parser, line, &error);
        if (r < 0) {
                parser->lost = true;
                parser->section = SECTION_STEPS;
        }
        return note(parser, line->number, r, &error);
}

static int take_pair(Parser *parser, const KeyfileLine *line)
{
        Error error = { "" };
        int r = read_key(parser, line, &error);

        if (r < 0)
                error_prefix(
                        &error, r, "%s%s%.*s", parser->title, parser->title[0] ? " " : "",
                        (int) MIN(line->key.n, (size_t) 40), line->key.p);
        return note(parser, line->number, r, &error);
}

/* A line that is none: it may have been a header, and then the keys below it belong to nothing we know. */
static int take_nonsense(Parser *parser, size_t line, int r, const Error *error)
{
        if (r != -EINVAL || parser->broken)
                return r == -EINVAL ? 0 : r;
        parser->lost = true;
        return note(parser, line, r, error);
}

/* ---- the whole ---- */

static int check_whole(const Parser *parser, Error *error)
{
        const Stretch *stretch = parser->stretch;

        if (parser->lost)
                return 0;
        if (!parser->steps_seen || (stretch->n_steps == 0 && ways_are_whole(parser)))
                return error_set(
                        error, -EINVAL,
                        _("there are no steps; add a section [steps] with a line '1 = ...'"));
        if (stretch->n_phases == 0)
                return error_set(error, -EINVAL, _("there is no phase; add a [phase NAME] section"));
        for (size_t i = 0; i < stretch->n_ways; i++)
                if (stretch->ways[i].n == 0)
                        return error_set(
                                error, -EINVAL,
                                _("[way %s] has no phase; add a [phase NAME] section below it"),
                                stretch->ways[i].name);
        if (!(parser->doses_seen & (1U << DOSE_SHORT)))
                return error_set(
                        error, -EINVAL,
                        _("the dose 'short' is missing; add a section [dose short] with a line 'repeats = "
                          "8'"));
        return 0;
}

/* A larger dose that is not said is the one before it. */
static void fill_doses(const Parser *parser)
{
        Stretch *stretch = parser->stretch;

        for (int kind = DOSE_SHORT + 1; kind < N_DOSES; kind++)
                if (!(parser->doses_seen & (1U << kind)))
                        stretch->doses[kind] = stretch->doses[kind - 1];
}

static int parse_lines(Parser *parser, Slice text)
{
        Error error = { "" };
        KeyfileLine line;
        Keyfile file;
        int r;

        keyfile_init(&file, text);
        do {
                r = keyfile_next(&file, &line, &error);
                if (r < 0) {
                        r = take_nonsense(parser, file.line, r, &error);
                        line.kind = KEYFILE_PAIR; /* go on */
                } else if (line.kind == KEYFILE_PAIR) {
                        r = parser->broken ? 0 : take_pair(parser, &line);
                } else {
                        r = close_section(parser);
                        if (r == 0 && line.kind == KEYFILE_SECTION)
                                r = open_section(parser, &line);
                }
                if (r < 0)
                        return r;
        } while (line.kind != KEYFILE_END);
        return note(parser, 0, check_whole(parser, &error), &error);
}

/* Nothing of a file of that name and length could be right. */
static int check_outside(const char *id, Slice bytes, Error *error)
{
        if (!stretch_is_name(id, strlen(id)))
                return error_set(
                        error, -EINVAL,
                        _("'%.40s' is not a name for a stretch; use small letters, digits and '-', at most "
                          "%d of them"),
                        id, STRETCH_NAME_SIZE - 1);
        if (bytes.n > STRETCH_FILE_MAX)
                return error_set(
                        error, -EINVAL, _("longer than %d KiB; is this a stretch file?"),
                        STRETCH_FILE_MAX / 1024);
        return 0;
}

static Stretch *stretch_new(const char *id, Slice bytes)
{
        _cleanup_(stretch_freep) Stretch *stretch = calloc(1, sizeof *stretch);

        if (!stretch)
                return NULL;
        stretch->text = malloc(bytes.n + 1);
        if (!stretch->text)
                return NULL;
        if (bytes.n > 0)
                memcpy(stretch->text, bytes.p, bytes.n);
        stretch->text[bytes.n] = '\0';
        memcpy(stretch->id, id, strlen(id) + 1);
        stretch->rank = 100;
        return TAKE_PTR(stretch);
}

int stretch_parse_all(const char *id, Slice bytes, Stretch **ret, FileProblems *problems)
{
        _cleanup_(stretch_freep) Stretch *stretch = NULL;
        Parser parser = { .problems = problems };
        Error error = { "" };
        int r;

        assert(problems->n == 0);
        r = check_outside(id, bytes, &error);
        if (r < 0)
                return note(&parser, 0, r, &error) < 0 ? -ENOMEM : r;
        stretch = stretch_new(id, bytes);
        if (!stretch)
                return -ENOMEM;
        parser.stretch = stretch;
        parser.target = stretch;
        r = parse_lines(&parser, (Slice){ stretch->text, bytes.n });
        if (r < 0)
                return r;
        if (problems->n > 0)
                return -EINVAL;
        fill_doses(&parser);
        if (!stretch->caution)
                stretch->caution = "";
        *ret = TAKE_PTR(stretch);
        return 0;
}

int stretch_parse(const char *id, Slice bytes, Stretch **ret, Error *error)
{
        FileProblems problems = { 0 };
        int r = stretch_parse_all(id, bytes, ret, &problems);

        if (r == -EINVAL && error) {
                *error = problems.items[0].error;
                if (problems.items[0].line > 0)
                        error_prefix(error, r, _("line %zu"), problems.items[0].line);
        }
        array_free(&problems);
        return r;
}
