/* SPDX-License-Identifier: MIT */
/* Values as text, one pair of functions for each kind. What reads refuses everything that it does not know.
 */

#include "option-type.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>

#include "clock.h"
#include "hours.h"
#include "i18n.h"
#include "settings.h"

/* How much of a wrong value an error shows. */
#define SHOWN(slice) (int) MIN((slice).n, (size_t) 40), (slice).p

static int parse_duration(const Option *option, Slice text, void *value, Error *error)
{
        char least[DURATION_TEXT_SIZE], most[DURATION_TEXT_SIZE];
        int64_t ms;
        int r;

        if (option->zero_word && slice_equals(text, option->zero_word)) {
                *(int64_t *) value = 0;
                return 0;
        }
        if (slice_equals(text, "0"))
                text = slice_of("0s");
        r = duration_parse(text.p, text.n, &ms, error);
        if (r < 0)
                return -EINVAL;
        if (ms == 0 && option->zero_word && strcmp(option->zero_word, "off") != 0)
                return error_set(
                        error, -EINVAL, _("no time at all makes no sense here; write %s, or %s and more"),
                        option->zero_word, duration_format(option->min_ms, least));
        if (ms == 0 && !option->zero_word)
                return error_set(
                        error, -EINVAL, _("no time at all makes no sense here; write %s or more"),
                        duration_format(option->min_ms, least));
        if (ms != 0 && (ms < option->min_ms || ms > option->max_ms))
                return error_set(
                        error, -EINVAL, _("'%.*s' is out of range; write %s to %s"), SHOWN(text),
                        duration_format(option->min_ms, least), duration_format(option->max_ms, most));
        *(int64_t *) value = ms;
        return 0;
}

static int print_duration(const Option *option, const void *value, Str *ret)
{
        int64_t ms = *(const int64_t *) value;
        char text[DURATION_TEXT_SIZE];

        return str_append(ret, ms == 0 && option->zero_word ? option->zero_word : duration_format(ms, text));
}

/* The index of the word among the option's, or -1. */
static int word_index(const Option *option, Slice text)
{
        for (int i = 0; option->words[i]; i++)
                if (slice_equals(text, option->words[i]))
                        return i;
        return -1;
}

static int fail_wrong_word(const Option *option, Slice text, Error *error)
{
        _cleanup_str_ Str range = { 0 };

        if (option_print_range(option, &range) < 0)
                return error_memory(error);
        return error_set(error, -EINVAL, _("'%.*s' is not known here; write %s"), SHOWN(text), range.text);
}

/* A switch between two things that are not yes and no, as watching, takes its own words only. */
static int parse_switch(const Option *option, Slice text, void *value, Error *error)
{
        static const char *const also[][2] = { { "no", "yes" }, { "off", "on" }, { "false", "true" } };
        bool is_yes_or_no = strcmp(option->words[1], "yes") == 0 || strcmp(option->words[1], "on") == 0;
        int i = word_index(option, text);

        for (size_t k = 0; i < 0 && is_yes_or_no && k < ELEMENTSOF(also); k++)
                i = slice_equals(text, also[k][0]) ? 0 : slice_equals(text, also[k][1]) ? 1 : -1;
        if (i < 0)
                return fail_wrong_word(option, text, error);
        *(bool *) value = i == 1;
        return 0;
}

static int print_switch(const Option *option, const void *value, Str *ret)
{
        return str_append(ret, option->words[*(const bool *) value]);
}

static int parse_choice(const Option *option, Slice text, void *value, Error *error)
{
        int i = word_index(option, text);

        if (i < 0)
                return fail_wrong_word(option, text, error);
        *(unsigned *) value = (unsigned) i;
        return 0;
}

static int print_choice(const Option *option, const void *value, Str *ret)
{
        return str_append(ret, option->words[*(const unsigned *) value]);
}

static int parse_count(const Option *option, Slice text, void *value, Error *error)
{
        uint64_t count;

        if (parse_u64(text, &count) < 0 || count > (uint64_t) option->max_ms ||
            count < (uint64_t) option->min_ms)
                return error_set(
                        error, -EINVAL, _("'%.*s' is not a number that can be here; write %lld to %lld"),
                        SHOWN(text), (long long) option->min_ms, (long long) option->max_ms);
        *(uint32_t *) value = (uint32_t) count;
        return 0;
}

static int print_count(const Option *option, const void *value, Str *ret)
{
        return str_appendf(ret, "%u", *(const uint32_t *) value);
}

