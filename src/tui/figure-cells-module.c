/* SPDX-License-Identifier: MIT */
/*
 * Painting the figure for a terminal: cairo draws it on a few pixels, which become cells. Half blocks are
 * pixels themselves, two in a cell, and need nobody's help; braille, ASCII and the pictures are chafa's.
 * Nothing outside this file knows GLib.
 */

#include "figure-cells.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <cairo.h>
#include <chafa.h>

#include "draw-cairo.h"
#include "macro.h"
#include "module.h"

typedef struct Painter {
        cairo_surface_t *surface;
        int width, height; /* of the surface, pixels */
        ChafaCanvas *canvas;
        FigurePaint made; /* what the canvas was made for */
} Painter;

/* Pixels of a cell. A cell is twice as high as wide, so that each of them is a square. */
static const struct {
        int width, height;
} cell_pixels[N_FIGURE_MODES] = {
        [FIGURE_BLOCKS] = { 1, 2 },
        [FIGURE_BRAILLE] = { 2, 4 },
        [FIGURE_ASCII] = { 4, 8 },
};

static bool is_picture(FigureMode mode)
{
        return mode == FIGURE_SIXEL || mode == FIGURE_KITTY || mode == FIGURE_ITERM2;
}

/* ---- cairo ---- */

/* Of 256 colours the near greys are all one: there the circles take what hair and clothes stand out from. */
static uint32_t ground_rgb(Tone tone, PaintDepth depth)
{
        if (depth == PAINT_256 && tone == TONE_INNER)
                return 0x005f5f;
        return depth == PAINT_256 && tone == TONE_OUTER ? 0x262626 : tone_rgb(tone);
}

static void set_tone(cairo_t *cr, const FigurePaint *paint, Tone tone)
{
        uint32_t rgb = ground_rgb(tone, paint->depth);

        cairo_set_source_rgb(
                cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0);
}

/* From the middle, where the circles are. */
static void fill_disc(cairo_t *cr, const FigurePaint *paint, double radius, Tone tone)
{
        set_tone(cr, paint, tone);
        cairo_arc(cr, 0, 0, radius, 0, 2 * M_PI);
        cairo_fill(cr);
}

/* `part`, 0 to 1, of it from the top. */
static void stroke_ring(cairo_t *cr, const FigurePaint *paint, double radius, double part, Tone tone)
{
        set_tone(cr, paint, tone);
        cairo_arc(cr, 0, 0, radius, -M_PI / 2, 2 * M_PI * part - M_PI / 2);
        cairo_stroke(cr);
}

static void draw_circles(cairo_t *cr, const FigurePaint *paint, double width, double height)
{
        double radius = MIN(width, height) / 2 - 0.5, line = fmax(radius / 22, 1);

        set_tone(cr, paint, TONE_BASE);
        cairo_paint(cr);
        cairo_save(cr);
        cairo_translate(cr, width / 2, height / 2);
        cairo_set_line_width(cr, line);
        fill_disc(cr, paint, radius, TONE_OUTER);
        fill_disc(cr, paint, radius * (0.76 + 0.14 * paint->breath), TONE_INNER);
        if (paint->ring >= 0)
                stroke_ring(cr, paint, radius - line / 2, 1, TONE_LINE);
        if (paint->ring > 0.004)
                stroke_ring(cr, paint, radius - line / 2, fmin(paint->ring, 1), TONE_ACCENT);
        cairo_restore(cr);
}

static int fit_surface(Painter *painter, const FigurePaint *paint)
{
        bool picture = is_picture(paint->mode);
        int width = paint->columns * (picture ? paint->cell_width : cell_pixels[paint->mode].width);
        int height = paint->rows * (picture ? paint->cell_height : cell_pixels[paint->mode].height);

        if (painter->surface && painter->width == width && painter->height == height)
                return 0;
        if (painter->surface)
                cairo_surface_destroy(painter->surface);
        painter->surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, width, height);
        painter->width = width;
        painter->height = height;
        if (cairo_surface_status(painter->surface) == CAIRO_STATUS_SUCCESS)
                return 0;
        cairo_surface_destroy(painter->surface);
        painter->surface = NULL;
        return -ENOMEM;
}

static int draw(Painter *painter, const FigurePaint *paint)
{
        double width, height, side;
        cairo_t *cr;
        int r;

        r = fit_surface(painter, paint);
        if (r < 0)
                return r;
        width = painter->width;
        height = painter->height;
        side = MIN(width, height);
        cr = cairo_create(painter->surface);
        if (paint->depth == PAINT_MONO) { /* shapes alone: a ground would only blur them */
                cairo_set_source_rgb(cr, 0, 0, 0);
                cairo_paint(cr);
        } else {
                draw_circles(cr, paint, width, height);
        }
        draw_cairo_fit(cr, &paint->box, (width - side) / 2, height / 2 - side * 0.48, side, side * 0.96);
        draw_cairo(cr, paint->drawing);
        r = cairo_status(cr) == CAIRO_STATUS_SUCCESS ? 0 : -ENOMEM;
        cairo_destroy(cr);
        cairo_surface_flush(painter->surface);
        return r;
}

