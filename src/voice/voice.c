/* SPDX-License-Identifier: MIT */
/* The voice as its callers have it: what is on, and where it goes. */

#include "voice.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "descriptor.h"
#include "voice-line.h"
#include "voice-text.h"

struct Voice {
        VoiceLine lines[N_VOICE_KINDS];
        bool on[N_VOICE_KINDS];
        int record_fd; /* -1: none */
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

/* True: LIMBER_VOICE wants silence. */
static bool open_record(Voice *voice, const VoiceSetup *setup)
{
        const char *where = secure_getenv("LIMBER_VOICE");
        char line[64];

        if (!where || !*where)
                return false;
        if (strncmp(where, RECORD, strlen(RECORD)) == 0)
                voice->record_fd =
                        open(where + strlen(RECORD), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
        snprintf(
                line, sizeof line, "%s%s%s %d", voice->on[VOICE_TONES] ? "tones " : "",
                voice->on[VOICE_WORDS] ? "words " : "", setup->language, setup->rate);
        record(voice, "open", line);
        return true;
}

/* ---- calls ---- */

int voice_open(const VoiceOptions *options, Voice **ret_voice)
{
        Voice *voice = malloc(sizeof *voice);
        VoiceSetup setup = voice_setup_of(options, VOICE_WORDS);

        if (!voice)
                return -ENOMEM;
        *voice = (Voice){ .record_fd = -1 };
        for (int i = 0; i < N_VOICE_KINDS; i++) {
                voice->on[i] = voice_setup_is_on(options, (VoiceKind) i);
                voice->lines[i] = (VoiceLine){ .kind = (VoiceKind) i, .fd = -1 };
        }
        *ret_voice = voice;
        if (open_record(voice, &setup))
                return 0;
        for (int i = 0; i < N_VOICE_KINDS; i++) {
                setup = voice_setup_of(options, (VoiceKind) i);
                if (voice->on[i])
                        voice_line_open(&voice->lines[i], "play", (VoiceKind) i, &setup);
        }
        return 0;
}

void voice_tone(Voice *voice, VoiceTone tone)
{
        if (!voice || !voice->on[VOICE_TONES])
                return;
        record(voice, "tone", tone_names[tone]);
        voice_line_send(&voice->lines[VOICE_TONES], VOICE_ACT_TONE, tone, NULL);
}

void voice_say(Voice *voice, const char *text)
{
        char clean[VOICE_TEXT_SIZE];

        if (!voice || !voice->on[VOICE_WORDS] || !voice_text_clean(clean, text))
                return;
        record(voice, "say", clean);
        voice_line_send(&voice->lines[VOICE_WORDS], VOICE_ACT_SAY, 0, clean);
}

void voice_hush(Voice *voice)
{
        if (!voice)
                return;
        record(voice, "hush", "");
        for (int i = 0; i < N_VOICE_KINDS; i++)
                voice_line_send(&voice->lines[i], VOICE_ACT_HUSH, 0, NULL);
}

const char *voice_problem(Voice *voice)
{
        const char *problem = NULL;

        for (int i = 0; voice && i < N_VOICE_KINDS; i++) {
                while (voice_line_read(&voice->lines[i]))
                        ;
                if (!problem)
                        problem = voice_report_text((VoiceKind) i, voice->lines[i].report);
        }
        return problem;
}

void voice_close(Voice *voice)
{
        if (!voice)
                return;
        record(voice, "close", "");
        for (int i = 0; i < N_VOICE_KINDS; i++)
                voice_line_close(&voice->lines[i]);
        if (voice->record_fd >= 0)
                close(voice->record_fd);
        free(voice);
}
