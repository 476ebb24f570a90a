/* SPDX-License-Identifier: MIT */
/*
 * The keys of stretch files and their values. Each reader takes one value, writes its field on success, and
 * otherwise says what is wrong and what would be right; where it stood is added by the caller.
 */

#include "stretch-values.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "stretch-parse.h"

#define PHASE_MS_MIN MS_PER_SECOND
#define PHASE_MS_MAX (10 * MS_PER_MINUTE)

static int read_text(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        size_t n = strlen(value);

        if (n == 0)
                return error_set(
                        error, -EINVAL, _("is empty; write '%s', or leave the line out"), rule->key);
        if (n > (size_t) rule->max)
                return error_set(
                        error, -EINVAL, _("is %zu bytes long; at most %d fit on a screen"), n,
                        (int) rule->max);
        *(const char **) field = value;
        return 0;
}

static void list_words(const KeyRule *rule, char *text, size_t size)
{
        size_t used = 0;

        text[0] = '\0';
        for (int i = 0; i < rule->n_words; i++) {
                const char *word = rule->word(i);
                size_t n = strlen(word);

                if (used + n + 3 > size)
                        return;
                if (i > 0) {
                        memcpy(text + used, ", ", 2);
                        used += 2;
                }
                memcpy(text + used, word, n + 1);
                used += n;
        }
}

static int word_index(const KeyRule *rule, const char *value, Error *error)
{
        char words[256];

        for (int i = 0; i < rule->n_words; i++)
                if (strcmp(value, rule->word(i)) == 0)
                        return i;
        list_words(rule, words, sizeof words);
        return error_set(error, -EINVAL, _("'%s' is not one of: %s"), value, words);
}

/* Enums are ints here: each field read by it is an enum type of that size. */
static int read_word(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        int i = word_index(rule, value, error);

        if (i < 0)
                return i;
        memcpy(field, &i, sizeof i);
        return 0;
}

static int read_count(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        uint64_t count;

        if (parse_u64(slice_of(value), &count) < 0 || count < (uint64_t) rule->min ||
            count > (uint64_t) rule->max)
                return error_set(
                        error, -EINVAL, _("'%s' is not a whole number from %d to %d"), value,
                        (int) rule->min, (int) rule->max);
        *(unsigned *) field = (unsigned) count;
        return 0;
}

/* [-]digits[.digits], at most 4 before and 3 after the point: no locale, no exponents, no infinities. */
static int parse_decimal(const char *text, double *ret)
{
        bool negative = *text == '-';
        double value = 0, unit = 1;
        int before = 0, after = 0;

        text += negative;
        for (; *text >= '0' && *text <= '9' && before < 4; text++, before++)
                value = value * 10 + (*text - '0');
        if (before > 0 && *text == '.')
                for (text++; *text >= '0' && *text <= '9' && after < 3; text++, after++)
                        value += (*text - '0') * (unit /= 10);
        if (before == 0 || *text || text[-1] == '.')
                return -EINVAL;
        *ret = negative ? -value : value;
        return 0;
}

/* As it has to be written in the file, whatever the locale's point is: one digit after it at most. */
static const char *format_decimal(double value, char text[static 16])
{
        int tenths = (int) (value < 0 ? 0.5 - value * 10 : value * 10 + 0.5);

        if (tenths % 10 == 0)
                snprintf(text, 16, "%s%d", value < 0 ? "-" : "", tenths / 10);
        else
                snprintf(text, 16, "%s%d.%d", value < 0 ? "-" : "", tenths / 10, tenths % 10);
        return text;
}

static int read_number(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        char min[16], max[16];
        double number;

        if (parse_decimal(value, &number) < 0 || number < rule->min || number > rule->max)
                return error_set(
                        error, -EINVAL, _("'%s' is not a number from %s to %s"), value,
                        format_decimal(rule->min, min), format_decimal(rule->max, max));
        *(double *) field = number;
        return 0;
}

static int parse_time(const KeyRule *rule, const char *value, size_t n, int64_t *ret_ms, Error *error)
{
        int r = duration_parse(value, n, ret_ms, error);

        if (r == -EINVAL)
                return r;
        if (r < 0 || *ret_ms < (int64_t) rule->min || *ret_ms > (int64_t) rule->max) {
                char min[DURATION_TEXT_SIZE], max[DURATION_TEXT_SIZE];

                return error_set(
                        error, -EINVAL, _("'%.*s' is out of range; it is from %s to %s"), (int) n, value,
                        duration_format((int64_t) rule->min, min),
                        duration_format((int64_t) rule->max, max));
        }
        return 0;
}

static int read_time(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        int64_t ms;
        int r = parse_time(rule, value, strlen(value), &ms, error);

        if (r < 0)
                return r;
        *(int64_t *) field = ms;
        return 0;
}

