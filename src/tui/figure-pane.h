/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_PANE_H
#define LIMBER_FIGURE_PANE_H

/* The part of a session's screen in which the figure moves: the stage (stage.h), painted by a module. */

#include "error.h"
#include "figure-cells.h"
#include "macro.h"
#include "person.h"
#include "session-draw.h"
#include "session-shown.h"
#include "terminal-talk.h"

typedef struct FigurePane FigurePane;

typedef struct FigurePaneOptions {
        FigureMode mode;   /* as the person wants it */
        bool reduced;      /* motion */
        const Look *look;  /* copied */
        TerminalSays says; /* of pictures; all false where nobody asked */
} FigurePaneOptions;

/* 0; -ENOENT, -ELIBACC with a reason where the module is missing or does not load; -ENOMEM. */
int figure_pane_new(const FigurePaneOptions *options, FigurePane **ret, Error *error);
void figure_pane_free(FigurePane *pane);
DEFINE_CLEANUP(FigurePane, figure_pane_free)

/* What is done instead where the wanted mode cannot be: never AUTO. */
FigureMode figure_mode_for(FigureMode wanted, const Grid *grid, const TerminalSays *says);

/* Whether this grid has it: false where the area is empty or the mode is none. */
bool figure_pane_fits(const FigurePane *pane, const Grid *grid);

/* Cells into the area; for a mode of pictures they are blank. 0 or -ENOMEM. */
int figure_pane_draw(FigurePane *pane, Grid *grid, const SessionShown *shown);

/* Of a mode of pictures: appends what is sent with the cursor at the area's upper left. 0 or -ENOMEM. */
int figure_pane_picture(
        FigurePane *pane, const Grid *grid, int cell_width, int cell_height, const SessionShown *shown,
        Str *ret);

/* Takes the pictures away again. */
#define FIGURE_KITTY_CLEAR "\033_Ga=d,q=2;\033\\"

bool figure_mode_is_picture(FigureMode mode);

/* It would be another picture a little later. */
bool figure_pane_moves(const FigurePane *pane);

#endif
