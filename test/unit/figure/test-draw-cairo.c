/* SPDX-License-Identifier: MIT */
/*
 * Golden frames: what the figure looks like, on an image surface, so without fonts or a screen.
 * GOLDEN_WRITE=1 in the environment draws them anew; look at them before they are committed.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "draw-cairo.h"
#include "figure.h"
#include "macro.h"
#include "motion.h"
#include "shipped.h"
#include "stage.h"
#include "str.h"

enum { WIDTH = 168, HEIGHT = 224 };

typedef struct Golden {
        const char *name, *stretch, *person, *theme;
        double ms;
        bool standing, hints;
        /* So long after somebody went on from there to the next stretch, neck rolls; 0: nobody did. */
        int64_t after_ms;
        bool reduced;
} Golden;

static const Golden goldens[] = {
        { "shrug", "shoulder-shrugs", "robin", "light", 3000 },
        { "shrug-standing", "shoulder-shrugs", "sol", "dark", 3000, .standing = true },
        { "neck-right", "neck-rolls", "sol", "light", 4000 },
        { "neck-chin", "neck-rolls", "robin", "light", 6000 },
        { "neck-left-contrast", "neck-rolls", "sol", "contrast", 8000, .standing = true },
        { "roll-back", "shoulder-rolls", "robin", "dark", 6000 },
        { "wings-open", "butterfly-wings", "sol", "light", 0 },
        { "wings-half", "butterfly-wings", "robin", "light", 1500 },
        { "wings-touch", "butterfly-wings", "robin", "contrast", 3500 },
        { "wings-standing", "butterfly-wings", "sol", "light", 3500, .standing = true },
        { "chin-back", "chin-tucks", "robin", "dark", 4000 },
        { "hint-lift", "shoulder-shrugs", "robin", "dark", 1000, .hints = true },
        { "hint-roll", "shoulder-rolls", "sol", "light", 5500, .hints = true },
        { "hint-neck", "neck-rolls", "robin", "contrast", 7000, .hints = true },
        { "hint-wings", "butterfly-wings", "sol", "dark", 1500, .hints = true },
        { "blend", "butterfly-wings", "robin", "light", 4000, .after_ms = 600 },
        { "fade-sit-down", "shoulder-shrugs", "sol", "light", 3000, .standing = true, .after_ms = 400 },
        { "fade-reduced", "shoulder-shrugs", "robin", "dark", 3000, .after_ms = 400, .reduced = true },
};

/* What a session shows, for frames between two stretches. */
static Box draw_session(const Golden *golden, const Stretch *stretch, const Look *look, Drawing *ret)
{
        _cleanup_(stretch_freep) Stretch *next = shipped_stretch("neck-rolls");
        const PlayerItem items[] = { { stretch, DOSE_SHORT }, { next, DOSE_SHORT } };
        PlayerOptions options = { .items = items,
                                  .n_items = ELEMENTSOF(items),
                                  .dose_percent = 100,
                                  .standing = golden->standing,
                                  .ready_ms = PLAYER_READY_MS,
                                  .pain_before = -1 };
        _cleanup_(player_freep) Player *player = player_new(&options, (BootTime){ 0 });
        StageStyle style = { .look = look, .hints = golden->hints };
        BootTime now = { PLAYER_READY_MS + (int64_t) golden->ms };
        FigureStage stage;
        PlayerView view;

        assert_non_null(player);
        figure_stage_init(&stage, golden->reduced);
        for (int i = 0; i < 2; i++) {
                player_tick(player, now);
                player_view(player, &view);
                figure_stage_tell(&stage, &view, now);
                if (i == 0)
                        player_press(player, PLAYER_NEXT, now);
                player_view(player, &view);
                figure_stage_tell(&stage, &view, now);
                now.ms += golden->after_ms;
        }
        figure_stage_draw(&stage, &style, ret);
        return figure_stage_box(&stage);
}

