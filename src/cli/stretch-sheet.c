/* SPDX-License-Identifier: MIT */
/* One row a stretch: its name, and the key frames of one repeat, each with its word. */

#include "stretch-sheet.h"

#include <pango/pangocairo.h>
#include <stdio.h>

#include "draw-cairo.h"
#include "figure.h"
#include "i18n.h"
#include "macro.h"
#include "motion.h"

enum {
        CELL_WIDTH = 250,
        CELL_HEIGHT = 330,
        TITLE_HEIGHT = 44,
        LABEL_HEIGHT = 34,
        MARGIN = 14,
        LABEL_SIZE = 512
};

static bool stands(const Sheet *sheet, const Stretch *stretch)
{
        return stretch->position == POSITION_STAND ||
               (stretch->position == POSITION_EITHER && sheet->standing);
}

static const Way *first_way(const Stretch *stretch)
{
        return &stretch->ways[stretch->doses[DOSE_SHORT].ways[0]];
}

static size_t n_cells(const Stretch *stretch)
{
        const Way *way = first_way(stretch);
        size_t n = 0;

        for (size_t i = 0; i < way->n; i++)
                n += MAX(stretch->phases[way->first + i].n_poses, (size_t) 1);
        return n;
}

void sheet_size(const Sheet *sheet, double *ret_width, double *ret_height)
{
        size_t columns = 1;

        for (size_t i = 0; i < sheet->n_stretches; i++)
                columns = MAX(columns, n_cells(sheet->stretches[i]));
        *ret_width = (double) columns * CELL_WIDTH + 2 * MARGIN;
        *ret_height = (double) sheet->n_stretches * (CELL_HEIGHT + TITLE_HEIGHT + MARGIN) + MARGIN;
}

/* ---- words ---- */

static void set_colour(cairo_t *cr, const Colour *colour)
{
        cairo_set_source_rgba(
                cr, (double) colour->r, (double) colour->g, (double) colour->b, (double) colour->a);
}

/* In the middle of `width` if that is not 0; shortened where it does not fit. */
static void
draw_words(cairo_t *cr, const char *font, const char *text, double x, double y, double width, bool centred)
{
        PangoLayout *layout = pango_cairo_create_layout(cr);
        PangoFontDescription *description = pango_font_description_from_string(font);

        pango_layout_set_font_description(layout, description);
        pango_layout_set_text(layout, text, -1);
        pango_layout_set_width(layout, (int) (width * PANGO_SCALE));
        pango_layout_set_height(layout, 0);
        pango_layout_set_ellipsize(layout, PANGO_ELLIPSIZE_END);
        pango_layout_set_alignment(layout, centred ? PANGO_ALIGN_CENTER : PANGO_ALIGN_LEFT);
        cairo_move_to(cr, x, y);
        pango_cairo_show_layout(cr, layout);
        cairo_new_path(cr);
        pango_font_description_free(description);
        g_object_unref(layout);
}

/* ---- frames ---- */

static void draw_figure(
        cairo_t *cr, const Sheet *sheet, const MotionPlace *place, bool still, double x, double y,
        double width, double height)
{
        FigureHints hints = hints_of_place(place, still);
        FigureOptions options = { .look = &sheet->look,
                                  .standing = stands(sheet, place->stretch),
                                  .hints = &hints };
        FigurePosture posture = motion_posture(place);
        Box box = figure_box(options.standing);
        Drawing drawing;

        figure_draw(&posture, &options, &drawing);
        cairo_save(cr);
        draw_cairo_fit(cr, &box, x, y, width, height);
        draw_cairo(cr, &drawing);
        cairo_restore(cr);
}

static void
draw_cell(cairo_t *cr, const Sheet *sheet, const MotionPlace *place, const char *label, double x, double y)
{
        set_colour(cr, &sheet->look.setting.quiet_ink);
        draw_words(cr, "Sans 13px", label, x, y + CELL_HEIGHT - LABEL_HEIGHT, CELL_WIDTH, true);
        draw_figure(cr, sheet, place, true, x, y, CELL_WIDTH, CELL_HEIGHT - LABEL_HEIGHT);
}

