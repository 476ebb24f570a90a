/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VOICE_H
#define LIMBER_VOICE_H

/*
 * The voice of a guided session: a soft tone where a phase begins, and spoken words. Each is off or on.
 *
 * Nothing here waits, and nothing here fails loudly: sound servers are asked by processes of their own
 * (limber-voice), so that a server that is dead, slow or missing costs the session nothing but the sound.
 * What is older than VOICE_LATE_MS when sound is ready is never heard. Over ssh it is silent, unless
 * PULSE_SERVER (or SPEECHD_ADDRESS) names a server. All functions take NULL: silent.
 *
 * LIMBER_VOICE=record:FILE appends what would be heard to FILE, a line each ("tone in", "say Lift.",
 * "hush"), and makes no sound; LIMBER_VOICE=off is silent.
 */

#include <stdbool.h>

#include "error.h"

typedef struct Voice Voice;

typedef enum VoiceTone {
        VOICE_TONE_IN,   /* breathe in: rising */
        VOICE_TONE_OUT,  /* breathe out: falling */
        VOICE_TONE_HOLD, /* keep still: one steady note */
        VOICE_TONE_MOVE, /* go on moving, breath as it comes */
        VOICE_TONE_DONE, /* a stretch, or all of it, is done: three notes up */
        N_VOICE_TONES,
} VoiceTone;

enum {
        VOICE_LATE_MS = 1000,
        VOICE_TEXT_SIZE = 512, /* of what is said, with the NUL: longer texts are cut between characters */
};

typedef struct VoiceOptions {
        bool tones, words;
        const char *language;          /* of the words, "de", "pt-BR"; NULL: voice_language() */
        int rate;                      /* of speaking, -100 slow to 100 fast, 0 as the system has it */
        int tone_volume, voice_volume; /* percent, 0 to 100 */
} VoiceOptions;

/* Tones on, words off, rate 0, volumes 100. */
void voice_options_init(VoiceOptions *options);

/*
 * Starts what the options ask for, and does not wait until it is ready. The options are not kept. 0 also
 * where nothing can be heard (voice_problem() says it then, later); -ENOMEM.
 */
int voice_open(const VoiceOptions *options, Voice **ret_voice);

/* A tone; takes the place of one that still sounds. Nothing where tones are off. */
void voice_tone(Voice *voice, VoiceTone tone);

/*
 * Words in UTF-8; take the place of words that are still spoken. Whatever the text holds is read out as
 * text: control characters and what is not UTF-8 are left out. Nothing where words are off, and for "".
 */
void voice_say(Voice *voice, const char *text);

/* Silence at once: tones, words and what still waits. For pause, mute and ouch. */
void voice_hush(Voice *voice);

/* Why a part that is on cannot be heard, one line in the person's language; NULL while all is well, as far
 * as it is known. Borrowed until the next call. */
const char *voice_problem(Voice *voice);

/* Frees. What sounds may come to its end: call voice_hush() before where it should not. */
void voice_close(Voice *voice);
DEFINE_CLEANUP(Voice, voice_close)

const char *voice_tone_name(VoiceTone tone); /* "in", "out", "hold", "move", "done" */

/*
 * The language in which gettext answers, with the region of the locale where they agree: "de", "en-GB"; "en"
 * where nothing is translated. Returns `ret`.
 */
enum { VOICE_LANGUAGE_SIZE = 16 };
const char *voice_language(char ret[static VOICE_LANGUAGE_SIZE]);

#endif
