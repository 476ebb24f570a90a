/* SPDX-License-Identifier: MIT */
/*
 * Forward kinematics: each joint is its parent plus a direction times the length of the bone. Directions
 * come from the values. The three ways to hold the arms each give the four directions of an arm; what lies
 * between two ways is their mix, made unit again, so that no bone ever grows or shrinks.
 */

#include "posture.h"

#include "macro.h"

static const Vec3 UP = { 0, 1, 0 }, NOWHERE = { 0, 0, 0 };

FigurePosture posture_of_pose(const Pose *pose)
{
        static const PostureValue ways[] = {
                [ARMS_HANGING] = POSTURE_HANGING,
                [ARMS_LAP] = POSTURE_LAP,
                [ARMS_WINGS] = POSTURE_WINGS,
        };
        FigurePosture posture = { .values = { 0 } };

        posture.values[ways[pose ? pose->arms : ARMS_HANGING]] = 1;
        if (!pose)
                return posture;
        posture.values[POSTURE_LIFT] = pose->shoulder_lift_cm;
        posture.values[POSTURE_FORWARD] = pose->shoulder_forward_cm;
        posture.values[POSTURE_SIDE] = pose->head_side_deg;
        posture.values[POSTURE_NOD] = pose->head_nod_deg;
        posture.values[POSTURE_TURN] = pose->head_turn_deg;
        posture.values[POSTURE_GLIDE] = pose->head_forward_cm;
        posture.values[POSTURE_CLOSED] = pose->wings;
        return posture;
}

static double within(double value, double least, double most)
{
        return fmax(least, fmin(most, value));
}

/* The next joint: the parent's place plus the bone along a unit direction. */
static void place(Skeleton *skeleton, Joint joint, Vec3 direction)
{
        skeleton->joints[joint] =
                vec3_along(skeleton->joints[bone_parent(joint)], direction, bone_cm(joint));
}

/* ---- trunk, neck, head ---- */

/* Turned, then nodded, then tilted. The person's right is -x. */
static Mat3 head_rotation(double side_deg, double nod_deg, double turn_deg)
{
        double t = radians(-turn_deg), n = radians(nod_deg), s = radians(side_deg);
        /* Columns: where the head's own x, y and z point. */
        Vec3 columns[3] = { { cos(t), 0, -sin(t) }, { 0, 1, 0 }, { sin(t), 0, cos(t) } };
        Mat3 m;

        for (int i = 0; i < 3; i++) {
                Vec3 c = columns[i];

                c = (Vec3){ c.x, c.y * cos(n) - c.z * sin(n), c.y * sin(n) + c.z * cos(n) };
                columns[i] = (Vec3){ c.x * cos(s) - c.y * sin(s), c.x * sin(s) + c.y * cos(s), c.z };
        }
        m.rows[0] = (Vec3){ columns[0].x, columns[1].x, columns[2].x };
        m.rows[1] = (Vec3){ columns[0].y, columns[1].y, columns[2].y };
        m.rows[2] = (Vec3){ columns[0].z, columns[1].z, columns[2].z };
        return m;
}

/* Bending the neck bends its base less than the head on top of it. Gliding leans the neck alone: the head
 * stays level. */
static void place_head(Skeleton *skeleton, const FigurePosture *posture)
{
        const double share = 0.72;
        double side = within(posture->values[POSTURE_SIDE], -40, 40);
        double nod = within(posture->values[POSTURE_NOD], -15, 50);
        double turn = within(posture->values[POSTURE_TURN], -60, 60);
        double glide = within(posture->values[POSTURE_GLIDE], -4, 4);
        double lean = asin(glide / bone_cm(JOINT_SKULL)) / radians(1);
        Mat3 neck = head_rotation(side * share, nod * share + lean, 0);

        skeleton->head = head_rotation(side, nod, turn);
        place(skeleton, JOINT_SKULL, mat3_apply(&neck, UP));
        place(skeleton, JOINT_CROWN, mat3_apply(&skeleton->head, UP));
}

