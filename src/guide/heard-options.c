/* SPDX-License-Identifier: MIT */
/* Settings as the voice has them: see heard-options.h. */

#include "heard-options.h"

VoiceOptions heard_options(const Settings *settings)
{
        VoiceOptions options;

        voice_options_init(&options);
        options.tones = settings->tones;
        options.words = settings->voice;
        options.rate = settings->voice_rate;
        options.tone_volume = (int) settings->tone_volume;
        options.voice_volume = (int) settings->voice_volume;
        return options;
}
