/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DRAWING_H
#define LIMBER_DRAWING_H

/*
 * A drawing: filled outlines in the order in which they are laid over one another, as plain data without a
 * pointer in it. Each outline is a closed polygon, on the paper of camera.h (cm, y down). It can be copied,
 * kept, compared, and played on anything (draw-cairo.h).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "camera.h"

enum { DRAWING_MAX_SHAPES = 128, DRAWING_MAX_POINTS = 4096 };

typedef struct Colour {
        float r, g, b, a;
} Colour;

typedef struct Shape {
        const char *part; /* "left forearm": static, for tests, files and those who look into them */
        size_t first, n;  /* of the points */
        Colour colour;
        float line_cm; /* a line around it, 0: none */
        Colour line;
        bool thin; /* a pen stroke */
} Shape;

typedef struct Drawing {
        size_t n_shapes, n_points;
        Shape shapes[DRAWING_MAX_SHAPES];
        float points[DRAWING_MAX_POINTS][2];
        bool full; /* something was left out: our own bug */
} Drawing;

typedef struct Box {
        double left, top, right, bottom;
} Box;

/* "#rrggbb" as a number, opaque. */
Colour colour_of(uint32_t rgb);
Colour colour_faded(Colour colour, double alpha);

/* Begins an outline; points are added to it until the next one begins. */
void drawing_begin(Drawing *drawing, const char *part, Colour colour);
void drawing_add(Drawing *drawing, Point point);

#endif