/* On the way to what the next phase keeps: shown half way, for the end is the next frame. */
static bool leads_to_a_hold(const Stretch *stretch, const Way *way, size_t i)
{
        const Phase *phase = &stretch->phases[way->first + i], *next = phase + 1;

        return i + 1 < way->n && phase->n_poses == 1 &&
               (next->n_poses == 0 || (next->n_poses == 1 && next->poses[0] == phase->poses[0]));
}

/* "Hold", or where a phase has several key frames "Across, left ear". */
static void format_label(const Stretch *stretch, const Phase *phase, size_t k, char *ret, size_t size)
{
        char pose[STRETCH_NAME_SIZE];

        if (phase->n_poses < 2) {
                snprintf(ret, size, "%s", phase->show);
                return;
        }
        snprintf(pose, sizeof pose, "%s", stretch->poses[phase->poses[k]].name);
        for (char *p = pose; *p; p++)
                if (*p == '-')
                        *p = ' ';
        snprintf(ret, size, "%s, %s", phase->show, i18n_in(stretch->id, pose));
}

static void draw_row(cairo_t *cr, const Sheet *sheet, const Stretch *stretch, double y)
{
        const Way *way = first_way(stretch);
        const Dose *dose = &stretch->doses[DOSE_SHORT];
        size_t column = 0;

        set_colour(cr, &sheet->look.setting.ink);
        draw_words(
                cr, "Sans Bold 17px", stretch->name, MARGIN + 10, y + 14,
                (double) n_cells(stretch) * CELL_WIDTH - 20, false);
        for (size_t i = 0; i < way->n; i++) {
                const Phase *phase = &stretch->phases[way->first + i];
                size_t n = MAX(phase->n_poses, (size_t) 1);

                for (size_t k = 0; k < n; k++, column++) {
                        MotionPlace place = { .stretch = stretch,
                                              .dose = dose,
                                              .repeats = dose_repeats(dose, 100),
                                              .phase = i,
                                              .fraction = (double) (k + 1) / (double) n };
                        char label[LABEL_SIZE];

                        if (leads_to_a_hold(stretch, way, i))
                                place.fraction = 0.5;
                        format_label(stretch, phase, k, label, sizeof label);
                        draw_cell(
                                cr, sheet, &place, label, MARGIN + (double) column * CELL_WIDTH,
                                y + TITLE_HEIGHT);
                }
        }
}

void sheet_draw(cairo_t *cr, const Sheet *sheet)
{
        set_colour(cr, &sheet->look.setting.paper);
        cairo_paint(cr);
        for (size_t i = 0; i < sheet->n_stretches; i++)
                draw_row(
                        cr, sheet, sheet->stretches[i],
                        MARGIN + (double) i * (CELL_HEIGHT + TITLE_HEIGHT + MARGIN));
}

double sheet_motion_ms(const Stretch *stretch)
{
        const Dose *dose = &stretch->doses[DOSE_SHORT];
        size_t n = dose->order == ORDER_ALTERNATE ? dose->n_ways : 1;
        double ms = 0;

        for (size_t i = 0; i < n; i++)
                ms += (double) stretch->ways[dose->ways[i]].ms;
        return ms;
}

/* From the second round on, so that the end goes over into the beginning. */
void sheet_draw_frame(cairo_t *cr, const Sheet *sheet, double ms, double width, double height)
{
        const Stretch *stretch = sheet->stretches[0];
        double round = sheet_motion_ms(stretch);
        MotionPlace place = motion_place_at(stretch, DOSE_SHORT, round + ms);

        set_colour(cr, &sheet->look.setting.paper);
        cairo_paint(cr);
        draw_figure(cr, sheet, &place, false, 0, 0, width, height);
}
