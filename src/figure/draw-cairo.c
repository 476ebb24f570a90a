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

static bool is_seen(const Shape *shape)
{
        return shape->colour.a > 0 && shape->n >= 3;
}

static void add_path(cairo_t *cr, const Drawing *drawing, const Shape *shape)
{
        const float(*points)[2] = &drawing->points[shape->first];

        for (size_t i = 0; i < shape->n; i++)
                cairo_line_to(cr, (double) points[i][0], (double) points[i][1]);
        cairo_close_path(cr);
}

/* Half of the line is under the shape. */
static void play_line(cairo_t *cr, const Drawing *drawing, const Shape *shape)
{
        if (shape->line_cm <= 0 || !is_seen(shape))
                return;
        add_path(cr, drawing, shape);
        set_source(cr, &shape->line);
        cairo_set_line_width(cr, 2 * (double) shape->line_cm);
        cairo_set_line_join(cr, CAIRO_LINE_JOIN_ROUND);
        cairo_stroke(cr);
}

static void play_shape(cairo_t *cr, const Drawing *drawing, const Shape *shape)
{
        if (!is_seen(shape))
                return;
        add_path(cr, drawing, shape);
        set_source(cr, &shape->colour);
        cairo_fill(cr);
}

/* Lines lie under all shapes that are one solid. */
static void play(cairo_t *cr, const Drawing *drawing, size_t first, size_t end)
{
        for (size_t i = first, next; i < end; i = next) {
                for (next = i + 1; next < end && drawing->shapes[next].joined; next++)
                        ;
                for (size_t k = i; k < next; k++)
                        play_line(cr, drawing, &drawing->shapes[k]);
                for (size_t k = i; k < next; k++)
                        play_shape(cr, drawing, &drawing->shapes[k]);
        }
}

/* One picture, as a whole, so much of it, added to what is there. */
static void add_faded(cairo_t *cr, const Drawing *drawing, size_t first, size_t end, double alpha)
{
        cairo_push_group(cr);
        play(cr, drawing, first, end);
        cairo_pop_group_to_source(cr);
        cairo_set_operator(cr, CAIRO_OPERATOR_ADD);
        cairo_paint_with_alpha(cr, alpha);
        cairo_set_operator(cr, CAIRO_OPERATOR_OVER);
}

/* Groups are no larger than what is drawn. */
static void clip_to_points(cairo_t *cr, const Drawing *drawing)
{
        double left = 1e9, top = 1e9, right = -1e9, bottom = -1e9;

        for (size_t i = 0; i < drawing->n_points; i++) {
                left = MIN(left, (double) drawing->points[i][0]);
                right = MAX(right, (double) drawing->points[i][0]);
                top = MIN(top, (double) drawing->points[i][1]);
                bottom = MAX(bottom, (double) drawing->points[i][1]);
        }
        cairo_rectangle(cr, left - 1, top - 1, right - left + 2, bottom - top + 2);
        cairo_clip(cr);
}

/* Where both pictures are solid, so is their sum. */
static void cross_fade(cairo_t *cr, const Drawing *drawing)
{
        cairo_save(cr);
        clip_to_points(cr, drawing);
        cairo_push_group(cr);
        add_faded(cr, drawing, 0, drawing->n_fading, 1 - drawing->faded_in);
        add_faded(cr, drawing, drawing->n_fading, drawing->n_shapes, drawing->faded_in);
        cairo_pop_group_to_source(cr);
        cairo_paint(cr);
        cairo_restore(cr);
}

void draw_cairo(cairo_t *cr, const Drawing *drawing)
{
        cairo_new_path(cr);
        if (drawing->n_fading > 0)
                cross_fade(cr, drawing);
        else
                play(cr, drawing, 0, drawing->n_shapes);
}
