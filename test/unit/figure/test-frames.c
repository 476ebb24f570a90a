/* SPDX-License-Identifier: MIT */
/*
 * Frame after frame, in pixels: what is seen changes as much as the joints move and no more, and never in
 * one frame much more than in those beside it. So whatever pops up, changes places or tears is found, in
 * whatever way it is drawn.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "draw-cairo.h"
#include "figure.h"
#include "macro.h"
#include "motion.h"
#include "shipped.h"

enum { SIZE = 96, SAMPLES = 240, REPEATS = 2 };

/*
 * All in pixels whose colour turns over wholly. A joint that moves by a pixel sweeps over its limb's edges
 * on both sides: PER_JOINT of them for each pixel that each joint moves, and QUIET for breath and fading. A
 * spike is a frame that changes by SPIKE more than the frames before and after it.
 */
static const double PER_JOINT = 8.5, QUIET = 2.0, SPIKE = 1.3, SPIKE_QUIET = 2.0;
static const double HEAD = 8; /* the crown counts so often: a whole head hangs on it */

typedef struct Film {
        const char *id;
        Look look;
        bool standing;
        double box_scale;
        cairo_surface_t *surfaces[2];
        double changes[SAMPLES * REPEATS + 1], moves[SAMPLES * REPEATS + 1];
        int n;
} Film;

static void draw(Film *film, const MotionPlace *place, cairo_surface_t *surface, Skeleton *ret)
{
        static Drawing drawing;
        FigurePosture posture = motion_posture(place);
        FigureOptions options = { .look = &film->look, .standing = film->standing };
        const Colour *paper = &film->look.setting.paper;
        Box box = figure_box(film->standing);
        cairo_t *cr = cairo_create(surface);

        figure_draw(&posture, &options, &drawing);
        cairo_set_source_rgb(cr, (double) paper->r, (double) paper->g, (double) paper->b);
        cairo_paint(cr);
        draw_cairo_fit(cr, &box, 0, 0, SIZE, SIZE);
        draw_cairo(cr, &drawing);
        cairo_destroy(cr);
        cairo_surface_flush(surface);
        *ret = posture_skeleton(&posture, film->standing);
        film->box_scale = SIZE / (box.bottom - box.top);
}

static double change_between(cairo_surface_t *a, cairo_surface_t *b)
{
        int stride = cairo_image_surface_get_stride(a);
        double sum = 0;

        for (int y = 0; y < SIZE; y++)
                for (int x = 0; x < 4 * SIZE; x++)
                        if (x % 4 != 3)
                                sum +=
                                        abs(cairo_image_surface_get_data(a)[y * stride + x] -
                                            cairo_image_surface_get_data(b)[y * stride + x]);
        return sum / (3 * 255);
}

static double moved(const Skeleton *a, const Skeleton *b)
{
        double sum = 0;

        for (int i = 0; i < N_JOINTS; i++)
                sum += (i == JOINT_CROWN ? HEAD : 1) * vec3_length(vec3_sub(a->joints[i], b->joints[i]));
        return sum;
}

static void shoot(Film *film)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(film->id);
        double repeat_ms = (double) stretch->ways[stretch->doses[DOSE_SHORT].ways[0]].ms;
        Skeleton before, now;

        for (film->n = 0; film->n <= SAMPLES * REPEATS; film->n++) {
                MotionPlace place = motion_place_at(stretch, DOSE_SHORT, repeat_ms * film->n / SAMPLES);

                draw(film, &place, film->surfaces[film->n % 2], &now);
                if (film->n > 0) {
                        film->changes[film->n] = change_between(film->surfaces[0], film->surfaces[1]);
                        film->moves[film->n] = moved(&before, &now) * film->box_scale;
                }
                before = now;
        }
}

static void check(const Film *film)
{
        for (int i = 1; i < film->n; i++) {
                double most = PER_JOINT * film->moves[i] + QUIET;

                if (film->changes[i] > most)
                        fail_msg(
                                "%s, %s, %s, sample %d: %g pixels change, joints move by %g", film->id,
                                film->look.person.name, film->standing ? "standing" : "sitting", i,
                                film->changes[i], film->moves[i]);
        }
        for (int i = 2; i + 1 < film->n; i++) {
                double beside = fmax(film->changes[i - 1], film->changes[i + 1]);

                if (film->changes[i] > SPIKE * beside + SPIKE_QUIET)
                        fail_msg(
                                "%s, %s, %s, sample %d: %g pixels change, and %g beside it", film->id,
                                film->look.person.name, film->standing ? "standing" : "sitting", i,
                                film->changes[i], beside);
        }
}

static void nothing_pops(void **state)
{
        static const char *const ids[] = { "shoulder-shrugs", "neck-rolls", "shoulder-rolls",
                                           "butterfly-wings" };
        static const struct {
                const char *person, *theme;
                bool standing;
        } casts[] = { { "robin", "light", false }, { "sol", "contrast", false }, { "sol", "dark", true } };
        static Film film;

        (void) state;
        for (int i = 0; i < 2; i++)
                film.surfaces[i] = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIZE, SIZE);
        for (size_t k = 0; k < ELEMENTSOF(ids); k++)
                for (size_t i = 0; i < ELEMENTSOF(casts); i++) {
                        film.id = ids[k];
                        film.standing = casts[i].standing;
                        assert_true(look_find(casts[i].person, casts[i].theme, &film.look));
                        shoot(&film);
                        check(&film);
                }
        for (int i = 0; i < 2; i++)
                cairo_surface_destroy(film.surfaces[i]);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nothing_pops),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
