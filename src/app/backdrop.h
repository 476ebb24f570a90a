/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BACKDROP_H
#define LIMBER_BACKDROP_H

/*
 * The calm ground behind everything: from a near colour in its middle to a far one, drawn once a size and
 * kept. Dithered, because so dark a gradient shows its steps.
 */

#include "desk-style.h"

typedef struct Backdrop {
        GtkWidget *area; /* owned by its parent */
        const DeskStyle *style;
        double middle_x, middle_y; /* as parts of the width and the height */
        cairo_surface_t *surface;
        int width, height; /* of the surface, in device pixels */
} Backdrop;

void backdrop_init(Backdrop *backdrop, const DeskStyle *style);
void backdrop_deinit(Backdrop *backdrop);

/* Draws it ahead, for a window of that size. */
void backdrop_prepare(Backdrop *backdrop, int width, int height);

/* Moves the light. */
void backdrop_set_middle(Backdrop *backdrop, double x, double y);

/* Pure: fills rows of 0x00rrggbb pixels; stride in pixels. */
void backdrop_fill(uint32_t *pixels, int width, int height, int stride, const Backdrop *backdrop);

#endif
