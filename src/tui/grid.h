/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_GRID_H
#define LIMBER_GRID_H

/*
 * A screen as a value: cells with a character and two colours of a small palette by meaning. Pure but for
 * the locale's word on how wide a character is; screen.h puts it on a terminal.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <wchar.h>

typedef enum Tone {
        TONE_BASE,  /* the ground of everything */
        TONE_OUTER, /* the circle behind the figure */
        TONE_INNER,
        TONE_TEXT,
        TONE_STRONG,
        TONE_DIM,
        TONE_ACCENT,
        TONE_LINE,
        N_TONES,
} Tone;

typedef struct Cell {
        wchar_t c;           /* 0: the right half of a wide character */
        uint8_t ink, ground; /* Tone */
        bool bold;
        bool painted; /* a bit of a picture: `paint` holds, and the tones do not */
        struct {
                int32_t ink, ground; /* as `depth` of the grid has them; PAINT_OWN: the terminal's own */
        } paint;
} Cell;

/* How many colours a picture may have. */
typedef enum PaintDepth {
        PAINT_MONO, /* none: shapes alone */
        PAINT_256,  /* 16 to 255 of the usual 256 */
        PAINT_TRUE, /* 0xrrggbb */
} PaintDepth;

enum { PAINT_OWN = -1 };

typedef struct Grid {
        Cell *cells;
        int width, height;
        bool unicode;    /* false: ASCII alone */
        bool no_braille; /* the console's fonts have none */
        bool colour;     /* false: tones are told apart by weight alone, grounds not at all */
        PaintDepth depth;
} Grid;

enum { GRID_SIDE_MAX = 1000 };

/* Blank, `width` by `height` (each 1 to GRID_SIDE_MAX). 0 or -ENOMEM with the grid as it was. */
int grid_resize(Grid *grid, int width, int height);
void grid_deinit(Grid *grid);
void grid_clear(Grid *grid);

static inline Cell *grid_cell(Grid *grid, int x, int y)
{
        return &grid->cells[(size_t) y * (size_t) grid->width + (size_t) x];
}

/* The three grounds as colours, 0xrrggbb, and those of the accent and of lines. */
uint32_t tone_rgb(Tone tone);

/* One cell's character, on the ground that is there. Outside of the grid nothing happens. */
void grid_put(Grid *grid, int x, int y, wchar_t c, Tone ink, bool bold);
void grid_fill(Grid *grid, int x, int y, wchar_t c, int n, Tone ink);

/*
 * UTF-8 text, cut at `width` cells. Returns how many cells it took. In an ASCII grid what is not ASCII
 * becomes the nearest or '?'.
 */
int grid_text(Grid *grid, int x, int y, int width, const char *text, Tone ink, bool bold);
int grid_text_width(const Grid *grid, const char *text);

/*
 * The text broken between words into lines of `width` cells, at most `height` of them. Returns how many
 * lines it took.
 */
int grid_wrap(Grid *grid, int x, int y, int width, int height, const char *text, Tone ink, bool bold);

/* How many lines that takes, however many they are. */
int grid_wrap_height(const Grid *grid, int width, const char *text);

/* A disc of half-cell pixels: centre in cells from the left and half-cells from the top. */
void grid_disc(Grid *grid, double x, double y, double radius, Tone ground);

#endif
