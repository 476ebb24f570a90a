/* SPDX-License-Identifier: MIT */
/*
 * Sentences about now and today. Lengths that passed are cut, lengths to go are rounded up: what is said was
 * true when it was said, and a break is never called due too early.
 */

#include "status-text.h"

#include <string.h>

#include "i18n.h"
#include "length-text.h"
#include "macro.h"
#include "str.h"

const char *busy_text(BusyReason reason)
{
        static const char *const words[N_BUSY_REASONS] = {
                [BUSY_MIC] = N_("microphone"),
                [BUSY_CAMERA] = N_("camera"),
                [BUSY_FULLSCREEN] = N_("full screen"),
                [BUSY_DND] = N_("do not disturb"),
                [BUSY_CALENDAR] = N_("calendar"),
                [BUSY_HOURS] = N_("outside your hours"),
                [BUSY_USER] = N_("paused"),
        };

        return _(words[reason]);
}

const char *break_text(const char *name)
{
        /* TRANSLATORS: the names of two breaks, put into "The %s is on." and its like */
        static const char *const known[] = { NC_("break", "stretch"), NC_("break", "walk") };

        for (size_t i = 0; i < ELEMENTSOF(known); i++)
                if (strcmp(known[i], name) == 0)
                        return i18n_in("break", known[i]);
        return name;
}

/* ---- now ---- */

static void presence(const StatusRecord *record, FILE *to)
{
        static const char *const reasons[N_GONE_REASONS] = {
                [GONE_LOCK] = N_("The session is locked."),
                [GONE_SUSPEND] = N_("The machine slept and you are not back yet."),
                [GONE_OFF] = N_("The session has ended."),
                [GONE_LOST] = N_("Keyboard and mouse cannot be seen right now."),
        };
        char length[LENGTH_TEXT_SIZE];

        if (record->gone)
                fputs(_(reasons[record->gone_reason]), to);
        else if (!record->present)
                fputs(_("You are away."), to);
        else
                fprintf(to,
                        record->posture == POSTURE_STANDING ? _("Standing for %s.") : _("Sitting for %s."),
                        length_text(record->bout_ms, length));
}

static void next_break(const StatusRecord *record, FILE *to)
{
        char length[LENGTH_TEXT_SIZE];

        if (record->break_due_in_ms < 0)
                fputs(_("No break is switched on."), to);
        else
                fprintf(to, record->present ? _("Next %s in %s.") : _("Next %s after %s more at the desk."),
                        break_text(break_text(record->break_name)),
                        length_to_go_text(record->break_due_in_ms, length));
}

static void break_on(const StatusRecord *record, FILE *to)
{
        char length[LENGTH_TEXT_SIZE];

        if (record->session)
                fprintf(to, _("The %s is on, with a guided stretch."), break_text(record->break_name));
        else if (record->break_ends_in_ms < 0)
                fprintf(to, _("The %s is on."), break_text(record->break_name));
        else
                fprintf(to, _("The %s is on, %s to go."), break_text(break_text(record->break_name)),
                        length_to_go_text(record->break_ends_in_ms, length));
}

static void break_at_hand(const StatusRecord *record, FILE *to)
{
        switch (record->break_state) {
        case BREAK_WAITING:
                fprintf(to, _("The %s waits for a good moment."), break_text(record->break_name));
                break;
        case BREAK_HELD:
                fprintf(to, _("The %s waits until you are free."), break_text(record->break_name));
                break;
        case BREAK_ANNOUNCED:
                fprintf(to, _("The %s is about to begin."), break_text(record->break_name));
                break;
        case BREAK_ON:
                break_on(record, to);
                break;
        case BREAK_NONE:
        case N_BREAK_STATES:
                next_break(record, to);
        }
}

static void pause_text(const StatusRecord *record, FILE *to)
{
        char until[LENGTH_TEXT_SIZE];

        if (!record->paused)
                return;
        fputc(' ', to);
        if (record->paused_until.ms > 0)
                fprintf(to, _("Reminders are off until %s."),
                        time_text(record->paused_until, record->now, until));
        else
                fputs(_("Reminders are off until you say: limber resume."), to);
}

/* Puts ", " before what is not the first of a list. */
static void list_add(Str *list, const char *item)
{
        if (list->n > 0)
                /* TRANSLATORS: between the parts of a list: "microphone, calendar" */
                str_append(list, C_("list", ", "));
        str_append(list, item);
}

static void busy_list(const StatusRecord *record, FILE *to)
{
        uint32_t busy = record->busy & ((UINT32_C(1) << N_BUSY_REASONS) - 1);
        _cleanup_str_ Str list = { 0 };

        if (record->paused)
                busy &= ~(UINT32_C(1) << BUSY_USER); /* said already */
        for (unsigned i = 0; i < N_BUSY_REASONS; i++)
                if (busy & UINT32_C(1) << i)
                        list_add(&list, busy_text((BusyReason) i));
        if (list.n > 0) {
                fputc(' ', to);
                fprintf(to, _("Not interrupting you: %s."), list.text);
        }
}

