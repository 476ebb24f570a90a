/* SPDX-License-Identifier: MIT */
/* What is to be heard of a session: see spoken.h. */

#include "spoken.h"

#include <stdio.h>
#include <string.h>

#include "i18n.h"

enum {
        LEARNED = 2,     /* so often a way is said in full */
        SHORT_MS = 2000, /* a phase too short for two sentences */
};

/* ---- what happened ---- */

/* A stretch ended since; true with `ended`: in that way. */
static bool has_ended(const SessionShown *before, const SessionShown *now, PlayerEnd ended)
{
        return now->result && now->result != before->result && now->result->ended == ended;
}

static bool has_resumed(const SessionShown *before, const SessionShown *now)
{
        return (before->view.paused && !now->view.paused) || (before->view.muted && !now->view.muted);
}

/* What is told was not told before, or is told anew: another stretch, again, going on after a pause. */
static bool has_begun(const SessionShown *before, const SessionShown *now)
{
        const PlayerView *was = &before->view, *is = &now->view;

        return was->stage != is->stage || was->item != is->item || was->repeat != is->repeat ||
               was->phase != is->phase || is->phase_done_ms < was->phase_done_ms || has_resumed(before, now);
}

/* Whatever is heard just now is no longer true, or not wanted. */
static bool breaks_off(const SessionShown *before, const SessionShown *now)
{
        const PlayerView *was = &before->view, *is = &now->view;
        bool elsewhere = was->stage != is->stage || was->item != is->item;
        bool left = was->stage == PLAYER_PLAYING && !has_ended(before, now, PLAYER_ENDED_DONE);

        if ((is->muted && !was->muted) || (is->paused && !was->paused))
                return true;
        if (!elsewhere || was->stage == N_PLAYER_STAGES)
                return false;
        return left || is->stage == PLAYER_ASKING ||
               (is->stage == PLAYER_OVER && was->stage != PLAYER_PLAYING);
}

/* ---- words ---- */

/* How often this way was done before in this stretch. */
static unsigned times_done(const PlayerView *view)
{
        const Dose *dose = view->dose;
        unsigned n_ways = (unsigned) dose->n_ways, each = view->repeats / n_ways / dose->rounds;

        if (dose->order == ORDER_ALTERNATE)
                return view->repeat / n_ways;
        return view->repeat / (each * n_ways) * each + view->repeat % each;
}

/* What goes before the first phase of a repeat: that it is the last one, or another way. False: nothing. */
static bool lead_of(const PlayerView *view, char lead[static VOICE_TEXT_SIZE])
{
        const Dose *dose = view->dose;
        unsigned each = view->repeats / (unsigned) dose->n_ways / dose->rounds;

        if (view->phase != &view->stretch->phases[view->way->first])
                return false;
        if (view->repeats > 1 && view->repeat + 1 == view->repeats)
                snprintf(lead, VOICE_TEXT_SIZE, "%s", _("Last one"));
        else if (dose->n_ways > 1 && dose->order == ORDER_IN_TURN && view->repeat % each == 0)
                snprintf(lead, VOICE_TEXT_SIZE, _("Now: %.200s"), words_of(view->way->label));
        else
                return false;
        return true;
}

static void say_phase(const SessionShown *before, const SessionShown *now, SpokenCue *cue)
{
        const PlayerView *view = &now->view;
        bool in_full = times_done(view) < LEARNED || has_resumed(before, now);
        const char *word = words_of(in_full ? view->phase->say : view->phase->show);
        char lead[VOICE_TEXT_SIZE];

        if (!lead_of(view, lead))
                snprintf(cue->words, sizeof cue->words, "%s", word);
        else if (view->phase->ms < SHORT_MS)
                snprintf(cue->words, sizeof cue->words, "%s", lead);
        else
                snprintf(cue->words, sizeof cue->words, _("%.200s. %.200s"), lead, word);
}

static VoiceTone tone_of(const PlayerView *view)
{
        static const struct {
                Breath breath;
                VoiceTone tone;
        } rows[] = {
                { BREATH_IN, VOICE_TONE_IN },
                { BREATH_OUT, VOICE_TONE_OUT },
                { BREATH_HOLD, VOICE_TONE_HOLD },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                if (rows[i].breath == view->phase->breath)
                        return rows[i].tone;
        return view->pose_from && view->pose_from == view->pose_to ? VOICE_TONE_HOLD : VOICE_TONE_MOVE;
}

static void set_tone(SpokenCue *cue, VoiceTone tone)
{
        cue->has_tone = true;
        cue->tone = tone;
}

/* ---- by stage ---- */

static void cue_ready(const SessionShown *before, const SessionShown *now, SpokenCue *cue)
{
        const Stretch *stretch = now->view.stretch;
        bool done = has_ended(before, now, PLAYER_ENDED_DONE);
        bool another = before->view.stage != N_PLAYER_STAGES && before->view.item != now->view.item;
        const char *name = words_of(stretch->name), *step = words_of(stretch->steps[0]);

        if (!has_begun(before, now))
                return;
        if (done)
                set_tone(cue, VOICE_TONE_DONE);
        if (done)
                snprintf(cue->words, sizeof cue->words, _("Done. Next: %.200s. %.200s"), name, step);
        else if (another)
                snprintf(cue->words, sizeof cue->words, _("Next: %.200s. %.200s"), name, step);
        else
                snprintf(cue->words, sizeof cue->words, _("%.200s. %.200s"), name, step);
}

static void cue_playing(const SessionShown *before, const SessionShown *now, SpokenCue *cue)
{
        const char *reminder = words_of(before->view.reminder ? NULL : now->view.reminder);
        char phase[VOICE_TEXT_SIZE];

        if (has_begun(before, now)) {
                set_tone(cue, tone_of(&now->view));
                say_phase(before, now, cue);
        }
        if (*reminder && *cue->words) {
                memcpy(phase, cue->words, sizeof phase);
                snprintf(cue->words, sizeof cue->words, _("%.200s. %.200s"), phase, reminder);
        } else if (*reminder) {
                snprintf(cue->words, sizeof cue->words, "%s", reminder);
        }
}

static void cue_asking(const SessionShown *before, const SessionShown *now, SpokenCue *cue)
{
        if (has_begun(before, now))
                snprintf(
                        cue->words, sizeof cue->words, "%s",
                        _("Stop there. How much does it hurt, from 0 to 10?"));
}

static void cue_over(const SessionShown *before, const SessionShown *now, SpokenCue *cue)
{
        if (!has_ended(before, now, PLAYER_ENDED_DONE))
                return;
        set_tone(cue, VOICE_TONE_DONE);
        snprintf(cue->words, sizeof cue->words, "%s", _("That is all. Well done."));
}

void spoken_cue(const SessionShown *before, const SessionShown *now, SpokenCue *ret)
{
        static const SessionShown nothing = { .view.stage = N_PLAYER_STAGES };
        static void (*const stages[N_PLAYER_STAGES])(
                const SessionShown *, const SessionShown *, SpokenCue *) = {
                [PLAYER_READY] = cue_ready,
                [PLAYER_PLAYING] = cue_playing,
                [PLAYER_ASKING] = cue_asking,
                [PLAYER_OVER] = cue_over,
        };

        assert((size_t) now->view.stage < N_PLAYER_STAGES);

        before = before ? before : &nothing;
        *ret = (SpokenCue){ .hush = breaks_off(before, now) };
        if (!now->view.muted && !now->view.paused)
                stages[now->view.stage](before, now, ret);
}
