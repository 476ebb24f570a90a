/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HEARD_OPTIONS_H
#define LIMBER_HEARD_OPTIONS_H

/* What a person's settings want to be heard of a session. */

#include "settings.h"
#include "voice.h"

VoiceOptions heard_options(const Settings *settings);

#endif
