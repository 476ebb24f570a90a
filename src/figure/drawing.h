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

enum { DRAWING_MAX_SHAPES = 320, DRAWING_MAX_POINTS = 10240 };

typedef struct Colour {
        float r, g, b, a;
} Colour;

typedef struct Shape {
        const char *part; /* "left forearm": static, for tests, files and those who look into them */
        size_t first, n;  /* of the points */
        Colour colour;
        float line_cm; /* a line around it, 0: none */
        Colour line;
        bool thin;   /* a pen stroke or a shade: never with a line around it */
        bool joined; /* one solid with the shape before: no line between the two */
} Shape;

typedef struct Drawing {
        size_t n_shapes, n_points;
        Shape shapes[DRAWING_MAX_SHAPES];
        float points[DRAWING_MAX_POINTS][2];
        bool full; /* something was left out: our own bug */

        /*
         * A cross-fade: the first n_fading shapes are one picture, those after them another one, which takes
         * its place as `faded_in` goes from 0 to 1. n_fading 0: there is one picture alone.
         */
        size_t n_fading;
        double faded_in;
} Drawing;

typedef struct Box {
        double left, top, right, bottom;
} Box;

/* "#rrggbb" as a number, opaque. */
Colour colour_of(uint32_t rgb);
Colour colour_mixed(Colour from, Colour to, double fraction);
Colour colour_faded(Colour colour, double alpha);

void drawing_clear(Drawing *drawing);

/* What is in it now fades into what is added from here on; faded_in 0 to 1. Once a drawing. */
void drawing_fade_to(Drawing *drawing, double faded_in);

/* Begins an outline; points are added to it until the next one begins. */
void drawing_begin(Drawing *drawing, const char *part, Colour colour);
void drawing_add(Drawing *drawing, Point point);

/* The last outline is a pen stroke or a shade. */
void drawing_thin(Drawing *drawing);

/* The last outline and the one before it are one solid. */
void drawing_join(Drawing *drawing);

#endif
