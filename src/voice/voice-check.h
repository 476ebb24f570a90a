/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VOICE_CHECK_H
#define LIMBER_VOICE_CHECK_H

/*
 * For `limber doctor`: could tones and words be heard? Makes no sound,
 * and takes about 20 ms, or VOICE_CHECK_MS where a
 * server does not answer.
 */

#include "voice.h"

enum { VOICE_CHECK_MS = 1000 };

typedef struct VoiceFinding {
        bool asked; /* false: it is off, or silent on purpose (then `detail` says why) */
        bool works;
        const char *detail; /* one line, in the person's language; NULL where it is off */
        const char *fix;    /* the command that mends it; NULL: none */
} VoiceFinding;

/* What the options have off is not asked for. Both are looked at at the same time. */
void voice_check(const VoiceOptions *options, VoiceFinding *ret_tones, VoiceFinding *ret_words);

#endif
