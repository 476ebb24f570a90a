/* SPDX-License-Identifier: MIT */
/* A session made heard: see heard.h. */

#include "heard.h"

void heard_open(Heard *heard, const VoiceOptions *options)
{
        *heard = (Heard){ 0 };
        if (!options || (!options->tones && !options->words))
                return;
        if (voice_open(options, &heard->voice) < 0)
                heard->voice = NULL;
        heard->has_tones = heard->voice && options->tones;
}

void heard_show(Heard *heard, const SessionShown *shown)
{
        SpokenCue cue;

        if (!heard->voice)
                return;
        spoken_cue(heard->began ? &heard->shown : NULL, shown, &cue);
        heard->shown = *shown;
        heard->began = true;
        if (cue.hush)
                voice_hush(heard->voice);
        if (cue.has_tone)
                voice_tone(heard->voice, cue.tone);
        if (*cue.words)
                voice_say(heard->voice, cue.words);
}

bool heard_has_tones(const Heard *heard)
{
        return heard->has_tones && !voice_problem(heard->voice);
}

void heard_close(Heard *heard)
{
        voice_close(heard->voice);
        *heard = (Heard){ 0 };
}
