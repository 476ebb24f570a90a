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
        uint8_t red, green, blue;
        short of_256, of_8;
} tones[N_TONES] = {
        [TONE_BASE] = { 0x0f, 0x20, 0x25, 234, -1 },   [TONE_OUTER] = { 0x19, 0x39, 0x3b, 236, -1 },
        [TONE_INNER] = { 0x23, 0x4d, 0x4d, 238, -1 },  [TONE_TEXT] = { 0xd3, 0xe3, 0xe1, 253, -1 },
        [TONE_STRONG] = { 0xff, 0xff, 0xff, 231, -1 }, [TONE_DIM] = { 0x8f, 0xab, 0xa9, 109, -1 },
        [TONE_ACCENT] = { 0x8f, 0xe3, 0xd3, 116, 6 },  [TONE_LINE] = { 0x45, 0x68, 0x68, 66, -1 },
};

typedef struct Style {
        int ink, ground; /* -1: not known */
        bool bold;
} Style;

struct Screen {
        int in_fd, out_fd;
        TERMINAL *terminal;
        Depth depth;
        bool unicode, last_cell; /* the last cell can be written without scrolling */
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

static int find_capabilities(Screen *screen)
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

int screen_open(int in_fd, int out_fd, Screen **ret, Error *error)
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
        r = find_capabilities(screen);
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

int screen_fit(Screen *screen, Grid *grid)
{
        struct winsize size = { 0 };
        int width, height;

        if (ioctl(screen->out_fd, TIOCGWINSZ, &size) < 0)
                size = (struct winsize){ 0 };
        width = clamp_side(size.ws_col, 80);
        height = clamp_side(size.ws_row, 24);
        grid->unicode = screen->unicode;
        grid->colour = screen->depth >= DEPTH_256;
        if (grid->cells && grid->width == width && grid->height == height)
                return 0;
        return grid_resize(grid, width, height);
}

/* ---- writing cells ---- */

static int append_colour(Screen *screen, bool ground, Tone which)
{
        const char *set = ground ? screen->ground : screen->ink;

        if (screen->depth == DEPTH_TRUE)
                return str_appendf(
                        &screen->out, "\033[%d;2;%d;%d;%dm", ground ? 48 : 38, tones[which].red,
                        tones[which].green, tones[which].blue);
        if (screen->depth == DEPTH_256)
                return append_capability(&screen->out, tiparm(set, tones[which].of_256));
        if (screen->depth == DEPTH_8 && tones[which].of_8 >= 0)
                return append_capability(&screen->out, tiparm(set, tones[which].of_8));
        return 0;
}

/* From the style that is on to the cell's. */
static int append_style(Screen *screen, Style *style, const Cell *cell)
{
        int r;

        if (style->ink == cell->ink && style->ground == cell->ground && style->bold == cell->bold)
                return 0;
        r = append_capability(&screen->out, screen->plain);
        if (r == 0 && cell->bold)
                r = append_capability(&screen->out, screen->bold);
        if (r == 0)
                r = append_colour(screen, false, (Tone) cell->ink);
        if (r == 0)
                r = append_colour(screen, true, (Tone) cell->ground);
        *style = (Style){ cell->ink, cell->ground, cell->bold };
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
        return a->c == b->c && a->ink == b->ink && a->ground == b->ground && a->bold == b->bold;
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
        Style style = { -1, -1, false };
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

int screen_show(Screen *screen, const Grid *grid)
{
        bool all = screen->forgotten || !screen->shown.cells || screen->shown.width != grid->width ||
                   screen->shown.height != grid->height;
        int r;

        if (all) {
                r = grid_resize(&screen->shown, grid->width, grid->height);
                if (r < 0)
                        return r;
        }
        r = append_changes(screen, grid, all);
        if (r < 0)
                return r;
        memcpy(screen->shown.cells, grid->cells,
               (size_t) grid->width * (size_t) grid->height * sizeof *grid->cells);
        screen->forgotten = false;
        return flush(screen);
}
