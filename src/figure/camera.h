/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CAMERA_H
#define LIMBER_CAMERA_H

/*
 * Where the figure is seen from: an orthographic camera, turned about y and tilted down. On the paper x goes
 * to the right and y down, in cm; how large that is in the end, the player of the drawing says.
 */

#include "vec3.h"

#define CAMERA_TURN_DEG 18.0
#define CAMERA_SIDE_TURN_DEG 62.0
#define CAMERA_DOWN_DEG 6.0

typedef struct Point {
        double x, y;
} Point;

typedef struct Camera {
        Mat3 m;       /* rows: right, up and toward the viewer */
        double right; /* the paper's middle is so far to the right of the pelvis, cm */
} Camera;

Camera camera_at(double turn_deg, double down_deg);
Point camera_point(const Camera *camera, Vec3 place);

/* How far toward the viewer: of a direction, the cosine of the angle to the line of sight. */
double camera_nearness(const Camera *camera, Vec3 direction);

#endif
