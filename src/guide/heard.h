/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HEARD_H
#define LIMBER_HEARD_H

/*
 * A session made heard: what spoken.h says, given to the voice. A surface opens one for a session and tells
 * it whatever it shows.
 */

#include "spoken.h"

typedef struct Heard {
        Voice *voice; /* NULL: silent */
        SessionShown shown;
        bool began, has_tones;
} Heard;

/* `options` NULL, or with everything off: silent. Nothing can fail: what cannot be heard is silent. */
void heard_open(Heard *heard, const VoiceOptions *options);

/* Each change, and each frame: does something at changes only. */
void heard_show(Heard *heard, const SessionShown *shown);

/* Whether tones are on, as far as it is known: no bell is needed. */
bool heard_has_tones(const Heard *heard);

/* The last tone may come to its end. */
void heard_close(Heard *heard);

#endif
