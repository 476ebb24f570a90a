/* SPDX-License-Identifier: MIT */
/*
 * Putting grids on a terminal. Terminfo says how; the tones become colours here, in 24 bits where the
 * terminal says that it can, else the nearest of its 256, else of its 8, else none (NO_COLOR, or a terminal
 * without): then bold is all there is.
 */

#include "screen.h"

#include <errno.h>
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <curses.h>
#include <term.h>

#include "i18n.h"
#include "str.h"
#include "tty-guard.h"

typedef enum Depth { DEPTH_NONE, DEPTH_8, DEPTH_256, DEPTH_TRUE } Depth;

/* -1: the terminal's own. */
static const struct {
        short of_256, of_8;
} tones[N_TONES] = {
        [TONE_BASE] = { 234, -1 },  [TONE_OUTER] = { 236, -1 },  [TONE_INNER] = { 238, -1 },
        [TONE_TEXT] = { 253, -1 },  [TONE_STRONG] = { 231, -1 }, [TONE_DIM] = { 109, -1 },
        [TONE_ACCENT] = { 116, 6 }, [TONE_LINE] = { 66, -1 },
};

typedef struct Style {
        bool known;
        Cell cell; /* whose style is on */
} Style;

struct Screen {
        int in_fd, out_fd;
        TERMINAL *terminal;
        Depth depth;
        bool unicode, no_braille, last_cell; /* the last cell can be written without scrolling */
        const char *move, *plain, *bold, *ink, *ground, *ring;
        Str enter, leave;
        Grid shown;
        bool forgotten;
        Str out; /* what is to be written */
};

/* A capability's text, or NULL. */
static const char *capability(const char *name)
{
        const char *text = tigetstr(name);

        return text && (intptr_t) text != -1 && *text ? text : NULL;
}

/* Appends it without its paddings, $<5/>: no terminal of this century waits. */
static int append_capability(Str *str, const char *text)
{
        while (text && *text) {
                const char *padding = strstr(text, "$<"), *end = padding ? strchr(padding, '>') : NULL;
                int r;

                if (!end)
                        return str_append(str, text);
                r = str_append_n(str, text, (size_t) (padding - text));
                if (r < 0)
                        return r;
                text = end + 1;
        }
        return 0;
}

static Depth find_depth(void)
{
        const char *no_color = getenv("NO_COLOR"), *colorterm = getenv("COLORTERM");
        int colours = tigetnum("colors");

        if ((no_color && *no_color) || colours < 8 || !capability("setaf") || !capability("setab"))
                return DEPTH_NONE;
        if (colours >= 256 &&
            (tigetflag("Tc") == 1 || tigetflag("RGB") == 1 ||
             (colorterm && (strcmp(colorterm, "truecolor") == 0 || strcmp(colorterm, "24bit") == 0))))
                return DEPTH_TRUE;
        return colours >= 256 ? DEPTH_256 : DEPTH_8;
}

/* Of the terminal `name` (TERM). */
static int find_capabilities(Screen *screen, const char *name)
{
        static const char *const enters[] = { "smcup", "civis", "rmam" };
        static const char *const leaves[] = { "sgr0", "smam", "cnorm", "rmcup" };

        screen->move = capability("cup");
        screen->plain = capability("sgr0");
        screen->bold = capability("bold");
        screen->ink = capability("setaf");
        screen->ground = capability("setab");
        screen->ring = capability("bel");
        screen->last_cell = capability("rmam") && capability("smam");
        screen->depth = find_depth();
        screen->unicode = strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
        screen->no_braille = strncmp(name, "linux", 5) == 0;
        /* A frame that was cut off is not to hold the screen back. */
        if (screen->depth >= DEPTH_256 && str_append(&screen->leave, "\033[?2026l") < 0)
                return -ENOMEM;
        for (size_t i = 0; i < ELEMENTSOF(enters); i++)
                if (append_capability(&screen->enter, capability(enters[i])) < 0)
                        return -ENOMEM;
        for (size_t i = 0; i < ELEMENTSOF(leaves); i++)
                if (append_capability(&screen->leave, capability(leaves[i])) < 0)
                        return -ENOMEM;
        /* Without another screen, at least what was drawn does not stand among the lines of the shell. */
        if (!capability("smcup") && append_capability(&screen->leave, capability("clear")) < 0)
                return -ENOMEM;
        return str_append(&screen->leave, "") < 0 || str_append(&screen->enter, "") < 0 ? -ENOMEM : 0;
}

