/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BACKDROP_H
#define LIMBER_BACKDROP_H

/*
 * The calm ground behind everything: from a near colour in its middle to a far one, drawn once a size and
 * kept, at half the window's size: it has no details. Dithered, because so dark a gradient shows its steps.
 * The figure has a piece of its own, at full size; where that lies there is a hole, so that a frame of the
 * figure paints nothing twice.
 */

#include "desk-style.h"

/* A part of a whole, in device pixels. */
typedef struct BackdropPart {
        int x, y, width, height;
        int whole_width, whole_height;
} BackdropPart;

typedef struct Backdrop {
        GtkWidget *area; /* owned by its parent */
        const DeskStyle *style;
        double middle_x, middle_y; /* as parts of the width and the height */
        GdkRectangle hole;         /* in the area's coordinates */
        cairo_surface_t *surface;
        int width, height; /* of the surface */
} Backdrop;

void backdrop_init(Backdrop *backdrop, const DeskStyle *style);
void backdrop_deinit(Backdrop *backdrop);

/* Draws it ahead, for a window of that size. */
void backdrop_prepare(Backdrop *backdrop, int width, int height);

/* Moves the light. */
void backdrop_set_middle(Backdrop *backdrop, double x, double y);
void backdrop_set_hole(Backdrop *backdrop, const GdkRectangle *hole);

/* Pure: fills rows of 0x00rrggbb pixels with the part; stride in pixels. */
void backdrop_fill(uint32_t *pixels, int stride, const BackdropPart *part, const Backdrop *backdrop);

/* The same on a new image; free with cairo_surface_destroy(). Out of memory it is one on which nothing
 * shows.
 */
cairo_surface_t *backdrop_image(const BackdropPart *part, const Backdrop *backdrop);

#endif
