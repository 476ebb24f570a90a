/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VOICE_TEXT_H
#define LIMBER_VOICE_TEXT_H

/* What may be spoken: texts come from people's own files. */

#include <stdbool.h>
#include <stddef.h>

#include "voice.h"

/*
 * Copies at most VOICE_TEXT_SIZE - 1 bytes, cut between characters: UTF-8 only, one line, control characters
 * (C0, DEL, C1, line and paragraph separators) and blanks as one blank, none at the ends. False: nothing is
 * left.
 */
bool voice_text_clean(char ret[static VOICE_TEXT_SIZE], const char *text);

/* A language tag: letters, digits and single hyphens, at most VOICE_LANGUAGE_SIZE - 1 bytes. */
bool voice_language_is_tag(const char *tag);

#endif
