/* SPDX-License-Identifier: MIT */
/*
 * Sentences about now and today. Lengths that passed are cut, lengths to go are rounded up: what is said was
 * true when it was said, and a break is never called due too early.
 */

#include "status-text.h"

#include "i18n.h"
#include "length-text.h"
#include "macro.h"

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
                        record->break_name, length_to_go_text(record->break_due_in_ms, length));
}

static void break_on(const StatusRecord *record, FILE *to)
{
        char length[LENGTH_TEXT_SIZE];

        if (record->session)
                fprintf(to, _("The %s is on, with a guided stretch."), record->break_name);
        else if (record->break_ends_in_ms < 0)
                fprintf(to, _("The %s is on."), record->break_name);
        else
                fprintf(to, _("The %s is on, %s to go."), record->break_name,
                        length_to_go_text(record->break_ends_in_ms, length));
}

static void break_at_hand(const StatusRecord *record, FILE *to)
{
        switch (record->break_state) {
        case BREAK_WAITING:
                fprintf(to, _("The %s waits for a good moment."), record->break_name);
                break;
        case BREAK_HELD:
                fprintf(to, _("The %s waits until you are free."), record->break_name);
                break;
        case BREAK_ANNOUNCED:
                fprintf(to, _("The %s is about to begin."), record->break_name);
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
        if (record->paused_until.ms > 0)
                fprintf(to, _(" Reminders are off until %s."),
                        time_text(record->paused_until, record->now, until));
        else
                fputs(_(" Reminders are off until you say: limber resume."), to);
}

static void busy_list(const StatusRecord *record, FILE *to)
{
        uint32_t busy = record->busy & ((UINT32_C(1) << N_BUSY_REASONS) - 1);
        const char *before = " ";

        if (record->paused)
                busy &= ~(UINT32_C(1) << BUSY_USER); /* said already */
        if (busy == 0)
                return;
        fputs(_(" Not interrupting you:"), to);
        for (unsigned i = 0; i < N_BUSY_REASONS; i++)
                if (busy & UINT32_C(1) << i) {
                        fprintf(to, "%s%s", before, busy_text((BusyReason) i));
                        before = ", ";
                }
        fputc('.', to);
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

        fprintf(to, _("Today: %s sitting"), length_text(today->sitting_ms, sitting));
        if (today->standing_ms >= MS_PER_SECOND)
                fprintf(to, _(", %s standing"), length_text(today->standing_ms, standing));
        if (today->bouts > 0)
                fprintf(to, ngettext("; %u bout, %s long", "; %u bouts, the longest %s", today->bouts),
                        today->bouts, length_text(today->longest_bout_ms, longest));
        fputs(".\n", to);
}

static void today_breaks(const StatusToday *today, FILE *to)
{
        static const char *const words[N_OUTCOMES] = {
                [OUTCOME_DONE] = N_("done"),
                [OUTCOME_RESTED] = N_("rested"),
                [OUTCOME_IGNORED] = N_("missed"),
                [OUTCOME_SKIPPED] = N_("skipped"),
                [OUTCOME_POSTPONED] = N_("postponed"),
                [OUTCOME_NATURAL] = N_("of your own"),
                [OUTCOME_WITHDRAWN] = NULL, /* never seen by anybody */
        };
        const char *before = " ";

        fputs(_("Breaks:"), to);
        for (size_t i = 0; i < N_OUTCOMES; i++)
                if (words[i] && today->breaks[i] > 0) {
                        fprintf(to, "%s%u %s", before, today->breaks[i], _(words[i]));
                        before = ", ";
                }
        fputs(before[0] == ' ' ? _(" none yet.\n") : ".\n", to);
}

/* "shoulder-shrugs" as people write it; names in full would mean reading every stretch file. */
static void put_id(const char *id, FILE *to)
{
        for (; *id; id++)
                fputc(*id == '-' ? ' ' : *id, to);
}

static void today_stretches(const StatusToday *today, FILE *to)
{
        fputs(_("Stretches:"), to);
        for (size_t i = 0; i < today->n_stretches; i++) {
                fprintf(to, "%s%u ", i > 0 ? ", " : " ", today->stretches[i].count);
                put_id(today->stretches[i].id, to);
        }
        fputs(today->n_stretches == 0 ? _(" none yet.\n") : ".\n", to);
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
                if (problems[i][0])
                        fprintf(to, _("Problem: %s\n"), problems[i]);
}
