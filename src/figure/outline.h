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
 * What is seen of a region around the top of the ellipsoid, as hair on a head. `edge_deg[i]` is how high its
 * lower edge is at the azimuth 360 degrees * i / n: 0 is the front (+z of its frame), then toward +x; an
 * elevation on the ellipsoid's own unit sphere, -90 to 90 degrees. n is 8 to OUTLINE_MAX_EDGE.
 */
enum { OUTLINE_MAX_EDGE = 72 };
void outline_region(
        Canvas *canvas, const char *part, Colour colour, const Ellipsoid *ellipsoid, const double *edge_deg,
        size_t n);

/* A place on the ellipsoid, `above` times as far from its centre as its surface. */
Vec3 outline_place(const Ellipsoid *ellipsoid, double azimuth_deg, double elevation_deg, double above);

/* A closed smooth curve through points. */
void outline_smooth(Canvas *canvas, const char *part, Colour colour, const Vec3 *points, size_t n);

/* A pen stroke through points, thickest in its middle. At most OUTLINE_MAX_STROKE. */
enum { OUTLINE_MAX_STROKE = 24 };
void outline_stroke(
        Canvas *canvas, const char *part, Colour colour, const Vec3 *points, size_t n, double width);

#endif