void status_text_now(const StatusRecord *record, FILE *to)
{
        presence(record, to);
        fputc(' ', to);
        break_at_hand(record, to);
        pause_text(record, to);
        busy_list(record, to);
}

/* ---- today ---- */

static void today_bouts(const StatusToday *today, FILE *to)
{
        char sitting[LENGTH_TEXT_SIZE], standing[LENGTH_TEXT_SIZE], longest[LENGTH_TEXT_SIZE];
        _cleanup_free_ char *sum = NULL;

        length_text(today->sitting_ms, sitting);
        if (today->standing_ms >= MS_PER_SECOND)
                sum = str_format(
                        _("Today: %s sitting, %s standing"), sitting,
                        length_text(today->standing_ms, standing));
        else
                sum = str_format(_("Today: %s sitting"), sitting);
        if (!sum)
                return;
        if (today->bouts > 0)
                /* TRANSLATORS: the first %s is "Today: 47 min sitting", a bout an unbroken time at the desk
                 */
                fprintf(to, ngettext("%s; %u bout, %s long.", "%s; %u bouts, the longest %s.", today->bouts),
                        sum, today->bouts, length_text(today->longest_bout_ms, longest));
        else
                fprintf(to, _("%s."), sum);
        fputc('\n', to);
}

/* NULL for what nobody ever saw. The caller frees. */
static char *outcome_text(Outcome outcome, unsigned n)
{
        switch (outcome) {
        case OUTCOME_DONE:
                return str_format(ngettext("%u done", "%u done", n), n);
        case OUTCOME_RESTED:
                return str_format(ngettext("%u rested", "%u rested", n), n);
        case OUTCOME_IGNORED:
                return str_format(ngettext("%u missed", "%u missed", n), n);
        case OUTCOME_SKIPPED:
                return str_format(ngettext("%u skipped", "%u skipped", n), n);
        case OUTCOME_POSTPONED:
                return str_format(ngettext("%u postponed", "%u postponed", n), n);
        case OUTCOME_NATURAL:
                /* TRANSLATORS: breaks that the person took without being asked */
                return str_format(ngettext("%u of your own", "%u of your own", n), n);
        case OUTCOME_WITHDRAWN:
        case N_OUTCOMES:
                break;
        }
        return NULL;
}

static void today_breaks(const StatusToday *today, FILE *to)
{
        _cleanup_str_ Str list = { 0 };

        for (unsigned i = 0; i < N_OUTCOMES; i++) {
                unsigned n = today->breaks[i];
                _cleanup_free_ char *item = n > 0 ? outcome_text((Outcome) i, n) : NULL;

                if (item)
                        list_add(&list, item);
        }
        if (list.n > 0)
                fprintf(to, _("Breaks: %s."), list.text);
        else
                fputs(_("Breaks: none yet."), to);
        fputc('\n', to);
}

/*
 * "shoulder-shrugs" as people write it; names in full would mean reading every stretch file. The names of
 * those that come with Limber, "Shoulder shrugs", are among the words that are translated.
 */
static const char *name_of(const char *id, char text[static STRETCH_ID_TEXT_SIZE])
{
        const char *found;
        char first;

        snprintf(text, STRETCH_ID_TEXT_SIZE, "%s", id);
        for (char *p = text; *p; p++)
                if (*p == '-')
                        *p = ' ';
        first = text[0];
        if (first >= 'a' && first <= 'z')
                text[0] = (char) (first - 'a' + 'A');
        found = i18n_in(id, text);
        text[0] = first;
        return found;
}

static void today_stretches(const StatusToday *today, FILE *to)
{
        _cleanup_str_ Str list = { 0 };

        for (size_t i = 0; i < today->n_stretches; i++) {
                const StatusStretch *stretch = &today->stretches[i];
                char name[STRETCH_ID_TEXT_SIZE];
                /* TRANSLATORS: how often, and the name of a stretch: "2 shoulder shrugs" */
                _cleanup_free_ char *item =
                        str_format(C_("today", "%u %s"), stretch->count, name_of(stretch->id, name));

                if (item)
                        list_add(&list, item);
        }
        if (list.n > 0)
                fprintf(to, _("Stretches: %s."), list.text);
        else
                fputs(_("Stretches: none yet."), to);
        fputc('\n', to);
}

void status_text_today(const StatusToday *today, FILE *to)
{
        today_bouts(today, to);
        today_breaks(today, to);
        today_stretches(today, to);
}

/* ---- problems ---- */

void status_text_problems(const StatusRecord *record, FILE *to)
{
        const char *const problems[] = {
                record->source_problem,
                record->config_error,
                record->store_problem,
        };

        for (size_t i = 0; i < ELEMENTSOF(problems); i++)
                if (problems[i][0]) {
                        fprintf(to, _("Problem: %s"), problems[i]);
                        fputc('\n', to);
                }
}
