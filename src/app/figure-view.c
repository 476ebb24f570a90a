/* SPDX-License-Identifier: MIT */
/* The stage is told what the player says, and drawn when GTK asks for it. */

#include "figure-view.h"

#include <math.h>
#include <stdio.h>

#include "draw-cairo.h"
#include "i18n.h"

/* Of the area's smaller side. The inner disc goes from one to the other with a breath. */
#define OUTER_RADIUS 0.496
#define INNER_LOW 0.405
#define INNER_HIGH 0.455

static void draw_disc(cairo_t *cr, double x, double y, double radius)
{
        cairo_new_sub_path(cr);
        cairo_arc(cr, x, y, radius, 0, 2 * M_PI);
}

static void draw_circle(const FigureView *figure, cairo_t *cr, double x, double y, double size)
{
        const DeskStyle *style = figure->style;
        double inner = size * (INNER_LOW + (INNER_HIGH - INNER_LOW) * figure->breath);

        if (style->disc_alpha > 0) {
                desk_set_colour(cr, style->accent, style->disc_alpha);
                draw_disc(cr, x, y, size * OUTER_RADIUS);
                cairo_fill(cr);
                draw_disc(cr, x, y, inner);
                cairo_fill(cr);
        } else {
                desk_set_colour(cr, style->ink, 1);
                cairo_set_line_width(cr, MAX(2, size / 200));
                draw_disc(cr, x, y, inner);
                cairo_stroke(cr);
        }
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer userdata)
{
        const FigureView *figure = userdata;
        StageStyle style = { .look = &figure->look, .hints = true };
        double size = MIN(width, height), x = width / 2.0, y = height / 2.0;
        Drawing drawing;
        Box box;

        draw_circle(figure, cr, x, y, size);
        if (!figure->told)
                return;
        figure_stage_draw(&figure->stage, &style, &drawing);
        box = figure_stage_box(&figure->stage);
        cairo_save(cr);
        draw_cairo_fit(cr, &box, x - size * 0.45, y - size * 0.425, size * 0.9, size * 0.85);
        draw_cairo(cr, &drawing);
        cairo_restore(cr);
}

void figure_view_init(FigureView *figure, const DeskStyle *style)
{
        *figure = (FigureView){
                .area = g_object_new(
                        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL),
                .style = style,
                .moves = desk_style_moves(),
                .breath = 0.5,
        };
        look_find(NULL, theme_name(style->theme), &figure->look);
        figure_stage_init(&figure->stage, !figure->moves);
        gtk_widget_set_can_target(figure->area, FALSE);
        gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(figure->area), draw, figure, NULL);
}

static void tell_name(FigureView *figure, const Stretch *stretch)
{
        char text[WORDS_SIZE];

        if (figure->named == stretch)
                return;
        figure->named = stretch;
        snprintf(text, sizeof text, _("A figure shows: %.100s"), words_of(stretch->name));
        gtk_accessible_update_property(
                GTK_ACCESSIBLE(figure->area), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

void figure_view_show(FigureView *figure, const DeskShown *shown)
{
        const PlayerView *view = &shown->session.view;

        tell_name(figure, view->stretch);
        figure_stage_tell(&figure->stage, view, shown->now);
        figure->told = true;
        if (figure->moves)
                figure->breath = breath_level(view);
        gtk_widget_queue_draw(figure->area);
}

bool figure_view_is_moving(const FigureView *figure)
{
        return figure_stage_is_moving(&figure->stage);
}
