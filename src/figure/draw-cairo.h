/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DRAW_CAIRO_H
#define LIMBER_DRAW_CAIRO_H

/* Plays a drawing on cairo. The only part of src/figure that knows a library. */

#include <cairo.h>

#include "drawing.h"

/* Where the drawing's cm go: one scale for both directions, in the middle of the rectangle. */
void draw_cairo_fit(cairo_t *cr, const Box *box, double x, double y, double width, double height);

/* In the units of cr, which draw_cairo_fit() makes cm. Leaves the path empty, the source changed. */
void draw_cairo(cairo_t *cr, const Drawing *drawing);

#endif