static Box draw_alone(const Golden *golden, const Stretch *stretch, const Look *look, Drawing *ret)
{
        MotionPlace place = motion_place_at(stretch, DOSE_SHORT, golden->ms);
        FigurePosture posture = motion_posture(&place);
        FigureHints hints = hints_of_place(&place, false);
        FigureOptions options = { .look = look,
                                  .hints = golden->hints ? &hints : NULL,
                                  .standing = golden->standing };

        figure_draw(&posture, &options, ret);
        return figure_box(golden->standing);
}

static cairo_surface_t *draw_frame(const Golden *golden)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(golden->stretch);
        cairo_surface_t *surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, WIDTH, HEIGHT);
        cairo_t *cr = cairo_create(surface);
        static Drawing drawing;
        Look look;
        Box box;

        assert_true(look_find(golden->person, golden->theme, &look));
        box = golden->after_ms > 0 ? draw_session(golden, stretch, &look, &drawing)
                                   : draw_alone(golden, stretch, &look, &drawing);
        cairo_set_source_rgb(
                cr, (double) look.setting.paper.r, (double) look.setting.paper.g,
                (double) look.setting.paper.b);
        cairo_paint(cr);
        draw_cairo_fit(cr, &box, 0, 0, WIDTH, HEIGHT);
        draw_cairo(cr, &drawing);
        assert_int_equal(cairo_status(cr), CAIRO_STATUS_SUCCESS);
        cairo_destroy(cr);
        cairo_surface_flush(surface);
        return surface;
}

/* The part of the bytes that differ by more than 24 of 255: edges fall a little otherwise elsewhere. */
static double difference(cairo_surface_t *a, cairo_surface_t *b)
{
        int stride = cairo_image_surface_get_stride(a);
        size_t n = 0;

        assert_int_equal(cairo_image_surface_get_width(b), WIDTH);
        assert_int_equal(cairo_image_surface_get_height(b), HEIGHT);
        for (int y = 0; y < HEIGHT; y++)
                for (int x = 0; x < 4 * WIDTH; x++) {
                        int p = cairo_image_surface_get_data(a)[y * stride + x];
                        int q = cairo_image_surface_get_data(b)[y * cairo_image_surface_get_stride(b) + x];

                        n += x % 4 != 3 && abs(p - q) > 24; /* the fourth byte is nothing */
                }
        return (double) n / (3.0 * WIDTH * HEIGHT);
}

static void frames_look_as_they_should(void **state)
{
        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(goldens); i++) {
                _cleanup_free_ char *path =
                        str_format("%s/figure-%s.png", getenv("LIMBER_GOLDEN_DIR"), goldens[i].name);
                cairo_surface_t *drawn = draw_frame(&goldens[i]), *golden;

                if (getenv("GOLDEN_WRITE"))
                        assert_int_equal(cairo_surface_write_to_png(drawn, path), CAIRO_STATUS_SUCCESS);
                golden = cairo_image_surface_create_from_png(path);
                if (cairo_surface_status(golden) != CAIRO_STATUS_SUCCESS)
                        fail_msg("%s cannot be read", path);
                if (difference(drawn, golden) > 0.004)
                        fail_msg("%s: %.2f %% of it look otherwise", path, 100 * difference(drawn, golden));
                cairo_surface_destroy(drawn);
                cairo_surface_destroy(golden);
        }
}

/* A tolerance that forgave another pose would be none. */
static void another_frame_is_told_from_it(void **state)
{
        cairo_surface_t *a = draw_frame(&goldens[0]);
        Golden other = goldens[0];
        cairo_surface_t *b;

        (void) state;
        other.ms = 1400; /* most of the way up */
        b = draw_frame(&other);
        assert_true(difference(a, b) > 0.004);
        cairo_surface_destroy(a);
        cairo_surface_destroy(b);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(frames_look_as_they_should),
                cmocka_unit_test(another_frame_is_told_from_it),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