static int parse_number(const Option *option, Slice text, void *value, Error *error)
{
        int64_t number;

        if (parse_i64(text, &number) < 0 || number < option->min_ms || number > option->max_ms)
                return error_set(
                        error, -EINVAL, _("'%.*s' is not a number that can be here; write %lld to %lld"),
                        SHOWN(text), (long long) option->min_ms, (long long) option->max_ms);
        *(int *) value = (int) number;
        return 0;
}

static int print_number(const Option *option, const void *value, Str *ret)
{
        return str_appendf(ret, "%d", *(const int *) value);
}

static int parse_time(const Option *option, Slice text, void *value, Error *error)
{
        int minute;

        if (!hours_parse_minute(text, &minute) || minute >= 24 * 60)
                return error_set(
                        error, -EINVAL, _("'%.*s' is not a time of day; write it like 04:00, up to 23:59"),
                        SHOWN(text));
        *(int *) value = minute;
        return 0;
}

static int print_time(const Option *option, const void *value, Str *ret)
{
        int minute = *(const int *) value;

        return str_appendf(ret, "%02d:%02d", minute / 60, minute % 60);
}

static int parse_hours(const Option *option, Slice text, void *value, Error *error)
{
        return hours_parse(text, value, error);
}

static int print_hours(const Option *option, const void *value, Str *ret)
{
        return hours_print(value, ret);
}

static int parse_name(const Option *option, Slice text, void *value, Error *error)
{
        char *name = value;

        if (!stretch_is_name(text.p, text.n))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a name; use small letters, digits and '-', at most %d of them"),
                        SHOWN(text), STRETCH_NAME_SIZE - 1);
        memset(name, 0, STRETCH_NAME_SIZE);
        memcpy(name, text.p, text.n);
        return 0;
}

static int print_name(const Option *option, const void *value, Str *ret)
{
        return str_append(ret, value);
}

static int add_id(StretchIds *ids, Slice id, Error *error)
{
        if (!stretch_is_name(id.p, id.n))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a stretch; write ids with commas between, like neck-rolls, "
                          "shoulder-rolls"),
                        SHOWN(id));
        for (size_t i = 0; i < ids->n; i++)
                if (slice_equals(id, ids->ids[i]))
                        return error_set(error, -EINVAL, _("%s is here twice; take one out"), ids->ids[i]);
        if (ids->n == MAX_STRETCH_IDS)
                return error_set(
                        error, -EINVAL, _("more than %d stretches; take some out"), MAX_STRETCH_IDS);
        memcpy(ids->ids[ids->n++], id.p, id.n); /* the rest is zero */
        return 0;
}

/* Cuts the next of a list's items off, trimmed; false at the end. "none" has no items. */
static bool next_item(Slice *rest, Slice *ret)
{
        const char *comma;
        size_t n;

        if (!rest->p)
                return false;
        comma = memchr(rest->p, ',', rest->n);
        n = comma ? (size_t) (comma - rest->p) : rest->n;
        *ret = slice_trim((Slice){ rest->p, n });
        *rest = comma ? (Slice){ comma + 1, rest->n - n - 1 } : (Slice){ 0 };
        return true;
}

static int parse_ids(const Option *option, Slice text, void *value, Error *error)
{
        StretchIds ids = { 0 };
        Slice rest = slice_equals(text, "none") ? (Slice){ 0 } : text, id;

        while (next_item(&rest, &id)) {
                int r = add_id(&ids, id, error);

                if (r < 0)
                        return r;
        }
        *(StretchIds *) value = ids;
        return 0;
}

static int print_ids(const Option *option, const void *value, Str *ret)
{
        const StretchIds *ids = value;
        int r = ids->n == 0 ? str_append(ret, "none") : 0;

        for (size_t i = 0; i < ids->n && r == 0; i++)
                r = str_appendf(ret, "%s%s", i > 0 ? ", " : "", ids->ids[i]);
        return r;
}