/* Cuts the next of a list's items off, trimmed and terminated; NULL at the end. */
static char *next_item(char **rest)
{
        char *item = *rest, *comma;
        size_t n;

        if (!item)
                return NULL;
        comma = strchr(item, ',');
        if (comma)
                *comma = '\0';
        *rest = comma ? comma + 1 : NULL;
        item += strspn(item, " \t");
        n = strlen(item);
        while (n > 0 && (item[n - 1] == ' ' || item[n - 1] == '\t'))
                item[--n] = '\0';
        return item;
}

static int read_muscles(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        size_t n = 0;

        for (char *item; (item = next_item(&value)); n++) {
                if (*item == '\0')
                        return error_set(error, -EINVAL, _("a muscle is missing between two commas"));
                if (n == STRETCH_MAX_MUSCLES)
                        return error_set(error, -EINVAL, _("more than %d muscles"), STRETCH_MAX_MUSCLES);
                stretch->muscles[n] = item;
        }
        stretch->n_muscles = n;
        return 0;
}

static int read_conditions(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        uint32_t conditions = 0;

        for (char *item; (item = next_item(&value));) {
                int i = word_index(rule, item, error);

                if (i < 0)
                        return i;
                conditions |= UINT32_C(1) << i;
        }
        stretch->conditions = conditions;
        return 0;
}

static int pose_index(const Stretch *stretch, const char *name, Error *error)
{
        if (*name == '\0')
                return error_set(error, -EINVAL, _("the name of a pose is missing"));
        for (size_t i = 0; i < stretch->n_poses; i++)
                if (strcmp(stretch->poses[i].name, name) == 0)
                        return (int) i;
        return error_set(
                error, -EINVAL, _("there is no pose '%s' above; add a [pose %s] section"), name, name);
}

static int read_poses(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        Phase *phase = CONTAINER_OF((size_t *) field, Phase, n_poses);
        size_t n = 0;

        for (char *item; (item = next_item(&value)); n++) {
                int i = pose_index(stretch, item, error);

                if (i < 0)
                        return i;
                if (n == PHASE_MAX_POSES)
                        return error_set(
                                error, -EINVAL, _("more than %d poses in a phase"), PHASE_MAX_POSES);
                phase->poses[n] = (uint8_t) i;
        }
        phase->n_poses = n;
        return 0;
}

static int way_index(const Stretch *stretch, const char *name, Error *error)
{
        if (*name == '\0')
                return error_set(error, -EINVAL, _("the name of a way is missing"));
        for (size_t i = 0; i < stretch->n_ways; i++)
                if (strcmp(stretch->ways[i].name, name) == 0)
                        return (int) i;
        return error_set(
                error, -EINVAL, _("there is no way '%s' above; add a [way %s] section"), name, name);
}

static int read_ways(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        Dose *dose = CONTAINER_OF((size_t *) field, Dose, n_ways);
        size_t n = 0;

        for (char *item; (item = next_item(&value)); n++) {
                int way = way_index(stretch, item, error);

                if (way < 0)
                        return way;
                for (size_t i = 0; i < n; i++)
                        if (dose->ways[i] == way)
                                return error_set(error, -EINVAL, _("'%s' stands there twice"), item);
                dose->ways[n] = (uint8_t) way; /* not twice, so there is room for all of them */
        }
        dose->n_ways = n;
        return 0;
}

/* "8", or "8-10": at least 8, at most 10. */
static int read_repeats(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        DoseDraft *draft = CONTAINER_OF((unsigned *) field, DoseDraft, dose.repeats);
        char *dash = strchr(value, '-');
        unsigned enough = 0, repeats;
        int r;

        if (dash)
                *dash = '\0';
        r = read_count(rule, stretch, &enough, value, error);
        if (r < 0)
                return r;
        repeats = enough;
        r = dash ? read_count(rule, stretch, &repeats, dash + 1, error) : 0;
        if (r < 0)
                return r;
        if (repeats < enough)
                return error_set(
                        error, -EINVAL, _("%u-%u: the smaller number comes first"), enough, repeats);
        draft->dose.repeats = repeats;
        draft->dose.enough = enough;
        draft->said_repeats = true;
        return 0;
}

/* "5m", or "5m-10m". */
static int read_time_range(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error)
{
        DoseDraft *draft = CONTAINER_OF((int64_t *) field, DoseDraft, time_ms);
        char *dash = strchr(value, '-');
        int64_t enough, most;
        int r = parse_time(rule, value, dash ? (size_t) (dash - value) : strlen(value), &enough, error);

        if (r < 0)
                return r;
        most = enough;
        r = dash ? parse_time(rule, dash + 1, strlen(dash + 1), &most, error) : 0;
        if (r < 0)
                return r;
        if (most < enough)
                return error_set(error, -EINVAL, _("the smaller time comes first"));
        draft->time_ms = most;
        draft->time_enough_ms = enough;
        return 0;
}

static const char *position_word(int i)
{
        return position_name((Position) i);
}

static const char *view_word(int i)
{
        return view_name((View) i);
}

static const char *breath_word(int i)
{
        return breath_name((Breath) i);
}

static const char *side_word(int i)
{
        return side_name((Side) i);
}

static const char *condition_word(int i)
{
        return condition_name((Condition) i);
}

