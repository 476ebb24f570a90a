/* SPDX-License-Identifier: MIT */
/* A small font. Each glyph is five rows of pixels, its width that of its rows; a blank pixel parts two. */

#include "bigtext.h"

#include <string.h>

#include "macro.h"

enum { ROWS = 5 };

/* clang-format off */
static const struct {
        char c;
        const char *rows[ROWS];
} glyphs[] = {
        { 'A', { " # ", "# #", "###", "# #", "# #" } },
        { 'B', { "## ", "# #", "## ", "# #", "## " } },
        { 'C', { " ##", "#  ", "#  ", "#  ", " ##" } },
        { 'D', { "## ", "# #", "# #", "# #", "## " } },
        { 'E', { "###", "#  ", "## ", "#  ", "###" } },
        { 'F', { "###", "#  ", "## ", "#  ", "#  " } },
        { 'G', { " ###", "#   ", "# ##", "#  #", " ###" } },
        { 'H', { "# #", "# #", "###", "# #", "# #" } },
        { 'I', { "#", "#", "#", "#", "#" } },
        { 'J', { "  #", "  #", "  #", "# #", " # " } },
        { 'K', { "# #", "# #", "## ", "# #", "# #" } },
        { 'L', { "#  ", "#  ", "#  ", "#  ", "###" } },
        { 'M', { "#   #", "## ##", "# # #", "#   #", "#   #" } },
        { 'N', { "#  #", "## #", "# ##", "#  #", "#  #" } },
        { 'O', { " ## ", "#  #", "#  #", "#  #", " ## " } },
        { 'P', { "## ", "# #", "## ", "#  ", "#  " } },
        { 'Q', { " ## ", "#  #", "#  #", "# ##", " ###" } },
        { 'R', { "## ", "# #", "## ", "# #", "# #" } },
        { 'S', { " ##", "#  ", " # ", "  #", "## " } },
        { 'T', { "###", " # ", " # ", " # ", " # " } },
        { 'U', { "#  #", "#  #", "#  #", "#  #", " ## " } },
        { 'V', { "# #", "# #", "# #", "# #", " # " } },
        { 'W', { "#   #", "#   #", "# # #", "## ##", "#   #" } },
        { 'X', { "# #", "# #", " # ", "# #", "# #" } },
        { 'Y', { "# #", "# #", " # ", " # ", " # " } },
        { 'Z', { "###", "  #", " # ", "#  ", "###" } },
        { '0', { "###", "# #", "# #", "# #", "###" } },
        { '1', { " #", "##", " #", " #", " #" } },
        { '2', { "###", "  #", "###", "#  ", "###" } },
        { '3', { "###", "  #", " ##", "  #", "###" } },
        { '4', { "# #", "# #", "###", "  #", "  #" } },
        { '5', { "###", "#  ", "###", "  #", "###" } },
        { '6', { "###", "#  ", "###", "# #", "###" } },
        { '7', { "###", "  #", "  #", "  #", "  #" } },
        { '8', { "###", "# #", "###", "# #", "###" } },
        { '9', { "###", "# #", "###", "  #", "###" } },
        { '-', { "   ", "   ", "###", "   ", "   " } },
        { '\'', { "#", "#", " ", " ", " " } },
        { ',', { "  ", "  ", "  ", " #", "# " } },
        { '.', { " ", " ", " ", " ", "#" } },
        { ' ', { "  ", "  ", "  ", "  ", "  " } },
};
/* clang-format on */

static const char *const *glyph_rows(char c)
{
        if (c >= 'a' && c <= 'z')
                c = (char) (c - 'a' + 'A');
        for (size_t i = 0; i < ELEMENTSOF(glyphs); i++)
                if (glyphs[i].c == c)
                        return glyphs[i].rows;
        return NULL;
}

int big_height(BigSize size)
{
        static const int heights[N_BIG_SIZES] = { [BIG_PLAIN] = 1, [BIG_SMALL] = 3, [BIG_TALL] = 5 };

        return heights[size];
}

int big_width(const Grid *grid, const char *word, BigSize size)
{
        int pixels = 0;

        if (size == BIG_PLAIN)
                return grid_text_width(grid, word);
        if (!grid->unicode || *word == '\0')
                return -1;
        for (const char *p = word; *p; p++) {
                const char *const *rows = glyph_rows(*p);

                if (!rows)
                        return -1;
                pixels += (int) strlen(rows[0]) + 1;
        }
        return (pixels - 1) * (size == BIG_TALL ? 2 : 1);
}

static bool is_set(const char *const *rows, int row, int column)
{
        return row < ROWS && rows[row][column] == '#';
}

static void put_tall(Grid *grid, int x, int y, const char *const *rows, int column, Tone ink)
{
        for (int row = 0; row < ROWS; row++)
                if (is_set(rows, row, column)) {
                        grid_put(grid, x, y + row, L'\u2588', ink, false);
                        grid_put(grid, x + 1, y + row, L'\u2588', ink, false);
                }
}

static void put_small(Grid *grid, int x, int y, const char *const *rows, int column, Tone ink)
{
        static const wchar_t blocks[4] = { 0, L'\u2580', L'\u2584', L'\u2588' };

        for (int line = 0; line < 3; line++) {
                int which = is_set(rows, 2 * line, column) + 2 * is_set(rows, 2 * line + 1, column);

                if (which)
                        grid_put(grid, x, y + line, blocks[which], ink, false);
        }
}

void big_text(Grid *grid, int x, int y, int width, const char *word, BigSize size, Tone ink)
{
        int pixel = size == BIG_TALL ? 2 : 1, end = x + width;

        if (size == BIG_PLAIN || big_width(grid, word, size) < 0) {
                grid_text(grid, x, y, width, word, ink, true);
                return;
        }
        for (const char *p = word; *p; p++, x += pixel) {
                const char *const *rows = glyph_rows(*p);
                int n = (int) strlen(rows[0]);

                for (int column = 0; column < n && x + pixel <= end; column++, x += pixel)
                        (size == BIG_TALL ? put_tall : put_small)(grid, x, y, rows, column, ink);
        }
}
