/* SPDX-License-Identifier: MIT */
/* What every part of the figure asks of the scene: where a joint is, and where things on the head are. */

#include "figure-parts.h"

Vec3 scene_joint(const FigureScene *scene, Joint left, BodySide side)
{
        return scene->skeleton->joints[joint_of(left, side)];
}

/* In the head's frame, from the joint that it sits on. */
Vec3 head_place(const FigureScene *scene, Vec3 p)
{
        return vec3_add(scene->skeleton->joints[JOINT_SKULL], mat3_apply(&scene->skeleton->head, p));
}

Ellipsoid head_ellipsoid(const FigureScene *scene, Vec3 centre, Vec3 radii)
{
        return (Ellipsoid){ .centre = head_place(scene, centre),
                            .radii = radii,
                            .frame = scene->skeleton->head };
}

/* How visible something on the head is that looks along `direction`: fades out as it turns away. */
double head_visible(const FigureScene *scene, Vec3 direction, double from, double to)
{
        Vec3 d = mat3_apply(&scene->skeleton->head, vec3_unit_or(direction, (Vec3){ 0, 0, 1 }));
        double t = fmax(0, fmin(1, (camera_nearness(&scene->canvas.camera, d) - from) / (to - from)));

        return t * t * (3 - 2 * t);
}