static const char *arms_word(int i)
{
        static const char *const words[N_ARMS] = { "hanging", "lap", "wings" };

        return words[i];
}

static const char *order_word(int i)
{
        static const char *const words[N_ORDERS] = { "in-turn", "alternate" };

        return words[i];
}

static const char *opt_in_word(int i)
{
        static const char *const words[N_OPT_INS] = { "none", "neck-questions" };

        return words[i];
}

#define HEAD(field) offsetof(Stretch, field)
#define POSE(field) offsetof(Pose, field)
#define WAY(field) offsetof(Way, field)
#define PHASE(field) offsetof(Phase, field)
#define DOSE(field) offsetof(DoseDraft, dose.field)

/* clang-format off */
const KeyRule stretch_keys[] = {
        { SECTION_HEAD, "name", "name = Shoulder shrugs", read_text, HEAD(name), 1, 60 },
        { SECTION_HEAD, "why", "why = One line of what it is good for.", read_text, HEAD(why), 1, STRETCH_TEXT_MAX },
        { SECTION_HEAD, "position", "position = sit", read_word, HEAD(position), 0, 0, position_word, N_POSITIONS },
        { SECTION_HEAD, "view", NULL, read_word, HEAD(view), 0, 0, view_word, N_VIEWS },
        { SECTION_HEAD, "muscles", NULL, read_muscles, 0 },
        { SECTION_HEAD, "caution", NULL, read_text, HEAD(caution), 1, STRETCH_TEXT_MAX },
        { SECTION_HEAD, "not_when", NULL, read_conditions, 0, 0, 0, condition_word, N_CONDITIONS },
        { SECTION_HEAD, "rank", NULL, read_count, HEAD(rank), 0, 1000 },

        { SECTION_POSE, "shoulder_lift_cm", NULL, read_number, POSE(shoulder_lift_cm), -0.5, 10 },
        { SECTION_POSE, "shoulder_forward_cm", NULL, read_number, POSE(shoulder_forward_cm), -5, 6 },
        { SECTION_POSE, "head_side_deg", NULL, read_number, POSE(head_side_deg), -40, 40 },
        { SECTION_POSE, "head_nod_deg", NULL, read_number, POSE(head_nod_deg), -15, 50 },
        { SECTION_POSE, "head_turn_deg", NULL, read_number, POSE(head_turn_deg), -60, 60 },
        { SECTION_POSE, "head_forward_cm", NULL, read_number, POSE(head_forward_cm), -4, 4 },
        { SECTION_POSE, "arms", NULL, read_word, POSE(arms), 0, 0, arms_word, N_ARMS },
        { SECTION_POSE, "wings", NULL, read_number, POSE(wings), 0, 1 },

        { SECTION_WAY, "label", NULL, read_text, WAY(label), 1, STRETCH_SHOW_MAX },

        { SECTION_PHASE, "show", "show = Hold", read_text, PHASE(show), 1, STRETCH_SHOW_MAX },
        { SECTION_PHASE, "say", NULL, read_text, PHASE(say), 1, STRETCH_TEXT_MAX },
        { SECTION_PHASE, "cue", NULL, read_text, PHASE(cue), 1, STRETCH_TEXT_MAX },
        { SECTION_PHASE, "time", "time = 2s", read_time, PHASE(ms), PHASE_MS_MIN, PHASE_MS_MAX },
        { SECTION_PHASE, "breath", NULL, read_word, PHASE(breath), 0, 0, breath_word, N_BREATHS },
        { SECTION_PHASE, "side", NULL, read_word, PHASE(side), 0, 0, side_word, N_SIDES },
        { SECTION_PHASE, "pose", NULL, read_poses, PHASE(n_poses) },

        { SECTION_DOSE, "repeats", NULL, read_repeats, DOSE(repeats), 1, STRETCH_MAX_REPEATS },
        { SECTION_DOSE, "time", NULL, read_time_range, offsetof(DoseDraft, time_ms), 5 * MS_PER_SECOND, 20 * MS_PER_MINUTE },
        { SECTION_DOSE, "rounds", NULL, read_count, DOSE(rounds), 1, 10 },
        { SECTION_DOSE, "ways", NULL, read_ways, DOSE(n_ways) },
        { SECTION_DOSE, "order", NULL, read_word, DOSE(order), 0, 0, order_word, N_ORDERS },
        { SECTION_DOSE, "opt_in", NULL, read_word, DOSE(opt_in), 0, 0, opt_in_word, N_OPT_INS },
        { SECTION_DOSE, "note", NULL, read_text, DOSE(note), 1, STRETCH_TEXT_MAX },
        { SECTION_DOSE, "remind", NULL, read_text, DOSE(remind), 1, STRETCH_TEXT_MAX },
        { SECTION_DOSE, "remind_every", NULL, read_time, DOSE(remind_every_ms), 10 * MS_PER_SECOND, 10 * MS_PER_MINUTE },
};
/* clang-format on */

const size_t n_stretch_keys = ELEMENTSOF(stretch_keys);