/* "neck-rolls full", "shoulder-shrugs 6". */
static int add_dose(StretchDoses *doses, Slice item, Error *error)
{
        StretchDose dose = { 0 };
        char amount[16] = "";
        Slice rest = item, id;
        uint64_t repeats;

        slice_next_word(&rest, &id);
        rest = slice_trim(rest);
        if (!stretch_is_name(id.p, id.n) || rest.n == 0 || rest.n >= sizeof amount)
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a stretch and its dose; write them with a blank between, and "
                          "commas "
                          "between several, like neck-rolls full, shoulder-shrugs 6"),
                        SHOWN(item));
        memcpy(dose.id, id.p, id.n);
        memcpy(amount, rest.p, rest.n);
        if (parse_u64(rest, &repeats) == 0 && repeats >= 1 && repeats <= STRETCH_MAX_REPEATS)
                dose.repeats = (unsigned) repeats;
        else if (!dose_kind_from_name(amount, &dose.kind))
                return error_set(
                        error, -EINVAL,
                        _("'%s' of %s is not a dose; write short, full, article, or 1 to %d repeats"),
                        amount, dose.id, STRETCH_MAX_REPEATS);
        for (size_t i = 0; i < doses->n; i++)
                if (strcmp(dose.id, doses->items[i].id) == 0)
                        return error_set(error, -EINVAL, _("%s is here twice; take one out"), dose.id);
        if (doses->n == MAX_STRETCH_IDS)
                return error_set(
                        error, -EINVAL, _("more than %d stretches; take some out"), MAX_STRETCH_IDS);
        doses->items[doses->n++] = dose;
        return 0;
}

static int parse_doses(const Option *option, Slice text, void *value, Error *error)
{
        StretchDoses doses = { 0 };
        Slice rest = slice_equals(text, "none") ? (Slice){ 0 } : text, item;

        while (next_item(&rest, &item)) {
                int r = add_dose(&doses, item, error);

                if (r < 0)
                        return r;
        }
        *(StretchDoses *) value = doses;
        return 0;
}

static int print_doses(const Option *option, const void *value, Str *ret)
{
        const StretchDoses *doses = value;
        int r = doses->n == 0 ? str_append(ret, "none") : 0;

        for (size_t i = 0; i < doses->n && r == 0; i++) {
                const StretchDose *dose = &doses->items[i];

                r = str_appendf(ret, "%s%s ", i > 0 ? ", " : "", dose->id);
                if (r == 0 && dose->repeats > 0)
                        r = str_appendf(ret, "%u", dose->repeats);
                else if (r == 0)
                        r = str_append(ret, dose_kind_name(dose->kind));
        }
        return r;
}

const OptionType option_duration = { N_("duration"), parse_duration, print_duration };
const OptionType option_switch = { N_("switch"), parse_switch, print_switch };
const OptionType option_choice = { N_("choice"), parse_choice, print_choice };
const OptionType option_count = { N_("number"), parse_count, print_count };
const OptionType option_number = { N_("number"), parse_number, print_number };
const OptionType option_time = { N_("time of day"), parse_time, print_time };
const OptionType option_hours = { N_("weekly hours"), parse_hours, print_hours };
const OptionType option_name = { N_("name"), parse_name, print_name };
const OptionType option_ids = { N_("list"), parse_ids, print_ids };
const OptionType option_doses = { N_("doses"), parse_doses, print_doses };

static int print_words(const Option *option, Str *ret)
{
        int r = 0;

        for (int i = 0; option->words[i] && r == 0; i++)
                r = str_appendf(
                        ret, "%s%s",
                        i == 0                 ? ""
                        : option->words[i + 1] ? ", "
                                               : C_("list", " or "),
                        option->words[i]);
        return r;
}

int option_print_range(const Option *option, Str *ret)
{
        char least[DURATION_TEXT_SIZE], most[DURATION_TEXT_SIZE];

        if (option->words)
                return print_words(option, ret);
        if (option->type == &option_duration && option->zero_word)
                return str_appendf(
                        ret, _("%s to %s, or %s"), duration_format(option->min_ms, least),
                        duration_format(option->max_ms, most), option->zero_word);
        if (option->type == &option_duration)
                return str_appendf(
                        ret, _("%s to %s"), duration_format(option->min_ms, least),
                        duration_format(option->max_ms, most));
        if (option->type == &option_count || option->type == &option_number)
                return str_appendf(
                        ret, _("%lld to %lld"), (long long) option->min_ms, (long long) option->max_ms);
        if (option->type == &option_time)
                return str_append(ret, _("00:00 to 23:59"));
        if (option->type == &option_hours)
                return str_append(
                        ret, _("off, or days and times like Mon-Fri 08:00-18:00, Sat 10:00-14:00"));
        if (option->type == &option_name)
                return str_append(ret, _("a name, of a person file or robin or sol"));
        if (option->type == &option_doses)
                return str_append(
                        ret, _("none, or ids, each with short, full, article or a number behind it"));
        return str_append(ret, _("none, or ids with commas between"));
}
