/* SPDX-License-Identifier: MIT */
/* Cells. Everything is clipped here, so that what draws need not look at sizes twice. */

#include "grid.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "macro.h"

void grid_deinit(Grid *grid)
{
        free(grid->cells);
        grid->cells = NULL;
        grid->width = grid->height = 0;
}

void grid_clear(Grid *grid)
{
        for (size_t i = 0; i < (size_t) grid->width * (size_t) grid->height; i++)
                grid->cells[i] = (Cell){ .c = L' ', .ink = TONE_TEXT, .ground = TONE_BASE };
}

int grid_resize(Grid *grid, int width, int height)
{
        Cell *cells;

        assert(width >= 1 && width <= GRID_SIDE_MAX);
        assert(height >= 1 && height <= GRID_SIDE_MAX);
        cells = calloc((size_t) width * (size_t) height, sizeof *cells);
        if (!cells)
                return -ENOMEM;
        free(grid->cells);
        grid->cells = cells;
        grid->width = width;
        grid->height = height;
        grid_clear(grid);
        return 0;
}

void grid_put(Grid *grid, int x, int y, wchar_t c, Tone ink, bool bold)
{
        Cell *cell;

        if (x < 0 || y < 0 || x >= grid->width || y >= grid->height)
                return;
        cell = grid_cell(grid, x, y);
        cell->c = c;
        cell->ink = (uint8_t) ink;
        cell->bold = bold;
        cell->painted = false;
}

void grid_fill(Grid *grid, int x, int y, wchar_t c, int n, Tone ink)
{
        for (int i = 0; i < n; i++)
                grid_put(grid, x + i, y, c, ink, false);
}

static wchar_t to_ascii(wchar_t c)
{
        static const struct {
                wchar_t from;
                char to;
        } rows[] = {
                { L'\u2013', '-' }, { L'\u2014', '-' }, { L'\u2018', '\'' }, { L'\u2019', '\'' },
                { L'\u201c', '"' }, { L'\u201d', '"' }, { L'\u2026', '.' },  { L'\u00b7', '-' },
                { L'\u2190', '<' }, { L'\u2192', '>' }, { L'\u00a0', ' ' },  { L'\u202f', ' ' },
                { L'\u2022', '*' },
        };

        if (c < 0x80)
                return c;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                if (rows[i].from == c)
                        return rows[i].to;
        return L'?';
}

/* The next character of UTF-8; what is no UTF-8 is taken as '?', a byte at a time. */
static wchar_t next_character(const char **text)
{
        const unsigned char *p = (const unsigned char *) *text;
        int more = *p >= 0xf0 && *p < 0xf5 ? 3 : *p >= 0xe0 ? 2 : *p >= 0xc2 ? 1 : 0;
        uint32_t c = *p;

        if (c < 0x80) {
                ++*text;
                return (wchar_t) c;
        }
        if (more == 0 || c >= 0xf5) {
                ++*text;
                return L'?';
        }
        c &= 0x3fU >> more;
        for (int i = 1; i <= more; i++) {
                if ((p[i] & 0xc0) != 0x80) {
                        ++*text;
                        return L'?';
                }
                c = c << 6 | (p[i] & 0x3fU);
        }
        *text += more + 1;
        return (wchar_t) c;
}

/* Cells that it takes: 1 or 2; 0 for what cannot be shown alone (combining marks), which is left out. */
static int character_width(const Grid *grid, wchar_t c)
{
        int width;

        if (c < 0x80 || !grid->unicode)
                return c >= ' ' && c != 0x7f;
        width = wcwidth(c);
        return MAX(width, 0);
}

int grid_text_width(const Grid *grid, const char *text)
{
        int width = 0;

        while (*text)
                width += character_width(grid, next_character(&text));
        return width;
}

