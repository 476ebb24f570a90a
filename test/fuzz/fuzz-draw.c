/* SPDX-License-Identifier: MIT */
/* Any bytes as a stretch file, drawn: parsed, posed all through its motion, and played on cairo. */

#include <stdlib.h>
#include <string.h>

#include "draw-cairo.h"
#include "figure.h"
#include "motion.h"
#include "stretch-parse.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { N_SAMPLES = 24, WIDTH = 64, HEIGHT = 80 };

static void check_bones(const Skeleton *skeleton)
{
        for (int joint = 1; joint < N_JOINTS; joint++) {
                Vec3 bone = vec3_sub(skeleton->joints[joint], skeleton->joints[bone_parent((Joint) joint)]);

                assert(fabs(vec3_length(bone) - bone_cm((Joint) joint)) < 1e-6);
        }
}

static void check_values(const FigurePosture *posture)
{
        double arms = 0;

        /* The cubic stays between key frames, and those between the ranges of stretch.h. */
        assert(posture->values[POSTURE_LIFT] > -0.5001 && posture->values[POSTURE_LIFT] < 10.001);
        assert(posture->values[POSTURE_NOD] > -15.01 && posture->values[POSTURE_NOD] < 50.01);
        assert(fabs(posture->values[POSTURE_SIDE]) < 40.01 && fabs(posture->values[POSTURE_TURN]) < 60.01);
        assert(fabs(posture->values[POSTURE_GLIDE]) < 4.01);
        assert(posture->breath > -0.001 && posture->breath < 1.5);
        for (int i = POSTURE_HANGING; i <= POSTURE_WINGS; i++)
                arms += posture->values[i];
        assert(arms > 0.5 && arms < 1.5);
}

static void check_hints(const FigureHints *hints)
{
        for (int i = 0; i < N_HINTS; i++) {
                assert(hints->slots[i].alpha >= 0 && hints->slots[i].alpha <= 1);
                for (int k = 0; k < HINT_POINTS; k++)
                        assert(fabs(hints->slots[i].path[k].x) < 120 &&
                               fabs(hints->slots[i].path[k].y) < 120);
        }
}

static void draw(cairo_t *cr, const Stretch *stretch, DoseKind kind, const Look *look)
{
        static Drawing drawing;
        double all_ms = (double) stretch_dose_ms(stretch, kind, 100);

        for (int i = 0; i <= N_SAMPLES; i++) {
                MotionPlace place = motion_place_at(stretch, kind, all_ms * i / N_SAMPLES);
                FigureHints hints = hints_of_place(&place, i % 3 == 0);
                FigureOptions options = { .look = look, .hints = &hints, .standing = i % 2 };
                FigurePosture posture = motion_posture(&place);
                Skeleton skeleton = posture_skeleton(&posture, options.standing);

                check_values(&posture);
                check_bones(&skeleton);
                check_hints(&hints);
                figure_draw(&posture, &options, &drawing);
                assert(!drawing.full);
        }
        draw_cairo(cr, &drawing);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static unsigned char pixels[4 * WIDTH * HEIGHT];
        Stretch *stretch = NULL;
        Error error = { "" };
        Look look;

        if (stretch_parse("fuzzed", (Slice){ (const char *) data, size }, &stretch, &error) == 0) {
                cairo_surface_t *surface = cairo_image_surface_create_for_data(
                        pixels, CAIRO_FORMAT_RGB24, WIDTH, HEIGHT, 4 * WIDTH);
                cairo_t *cr = cairo_create(surface);
                Box box = figure_box(false);

                assert(look_find(
                        person_name(size % person_count()), theme_name((Theme) (size % N_THEMES)), &look));
                draw_cairo_fit(cr, &box, 0, 0, WIDTH, HEIGHT);
                for (int kind = 0; kind < N_DOSES; kind++)
                        draw(cr, stretch, (DoseKind) kind, &look);
                assert(cairo_status(cr) == CAIRO_STATUS_SUCCESS);
                cairo_destroy(cr);
                cairo_surface_destroy(surface);
        }
        stretch_free(stretch);
        return 0;
}
