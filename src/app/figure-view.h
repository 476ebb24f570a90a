/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_VIEW_H
#define LIMBER_FIGURE_VIEW_H

/*
 * The figure in its circle, which breathes with the phase. The only widget that is drawn anew at each frame.
 */

#include "desk-shown.h"
#include "desk-style.h"
#include "stage.h"

typedef struct FigureView {
        GtkWidget *area; /* owned by its parent */
        const DeskStyle *style;
        Look look;
        FigureStage stage;
        double breath; /* 0 to 1 */
        bool moves;    /* false: the person asked for less motion */
        bool told;
        const Stretch *named; /* the stretch that the accessible name tells of */
} FigureView;

void figure_view_init(FigureView *figure, const DeskStyle *style);
void figure_view_show(FigureView *figure, const DeskShown *shown);

/* Whether a frame a little later would be another one. */
bool figure_view_is_moving(const FigureView *figure);

#endif
