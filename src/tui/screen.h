/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SCREEN_H
#define LIMBER_SCREEN_H

/*
 * A terminal that shows grids. What it can comes from terminfo (TERM), COLORTERM and NO_COLOR; only the
 * cells that changed since the last grid are written.
 */

#include "error.h"
#include "grid.h"
#include "macro.h"
#include "str.h"

typedef struct Screen Screen;

/*
 * Takes the terminal over: the other screen, no cursor, keys one by one (tty_guard). `in_fd` and `out_fd`
 * are the same terminal. `leave` is sent, besides, when it is given back. -ENOTTY with a reason where it can
 * do no more than lines.
 */
int screen_open(int in_fd, int out_fd, const char *leave, Screen **ret, Error *error);

/* Gives it back as it was found. screen_close(NULL) is fine. */
void screen_close(Screen *screen);
DEFINE_CLEANUP(Screen, screen_close)

/* The size of the terminal now, into the grid, and what it can. 0 or -ENOMEM. */
int screen_fit(Screen *screen, Grid *grid);

/*
 * 0 or -errno: the terminal is gone. `picture` (may be NULL) is sent after the cells, from cell x, y on; it
 * must leave no other cell changed.
 */
typedef struct ScreenPicture {
        int x, y;
        Str bytes;
} ScreenPicture;
int screen_show(Screen *screen, const Grid *grid, const ScreenPicture *picture);

/* The size of a cell in pixels, as far as the terminal says; else 8 by 16. */
void screen_cell_pixels(const Screen *screen, int *ret_width, int *ret_height);

/* Everything is written anew at the next show. */
void screen_forget(Screen *screen);

int screen_bell(Screen *screen);

/* Around a stop of the process (Ctrl-Z). */
void screen_suspend(Screen *screen);
int screen_resume(Screen *screen);

#endif
