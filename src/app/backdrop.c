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
                        int a = from >> (16 - 8 * c) & 0xff, b = to >> (16 - 8 * c) & 0xff;

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

void backdrop_fill(uint32_t *pixels, int width, int height, int stride, const Backdrop *backdrop)
{
        double x0 = backdrop->middle_x * width, y0 = backdrop->middle_y * height;
        double far_x = MAX(x0, width - x0), far_y = MAX(y0, height - y0);
        /* An ellipse of the window's own form, its rim a little within the farthest corner. */
        double scale = STEPS / 1.55;
        uint32_t noise = 0x9e3779b9;
        Ramp ramp;

        ramp_init(&ramp, backdrop->style->near_colour, backdrop->style->far_colour);
        for (int y = 0; y < height; y++) {
                double down = (y - y0) / far_y, row = down * down;
                uint32_t *line = pixels + (ptrdiff_t) y * stride;

                for (int x = 0; x < width; x++) {
                        double across = (x - x0) / far_x;
                        int i = (int) ((row + across * across) * scale);

                        line[x] = dithered(ramp.channel[MIN(i, STEPS)], next_noise(&noise));
                }
        }
}

static void make_surface(Backdrop *backdrop, int width, int height)
{
        if (backdrop->surface)
                cairo_surface_destroy(backdrop->surface);
        backdrop->width = width;
        backdrop->height = height;
        backdrop->surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, width, height);
        if (cairo_surface_status(backdrop->surface) != CAIRO_STATUS_SUCCESS)
                return; /* painting it does nothing; the style sheet's plain colour stays */
        cairo_surface_flush(backdrop->surface);
        backdrop_fill(
                (uint32_t *) (void *) cairo_image_surface_get_data(backdrop->surface), width, height,
                cairo_image_surface_get_stride(backdrop->surface) / 4, backdrop);
        cairo_surface_mark_dirty(backdrop->surface);
}

void backdrop_prepare(Backdrop *backdrop, int width, int height)
{
        int scale = gtk_widget_get_scale_factor(backdrop->area);

        if (backdrop->style->near_colour == backdrop->style->far_colour)
                return;
        if (!backdrop->surface || backdrop->width != width * scale || backdrop->height != height * scale)
                make_surface(backdrop, width * scale, height * scale);
}

static void draw(GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer userdata)
{
        Backdrop *backdrop = userdata;
        int scale = gtk_widget_get_scale_factor(GTK_WIDGET(area));

        if (backdrop->style->near_colour == backdrop->style->far_colour) {
                desk_set_colour(cr, backdrop->style->near_colour, 1);
                cairo_paint(cr);
                return;
        }
        backdrop_prepare(backdrop, width, height);
        cairo_scale(cr, 1.0 / scale, 1.0 / scale);
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
        if (backdrop->surface)
                cairo_surface_destroy(TAKE_PTR(backdrop->surface));
        gtk_widget_queue_draw(backdrop->area);
}
