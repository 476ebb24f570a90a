/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TONE_H
#define LIMBER_TONE_H

/*
 * The tones, worked out: no sound here is anybody else's. A tone is a few notes; a note is
 *
 *      envelope(t) * (sin(wt) + 0.22 sin(2wt) + 0.06 sin(3wt))
 *
 * that rises in 18 ms and dies away; the loudest sample of each tone lies at -20 dBFS, softer than what else
 * a desktop plays.
 */

#include <stddef.h>
#include <stdint.h>

#include "voice.h"

enum { TONE_RATE_HZ = 44100, TONE_WAV_HEAD = 44 };

/* From its first sample to its last. */
int tone_ms(VoiceTone tone);

/*
 * A WAV file, mono, 16 bits. `volume`: percent, 0 to 100, as loudness is felt (half is -18 dB). The caller
 * frees. 0 or -ENOMEM.
 */
int tone_wav(VoiceTone tone, int volume, uint8_t **ret_bytes, size_t *ret_n);

#endif