static int
put_text(Grid *grid, int x, int y, int width, const char *text, const char *end, Tone ink, bool bold)
{
        int used = 0;

        while (text < end && *text) {
                wchar_t c = next_character(&text);
                int cells = character_width(grid, c);

                if (used + cells > width)
                        break;
                if (cells == 0)
                        continue;
                grid_put(grid, x + used, y, grid->unicode ? c : to_ascii(c), ink, bold);
                if (cells == 2)
                        grid_put(grid, x + used + 1, y, 0, ink, bold);
                used += cells;
        }
        return used;
}

int grid_text(Grid *grid, int x, int y, int width, const char *text, Tone ink, bool bold)
{
        return put_text(grid, x, y, width, text, text + strlen(text), ink, bold);
}

/*
 * Japanese and Chinese have no blanks between words: a line may end at any of their characters, but the next
 * one does not begin with a closing mark or a small kana, and none ends with an opening mark.
 */
static bool may_part(const Grid *grid, wchar_t left, wchar_t right)
{
        static const wchar_t closing[] = L"\u3001\u3002\uff0c\uff0e\u30fb\uff1a\uff1b\uff1f\uff01\u30fc"
                                         L"\uff09\u300d\u300f\u3011\u3005\u301c\u2026"
                                         L"\u3041\u3043\u3045\u3047\u3049\u3063\u3083\u3085\u3087\u308e"
                                         L"\u30a1\u30a3\u30a5\u30a7\u30a9\u30c3\u30e3\u30e5\u30e7\u30ee";
        static const wchar_t opening[] = L"\uff08\u300c\u300e\u3010";

        if (character_width(grid, left) != 2 && character_width(grid, right) != 2)
                return false;
        return left != L' ' && right != L' ' && !wcschr(closing, right) && !wcschr(opening, left) &&
               !wcschr(L".,:;!?)", right) && left != L'(';
}

/* Where the line that begins at `text` ends: before the last word that does not fit. */
static const char *line_end(const Grid *grid, const char *text, int width)
{
        const char *p = text, *end = NULL;
        wchar_t last = L' ';
        int used = 0;

        while (*p) {
                const char *before = p;
                wchar_t c = next_character(&p);

                if (c == L' ' || may_part(grid, last, c))
                        end = before;
                last = c;
                used += character_width(grid, c);
                if (used > width)
                        return end && end > text ? end : MAX(before, text + 1);
        }
        return p;
}

int grid_wrap(Grid *grid, int x, int y, int width, int height, const char *text, Tone ink, bool bold)
{
        int lines = 0;

        if (width < 1)
                return 0;
        while (*text && lines < height) {
                const char *end = line_end(grid, text, width);

                put_text(grid, x, y + lines++, width, text, end, ink, bold);
                text = end + strspn(end, " ");
        }
        return lines;
}

int grid_wrap_height(const Grid *grid, int width, const char *text)
{
        int lines = 0;

        if (width < 1)
                return 0;
        for (; *text; lines++) {
                text = line_end(grid, text, width);
                text += strspn(text, " ");
        }
        return lines;
}

static bool in_disc(double x, double y, double radius)
{
        return x * x + y * y <= radius * radius;
}

void grid_disc(Grid *grid, double x, double y, double radius, Tone ground)
{
        if (!grid->colour)
                return;
        for (int row = 0; row < grid->height; row++)
                for (int column = 0; column < grid->width; column++) {
                        Cell *cell = grid_cell(grid, column, row);
                        bool upper = in_disc(column + 0.5 - x, 2 * row + 0.5 - y, radius);
                        bool lower = in_disc(column + 0.5 - x, 2 * row + 1.5 - y, radius);

                        if (upper == lower || !grid->unicode) {
                                if (!upper)
                                        continue;
                                *cell = (Cell){ .c = L' ', .ink = TONE_TEXT, .ground = (uint8_t) ground };
                                continue;
                        }
                        /* Half a cell: a half block in the one tone on the other. A disc is drawn on one
                         * tone. */
                        cell->c = upper ? L'\u2580' : L'\u2584';
                        cell->ink = (uint8_t) ground;
                        cell->bold = false;
                }
}
