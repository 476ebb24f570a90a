/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_VIEW_H
#define LIMBER_FIGURE_VIEW_H

/*
 * The figure in its circle, which breathes with the phase. The only widget that is drawn anew at each frame.
 */

#include "backdrop.h"
#include "desk-shown.h"
#include "desk-style.h"
#include "stage.h"

typedef struct FigureView {
        GtkWidget *area; /* owned by its parent */
        const DeskStyle *style;
        const Backdrop *backdrop;
        cairo_surface_t *ground; /* what lies under the figure, once a size; NULL: not drawn yet */
        int ground_size;         /* device pixels */
        GdkRectangle place;      /* in the window, and the window's size */
        int whole_width, whole_height;
        Look look;
        FigureStage stage;
        double breath; /* 0 to 1 */
        bool moves;    /* false: the person asked for less motion */
        bool told;
        const Stretch *named; /* the stretch that the accessible name tells of */
} FigureView;

/* `backdrop` is borrowed for good: a piece of it is the ground. */
void figure_view_init(FigureView *figure, const DeskStyle *style, const Backdrop *backdrop);
void figure_view_deinit(FigureView *figure);

/* Who is drawn; the first person where it is not said. */
void figure_view_dress(FigureView *figure, const Look *look);

/* Where it is in the window, a square. */
void figure_view_place(FigureView *figure, const GdkRectangle *place, int whole_width, int whole_height);

void figure_view_show(FigureView *figure, const DeskShown *shown);

/* Whether a frame a little later would be another one. */
bool figure_view_is_moving(const FigureView *figure);

#endif
