/* SPDX-License-Identifier: MIT */
/* Two turns, and then depth is left out. */

#include "camera.h"

Camera camera_at(double turn_deg, double down_deg)
{
        double t = radians(turn_deg), d = radians(down_deg);

        return (Camera){ .m = { {
                                 { cos(t), 0, sin(t) },
                                 { sin(t) * sin(d), cos(d), -cos(t) * sin(d) },
                                 { -sin(t) * cos(d), sin(d), cos(t) * cos(d) },
                         } } };
}

Point camera_point(const Camera *camera, Vec3 place)
{
        return (Point){ vec3_dot(camera->m.rows[0], place) - camera->right,
                        -vec3_dot(camera->m.rows[1], place) };
}

double camera_nearness(const Camera *camera, Vec3 direction)
{
        return vec3_dot(camera->m.rows[2], direction);
}