/* The collarbone turns about its inner end: lift and forward are met, and the shoulder comes in a little. */
static void place_girdle(Skeleton *skeleton, const FigurePosture *posture, BodySide side)
{
        Joint sternum = joint_of(JOINT_STERNUM_LEFT, side), shoulder = joint_of(JOINT_SHOULDER_LEFT, side);
        double out = body_side_out(side), length = bone_cm(JOINT_SHOULDER_LEFT), wings, up, forward;

        wings = posture->values[POSTURE_WINGS] * posture->values[POSTURE_CLOSED];
        up = within(posture->values[POSTURE_LIFT], -0.5, 10) - 2.4;
        /* The shoulder blades part when the elbows come together. */
        forward = within(posture->values[POSTURE_FORWARD] + 3.5 * wings, -5, 6) - 2.6;
        place(skeleton, sternum, vec3_unit_or((Vec3){ out * 2.0, -4.2, 1.6 }, UP));
        place(skeleton, shoulder,
              vec3_scale(
                      (Vec3){ out * sqrt(length * length - up * up - forward * forward), up, forward },
                      1 / length));
        skeleton->fingertip_rest[side] =
                vec3_add(skeleton->joints[shoulder], (Vec3){ -out * 1.5, 5.6, 1.0 });
}

/* ---- arms ---- */

/* Unit directions of one way to hold an arm. */
typedef struct Arm {
        Vec3 upper, fore, palm, fingers, thumb;
} Arm;

/* The middle joint of two bones that reach from `from` to `to`, bent toward `pole`. */
static Vec3 middle_joint(Vec3 from, Vec3 to, double first, double second, Vec3 pole)
{
        Vec3 axis = vec3_unit_or(vec3_sub(to, from), UP);
        double reach = within(vec3_length(vec3_sub(to, from)), fabs(first - second), first + second);
        double along = reach > 1e-6 ? (first * first - second * second + reach * reach) / (2 * reach) : 0;
        double aside = sqrt(fmax(0, first * first - along * along));
        Vec3 square = vec3_square_to(pole, axis, vec3_square_to((Vec3){ 1, 0, 0 }, axis, UP));

        return vec3_along(vec3_along(from, axis, along), square, aside);
}

/* A shoulder that is drawn back turns the arm out, one that comes forward turns it in. */
static Arm arm_hanging(double out, double forward_cm)
{
        return (Arm){
                .upper = vec3_unit_or(
                        (Vec3){ out * (0.13 - 0.016 * forward_cm), -1, -0.05 + 0.012 * forward_cm }, UP),
                .fore = vec3_unit_or((Vec3){ out * 0.03, -1, 0.17 }, UP),
                .palm = vec3_unit_or((Vec3){ -out * 0.06, -1, 0.12 }, UP),
                .fingers = vec3_unit_or((Vec3){ -out * 0.22, -1, 0.22 }, UP),
                .thumb = vec3_unit_or((Vec3){ -out * 0.75, 0, 0.66 }, UP),
        };
}

/* Sitting: the hand lies on the thigh. Standing: before the hip. */
static Arm arm_in_lap(const Skeleton *skeleton, double out, Vec3 shoulder)
{
        Vec3 wrist = skeleton->standing ? (Vec3){ out * 13, 4, 13 } : (Vec3){ out * 12, 14.0, 15 };
        Vec3 elbow = middle_joint(
                shoulder, wrist, bone_cm(JOINT_ELBOW_LEFT), bone_cm(JOINT_WRIST_LEFT),
                (Vec3){ out * 0.45, -0.3, -0.8 });

        return (Arm){
                .upper = vec3_unit_or(vec3_sub(elbow, shoulder), UP),
                .fore = vec3_unit_or(vec3_sub(wrist, elbow), UP),
                .palm = vec3_unit_or((Vec3){ -out * 0.42, -0.22, 0.85 }, UP),
                .fingers = vec3_unit_or((Vec3){ -out * 0.36, -0.42, 0.85 }, UP),
                .thumb = vec3_unit_or((Vec3){ -out * 0.9, 0.1, -0.4 }, UP),
        };
}