static int flush(Screen *screen)
{
        size_t done = 0;

        while (done < screen->out.n) {
                ssize_t n = write(screen->out_fd, screen->out.text + done, screen->out.n - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n < 0)
                        return -errno;
                done += (size_t) n;
        }
        screen->out.n = 0;
        return 0;
}

static int enter(Screen *screen)
{
        int r = str_append_n(&screen->out, screen->enter.text, screen->enter.n);

        screen->forgotten = true;
        return r < 0 ? r : flush(screen);
}

int screen_open(int in_fd, int out_fd, const char *leave, Screen **ret, Error *error)
{
        _cleanup_(screen_closep) Screen *screen = calloc(1, sizeof *screen);
        const char *name = getenv("TERM");
        int r, why;

        if (!screen)
                return -ENOMEM;
        screen->in_fd = in_fd;
        screen->out_fd = out_fd;
        if (!name || !*name || strcmp(name, "dumb") == 0 || strlen(name) > 128 ||
            setupterm(name, out_fd, &why) != OK)
                return error_set(error, -ENOTTY, _("this terminal shows lines only"));
        screen->terminal = cur_term;
        r = str_append(&screen->leave, leave);
        if (r == 0)
                r = find_capabilities(screen, name);
        if (r < 0)
                return r;
        if (!screen->move)
                return error_set(error, -ENOTTY, _("this terminal shows lines only"));
        r = tty_guard_begin(in_fd, out_fd, screen->leave.text);
        if (r < 0)
                return error_set(error, r, "%s", strerror(-r));
        r = enter(screen);
        if (r < 0)
                return error_set(error, r, "%s", strerror(-r));
        *ret = TAKE_PTR(screen);
        return 0;
}

void screen_close(Screen *screen)
{
        if (!screen)
                return;
        tty_guard_end();
        if (screen->terminal)
                del_curterm(screen->terminal);
        str_deinit(&screen->enter);
        str_deinit(&screen->leave);
        str_deinit(&screen->out);
        grid_deinit(&screen->shown);
        free(screen);
}

void screen_suspend(Screen *screen)
{
        tty_guard_suspend();
}

int screen_resume(Screen *screen)
{
        int r = tty_guard_resume();

        return r < 0 ? r : enter(screen);
}

void screen_forget(Screen *screen)
{
        screen->forgotten = true;
}

int screen_bell(Screen *screen)
{
        int r = append_capability(&screen->out, screen->ring);

        return r < 0 ? r : flush(screen);
}

static int clamp_side(int side, int fallback)
{
        if (side < 1)
                return fallback;
        return MIN(side, GRID_SIDE_MAX);
}

void screen_cell_pixels(const Screen *screen, int *ret_width, int *ret_height)
{
        struct winsize size = { 0 };

        *ret_width = 8;
        *ret_height = 16;
        if (ioctl(screen->out_fd, TIOCGWINSZ, &size) < 0 || size.ws_col == 0 || size.ws_row == 0)
                return;
        if (size.ws_xpixel / size.ws_col > 0 && size.ws_ypixel / size.ws_row > 0) {
                *ret_width = MIN(size.ws_xpixel / size.ws_col, 64);
                *ret_height = MIN(size.ws_ypixel / size.ws_row, 64);
        }
}