/* ---- half blocks ---- */

/* The nearest of the 6x6x6 cube and of the greys, which no terminal lets its user change. */
static int32_t nearest_of_256(uint32_t rgb)
{
        static const int steps[] = { 0, 95, 135, 175, 215, 255 };
        int part[3] = { (int) (rgb >> 16 & 0xff), (int) (rgb >> 8 & 0xff), (int) (rgb & 0xff) }, cube = 0,
            grey, level;
        int cube_error = 0, grey_error = 0;

        for (int i = 0; i < 3; i++) {
                int best = 0;

                for (int step = 1; step < 6; step++)
                        if (abs(steps[step] - part[i]) < abs(steps[best] - part[i]))
                                best = step;
                cube = cube * 6 + best;
                cube_error += (steps[best] - part[i]) * (steps[best] - part[i]);
        }
        grey = ((part[0] + part[1] + part[2]) / 3 - 3) / 10;
        grey = grey < 0 ? 0 : MIN(grey, 23);
        level = 8 + 10 * grey;
        for (int i = 0; i < 3; i++)
                grey_error += (level - part[i]) * (level - part[i]);
        /* A hue says more than a shade. */
        return 2 * grey_error < cube_error ? 232 + grey : 16 + cube;
}

static int32_t paint_of(uint32_t pixel, PaintDepth depth)
{
        return depth == PAINT_256 ? nearest_of_256(pixel & 0xffffff) : (int32_t) (pixel & 0xffffff);
}

static void paint_blocks(const Painter *painter, const FigurePaint *paint, Cell *cells)
{
        const unsigned char *data = cairo_image_surface_get_data(painter->surface);
        size_t stride = (size_t) cairo_image_surface_get_stride(painter->surface);

        for (int y = 0; y < paint->rows; y++) {
                for (int x = 0; x < paint->columns; x++) {
                        uint32_t pixels[2];
                        Cell *cell = cells++;

                        for (size_t i = 0; i < 2; i++)
                                memcpy(&pixels[i], data + ((size_t) y * 2 + i) * stride + (size_t) x * 4,
                                       sizeof *pixels);
                        *cell = (Cell){ .c = L'\u2580', .painted = true };
                        cell->paint.ink = paint_of(pixels[0], paint->depth);
                        cell->paint.ground = paint_of(pixels[1], paint->depth);
                        if (cell->paint.ink == cell->paint.ground)
                                cell->c = L' ';
                }
        }
}

/* ---- chafa ---- */

static bool is_made_for(const Painter *painter, const FigurePaint *paint)
{
        const FigurePaint *made = &painter->made;

        return painter->canvas && made->columns == paint->columns && made->rows == paint->rows &&
               made->mode == paint->mode && made->depth == paint->depth &&
               made->cell_width == paint->cell_width && made->cell_height == paint->cell_height;
}

static void set_symbols(ChafaCanvasConfig *config, FigureMode mode)
{
        ChafaSymbolMap *map = chafa_symbol_map_new();

        chafa_symbol_map_add_by_tags(
                map, mode == FIGURE_ASCII
                             ? CHAFA_SYMBOL_TAG_ASCII
                             : (ChafaSymbolTags) (CHAFA_SYMBOL_TAG_BRAILLE | CHAFA_SYMBOL_TAG_SPACE));
        chafa_canvas_config_set_symbol_map(config, map);
        chafa_symbol_map_unref(map);
}

