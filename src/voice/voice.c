/* SPDX-License-Identifier: MIT */
/* The voice as its callers have it: what is on, and where it goes. */

#include "voice.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "descriptor.h"
#include "str.h"
#include "voice-text.h"

struct Voice {
        VoiceOptions options; /* language: not kept */
        int record_fd;        /* -1: none */
};

static const char *const tone_names[N_VOICE_TONES] = {
        [VOICE_TONE_IN] = "in",     [VOICE_TONE_OUT] = "out",   [VOICE_TONE_HOLD] = "hold",
        [VOICE_TONE_MOVE] = "move", [VOICE_TONE_DONE] = "done",
};

const char *voice_tone_name(VoiceTone tone)
{
        return tone_names[tone];
}

void voice_options_init(VoiceOptions *options)
{
        *options = (VoiceOptions){ .tones = true, .tone_volume = 100, .voice_volume = 100 };
}

/* ---- what tests read instead of listening ---- */

#define RECORD "record:"

static void record(const Voice *voice, const char *word, const char *rest)
{
        char line[VOICE_TEXT_SIZE + 16];
        int n;

        if (voice->record_fd < 0)
                return;
        n = snprintf(line, sizeof line, rest[0] ? "%s %s\n" : "%s\n", word, rest);
        descriptor_write_all(voice->record_fd, line, (size_t) n);
}

static void open_record(Voice *voice, const char *language)
{
        const char *where = secure_getenv("LIMBER_VOICE");
        char line[VOICE_TEXT_SIZE];

        if (!where || strncmp(where, RECORD, strlen(RECORD)) != 0)
                return;
        voice->record_fd = open(where + strlen(RECORD), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        snprintf(
                line, sizeof line, "%s%s%s %d", voice->options.tones ? "tones " : "",
                voice->options.words ? "words " : "", language, voice->options.rate);
        record(voice, "open", line);
}

/* ---- calls ---- */

int voice_open(const VoiceOptions *options, Voice **ret_voice)
{
        char own_language[VOICE_LANGUAGE_SIZE];
        const char *language = options->language;
        Voice *voice = malloc(sizeof *voice);

        if (!voice)
                return -ENOMEM;
        *voice = (Voice){ .options = *options, .record_fd = -1 };
        voice->options.language = NULL;
        if (!language || !voice_language_is_tag(language))
                language = voice_language(own_language);
        open_record(voice, language);
        *ret_voice = voice;
        return 0;
}

void voice_tone(Voice *voice, VoiceTone tone)
{
        if (voice && voice->options.tones)
                record(voice, "tone", tone_names[tone]);
}

void voice_say(Voice *voice, const char *text)
{
        char clean[VOICE_TEXT_SIZE];

        if (voice && voice->options.words && voice_text_clean(clean, text))
                record(voice, "say", clean);
}

void voice_hush(Voice *voice)
{
        if (voice)
                record(voice, "hush", "");
}

const char *voice_problem(Voice *voice)
{
        return NULL;
}

void voice_close(Voice *voice)
{
        if (!voice)
                return;
        record(voice, "close", "");
        if (voice->record_fd >= 0)
                close(voice->record_fd);
        free(voice);
}