/* The fingertips rest on the shoulder; the upper arm goes from the side to the front until the elbows meet.
 */
static Arm arm_wing(const Skeleton *skeleton, BodySide side, double closed)
{
        const double apart = 1.95; /* of an elbow from the middle, at the touch */
        Vec3 shoulder = skeleton->joints[joint_of(JOINT_SHOULDER_LEFT, side)], elbow, tip, knuckle, wrist;
        double out = body_side_out(side), length = bone_cm(JOINT_ELBOW_LEFT);
        double drop = radians(8 + 14 * closed);
        double last = acos(within((apart - fabs(shoulder.x)) / (length * cos(drop)), -1, 1));
        double first = radians(4), turn = first + (last - first) * closed;
        Arm arm;

        arm.upper = (Vec3){ out * cos(turn) * cos(drop), -sin(drop), sin(turn) * cos(drop) };
        elbow = vec3_along(shoulder, arm.upper, length);
        tip = skeleton->fingertip_rest[side];
        /* The fingers come down on the shoulder from the side of the elbow. */
        arm.fingers = vec3_unit_or(
                vec3_add(vec3_scale(arm.upper, -0.62), (Vec3){ 0, -0.62, -0.48 * (1 - closed) }), UP);
        knuckle = vec3_along(tip, arm.fingers, -bone_cm(JOINT_FINGERTIP_LEFT));
        wrist = middle_joint(
                elbow, knuckle, bone_cm(JOINT_WRIST_LEFT), bone_cm(JOINT_KNUCKLE_LEFT),
                (Vec3){ out * 0.35 * closed, 1, 0.55 });
        arm.fore = vec3_unit_or(vec3_sub(wrist, elbow), UP);
        arm.palm = vec3_unit_or(vec3_sub(knuckle, wrist), UP);
        arm.thumb = vec3_unit_or((Vec3){ -out * closed, -0.35, 1 - 0.6 * closed }, UP);
        return arm;
}

enum { N_WAYS = 3 };

/* The weighted sum, made unit. */
static Vec3 mixed(const double weights[N_WAYS], const Vec3 directions[N_WAYS], Vec3 more)
{
        for (int i = 0; i < N_WAYS; i++)
                more = vec3_along(more, directions[i], weights[i]);
        return vec3_unit_or(more, directions[0]);
}

/* The forearm's own frame: along it, about the hinge of the elbow, and square to both. */
static Mat3 forearm_frame(const Arm *arm)
{
        Vec3 hinge = vec3_unit_or(vec3_cross(arm->upper, arm->fore), (Vec3){ 1, 0, 0 });

        return (Mat3){ { arm->fore, hinge, vec3_cross(arm->fore, hinge) } };
}

/*
 * Between two ways to hold an arm: upper arm and forearm go from one direction to the other, and the hand as
 * it is held to the forearm, so that a wrist bends no more on the way than at its ends.
 */
static Arm mixed_arm(const double weights[N_WAYS], const Arm ways[N_WAYS], double out)
{
        Vec3 upper[N_WAYS], fore[N_WAYS], palm[N_WAYS], fingers[N_WAYS], thumb[N_WAYS];
        /* Up to the shoulder a hand goes through the front, and not the straight way, past the elbow. */
        Vec3 front = vec3_scale((Vec3){ out * 0.25, 0, 1 }, 3 * fmax(0, weights[0] * weights[2]));
        Arm arm = { 0 };
        Mat3 frame;

        for (int i = 0; i < N_WAYS; i++) {
                frame = forearm_frame(&ways[i]);
                upper[i] = ways[i].upper;
                fore[i] = ways[i].fore;
                palm[i] = mat3_apply(&frame, ways[i].palm);
                fingers[i] = mat3_apply(&frame, ways[i].fingers);
                thumb[i] = mat3_apply(&frame, ways[i].thumb);
        }
        arm.upper = mixed(weights, upper, NOWHERE);
        arm.fore = mixed(weights, fore, front);
        frame = forearm_frame(&arm);
        arm.palm = mat3_undo(&frame, mixed(weights, palm, NOWHERE));
        arm.fingers = mat3_undo(&frame, mixed(weights, fingers, NOWHERE));
        arm.thumb = mat3_undo(&frame, mixed(weights, thumb, NOWHERE));
        return arm;
}

