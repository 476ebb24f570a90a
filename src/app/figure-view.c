/* SPDX-License-Identifier: MIT */
/* The stage is told what the player says, and drawn when GTK asks for it. */

#include "breath.h"
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

/* The backdrop with the outer disc: what does not move. */
static void make_ground(FigureView *figure, int size, int scale)
{
        BackdropPart part = {
                figure->place.x * scale,     figure->place.y * scale,      size, size,
                figure->whole_width * scale, figure->whole_height * scale,
        };
        cairo_t *cr;

        if (figure->ground)
                cairo_surface_destroy(figure->ground);
        figure->ground = backdrop_image(&part, figure->backdrop);
        figure->ground_size = size;
        cr = cairo_create(figure->ground);
        desk_set_colour(cr, figure->style->accent, figure->style->disc_alpha);
        draw_disc(cr, size / 2.0, size / 2.0, size * OUTER_RADIUS);
        cairo_fill(cr);
        cairo_destroy(cr);
}

static void draw_ground(FigureView *figure, cairo_t *cr, int size)
{
        int scale = gtk_widget_get_scale_factor(figure->area);

        if (!figure->ground || figure->ground_size != size * scale)
                make_ground(figure, size * scale, scale);
        cairo_save(cr);
        cairo_scale(cr, 1.0 / scale, 1.0 / scale);
        cairo_set_source_surface(cr, figure->ground, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
        cairo_paint(cr);
        cairo_restore(cr);
}

static void draw_circle(FigureView *figure, cairo_t *cr, int size)
{
        double inner = size * (INNER_LOW + (INNER_HIGH - INNER_LOW) * figure->breath);

        if (desk_style_has_depth(figure->style)) {
                draw_ground(figure, cr, size);
                cairo_set_antialias(cr, CAIRO_ANTIALIAS_FAST); /* so faint that no steps are seen */
                desk_set_colour(cr, figure->style->accent, figure->style->disc_alpha);
                draw_disc(cr, size / 2.0, size / 2.0, inner);
                cairo_fill(cr);
        } else {
                desk_set_colour(cr, figure->style->ink, 1);
                cairo_set_line_width(cr, MAX(2.0, size / 200.0));
                draw_disc(cr, size / 2.0, size / 2.0, inner);
                cairo_stroke(cr);
        }
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer userdata)
{
        FigureView *figure = userdata;
        StageStyle style = { .look = &figure->look, .hints = true };
        double size = MIN(width, height);
        Drawing drawing;
        Box box;

        draw_circle(figure, cr, (int) size);
        cairo_set_antialias(cr, CAIRO_ANTIALIAS_DEFAULT);
        if (!figure->told)
                return;
        figure_stage_draw(&figure->stage, &style, &drawing);
        box = figure_stage_box(&figure->stage);
        cairo_save(cr);
        draw_cairo_fit(cr, &box, size * 0.05, size * 0.075, size * 0.9, size * 0.85);
        draw_cairo(cr, &drawing);
        cairo_restore(cr);
}

void figure_view_init(FigureView *figure, const DeskStyle *style, const Backdrop *backdrop)
{
        *figure = (FigureView){
                .area = g_object_new(
                        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL),
                .style = style,
                .backdrop = backdrop,
                .moves = desk_style_moves(),
                .breath = 0.5,
        };
        look_find(NULL, theme_name(style->theme), &figure->look);
        figure_stage_init(&figure->stage, !figure->moves);
        gtk_widget_set_can_target(figure->area, FALSE);
        gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(figure->area), draw, figure, NULL);
}

void figure_view_dress(FigureView *figure, const Look *look)
{
        figure->look = *look;
}

static void forget_ground(FigureView *figure)
{
        if (figure->ground)
                cairo_surface_destroy(TAKE_PTR(figure->ground));
}

void figure_view_deinit(FigureView *figure)
{
        forget_ground(figure);
}

void figure_view_place(FigureView *figure, const GdkRectangle *place, int whole_width, int whole_height)
{
        if (gdk_rectangle_equal(&figure->place, place) && figure->whole_width == whole_width &&
            figure->whole_height == whole_height)
                return;
        figure->place = *place;
        figure->whole_width = whole_width;
        figure->whole_height = whole_height;
        forget_ground(figure);
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
        figure_stage_tell(&figure->stage, view, shown->session.now);
        figure->told = true;
        if (figure->moves)
                figure->breath = breath_level(view);
        gtk_widget_queue_draw(figure->area);
}

bool figure_view_is_moving(const FigureView *figure)
{
        return figure_stage_is_moving(&figure->stage);
}
