/* SPDX-License-Identifier: MIT */
/* Drawn again only where it would differ by a pixel. */

#include "ring.h"

#include <math.h>
#include <stdio.h>

#include "i18n.h"
#include "macro.h"

#define LINE 0.12   /* of the diameter */
#define STEP_PX 9.0 /* along the ring */
enum { ASIDE_MS = 17 };

static void draw_number(GtkDrawingArea *area, cairo_t *cr, int seconds, double size)
{
        char text[16];
        PangoLayout *layout;
        PangoFontDescription *font;
        int width, height;

        snprintf(text, sizeof text, "%d", seconds);
        layout = gtk_widget_create_pango_layout(GTK_WIDGET(area), text);
        font = pango_font_description_copy(
                pango_context_get_font_description(gtk_widget_get_pango_context(GTK_WIDGET(area))));
        pango_font_description_set_weight(font, PANGO_WEIGHT_BOLD);
        pango_font_description_set_absolute_size(font, size * (seconds > 99 ? 0.28 : 0.38) * PANGO_SCALE);
        pango_layout_set_font_description(layout, font);
        pango_layout_get_size(layout, &width, &height);
        cairo_move_to(
                cr, (size - width / (double) PANGO_SCALE) / 2, (size - height / (double) PANGO_SCALE) / 2);
        pango_cairo_show_layout(cr, layout);
        pango_font_description_free(font);
        g_object_unref(layout);
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer userdata)
{
        const Ring *ring = userdata;
        double size = MIN(width, height), line = size * LINE, radius = (size - line) / 2;

        cairo_translate(cr, (width - size) / 2, (height - size) / 2);
        cairo_set_line_width(cr, ring->style->theme == THEME_CONTRAST ? 2 : line);
        desk_set_colour(cr, ring->style->track, 0.75);
        cairo_arc(cr, size / 2, size / 2, radius, 0, 2 * M_PI);
        cairo_stroke(cr);
        cairo_set_line_width(cr, line);
        if (ring->fraction > 0) {
                cairo_set_line_cap(cr, CAIRO_LINE_CAP_ROUND);
                desk_set_colour(cr, ring->style->accent, 1);
                cairo_arc(cr, size / 2, size / 2, radius, -M_PI / 2, -M_PI / 2 + 2 * M_PI * ring->fraction);
                cairo_stroke(cr);
        }
        desk_set_colour(cr, ring->style->ink, 1);
        draw_number(area, cr, ring->seconds, size);
}

void ring_init(Ring *ring, const DeskStyle *style)
{
        *ring = (Ring){
                .area = g_object_new(
                        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_IMG, NULL),
                .style = style,
                .seconds = -1,
        };
        gtk_widget_set_valign(ring->area, GTK_ALIGN_CENTER);
        gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(ring->area), draw, ring, NULL);
}

void ring_set_size(Ring *ring, int px)
{
        gtk_drawing_area_set_content_width(GTK_DRAWING_AREA(ring->area), px);
        gtk_drawing_area_set_content_height(GTK_DRAWING_AREA(ring->area), px);
}

static gboolean on_pending(gpointer userdata)
{
        Ring *ring = userdata;

        ring->pending = 0;
        gtk_widget_queue_draw(ring->area);
        return G_SOURCE_REMOVE;
}

void ring_deinit(Ring *ring)
{
        if (ring->pending)
                g_source_remove(ring->pending);
        ring->pending = 0;
}

void ring_show(Ring *ring, double fraction, int seconds)
{
        double length = M_PI * gtk_widget_get_width(ring->area);
        char text[64];

        if (seconds != ring->seconds) {
                snprintf(
                        text, sizeof text, ngettext("%d second left", "%d seconds left", (unsigned) seconds),
                        seconds);
                gtk_accessible_update_property(
                        GTK_ACCESSIBLE(ring->area), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
        } else if (fabs(fraction - ring->fraction) * length < STEP_PX) {
                return;
        }
        ring->seconds = seconds;
        ring->fraction = fraction;
        if (!ring->pending)
                ring->pending = g_timeout_add(ASIDE_MS, on_pending, ring);
}