int screen_fit(Screen *screen, Grid *grid)
{
        struct winsize size = { 0 };
        int width, height;

        if (ioctl(screen->out_fd, TIOCGWINSZ, &size) < 0)
                size = (struct winsize){ 0 };
        width = clamp_side(size.ws_col, 80);
        height = clamp_side(size.ws_row, 24);
        grid->unicode = screen->unicode;
        grid->no_braille = screen->no_braille;
        grid->colour = screen->depth >= DEPTH_256;
        grid->depth = screen->depth == DEPTH_TRUE  ? PAINT_TRUE
                      : screen->depth == DEPTH_256 ? PAINT_256
                                                   : PAINT_MONO;
        if (grid->cells && grid->width == width && grid->height == height)
                return 0;
        return grid_resize(grid, width, height);
}

/* ---- writing cells ---- */

static int append_rgb(Screen *screen, bool ground, uint32_t rgb)
{
        return str_appendf(
                &screen->out, "\033[%d;2;%u;%u;%um", ground ? 48 : 38, rgb >> 16 & 0xff, rgb >> 8 & 0xff,
                rgb & 0xff);
}

static int append_colour(Screen *screen, bool ground, Tone which)
{
        const char *set = ground ? screen->ground : screen->ink;

        if (screen->depth == DEPTH_TRUE)
                return append_rgb(screen, ground, tone_rgb(which));
        if (screen->depth == DEPTH_256)
                return append_capability(&screen->out, tiparm(set, tones[which].of_256));
        if (screen->depth == DEPTH_8 && tones[which].of_8 >= 0)
                return append_capability(&screen->out, tiparm(set, tones[which].of_8));
        return 0;
}

static int append_paint(Screen *screen, bool ground, int32_t paint)
{
        if (paint == PAINT_OWN || screen->depth < DEPTH_256)
                return 0;
        if (screen->depth == DEPTH_256)
                return append_capability(
                        &screen->out, tiparm(ground ? screen->ground : screen->ink, (int) paint));
        return append_rgb(screen, ground, (uint32_t) paint);
}

static bool same_style(const Cell *a, const Cell *b)
{
        if (a->painted != b->painted)
                return false;
        if (a->painted)
                return a->paint.ink == b->paint.ink && a->paint.ground == b->paint.ground;
        return a->ink == b->ink && a->ground == b->ground && a->bold == b->bold;
}

static int append_whole_style(Screen *screen, const Cell *cell)
{
        int r = append_capability(&screen->out, screen->plain);

        if (cell->painted) {
                if (r == 0)
                        r = append_paint(screen, false, cell->paint.ink);
                return r < 0 ? r : append_paint(screen, true, cell->paint.ground);
        }
        if (r == 0 && cell->bold)
                r = append_capability(&screen->out, screen->bold);
        if (r == 0)
                r = append_colour(screen, false, (Tone) cell->ink);
        return r < 0 ? r : append_colour(screen, true, (Tone) cell->ground);
}

/* From one bit of a picture to the next only what differs: there are many of them. */
static int append_paint_change(Screen *screen, const Cell *from, const Cell *to)
{
        int r = 0;

        if ((from->paint.ink != to->paint.ink && to->paint.ink == PAINT_OWN) ||
            (from->paint.ground != to->paint.ground && to->paint.ground == PAINT_OWN))
                return append_whole_style(screen, to);
        if (from->paint.ink != to->paint.ink)
                r = append_paint(screen, false, to->paint.ink);
        if (r == 0 && from->paint.ground != to->paint.ground)
                r = append_paint(screen, true, to->paint.ground);
        return r;
}

/* From the style that is on to the cell's. */
static int append_style(Screen *screen, Style *style, const Cell *cell)
{
        int r;

        if (style->known && same_style(&style->cell, cell))
                return 0;
        if (cell->painted && style->known && style->cell.painted)
                r = append_paint_change(screen, &style->cell, cell);
        else
                r = append_whole_style(screen, cell);
        *style = (Style){ true, *cell };
        return r;
}

