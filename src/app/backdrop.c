/* SPDX-License-Identifier: MIT */
/* The gradient goes by the square of the distance, which needs no root and no division a pixel. */

#include "backdrop.h"

#include "macro.h"

enum { STEPS = 1024 };

typedef struct Ramp {
        uint16_t channel[STEPS + 1][3]; /* 8.8 fixed point */
} Ramp;

static void ramp_init(Ramp *ramp, uint32_t from, uint32_t to)
{
        for (int i = 0; i <= STEPS; i++) {
                double t = (double) i / STEPS; /* of the square: flat in the middle, as light is */

                for (int c = 0; c < 3; c++) {
                        int a = (int) (from >> (16 - 8 * c) & 0xff), b = (int) (to >> (16 - 8 * c) & 0xff);

                        ramp->channel[i][c] = (uint16_t) ((a + (b - a) * t) * 256);
                }
        }
}

/* Noise of 0 to 255 that never repeats in sight. */
static uint32_t next_noise(uint32_t *state)
{
        *state ^= *state << 13;
        *state ^= *state >> 17;
        *state ^= *state << 5;
        return *state;
}

static uint32_t dithered(const uint16_t channel[static 3], uint32_t noise)
{
        /* Colours end at 0xff: adding less than one step stays below 0x100. */
        uint32_t r = MIN((channel[0] + (noise & 0xff)) >> 8, 255U);
        uint32_t g = MIN((channel[1] + (noise >> 8 & 0xff)) >> 8, 255U);
        uint32_t b = MIN((channel[2] + (noise >> 16 & 0xff)) >> 8, 255U);

        return r << 16 | g << 8 | b;
}

void backdrop_fill(uint32_t *pixels, int stride, const BackdropPart *part, const Backdrop *backdrop)
{
        double x0 = backdrop->middle_x * part->whole_width - part->x;
        double y0 = backdrop->middle_y * part->whole_height - part->y;
        /* An ellipse of the window's own form, its rim a little within the farthest corner. */
        double far_x = MAX(backdrop->middle_x, 1 - backdrop->middle_x) * part->whole_width;
        double far_y = MAX(backdrop->middle_y, 1 - backdrop->middle_y) * part->whole_height;
        double scale = STEPS / 1.55;
        uint32_t noise = 0x9e3779b9;
        Ramp ramp;

        ramp_init(&ramp, backdrop->style->near_colour, backdrop->style->far_colour);
        for (int y = 0; y < part->height; y++) {
                double down = (y - y0) / far_y, row = down * down;
                uint32_t *line = pixels + (ptrdiff_t) y * stride;

                for (int x = 0; x < part->width; x++) {
                        double across = (x - x0) / far_x;
                        int i = (int) ((row + across * across) * scale);

                        line[x] = dithered(ramp.channel[MIN(i, STEPS)], next_noise(&noise));
                }
        }
}

cairo_surface_t *backdrop_image(const BackdropPart *part, const Backdrop *backdrop)
{
        cairo_surface_t *image = cairo_image_surface_create(CAIRO_FORMAT_RGB24, part->width, part->height);

        if (cairo_surface_status(image) != CAIRO_STATUS_SUCCESS)
                return image; /* painting it does nothing; the style sheet's plain colour stays */
        cairo_surface_flush(image);
        backdrop_fill(
                (uint32_t *) (void *) cairo_image_surface_get_data(image),
                cairo_image_surface_get_stride(image) / 4, part, backdrop);
        cairo_surface_mark_dirty(image);
        return image;
}

static void forget(Backdrop *backdrop)
{
        if (backdrop->surface)
                cairo_surface_destroy(TAKE_PTR(backdrop->surface));
        gtk_widget_queue_draw(backdrop->area);
}

void backdrop_prepare(Backdrop *backdrop, int width, int height)
{
        int scale = gtk_widget_get_scale_factor(backdrop->area);
        int wide = (width * scale + 1) / 2, high = (height * scale + 1) / 2;

        if (!desk_style_has_depth(backdrop->style))
                return;
        if (backdrop->surface && backdrop->width == wide && backdrop->height == high)
                return;
        if (backdrop->surface)
                cairo_surface_destroy(backdrop->surface);
        backdrop->width = wide;
        backdrop->height = high;
        backdrop->surface = backdrop_image(&(BackdropPart){ 0, 0, wide, high, wide, high }, backdrop);
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer userdata)
{
        Backdrop *backdrop = userdata;
        const GdkRectangle *hole = &backdrop->hole;

        if (!desk_style_has_depth(backdrop->style)) {
                desk_set_colour(cr, backdrop->style->near_colour, 1);
                cairo_paint(cr);
                return;
        }
        backdrop_prepare(backdrop, width, height);
        cairo_rectangle(cr, 0, 0, width, height);
        cairo_rectangle(cr, hole->x, hole->y, hole->width, hole->height);
        cairo_set_fill_rule(cr, CAIRO_FILL_RULE_EVEN_ODD);
        cairo_clip(cr);
        cairo_scale(cr, (double) width / backdrop->width, (double) height / backdrop->height);
        cairo_set_source_surface(cr, backdrop->surface, 0, 0);
        cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_NEAREST);
        cairo_paint(cr);
}

void backdrop_init(Backdrop *backdrop, const DeskStyle *style)
{
        *backdrop = (Backdrop){
                .area = g_object_new(
                        GTK_TYPE_DRAWING_AREA, "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL),
                .style = style,
                .middle_x = 0.33,
                .middle_y = 0.48,
        };
        gtk_widget_set_can_target(backdrop->area, FALSE);
        gtk_drawing_area_set_draw_func(GTK_DRAWING_AREA(backdrop->area), draw, backdrop, NULL);
}

void backdrop_deinit(Backdrop *backdrop)
{
        if (backdrop->surface)
                cairo_surface_destroy(TAKE_PTR(backdrop->surface));
}

void backdrop_set_middle(Backdrop *backdrop, double x, double y)
{
        if (x == backdrop->middle_x && y == backdrop->middle_y)
                return;
        backdrop->middle_x = x;
        backdrop->middle_y = y;
        forget(backdrop);
}

void backdrop_set_hole(Backdrop *backdrop, const GdkRectangle *hole)
{
        if (gdk_rectangle_equal(&backdrop->hole, hole))
                return;
        backdrop->hole = *hole;
        gtk_widget_queue_draw(backdrop->area);
}
