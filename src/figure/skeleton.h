/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SKELETON_H
#define LIMBER_SKELETON_H

/*
 * The bones of the figure: joints, which joint each hangs from, and how long the bone between them is, as a
 * fraction of stature (Drillis and Contini 1966, Body Segment Parameters, with the girdle, the neck and the
 * parts of the hand measured off its drawings). Left and right are the person's own.
 */

#include <stdbool.h>

#include "vec3.h"

#define SKELETON_STATURE_CM 170.0

typedef enum Joint {
        JOINT_PELVIS,
        JOINT_NECK,  /* its base */
        JOINT_SKULL, /* where the head sits on the neck */
        JOINT_CROWN,
        JOINT_STERNUM_LEFT, /* where the collarbone begins */
        JOINT_SHOULDER_LEFT,
        JOINT_ELBOW_LEFT,
        JOINT_WRIST_LEFT,
        JOINT_KNUCKLE_LEFT,
        JOINT_FINGERTIP_LEFT,
        JOINT_HIP_LEFT,
        JOINT_KNEE_LEFT,
        JOINT_ANKLE_LEFT,
        JOINT_TOE_LEFT,
        JOINT_STERNUM_RIGHT,
        JOINT_SHOULDER_RIGHT,
        JOINT_ELBOW_RIGHT,
        JOINT_WRIST_RIGHT,
        JOINT_KNUCKLE_RIGHT,
        JOINT_FINGERTIP_RIGHT,
        JOINT_HIP_RIGHT,
        JOINT_KNEE_RIGHT,
        JOINT_ANKLE_RIGHT,
        JOINT_TOE_RIGHT,
        N_JOINTS,
} Joint;

/* From a joint of the left to the same of the right. */
enum { JOINT_OTHER_SIDE = JOINT_STERNUM_RIGHT - JOINT_STERNUM_LEFT };

typedef enum BodySide {
        BODY_LEFT,
        BODY_RIGHT,
        N_BODY_SIDES,
} BodySide;

/* JOINT_ELBOW_LEFT and BODY_RIGHT: JOINT_ELBOW_RIGHT. */
Joint joint_of(Joint left, BodySide side);

/* The way out of the body on x: 1 for the left, which is at the viewer's right, -1 for the right. */
double body_side_out(BodySide side);

Joint bone_parent(Joint joint); /* the pelvis is its own */

/* From its parent to the joint, in cm. 0 for the pelvis. */
double bone_cm(Joint joint);

/* Where everything is, in cm; the pelvis at 0, 4, 0. */
typedef struct Skeleton {
        Vec3 joints[N_JOINTS];
        Mat3 head;                         /* from the head's own frame (upright, looking at +z) */
        Vec3 thumb[N_BODY_SIDES];          /* unit, across the palm to the side of the thumb */
        Vec3 fingertip_rest[N_BODY_SIDES]; /* the top of the shoulder, where fingertips rest on it */
        double arm_in_front;    /* 0: the left forearm hangs behind the thigh, 1: it is before everything */
        double sleeve_in_front; /* 0: the shirt lies over the sleeves, 1: they lie over it */
        double chest;           /* how full of air, 0 to 1 */
        bool standing;
} Skeleton;

#endif
