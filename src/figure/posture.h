/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_POSTURE_H
#define LIMBER_FIGURE_POSTURE_H

/*
 * A posture: the named values of a key frame (core's Pose), as numbers that can be mixed, and where they put
 * the joints. Bones keep their lengths whatever the values are; values are taken as they come, and kept
 * within the ranges that stretch files may have.
 */

#include "skeleton.h"
#include "stretch.h"

typedef enum PostureValue {
        POSTURE_LIFT,    /* cm */
        POSTURE_FORWARD, /* cm */
        POSTURE_SIDE,    /* degrees, > 0: to the right, as in Pose */
        POSTURE_NOD,
        POSTURE_TURN,
        POSTURE_GLIDE,   /* of the head, cm, > 0: forward */
        POSTURE_HANGING, /* how much of each way to hold the arms; together 1 */
        POSTURE_LAP,
        POSTURE_WINGS,
        POSTURE_CLOSED, /* of wings, 0 to 1 */
        POSTURE_VIEW,   /* from where it is seen: 0 the front to 1 the side; moves no joint */
        N_POSTURE_VALUES,
} PostureValue;

typedef struct FigurePosture {
        double values[N_POSTURE_VALUES];
        double breath; /* 0: breathed out to 1: breathed in */
} FigurePosture;

/* NULL: at ease. */
FigurePosture posture_of_pose(const Pose *pose);

Skeleton posture_skeleton(const FigurePosture *posture, bool standing);

#endif
