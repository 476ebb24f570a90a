/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_CELLS_H
#define LIMBER_FIGURE_CELLS_H

/*
 * The figure as a terminal can show it: as cells, or as a picture in the terminal's own way. What draws is a
 * module (cairo, chafa), so that nothing else in limber carries it.
 */

#include <stddef.h>
#include <stdint.h>

#include "drawing.h"
#include "grid.h"
#include "settings.h"
#include "str.h"

#define FIGURE_CELLS_MODULE "tui-figure"
#define FIGURE_CELLS_SYMBOL "figure_cells_ops"

/* What is painted: the circles, the ring, and the figure in the middle of them. */
typedef struct FigurePaint {
        int columns, rows; /* cells, 1 to GRID_SIDE_MAX each */
        FigureMode mode;   /* none of AUTO, NONE */
        PaintDepth depth;
        int cell_width, cell_height; /* pixels of a cell, 1 to 64: of pictures */
        double breath;               /* how full the inner circle is, 0 to 1 */
        double ring;                 /* how much of the phase is over, 0 to 1; < 0: no ring */
        const Drawing *drawing;
        Box box; /* the part of the drawing's paper that is to be seen */
} FigurePaint;

typedef struct FigureCellsOps {
        /* 0 or -ENOMEM. */
        int (*open)(void **ret_painter);
        void (*close)(void *painter);

        /* columns * rows cells, row by row; painted ones, and blank ones where nothing is. 0 or -ENOMEM. */
        int (*paint)(void *painter, const FigurePaint *paint, Cell *ret_cells);

        /* Pictures: appends what the terminal is to be sent, with the cursor at the upper left. */
        int (*picture)(void *painter, const FigurePaint *paint, Str *ret);
} FigureCellsOps;

#endif
