/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SIGHT_H
#define LIMBER_SIGHT_H

/* An ellipsoid as a camera sees it. In its own unit sphere the rim is a great circle. Private to src/figure.
 */

#include "outline.h"

typedef struct Sight {
        const Camera *camera;
        const Ellipsoid *ellipsoid;
        Vec3 toward, u, v; /* of the unit sphere: to the viewer, and two directions on the rim, u up */
} Sight;

Sight sight_of(const Camera *camera, const Ellipsoid *ellipsoid);

/* From the unit sphere to the paper. */
Point sight_point(const Sight *sight, Vec3 p);

/* On the rim, `angle` from u toward v, in radians: counterclockwise as it is seen. */
Point sight_rim(const Sight *sight, double angle);

#endif