static int fit_canvas(Painter *painter, const FigurePaint *paint)
{
        static const ChafaPixelMode pixel_modes[N_FIGURE_MODES] = {
                [FIGURE_SIXEL] = CHAFA_PIXEL_MODE_SIXELS,
                [FIGURE_KITTY] = CHAFA_PIXEL_MODE_KITTY,
                [FIGURE_ITERM2] = CHAFA_PIXEL_MODE_ITERM2,
        };
        static const ChafaCanvasMode canvas_modes[] = {
                [PAINT_MONO] = CHAFA_CANVAS_MODE_FGBG,
                [PAINT_256] = CHAFA_CANVAS_MODE_INDEXED_240,
                [PAINT_TRUE] = CHAFA_CANVAS_MODE_TRUECOLOR,
        };
        ChafaCanvasConfig *config;

        if (is_made_for(painter, paint))
                return 0;
        if (painter->canvas)
                chafa_canvas_unref(painter->canvas);
        config = chafa_canvas_config_new();
        chafa_canvas_config_set_geometry(config, paint->columns, paint->rows);
        chafa_canvas_config_set_pixel_mode(config, pixel_modes[paint->mode]);
        chafa_canvas_config_set_work_factor(config, 0);
        chafa_canvas_config_set_preprocessing_enabled(config, FALSE);
        if (paint->depth == PAINT_MONO) { /* how bright a part is says which it is */
                chafa_canvas_config_set_dither_mode(config, CHAFA_DITHER_MODE_ORDERED);
                chafa_canvas_config_set_dither_grain_size(config, 4, 4);
        }
        if (is_picture(paint->mode)) {
                chafa_canvas_config_set_canvas_mode(config, CHAFA_CANVAS_MODE_TRUECOLOR);
                chafa_canvas_config_set_cell_geometry(config, paint->cell_width, paint->cell_height);
        } else {
                chafa_canvas_config_set_canvas_mode(config, canvas_modes[paint->depth]);
                set_symbols(config, paint->mode);
        }
        painter->canvas = chafa_canvas_new(config);
        chafa_canvas_config_unref(config);
        painter->made = *paint;
        return painter->canvas ? 0 : -ENOMEM;
}

static void give_canvas(Painter *painter)
{
        chafa_canvas_draw_all_pixels(
                painter->canvas, CHAFA_PIXEL_BGRA8_PREMULTIPLIED,
                cairo_image_surface_get_data(painter->surface), painter->width, painter->height,
                cairo_image_surface_get_stride(painter->surface));
}

static int paint_symbols(Painter *painter, const FigurePaint *paint, Cell *cells)
{
        int r = fit_canvas(painter, paint);

        if (r < 0)
                return r;
        give_canvas(painter);
        for (int y = 0; y < paint->rows; y++)
                for (int x = 0; x < paint->columns; x++) {
                        Cell *cell = cells++;
                        gint ink, ground;

                        *cell = (Cell){ .painted = true };
                        cell->c = (wchar_t) chafa_canvas_get_char_at(painter->canvas, x, y);
                        chafa_canvas_get_raw_colors_at(painter->canvas, x, y, &ink, &ground);
                        cell->paint.ink = paint->depth == PAINT_MONO || ink < 0 ? PAINT_OWN : ink;
                        cell->paint.ground = paint->depth == PAINT_MONO || ground < 0 ? PAINT_OWN : ground;
                }
        return 0;
}

static int paint(void *opaque, const FigurePaint *paint, Cell *cells)
{
        Painter *painter = opaque;
        int r = draw(painter, paint);

        if (r < 0)
                return r;
        if (paint->mode != FIGURE_BLOCKS)
                return paint_symbols(painter, paint, cells);
        paint_blocks(painter, paint, cells);
        return 0;
}

/* ---- pictures ---- */

/* Chafa knows what to say to a terminal by its environment; this is that of one which can do it. */
static ChafaTermInfo *term_info_of(FigureMode mode)
{
        char sixel[] = "TERM=mlterm", kitty[] = "TERM=xterm-kitty", iterm2[] = "TERM_PROGRAM=iTerm.app";
        gchar *environment[] = { mode == FIGURE_SIXEL   ? sixel
                                 : mode == FIGURE_KITTY ? kitty
                                                        : iterm2,
                                 NULL };

        return chafa_term_db_detect(chafa_term_db_get_default(), environment);
}

static int picture(void *opaque, const FigurePaint *paint, Str *ret)
{
        Painter *painter = opaque;
        ChafaTermInfo *info;
        GString *text;
        int r;

        r = draw(painter, paint);
        if (r == 0)
                r = fit_canvas(painter, paint);
        if (r < 0)
                return r;
        give_canvas(painter);
        info = term_info_of(paint->mode);
        text = chafa_canvas_print(painter->canvas, info);
        r = str_append_n(ret, text->str, text->len);
        g_string_free(text, TRUE);
        chafa_term_info_unref(info);
        return r;
}

/* ---- the module ---- */

static int open_painter(void **ret)
{
        Painter *painter = calloc(1, sizeof *painter);

        if (!painter)
                return -ENOMEM;
        chafa_set_n_threads(1); /* so little work is not worth waking the other cores */
        *ret = painter;
        return 0;
}

static void close_painter(void *opaque)
{
        Painter *painter = opaque;

        if (painter->surface)
                cairo_surface_destroy(painter->surface);
        if (painter->canvas)
                chafa_canvas_unref(painter->canvas);
        free(painter);
}

static const FigureCellsOps ops = {
        .open = open_painter, .close = close_painter, .paint = paint, .picture = picture
};

_module_export_ extern const FigureCellsOps *const figure_cells_ops;
const FigureCellsOps *const figure_cells_ops = &ops;
