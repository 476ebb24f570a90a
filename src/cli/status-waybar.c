/* SPDX-License-Identifier: MIT */
/*
 * waybar's words. Its text says when, not in how long: a line is right for as long as nothing changes, so
 * that nobody has to wake up to say it anew.
 */

#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "length-text.h"
#include "status-json.h"
#include "status-text.h"
#include "str.h"

/* The one word that an icon is chosen by: what matters most first. */
static const char *alt(const StatusRecord *record)
{
        if (record->break_state == BREAK_ON || record->break_state == BREAK_ANNOUNCED)
                return break_state_name(record->break_state);
        if (record->paused)
                return "paused";
        if (!record->present)
                return "away";
        if (record->break_state != BREAK_NONE)
                return break_state_name(record->break_state);
        return posture_name(record->posture);
}

static bool has_problem(const StatusRecord *record)
{
        return record->source_problem[0] || record->config_error[0] || record->store_problem[0];
}

static json_t *classes(const StatusRecord *record)
{
        json_t *array = json_array();

        json_array_append_new(array, json_string(alt(record)));
        if (record->present && strcmp(alt(record), posture_name(record->posture)) != 0)
                json_array_append_new(array, json_string(posture_name(record->posture)));
        if (record->busy != 0)
                json_array_append_new(array, json_string("busy"));
        if (has_problem(record))
                json_array_append_new(array, json_string("problem"));
        return array;
}

/* How much of the way to the next break is gone. */
static int percentage(const StatusRecord *record, int64_t every_ms)
{
        if (record->break_state != BREAK_NONE)
                return 100;
        if (record->break_due_in_ms < 0 || every_ms <= 0)
                return 0;
        return (int) (100 * MAX(every_ms - record->break_due_in_ms, 0) / every_ms);
}

static void text(const StatusRecord *record, FILE *to)
{
        char clock[LENGTH_TEXT_SIZE];

        if (record->break_state == BREAK_ON || record->break_state == BREAK_ANNOUNCED)
                fputs(break_text(record->break_name), to);
        else if (record->paused)
                fputs(_("paused"), to);
        else if (!record->present)
                fputs(_("away"), to);
        else if (record->break_state != BREAK_NONE)
                fprintf(to, _("%s waits"), break_text(record->break_name));
        else if (record->break_due_in_ms >= 0)
                fprintf(to, "%s %s", break_text(record->break_name),
                        time_text(
                                (WallTime){ record->now.ms + record->break_due_in_ms }, record->now, clock));
}

static void tooltip(const StatusRecord *record, FILE *to)
{
        char clock[LENGTH_TEXT_SIZE];

        if (record->bout_open && record->present)
                fprintf(to,
                        record->posture == POSTURE_STANDING ? _("Standing since %s.")
                                                            : _("Sitting since %s."),
                        time_text(record->bout_start, record->now, clock));
        if (record->bout_open && record->present)
                fputc('\n', to);
        status_text_now(record, to);
        fputc('\n', to);
        status_text_today(&record->today, to);
        status_text_problems(record, to);
}

/* Pango markup is what waybar takes text for. */
static json_t *escaped(const char *plain)
{
        _cleanup_str_ Str out = { 0 };
        int r = str_append(&out, "");

        for (; r == 0 && *plain; plain++)
                r = *plain == '&'   ? str_append(&out, "&amp;")
                    : *plain == '<' ? str_append(&out, "&lt;")
                    : *plain == '>' ? str_append(&out, "&gt;")
                                    : str_append_n(&out, plain, 1);
        return r < 0 ? NULL : json_string(out.text);
}

static json_t *written(void (*write)(const StatusRecord *, FILE *), const StatusRecord *record)
{
        _cleanup_free_ char *plain = NULL;
        size_t n;
        FILE *to = open_memstream(&plain, &n);

        if (!to)
                return NULL;
        write(record, to);
        if (fclose(to) != 0)
                return NULL;
        while (n > 0 && plain[n - 1] == '\n')
                plain[--n] = '\0';
        return escaped(plain);
}

json_t *status_waybar(const StatusRecord *record, int64_t every_ms)
{
        return json_pack(
                "{s:o, s:s, s:o, s:o, s:i}", "text", written(text, record), "alt", alt(record), "tooltip",
                written(tooltip, record), "class", classes(record), "percentage",
                percentage(record, every_ms));
}
