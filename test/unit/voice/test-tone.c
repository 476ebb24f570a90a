/* SPDX-License-Identifier: MIT */
/* The tones as bytes: files that can be played, soft, and without a click. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "tone.h"

typedef struct Sound {
        uint8_t *bytes;
        size_t n_bytes, n; /* samples */
} Sound;

static Sound make(VoiceTone tone, int volume)
{
        Sound sound = { 0 };

        assert_int_equal(tone_wav(tone, volume, &sound.bytes, &sound.n_bytes), 0);
        assert_true(sound.n_bytes > TONE_WAV_HEAD);
        sound.n = (sound.n_bytes - TONE_WAV_HEAD) / 2;
        return sound;
}

static int sample(const Sound *sound, size_t i)
{
        const uint8_t *at = sound->bytes + TONE_WAV_HEAD + 2 * i;

        return (int16_t) (at[0] | at[1] << 8);
}

static int loudest(const Sound *sound)
{
        int most = 0;

        for (size_t i = 0; i < sound->n; i++)
                most = MAX(most, abs(sample(sound, i)));
        return most;
}

/* How much of a frequency is in samples first to first + n - 1 (Goertzel). */
static double power(const Sound *sound, size_t first, size_t n, double hz)
{
        double c = 2 * cos(2 * M_PI * hz / TONE_RATE_HZ), s0, s1 = 0, s2 = 0;

        for (size_t i = first; i < first + n; i++) {
                s0 = sample(sound, i) + c * s1 - s2;
                s2 = s1;
                s1 = s0;
        }
        return s1 * s1 + s2 * s2 - c * s1 * s2;
}

static uint32_t number(const uint8_t *at)
{
        return (uint32_t) at[0] | (uint32_t) at[1] << 8 | (uint32_t) at[2] << 16 | (uint32_t) at[3] << 24;
}

static void the_head_tells_the_length(void **state)
{
        for (int i = 0; i < N_VOICE_TONES; i++) {
                Sound sound = make((VoiceTone) i, 100);

                assert_memory_equal(sound.bytes, "RIFF", 4);
                assert_memory_equal(sound.bytes + 8, "WAVEfmt ", 8);
                assert_int_equal(number(sound.bytes + 4), sound.n_bytes - 8);
                assert_int_equal(number(sound.bytes + 24), TONE_RATE_HZ);
                assert_int_equal(number(sound.bytes + 40), sound.n_bytes - TONE_WAV_HEAD);
                assert_int_equal(sound.n, tone_ms((VoiceTone) i) * TONE_RATE_HZ / 1000);
                free(sound.bytes);
        }
}

static void tones_are_soft(void **state)
{
        for (int i = 0; i < N_VOICE_TONES; i++) {
                static const int volumes[] = { 100, 50, 0 }, wanted[] = { 3277, 410, 0 };

                for (int k = 0; k < 3; k++) {
                        Sound sound = make((VoiceTone) i, volumes[k]);

                        assert_in_range(loudest(&sound), wanted[k], wanted[k] + 1);
                        free(sound.bytes);
                }
                assert_in_range(tone_ms((VoiceTone) i), 300, 800);
        }
}

/* A click is a jump: a sine of 2 kHz, as the highest here, moves by less than a third of its height a
 * sample. */
static void tones_do_not_click(void **state)
{
        for (int i = 0; i < N_VOICE_TONES; i++) {
                Sound sound = make((VoiceTone) i, 100);

                assert_int_equal(sample(&sound, 0), 0);
                assert_in_range(abs(sample(&sound, sound.n - 1)), 0, 2);
                for (size_t k = 1; k < sound.n; k++)
                        assert_true(abs(sample(&sound, k) - sample(&sound, k - 1)) < 3277 / 3);
                for (size_t k = 0; k < TONE_RATE_HZ / 1000; k++) /* the first ms, the last */
                        assert_true(abs(sample(&sound, k)) + abs(sample(&sound, sound.n - 1 - k)) < 200);
                free(sound.bytes);
        }
}

static void in_rises_and_out_falls(void **state)
{
        static const double low = 523.25, high = 659.26;
        Sound in = make(VOICE_TONE_IN, 100), out = make(VOICE_TONE_OUT, 100);
        size_t part = TONE_RATE_HZ / 10, end = in.n - part;

        assert_true(power(&in, 0, part, low) > 4 * power(&in, 0, part, high));
        assert_true(power(&in, end, part, high) > 4 * power(&in, end, part, low));
        assert_true(power(&out, 0, part, high) > 4 * power(&out, 0, part, low));
        assert_true(power(&out, end, part, low) > 4 * power(&out, end, part, high));
        free(in.bytes);
        free(out.bytes);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(the_head_tells_the_length),
                cmocka_unit_test(tones_are_soft),
                cmocka_unit_test(tones_do_not_click),
                cmocka_unit_test(in_rises_and_out_falls),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
