/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_OUTLINE_H
#define LIMBER_OUTLINE_H

/* Outlines of round things, seen by a camera and added to a drawing as polygons. */

#include "drawing.h"

typedef struct Ball {
        Vec3 centre;
        double radius;
} Ball;

/* What a camera sees, and where it goes. */
typedef struct Canvas {
        Drawing *drawing;
        Camera camera;
} Canvas;

/* A skin drawn tight around balls: two make a limb, more of them a foot or a seat. At most
 * OUTLINE_MAX_BALLS. */
enum { OUTLINE_MAX_BALLS = 8 };
void outline_balls(Canvas *canvas, const char *part, Colour colour, const Ball *balls, size_t n);

/* Like a limb of two balls, but cut straight across at the second one: a sleeve. */
void outline_sleeve(Canvas *canvas, const char *part, Colour colour, Ball from, Ball to);

/* An ellipsoid: radii along the axes of `frame`. */
typedef struct Ellipsoid {
        Vec3 centre, radii;
        Mat3 frame;
} Ellipsoid;

void outline_ellipsoid(Canvas *canvas, const char *part, Colour colour, const Ellipsoid *ellipsoid);

/* A skin drawn tight around two ellipsoids. */
void outline_ellipsoids(
        Canvas *canvas, const char *part, Colour colour, const Ellipsoid *first, const Ellipsoid *second);

/*
 * What is seen of a cap of the ellipsoid, as hair on a head: the points whose direction in the ellipsoid's
 * own unit sphere has `height` or more along the unit vector `pole`, in its frame; -1 < height < 1.
 */
void outline_cap(
        Canvas *canvas, const char *part, Colour colour, const Ellipsoid *ellipsoid, Vec3 pole,
        double height);

/* A closed smooth curve through points. */
void outline_smooth(Canvas *canvas, const char *part, Colour colour, const Vec3 *points, size_t n);

/* A pen stroke through points, thickest in its middle. At most OUTLINE_MAX_STROKE. */
enum { OUTLINE_MAX_STROKE = 24 };
void outline_stroke(
        Canvas *canvas, const char *part, Colour colour, const Vec3 *points, size_t n, double width);

#endif
