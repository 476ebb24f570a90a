/* SPDX-License-Identifier: MIT */
/* Adding to a drawing. What would not fit is left out and noted. */

#include "drawing.h"

Colour colour_of(uint32_t rgb)
{
        return (Colour){ (float) (rgb >> 16 & 0xff) / 255, (float) (rgb >> 8 & 0xff) / 255,
                         (float) (rgb & 0xff) / 255, 1 };
}

Colour colour_mixed(Colour from, Colour to, double fraction)
{
        float t = (float) fraction;

        return (Colour){ from.r + (to.r - from.r) * t, from.g + (to.g - from.g) * t,
                         from.b + (to.b - from.b) * t, from.a + (to.a - from.a) * t };
}

Colour colour_faded(Colour colour, double alpha)
{
        colour.a *= (float) alpha;
        return colour;
}

void drawing_clear(Drawing *drawing)
{
        drawing->n_shapes = drawing->n_points = drawing->n_fading = 0;
        drawing->full = false;
        drawing->faded_in = 1;
}

void drawing_fade_to(Drawing *drawing, double faded_in)
{
        drawing->n_fading = drawing->n_shapes;
        drawing->faded_in = faded_in;
}

void drawing_begin(Drawing *drawing, const char *part, Colour colour)
{
        if (drawing->full || drawing->n_shapes == DRAWING_MAX_SHAPES) {
                drawing->full = true;
                return;
        }
        drawing->shapes[drawing->n_shapes++] =
                (Shape){ .part = part, .first = drawing->n_points, .colour = colour };
}

void drawing_add(Drawing *drawing, Point point)
{
        if (drawing->full || drawing->n_points == DRAWING_MAX_POINTS) {
                drawing->full = true;
                return;
        }
        drawing->points[drawing->n_points][0] = (float) point.x;
        drawing->points[drawing->n_points++][1] = (float) point.y;
        drawing->shapes[drawing->n_shapes - 1].n++;
}

void drawing_join(Drawing *drawing)
{
        if (!drawing->full)
                drawing->shapes[drawing->n_shapes - 1].joined = true;
}

void drawing_thin(Drawing *drawing)
{
        if (!drawing->full)
                drawing->shapes[drawing->n_shapes - 1].thin = true;
}
