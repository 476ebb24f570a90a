/* SPDX-License-Identifier: MIT */
/* As many as there are, in one line; smaller where they are many, a bar where they are too many. */

#include "dots.h"

#include <math.h>
#include <stdio.h>

#include "i18n.h"
#include "macro.h"

#define STEP_EM 2.5 /* from one to the next, where there is room */
#define RADIUS 0.3  /* of the step */
#define STEP_MIN_PX 7.0

static void draw_bar(const Dots *dots, cairo_t *cr, double width, double height)
{
        double line = MIN(height, dots->em * 0.6), y = height / 2;

        cairo_set_line_width(cr, line);
        cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
        desk_set_colour(cr, dots->style->track, 1);
        cairo_move_to(cr, line, y);
        cairo_line_to(cr, width - line, y);
        cairo_stroke(cr);
        desk_set_colour(cr, dots->style->accent, 1);
        cairo_move_to(cr, line, y);
        cairo_line_to(cr, line + (width - 2 * line) * dots->done / dots->n, y);
        cairo_stroke(cr);
}

static void draw_dot(const Dots *dots, cairo_t *cr, unsigned i, double x, double y, double radius)
{
        double line = MAX(1.5, radius * 0.16);
        bool now = i == dots->done && !dots->none_now;

        cairo_new_sub_path(cr);
        if (i < dots->done) {
                cairo_arc(cr, x, y, radius, 0, 2 * M_PI);
                desk_set_colour(cr, dots->style->accent, 1);
                cairo_fill(cr);
                return;
        }
        cairo_arc(cr, x, y, radius - line / 2, 0, 2 * M_PI);
        cairo_set_line_width(cr, line);
        desk_set_colour(cr, dots->style->accent, now ? 1 : 0.5);
        cairo_stroke(cr);
        if (now) {
                cairo_arc(cr, x, y, radius * 0.45, 0, 2 * M_PI);
                cairo_fill(cr);
        }
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer userdata)
{
        const Dots *dots = userdata;
        double step, x;

        if (dots->n == 0)
                return;
        step = MIN(STEP_EM * dots->em, (double) width / dots->n);
        if (step < STEP_MIN_PX) {
                draw_bar(dots, cr, width, height);
                return;
        }
        x = dots->centred ? (width - step * dots->n) / 2 + step / 2 : step * RADIUS;
        for (unsigned i = 0; i < dots->n; i++)
                draw_dot(dots, cr, i, x + i * step, height / 2.0, MIN(step * RADIUS, height / 2.0));
}

void dots_init(Dots *dots, const DeskStyle *style)
{
        *dots = (Dots){
                .area = g_object_new(
                        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL),
                .style = style,
                .em = 16,
        };
        gtk_widget_set_hexpand(dots->area, TRUE);
        gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(dots->area), draw, dots, NULL);
}

void dots_set_size(Dots *dots, double em, bool centred)
{
        dots->em = em;
        dots->centred = centred;
        gtk_drawing_area_set_content_height(
                GTK_DRAWING_AREA(dots->area), (int) ceil(2 * RADIUS * STEP_EM * em));
        gtk_widget_queue_draw(dots->area);
}

void dots_show(Dots *dots, unsigned n, unsigned done, bool none_now)
{
        char text[64];

        if (dots->n == n && dots->done == done && dots->none_now == none_now)
                return;
        dots->n = n;
        dots->done = done;
        dots->none_now = none_now;
        snprintf(text, sizeof text, _("%u of %u repeats done"), done, n);
        gtk_accessible_update_property(GTK_ACCESSIBLE(dots->area), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
        gtk_widget_queue_draw(dots->area);
}
