/* SPDX-License-Identifier: MIT */
/* One path and one fill a shape. */

#include "draw-cairo.h"

#include "macro.h"

void draw_cairo_fit(cairo_t *cr, const Box *box, double x, double y, double width, double height)
{
        double wide = box->right - box->left, high = box->bottom - box->top;
        double scale = MIN(width / wide, height / high);

        cairo_translate(cr, x + (width - wide * scale) / 2, y + (height - high * scale) / 2);
        cairo_scale(cr, scale, scale);
        cairo_translate(cr, -box->left, -box->top);
}

static void set_source(cairo_t *cr, const Colour *colour)
{
        cairo_set_source_rgba(
                cr, (double) colour->r, (double) colour->g, (double) colour->b, (double) colour->a);
}

static void play_shape(cairo_t *cr, const Drawing *drawing, const Shape *shape)
{
        const float(*points)[2] = &drawing->points[shape->first];

        for (size_t i = 0; i < shape->n; i++)
                cairo_line_to(cr, (double) points[i][0], (double) points[i][1]);
        cairo_close_path(cr);
        set_source(cr, &shape->colour);
        if (shape->line_cm <= 0) {
                cairo_fill(cr);
                return;
        }
        cairo_fill_preserve(cr);
        set_source(cr, &shape->line);
        cairo_set_line_width(cr, (double) shape->line_cm);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cr);
}

void draw_cairo(cairo_t *cr, const Drawing *drawing)
{
        cairo_new_path(cr);
        for (size_t i = 0; i < drawing->n_shapes; i++)
                if (drawing->shapes[i].colour.a > 0 && drawing->shapes[i].n >= 3)
                        play_shape(cr, drawing, &drawing->shapes[i]);
}
