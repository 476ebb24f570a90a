/* SPDX-License-Identifier: MIT */
/* The table of bones. */

#include "skeleton.h"

#include "macro.h"

typedef struct Bone {
        Joint parent;
        double fraction; /* of stature */
} Bone;

/* The left side; the right is its mirror image. */
static const Bone bone_table[JOINT_STERNUM_RIGHT] = {
        [JOINT_PELVIS] = { JOINT_PELVIS, 0 },
        [JOINT_NECK] = { JOINT_PELVIS, 0.288 },
        [JOINT_SKULL] = { JOINT_NECK, 0.040 },
        [JOINT_CROWN] = { JOINT_SKULL, 0.130 },
        [JOINT_STERNUM_LEFT] = { JOINT_NECK, 0.034 },
        [JOINT_SHOULDER_LEFT] = { JOINT_STERNUM_LEFT, 0.106 },
        [JOINT_ELBOW_LEFT] = { JOINT_SHOULDER_LEFT, 0.186 },
        [JOINT_WRIST_LEFT] = { JOINT_ELBOW_LEFT, 0.146 },
        [JOINT_KNUCKLE_LEFT] = { JOINT_WRIST_LEFT, 0.058 },
        [JOINT_FINGERTIP_LEFT] = { JOINT_KNUCKLE_LEFT, 0.050 },
        [JOINT_HIP_LEFT] = { JOINT_PELVIS, 0.066 },
        [JOINT_KNEE_LEFT] = { JOINT_HIP_LEFT, 0.245 },
        [JOINT_ANKLE_LEFT] = { JOINT_KNEE_LEFT, 0.246 },
        [JOINT_TOE_LEFT] = { JOINT_ANKLE_LEFT, 0.110 },
};

Joint joint_of(Joint left, BodySide side)
{
        return side == BODY_LEFT ? left : (Joint) (left + JOINT_OTHER_SIDE);
}

double body_side_out(BodySide side)
{
        return side == BODY_LEFT ? 1 : -1;
}

Joint bone_parent(Joint joint)
{
        Joint parent;

        if (joint < JOINT_STERNUM_RIGHT)
                return bone_table[joint].parent;
        parent = bone_table[joint - JOINT_OTHER_SIDE].parent;
        return parent < JOINT_STERNUM_LEFT ? parent : (Joint) (parent + JOINT_OTHER_SIDE);
}

double bone_cm(Joint joint)
{
        assert(joint < N_JOINTS);
        return bone_table[joint < JOINT_STERNUM_RIGHT ? joint : joint - JOINT_OTHER_SIDE].fraction *
               SKELETON_STATURE_CM;
}
