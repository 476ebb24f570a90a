/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BIGTEXT_H
#define LIMBER_BIGTEXT_H

/*
 * Words that can be read from two metres: capital letters, digits and a few marks of 5 pixels' height. Words
 * with other characters cannot be drawn so; they are shown as plain text.
 */

#include "grid.h"

typedef enum BigSize {
        BIG_PLAIN, /* one line of bold text: always possible */
        BIG_SMALL, /* 3 lines: half blocks */
        BIG_TALL,  /* 5 lines: pixels two cells wide */
        N_BIG_SIZES,
} BigSize;

int big_height(BigSize size);

/* Cells that it takes, or -1 where the word cannot be drawn in that size. */
int big_width(const Grid *grid, const char *word, BigSize size);
void big_text(Grid *grid, int x, int y, int width, const char *word, BigSize size, Tone ink);

#endif
