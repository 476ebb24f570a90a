/* SPDX-License-Identifier: MIT */
/* What is a circle in the unit sphere is an ellipse on the paper. */

#include "sight.h"

static Vec3 from_unit(const Ellipsoid *ellipsoid, Vec3 p)
{
        Vec3 scaled = { p.x * ellipsoid->radii.x, p.y * ellipsoid->radii.y, p.z * ellipsoid->radii.z };

        return vec3_add(ellipsoid->centre, mat3_apply(&ellipsoid->frame, scaled));
}

Sight sight_of(const Camera *camera, const Ellipsoid *ellipsoid)
{
        Vec3 d = mat3_undo(&ellipsoid->frame, camera->m.rows[2]);
        Sight sight = { .camera = camera, .ellipsoid = ellipsoid };

        d = (Vec3){ d.x / ellipsoid->radii.x, d.y / ellipsoid->radii.y, d.z / ellipsoid->radii.z };
        sight.toward = vec3_unit_or(d, (Vec3){ 0, 0, 1 });
        sight.u = vec3_square_to(
                (Vec3){ 0, 1, 0 }, sight.toward, vec3_square_to((Vec3){ 1, 0, 0 }, sight.toward, d));
        sight.v = vec3_cross(sight.toward, sight.u);
        return sight;
}

Point sight_point(const Sight *sight, Vec3 p)
{
        return camera_point(sight->camera, from_unit(sight->ellipsoid, p));
}

Point sight_rim(const Sight *sight, double angle)
{
        return sight_point(sight, vec3_along(vec3_scale(sight->u, cos(angle)), sight->v, sin(angle)));
}

Vec3 outline_place(const Ellipsoid *ellipsoid, double azimuth_deg, double elevation_deg, double above)
{
        return from_unit(ellipsoid, vec3_scale(vec3_towards(azimuth_deg, elevation_deg), above));
}
