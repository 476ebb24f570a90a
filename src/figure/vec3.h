/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VEC3_H
#define LIMBER_VEC3_H

/* Points and directions in three dimensions: x to the viewer's right, y up, z toward the viewer. */

#include <math.h>

typedef struct Vec3 {
        double x, y, z;
} Vec3;

/* Three rows: mat3_apply() turns a vector of the inner frame into the outer one. */
typedef struct Mat3 {
        Vec3 rows[3];
} Mat3;

static inline Vec3 vec3_add(Vec3 a, Vec3 b)
{
        return (Vec3){ a.x + b.x, a.y + b.y, a.z + b.z };
}

static inline Vec3 vec3_sub(Vec3 a, Vec3 b)
{
        return (Vec3){ a.x - b.x, a.y - b.y, a.z - b.z };
}

static inline Vec3 vec3_scale(Vec3 a, double by)
{
        return (Vec3){ a.x * by, a.y * by, a.z * by };
}

/* a + b * by */
static inline Vec3 vec3_along(Vec3 a, Vec3 b, double by)
{
        return vec3_add(a, vec3_scale(b, by));
}

static inline Vec3 vec3_mix(Vec3 a, Vec3 b, double fraction)
{
        return vec3_along(a, vec3_sub(b, a), fraction);
}

static inline double vec3_dot(Vec3 a, Vec3 b)
{
        return a.x * b.x + a.y * b.y + a.z * b.z;
}

static inline Vec3 vec3_cross(Vec3 a, Vec3 b)
{
        return (Vec3){ a.y * b.z - a.z * b.y, a.z * b.x - a.x * b.z, a.x * b.y - a.y * b.x };
}

static inline double vec3_length(Vec3 a)
{
        return sqrt(vec3_dot(a, a));
}

/* Of length 1; `otherwise` where there is no direction. */
static inline Vec3 vec3_unit_or(Vec3 a, Vec3 otherwise)
{
        double length = vec3_length(a);

        return length > 1e-9 ? vec3_scale(a, 1 / length) : otherwise;
}

/* What of `a` is square to the unit vector `axis`, of length 1. */
static inline Vec3 vec3_square_to(Vec3 a, Vec3 axis, Vec3 otherwise)
{
        return vec3_unit_or(vec3_along(a, axis, -vec3_dot(a, axis)), otherwise);
}

static inline Vec3 mat3_apply(const Mat3 *m, Vec3 a)
{
        return (Vec3){ vec3_dot(m->rows[0], a), vec3_dot(m->rows[1], a), vec3_dot(m->rows[2], a) };
}

/* Back from the outer frame into the inner one (the matrices here are rotations). */
static inline Vec3 mat3_undo(const Mat3 *m, Vec3 a)
{
        Vec3 sum = vec3_scale(m->rows[0], a.x);

        sum = vec3_along(sum, m->rows[1], a.y);
        return vec3_along(sum, m->rows[2], a.z);
}

static inline double radians(double degrees)
{
        return degrees * (3.14159265358979323846 / 180);
}

/* A unit vector: azimuth 0 is +z, 90 is +x; elevation is up from the plane of both. */
static inline Vec3 vec3_towards(double azimuth_deg, double elevation_deg)
{
        double a = radians(azimuth_deg), e = radians(elevation_deg);

        return (Vec3){ sin(a) * cos(e), sin(e), cos(a) * cos(e) };
}

#endif
