/* SPDX-License-Identifier: MIT */
/* Tones from sines. */

#include "tone.h"

#include <assert.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_NOTES = 3, RISE_MS = 18, FALL_MS = 60 };

typedef struct Note {
        double hz;
        int start_ms, length_ms; /* 0: none */
} Note;

/* C major, so that whatever follows whatever else sounds well. */
static const Note notes[N_VOICE_TONES][MAX_NOTES] = {
        [VOICE_TONE_IN] = { { 523.25, 0, 260 }, { 659.26, 120, 300 } },
        [VOICE_TONE_OUT] = { { 659.26, 0, 260 }, { 523.25, 120, 300 } },
        [VOICE_TONE_HOLD] = { { 587.33, 0, 380 } },
        [VOICE_TONE_MOVE] = { { 440.00, 0, 320 } },
        [VOICE_TONE_DONE] = { { 523.25, 0, 340 }, { 659.26, 140, 360 }, { 783.99, 280, 520 } },
};

int tone_ms(VoiceTone tone)
{
        int end = 0;

        for (int i = 0; i < MAX_NOTES; i++)
                end = MAX(end, notes[tone][i].start_ms + notes[tone][i].length_ms);
        return end;
}

static size_t samples_in(int ms)
{
        return (size_t) ms * TONE_RATE_HZ / 1000;
}

/* 0 at both ends without a corner, so that nothing clicks. */
static double envelope(double ms, double length_ms)
{
        double rise = MIN(ms / RISE_MS, 1), fall = MIN((length_ms - ms) / FALL_MS, 1);

        return 0.25 * (1 - cos(M_PI * rise)) * (1 - cos(M_PI * fall)) * exp(-ms / 160);
}

static void add_note(double *samples, const Note *note)
{
        size_t first = samples_in(note->start_ms), n = samples_in(note->length_ms);

        for (size_t i = 0; i < n; i++) {
                double wt = 2 * M_PI * note->hz * (double) i / TONE_RATE_HZ;

                samples[first + i] += envelope((double) i * 1000 / TONE_RATE_HZ, note->length_ms) *
                                      (sin(wt) + 0.22 * sin(2 * wt) + 0.06 * sin(3 * wt));
        }
}

static double loudest(const double *samples, size_t n)
{
        double most = 0;

        for (size_t i = 0; i < n; i++)
                most = MAX(most, fabs(samples[i]));
        return most;
}

/* ---- the file ---- */

static void put_le(uint8_t *at, uint32_t value, int n_bytes)
{
        for (int i = 0; i < n_bytes; i++)
                at[i] = (uint8_t) (value >> (8 * i));
}

static void put_head(uint8_t head[static TONE_WAV_HEAD], size_t n_samples)
{
        uint32_t n_bytes = (uint32_t) (2 * n_samples);

        memcpy(head, "RIFF....WAVEfmt ", 16);
        put_le(head + 4, TONE_WAV_HEAD - 8 + n_bytes, 4);
        put_le(head + 16, 16, 4);               /* bytes of what follows */
        put_le(head + 20, 1, 2);                /* PCM */
        put_le(head + 22, 1, 2);                /* channels */
        put_le(head + 24, TONE_RATE_HZ, 4);     /* samples, */
        put_le(head + 28, 2 * TONE_RATE_HZ, 4); /* bytes a second */
        put_le(head + 32, 2, 2);                /* bytes and */
        put_le(head + 34, 16, 2);               /* bits a sample */
        memcpy(head + 36, "data", 4);
        put_le(head + 40, n_bytes, 4);
}

int tone_wav(VoiceTone tone, int volume, uint8_t **ret_bytes, size_t *ret_n)
{
        size_t n = samples_in(tone_ms(tone));
        _cleanup_free_ double *samples = calloc(MAX(n, 1), sizeof *samples);
        _cleanup_free_ uint8_t *bytes = malloc(TONE_WAV_HEAD + 2 * n);
        double scale;

        assert(volume >= 0 && volume <= 100);
        if (!samples || !bytes)
                return -ENOMEM;
        for (int i = 0; i < MAX_NOTES; i++)
                add_note(samples, &notes[tone][i]);
        scale = 0.1 * 32767 / loudest(samples, n) * pow(volume / 100.0, 3);
        put_head(bytes, n);
        for (size_t i = 0; i < n; i++)
                put_le(bytes + TONE_WAV_HEAD + 2 * i, (uint32_t) lrint(samples[i] * scale), 2);
        *ret_bytes = TAKE_PTR(bytes);
        *ret_n = TONE_WAV_HEAD + 2 * n;
        return 0;
}
