/* SPDX-License-Identifier: MIT */
/* The tones as colours: a calm dark green, and light on it. */

#include "grid.h"

uint32_t tone_rgb(Tone tone)
{
        static const uint32_t colours[N_TONES] = {
                [TONE_BASE] = 0x0f2025,   [TONE_OUTER] = 0x19393b,  [TONE_INNER] = 0x234d4d,
                [TONE_TEXT] = 0xd3e3e1,   [TONE_STRONG] = 0xffffff, [TONE_DIM] = 0x8faba9,
                [TONE_ACCENT] = 0x8fe3d3, [TONE_LINE] = 0x456868,
        };

        return colours[tone];
}
