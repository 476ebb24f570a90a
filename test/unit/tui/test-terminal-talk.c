/* SPDX-License-Identifier: MIT */
/* What terminals answer, and which way of drawing follows from it. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "figure-pane.h"
#include "macro.h"

static void test_answers(void **state)
{
        static const struct {
                const char *bytes;
                bool all, sixel, kitty;
        } rows[] = {
                { "", false, false, false },
                { "\033[?62;c", true, false, false },
                { "\033[?4c", true, true, false },
                { "\033[?62;4;22c", true, true, false },
                { "\033[?62;4c", true, true, false },
                { "\033[?64;14;41c", true, false, false }, /* neither is a 4 */
                { "\033[4c", false, false, false },        /* no answer to what was asked */
                { "\033[?62;4", false, false, false },
                { "abc\033[?62;4c", true, true, false }, /* keys before it */
                { "\033\033[?62;4c", true, true, false },
                { "\033[A\033[?62;4c", true, true, false }, /* an arrow key before it */
                { "\033_Gi=1;OK\033\\\033[?62c", true, false, true },
                { "\033_Gi=1;OK\033[?62;4c", true, true, false }, /* broken off */
                { "\033_Gi=1;ENOENT:no\033\\\033[?4c", true, true, false },
                { "\033_X;OK\033\\\033[?6c", true, false, false },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                TalkReader reader = { 0 };
                TerminalSays says = { 0 };
                bool all = false;

                for (const char *p = rows[i].bytes; *p && !all; p++)
                        all = talk_reader_feed(&reader, (uint8_t) *p, &says);
                if (all != rows[i].all || says.sixel != rows[i].sixel || says.kitty != rows[i].kitty)
                        fail_msg("row %zu: all %d, sixel %d, kitty %d", i, all, says.sixel, says.kitty);
        }
}

static void test_modes(void **state)
{
        static const struct {
                FigureMode wanted;
                bool unicode;
                PaintDepth depth;
                TerminalSays says;
                FigureMode mode;
        } rows[] = {
                { FIGURE_AUTO, true, PAINT_TRUE, { 0 }, FIGURE_BLOCKS },
                { FIGURE_AUTO, true, PAINT_256, { 0 }, FIGURE_BLOCKS },
                { FIGURE_AUTO, true, PAINT_MONO, { 0 }, FIGURE_BRAILLE },
                { FIGURE_AUTO, false, PAINT_TRUE, { 0 }, FIGURE_ASCII },
                { FIGURE_AUTO, true, PAINT_TRUE, { .sixel = true, .kitty = true }, FIGURE_BLOCKS },
                { FIGURE_BLOCKS, true, PAINT_MONO, { 0 }, FIGURE_BRAILLE },
                { FIGURE_BLOCKS, false, PAINT_256, { 0 }, FIGURE_ASCII },
                { FIGURE_BRAILLE, true, PAINT_TRUE, { 0 }, FIGURE_BRAILLE },
                { FIGURE_BRAILLE, false, PAINT_TRUE, { 0 }, FIGURE_ASCII },
                { FIGURE_ASCII, true, PAINT_TRUE, { 0 }, FIGURE_ASCII },
                { FIGURE_SIXEL, true, PAINT_TRUE, { 0 }, FIGURE_BLOCKS },
                { FIGURE_SIXEL, true, PAINT_TRUE, { .sixel = true }, FIGURE_SIXEL },
                { FIGURE_SIXEL, true, PAINT_TRUE, { .kitty = true }, FIGURE_BLOCKS },
                { FIGURE_SIXEL, true, PAINT_MONO, { .sixel = true }, FIGURE_BRAILLE }, /* NO_COLOR */
                { FIGURE_KITTY, true, PAINT_TRUE, { .kitty = true }, FIGURE_KITTY },
                { FIGURE_ITERM2, true, PAINT_TRUE, { .iterm2 = true }, FIGURE_ITERM2 },
                { FIGURE_NONE, true, PAINT_TRUE, { .kitty = true }, FIGURE_NONE },
        };

        assert_int_equal(
                figure_mode_for(
                        FIGURE_AUTO, &(Grid){ .unicode = true, .no_braille = true }, &(TerminalSays){ 0 }),
                FIGURE_ASCII);
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Grid grid = { .unicode = rows[i].unicode, .depth = rows[i].depth };
                FigureMode mode = figure_mode_for(rows[i].wanted, &grid, &rows[i].says);

                if (mode != rows[i].mode)
                        fail_msg("row %zu: %d", i, (int) mode);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_answers),
                cmocka_unit_test(test_modes),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
