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

enum { SIZE = 96, SAMPLES = 240, REPEATS = 2, BLEND_FRAMES = 84 };

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
        Skeleton before;
        int n;
} Film;

static void open_film(Film *film)
{
        for (int i = 0; i < 2; i++)
                film->surfaces[i] = cairo_image_surface_create(CAIRO_FORMAT_RGB24, SIZE, SIZE);
}

static void close_film(Film *film)
{
        for (int i = 0; i < 2; i++)
                cairo_surface_destroy(film->surfaces[i]);
}

static void draw(Film *film, const FigurePosture *posture, cairo_surface_t *surface, Skeleton *ret)
{
        static Drawing drawing;
        FigureOptions options = { .look = &film->look, .standing = film->standing };
        const Colour *paper = &film->look.setting.paper;
        Box box = figure_box(film->standing);
        cairo_t *cr = cairo_create(surface);

        figure_draw(posture, &options, &drawing);
        cairo_set_source_rgb(cr, (double) paper->r, (double) paper->g, (double) paper->b);
        cairo_paint(cr);
        draw_cairo_fit(cr, &box, 0, 0, SIZE, SIZE);
        draw_cairo(cr, &drawing);
        cairo_destroy(cr);
        cairo_surface_flush(surface);
        *ret = posture_skeleton(posture, film->standing);
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

/* The next frame: what has changed since the one before. */
static void shoot(Film *film, const FigurePosture *posture)
{
        Skeleton now;

        draw(film, posture, film->surfaces[film->n % 2], &now);
        if (film->n > 0) {
                film->changes[film->n] = change_between(film->surfaces[0], film->surfaces[1]);
                film->moves[film->n] = moved(&film->before, &now) * film->box_scale;
        }
        film->before = now;
        film->n++;
}

static void shoot_motion(Film *film)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(film->id);
        double repeat_ms = (double) stretch->ways[stretch->doses[DOSE_SHORT].ways[0]].ms;

        for (film->n = 0; film->n <= SAMPLES * REPEATS;) {
                MotionPlace place = motion_place_at(stretch, DOSE_SHORT, repeat_ms * film->n / SAMPLES);
                FigurePosture posture = motion_posture(&place);

                shoot(film, &posture);
        }
}

static void check_moves(const Film *film)
{
        for (int i = 1; i < film->n; i++) {
                double most = PER_JOINT * film->moves[i] + QUIET;

                if (film->changes[i] > most)
                        fail_msg(
                                "%s, %s, %s, sample %d: %g pixels change, joints move by %g", film->id,
                                film->look.person.name, film->standing ? "standing" : "sitting", i,
                                film->changes[i], film->moves[i]);
        }
}

static void check_spikes(const Film *film)
{
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
                                           "butterfly-wings", "chin-tucks" };
        static const struct {
                const char *person, *theme;
                bool standing;
        } casts[] = { { "robin", "light", false }, { "sol", "contrast", false }, { "sol", "dark", true } };
        static Film film;

        (void) state;
        open_film(&film);
        for (size_t k = 0; k < ELEMENTSOF(ids); k++)
                for (size_t i = 0; i < ELEMENTSOF(casts); i++) {
                        film.id = ids[k];
                        film.standing = casts[i].standing;
                        assert_true(look_find(casts[i].person, casts[i].theme, &film.look));
                        shoot_motion(&film);
                        check_moves(&film);
                        check_spikes(&film);
                }
        close_film(&film);
}

/* Every way to hold the arms, and to be seen, as a stage eases from one to another. */
static void nothing_pops_between_stretches(void **state)
{
        static const struct {
                const char *name;
                PostureValue arms;
                double closed, view, forward;
        } ends[] = {
                { "hanging", POSTURE_HANGING, 0, 0, 0 },   { "lap", POSTURE_LAP, 0, 0, 0 },
                { "wings", POSTURE_WINGS, 0, 0, 0 },       { "closed wings", POSTURE_WINGS, 1, 0, 0 },
                { "from the side", POSTURE_LAP, 0, 1, 0 }, { "shoulders forward", POSTURE_HANGING, 0, 0, 6 }
        };
        static Film film;

        (void) state;
        open_film(&film);
        for (size_t k = 0; k < ELEMENTSOF(ends) * ELEMENTSOF(ends); k++) {
                size_t from = k / ELEMENTSOF(ends), to = k % ELEMENTSOF(ends);

                film.id = ends[to].name;
                film.standing = k % 2;
                assert_true(look_find("robin", k % 3 == 0 ? "contrast" : "light", &film.look));
                for (film.n = 0; film.n <= BLEND_FRAMES;) {
                        double t = (double) film.n / BLEND_FRAMES, e = t * t * (3 - 2 * t);
                        FigurePosture posture = { .breath = 0.25 };

                        posture.values[ends[from].arms] += 1 - e;
                        posture.values[ends[to].arms] += e;
                        posture.values[POSTURE_CLOSED] = ends[from].closed * (1 - e) + ends[to].closed * e;
                        posture.values[POSTURE_VIEW] = ends[from].view * (1 - e) + ends[to].view * e;
                        posture.values[POSTURE_FORWARD] =
                                ends[from].forward * (1 - e) + ends[to].forward * e;
                        shoot(&film, &posture);
                }
                check_spikes(&film);
        }
        close_film(&film);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nothing_pops),
                cmocka_unit_test(nothing_pops_between_stretches),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
