/* SPDX-License-Identifier: MIT */
/* The order in which the parts lie over one another. */

#include "figure.h"

#include "figure-parts.h"

Vec3 scene_joint(const FigureScene *scene, Joint left, BodySide side)
{
        return scene->skeleton->joints[joint_of(left, side)];
}

/* High contrast: a line around whatever is solid. */
static void add_outlines(Drawing *drawing, size_t first, const Setting *setting)
{
        for (size_t i = first; i < drawing->n_shapes; i++) {
                Shape *shape = &drawing->shapes[i];

                if (shape->colour.a < 1 || shape->thin)
                        continue;
                shape->line = setting->outline;
                shape->line_cm = setting->outline_cm;
        }
}

void figure_add(const FigurePosture *posture, const FigureOptions *options, Drawing *ret)
{
        Skeleton skeleton = posture_skeleton(posture, options->standing);
        size_t first = ret->n_shapes;
        FigureScene scene = {
                .canvas = { .drawing = ret, .camera = camera_at(CAMERA_TURN_DEG, CAMERA_DOWN_DEG) },
                .look = options->look,
                .skeleton = &skeleton,
        };

        figure_add_hair_behind(&scene);
        if (!options->standing && !options->no_chair)
                figure_add_chair_behind(&scene);
        /* Standing, the far arm is seen before the hip; sitting, it hangs behind the thigh. */
        figure_add_hips(&scene);
        if (options->standing)
                for (int side = 0; side < N_BODY_SIDES; side++)
                        figure_add_leg(&scene, (BodySide) side);
        figure_add_trunk(&scene);
        figure_add_upper_arm(&scene, BODY_LEFT);
        figure_add_forearm(&scene, BODY_LEFT, 1);
        if (!options->standing)
                for (int side = 0; side < N_BODY_SIDES; side++)
                        figure_add_leg(&scene, (BodySide) side);
        figure_add_upper_arm(&scene, BODY_RIGHT);
        figure_add_head(&scene);
        figure_add_forearm(&scene, BODY_LEFT, skeleton.arm_in_front);
        figure_add_forearm(&scene, BODY_RIGHT, 1);
        if (options->look->setting.outline_cm > 0)
                add_outlines(ret, first, &options->look->setting);
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