static void place_arm(Skeleton *skeleton, const FigurePosture *posture, BodySide side)
{
        Vec3 shoulder = skeleton->joints[joint_of(JOINT_SHOULDER_LEFT, side)];
        double out = body_side_out(side), wings = within(posture->values[POSTURE_WINGS], 0, 1);
        /* Coming from elsewhere the wings are open at first. */
        double closed = wings * wings * within(posture->values[POSTURE_CLOSED], 0, 1);
        const Arm ways[N_WAYS] = { arm_hanging(out, within(posture->values[POSTURE_FORWARD], -5, 6)),
                                   arm_in_lap(skeleton, out, shoulder), arm_wing(skeleton, side, closed) };
        Arm arm = mixed_arm(&posture->values[POSTURE_HANGING], ways, out);

        place(skeleton, joint_of(JOINT_ELBOW_LEFT, side), arm.upper);
        place(skeleton, joint_of(JOINT_WRIST_LEFT, side), arm.fore);
        place(skeleton, joint_of(JOINT_KNUCKLE_LEFT, side), arm.palm);
        place(skeleton, joint_of(JOINT_FINGERTIP_LEFT, side), arm.fingers);
        skeleton->thumb[side] = arm.thumb;
}

/* ---- legs ---- */

static void place_leg(Skeleton *skeleton, BodySide side)
{
        double out = body_side_out(side);
        Vec3 hip = { out * 10.5, -2, 2 }, thigh = { out * 0.09, 0.03, 1 }, shin = { out * 0.03, -1, -0.06 },
             foot = { out * 0.16, -0.27, 1 };

        if (skeleton->standing) {
                hip = (Vec3){ out * 8.2, -6.5, 0.5 };
                thigh = (Vec3){ out * 0.045, -1, 0.03 };
                shin = (Vec3){ out * 0.01, -1, -0.04 };
                foot = (Vec3){ out * 0.3, -0.27, 1 };
        }
        place(skeleton, joint_of(JOINT_HIP_LEFT, side), vec3_unit_or(hip, UP));
        place(skeleton, joint_of(JOINT_KNEE_LEFT, side), vec3_unit_or(thigh, UP));
        place(skeleton, joint_of(JOINT_ANKLE_LEFT, side), vec3_unit_or(shin, UP));
        place(skeleton, joint_of(JOINT_TOE_LEFT, side), vec3_unit_or(foot, UP));
}

Skeleton posture_skeleton(const FigurePosture *posture, bool standing)
{
        const double *values = posture->values;
        Skeleton skeleton = { .standing = standing, .chest = within(posture->breath, 0, 1) };

        skeleton.joints[JOINT_PELVIS] = (Vec3){ 0, 4, 0 };
        place(&skeleton, JOINT_NECK, vec3_unit_or((Vec3){ 0, 1, -0.03 }, UP));
        place_head(&skeleton, posture);
        for (int side = 0; side < N_BODY_SIDES; side++) {
                place_girdle(&skeleton, posture, (BodySide) side);
                place_arm(&skeleton, posture, (BodySide) side);
                place_leg(&skeleton, (BodySide) side);
        }
        skeleton.sleeve_in_front = within(
                values[POSTURE_LAP] + values[POSTURE_WINGS] + fmax(0, values[POSTURE_FORWARD] - 0.5) / 3.5,
                0, 1);
        skeleton.arm_in_front = standing ? 1 : within(values[POSTURE_LAP] + values[POSTURE_WINGS], 0, 1);
        return skeleton;
}