static int append_character(Screen *screen, wchar_t c)
{
        char bytes[5];
        uint32_t u = (uint32_t) c;
        size_t n = 0;

        if (u < 0x80) {
                bytes[n++] = (char) u;
        } else if (u < 0x800) {
                bytes[n++] = (char) (0xc0 | u >> 6);
                bytes[n++] = (char) (0x80 | (u & 0x3f));
        } else if (u < 0x10000) {
                bytes[n++] = (char) (0xe0 | u >> 12);
                bytes[n++] = (char) (0x80 | (u >> 6 & 0x3f));
                bytes[n++] = (char) (0x80 | (u & 0x3f));
        } else {
                bytes[n++] = (char) (0xf0 | u >> 18);
                bytes[n++] = (char) (0x80 | (u >> 12 & 0x3f));
                bytes[n++] = (char) (0x80 | (u >> 6 & 0x3f));
                bytes[n++] = (char) (0x80 | (u & 0x3f));
        }
        return str_append_n(&screen->out, bytes, n);
}

static bool same_cell(const Cell *a, const Cell *b)
{
        return a->c == b->c && same_style(a, b);
}

static int append_cell(Screen *screen, const Cell *cell, int x, int y, int *cursor, Style *style)
{
        int here = y * GRID_SIDE_MAX + x, r = 0;

        if (*cursor != here)
                r = append_capability(&screen->out, tiparm(screen->move, y, x));
        if (r == 0)
                r = append_style(screen, style, cell);
        if (r == 0)
                r = append_character(screen, cell->c);
        *cursor = here + 1;
        return r;
}

static int append_changes(Screen *screen, const Grid *grid, bool all)
{
        Style style = { false };
        int cursor = -1;

        for (int y = 0; y < grid->height; y++)
                for (int x = 0; x < grid->width; x++) {
                        const Cell *cell = &grid->cells[y * grid->width + x];
                        int r;

                        if (!all && same_cell(cell, &screen->shown.cells[y * grid->width + x]))
                                continue;
                        if (cell->c == 0) { /* the right half of what was just written */
                                cursor += cursor == y * GRID_SIDE_MAX + x;
                                continue;
                        }
                        if (!screen->last_cell && y == grid->height - 1 && x == grid->width - 1)
                                continue;
                        r = append_cell(screen, cell, x, y, &cursor, &style);
                        if (r < 0)
                                return r;
                }
        return cursor < 0 ? 0 : append_capability(&screen->out, screen->plain);
}

/*
 * A frame in one go where the terminal knows how to (synchronized output); others pass over it. Only with
 * many cells: a line of words needs none.
 */
static int append_frame(Screen *screen, const Grid *grid, bool all, const ScreenPicture *picture)
{
        bool whole = screen->depth >= DEPTH_256;
        int r = whole ? str_append(&screen->out, "\033[?2026h") : 0;
        size_t before = screen->out.n;

        if (r == 0)
                r = append_changes(screen, grid, all);
        if (r == 0 && picture) {
                r = append_capability(&screen->out, tiparm(screen->move, picture->y, picture->x));
                if (r == 0)
                        r = str_append_n(&screen->out, picture->bytes.text, picture->bytes.n);
        }
        if (r < 0)
                return r;
        if (screen->out.n == before) { /* nothing changed */
                screen->out.n = 0;
                return 0;
        }
        return whole ? str_append(&screen->out, "\033[?2026l") : 0;
}

int screen_show(Screen *screen, const Grid *grid, const ScreenPicture *picture)
{
        bool all = screen->forgotten || !screen->shown.cells || screen->shown.width != grid->width ||
                   screen->shown.height != grid->height;
        int r;

        if (all) {
                r = grid_resize(&screen->shown, grid->width, grid->height);
                if (r < 0)
                        return r;
        }
        r = append_frame(screen, grid, all, picture);
        if (r < 0)
                return r;
        memcpy(screen->shown.cells, grid->cells,
               (size_t) grid->width * (size_t) grid->height * sizeof *grid->cells);
        screen->forgotten = false;
        return flush(screen);
}
