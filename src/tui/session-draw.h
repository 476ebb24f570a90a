/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_DRAW_H
#define LIMBER_SESSION_DRAW_H

/* A guided session drawn on a grid of any size. Pure: the same is drawn for the same. */

#include "grid.h"
#include "session-shown.h"

/* `figure`: somebody paints the figure's area afterwards; else the circle there counts the seconds. */
void session_draw(Grid *grid, const SessionShown *shown, bool figure);

/* Where the figure goes, in cells; empty (width 0) on a grid too small for one. */
typedef struct Area {
        int x, y, width, height;
} Area;

Area session_figure_area(const Grid *grid);

#endif
