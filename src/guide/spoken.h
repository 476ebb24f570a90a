/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SPOKEN_H
#define LIMBER_SPOKEN_H

/*
 * What is to be heard of a session, for somebody whose eyes are closed: from what was shown before and what
 * is shown now. A tone where each phase begins and where a stretch is done; words that tell the stretch, say
 * a phase in full the first two times of its way and then by its one word. Paused or muted it is silent.
 */

#include "session-shown.h"
#include "voice.h"

typedef struct SpokenCue {
        bool hush; /* silence at once, and then the rest */
        bool has_tone;
        VoiceTone tone;
        char words[VOICE_TEXT_SIZE]; /* in the person's language; "" for none */
} SpokenCue;

/* `before`: what was shown last; NULL for nothing. Every change must have been shown (guide.h does so). */
void spoken_cue(const SessionShown *before, const SessionShown *now, SpokenCue *ret);

#endif
