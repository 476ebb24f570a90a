/* SPDX-License-Identifier: MIT */
/* The order in which the parts lie over one another. */

#include "figure.h"

#include "figure-parts.h"

/* High contrast: a line around whatever is solid. */
static void add_outlines(Drawing *drawing, size_t first, const Setting *setting)
{
        for (size_t i = first; i < drawing->n_shapes; i++) {
                Shape *shape = &drawing->shapes[i];

                if (shape->thin)
                        continue;
                shape->line = colour_faded(setting->outline, (double) shape->colour.a);
                shape->line_cm = setting->outline_cm;
        }
}

/* From the side the knees reach far to one side: the paper's middle goes with them. */
static const double KNEES_CM = 15, STANDING_KNEES_CM = 2;

static Camera camera_of(double side, bool standing)
{
        Camera camera = camera_at(
                CAMERA_TURN_DEG + (CAMERA_SIDE_TURN_DEG - CAMERA_TURN_DEG) * side, CAMERA_DOWN_DEG);

        camera.right = (standing ? STANDING_KNEES_CM : KNEES_CM) * side;
        return camera;
}

/* What is drawn again in front, and covers it wholly, need not be drawn behind. It goes softly all the same:
 * edges that are drawn twice are a little bolder. */
static double unless_hidden(double front)
{
        return fmin(1, (1 - front) / 0.2);
}

void figure_add(const FigurePosture *posture, const FigureOptions *options, Drawing *ret)
{
        Skeleton skeleton = posture_skeleton(posture, options->standing);
        double turned = fmax(0, fmin(1, posture->values[POSTURE_VIEW]));
        size_t first = ret->n_shapes;
        FigureScene scene = {
                .canvas = { .drawing = ret, .camera = camera_of(turned, options->standing) },
                .look = options->look,
                .skeleton = &skeleton,
                .side = fmin(1, 4 * turned),
        };

        double left_front = skeleton.sleeve_in_front * (1 - turned);
        double right_front = fmax(skeleton.sleeve_in_front, scene.side);
        double hand_front =
                skeleton.arm_in_front * (1 - turned * fmax(0, fmin(1, posture->values[POSTURE_HANGING])));

        figure_add_hair_behind(&scene);
        if (!options->standing && !options->no_chair)
                figure_add_chair_behind(&scene);
        /* Standing, the far arm is seen before the hip; sitting, it hangs behind the thigh. */
        figure_add_hips(&scene);
        if (options->standing)
                for (int side = 0; side < N_BODY_SIDES; side++)
                        figure_add_leg(&scene, (BodySide) side);
        /* Hanging, the sleeves are under the shirt; from the side so is the far arm, all of it. */
        figure_add_upper_arm(&scene, BODY_LEFT, unless_hidden(left_front));
        figure_add_upper_arm(&scene, BODY_RIGHT, unless_hidden(right_front));
        figure_add_forearm(&scene, BODY_LEFT, scene.side);
        figure_add_depth(&scene);
        figure_add_trunk(&scene);
        figure_add_upper_arm(&scene, BODY_LEFT, left_front);
        figure_add_forearm(&scene, BODY_LEFT, unless_hidden(hand_front) * (1 - turned));
        if (!options->standing)
                for (int side = 0; side < N_BODY_SIDES; side++)
                        figure_add_leg(&scene, (BodySide) side);
        figure_add_upper_arm(&scene, BODY_RIGHT, right_front);
        figure_add_head(&scene);
        figure_add_forearm(&scene, BODY_LEFT, hand_front);
        figure_add_forearm(&scene, BODY_RIGHT, 1);
        if (options->look->setting.outline_cm > 0)
                add_outlines(ret, first, &options->look->setting);
        if (options->hints)
                hints_add(options->hints, &options->look->setting, scene.canvas.camera.right, ret);
        if (options->more_hints)
                hints_add(options->more_hints, &options->look->setting, scene.canvas.camera.right, ret);
}

void figure_draw(const FigurePosture *posture, const FigureOptions *options, Drawing *ret)
{
        drawing_clear(ret);
        figure_add(posture, options, ret);
}

Box figure_box(bool standing)
{
        return standing ? (Box){ -56, -91, 56, 99 } : (Box){ -56, -91, 56, 57 };
}
