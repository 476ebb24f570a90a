/* SPDX-License-Identifier: MIT */
/*
 * What no body can do is never drawn: the ranges of stretches.md, measured on the joints, through all that
 * ships and through files that ask for the most that a file may say, at 240 samples a repeat.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "figure.h"
#include "macro.h"
#include "motion.h"
#include "shipped.h"
#include "str.h"
#include "stretch-parse.h"

enum { SAMPLES = 240, REPEATS = 3, N_FILES = 24 };

static const char *const ids[] = { "shoulder-shrugs", "neck-rolls", "shoulder-rolls", "butterfly-wings",
                                   "chin-tucks" };

/* ---- measuring ---- */

typedef enum Measure {
        LIFT_CM,
        FORWARD_CM,
        SIDE_DEG,
        NOD_DEG,
        GLIDE_CM,
        ELBOW_DEG, /* 0: straight */
        WRIST_DEG,
        KNUCKLE_DEG,
        HIP_TO_HAND_CM,
        N_MEASURES,
} Measure;

/* What is allowed, and drawn, of each. The arms' are those of healthy joints (AAOS 1965), a little over. */
static const struct {
        const char *name;
        double least, most;
} ranges[N_MEASURES] = {
        [LIFT_CM] = { "lift of a shoulder, cm", -0.5, 10 },
        [FORWARD_CM] = { "shoulder forward, cm", -5, 6 },
        [SIDE_DEG] = { "side bend, degrees", -40, 40 },
        [NOD_DEG] = { "forward bend, degrees", -15, 50 },
        [GLIDE_CM] = { "glide of the head, cm", -4, 4 },
        [ELBOW_DEG] = { "bend of an elbow, degrees", 0, 156 },
        [WRIST_DEG] = { "bend of a wrist, degrees", 0, 85 },
        [KNUCKLE_DEG] = { "bend of the knuckles, degrees", 0, 95 },
        [HIP_TO_HAND_CM] = { "a hand from its hip, cm", 9, 90 },
};

static Vec3 bone(const Skeleton *skeleton, Joint left, BodySide side)
{
        Joint joint = joint_of(left, side);

        return vec3_scale(
                vec3_sub(skeleton->joints[joint], skeleton->joints[bone_parent(joint)]), 1 / bone_cm(joint));
}

static double bend_deg(const Skeleton *skeleton, Joint first, Joint second, BodySide side)
{
        double along = vec3_dot(bone(skeleton, first, side), bone(skeleton, second, side));

        return acos(fmax(-1, fmin(1, along))) / radians(1);
}

/* Of one side, from the joints alone. The head's own are the same for both. */
static void measure(const Skeleton *skeleton, BodySide side, double ret[static N_MEASURES])
{
        FigurePosture ease = posture_of_pose(NULL);
        Skeleton rest = posture_skeleton(&ease, skeleton->standing);
        Joint shoulder = joint_of(JOINT_SHOULDER_LEFT, side);
        Vec3 moved = vec3_sub(skeleton->joints[shoulder], rest.joints[shoulder]);
        Vec3 up = mat3_apply(&skeleton->head, (Vec3){ 0, 1, 0 });

        ret[LIFT_CM] = moved.y;
        ret[FORWARD_CM] = moved.z;
        ret[SIDE_DEG] = -asin(up.x) / radians(1);
        ret[NOD_DEG] = atan2(up.z, hypot(up.x, up.y)) / radians(1);
        ret[GLIDE_CM] = 0;
        if (fabs(ret[NOD_DEG]) < 1e-6)
                ret[GLIDE_CM] = bone(skeleton, JOINT_SKULL, BODY_LEFT).z * bone_cm(JOINT_SKULL);
        ret[ELBOW_DEG] = bend_deg(skeleton, JOINT_ELBOW_LEFT, JOINT_WRIST_LEFT, side);
        ret[WRIST_DEG] = bend_deg(skeleton, JOINT_WRIST_LEFT, JOINT_KNUCKLE_LEFT, side);
        ret[KNUCKLE_DEG] = bend_deg(skeleton, JOINT_KNUCKLE_LEFT, JOINT_FINGERTIP_LEFT, side);
        ret[HIP_TO_HAND_CM] = vec3_length(vec3_sub(
                skeleton->joints[joint_of(JOINT_KNUCKLE_LEFT, side)],
                skeleton->joints[joint_of(JOINT_HIP_LEFT, side)]));
}

static void check_skeleton(const char *id, double ms, const Skeleton *skeleton)
{
        for (int side = 0; side < N_BODY_SIDES; side++) {
                double measures[N_MEASURES];

                measure(skeleton, (BodySide) side, measures);
                for (int i = 0; i < N_MEASURES; i++)
                        if (!(measures[i] > ranges[i].least - 1e-3 && measures[i] < ranges[i].most + 1e-3))
                                fail_msg(
                                        "%s at %g ms: %s: %g is not from %g to %g", id, ms, ranges[i].name,
                                        measures[i], ranges[i].least, ranges[i].most);
        }
        for (int joint = 1; joint < N_JOINTS; joint++) {
                double length = vec3_length(
                        vec3_sub(skeleton->joints[joint], skeleton->joints[bone_parent((Joint) joint)]));

                if (!(fabs(length - bone_cm((Joint) joint)) < 1e-6))
                        fail_msg("%s at %g ms: bone to joint %d: %g cm", id, ms, joint, length);
        }
}

static void check_stretch(const Stretch *stretch, DoseKind dose, bool standing)
{
        double repeat_ms = (double) stretch->ways[stretch->doses[dose].ways[0]].ms;
        double all_ms = (double) stretch_dose_ms(stretch, dose, 100);

        for (int i = 0; i <= SAMPLES * REPEATS && repeat_ms * i / SAMPLES <= all_ms; i++) {
                MotionPlace place = motion_place_at(stretch, dose, repeat_ms * i / SAMPLES);
                FigurePosture posture = motion_posture(&place);
                Skeleton skeleton = posture_skeleton(&posture, standing);

                check_skeleton(stretch->id, repeat_ms * i / SAMPLES, &skeleton);
        }
}

static void all_that_ships_stays_in_range(void **state)
{
        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(ids); i++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(ids[i]);

                for (int dose = 0; dose < N_DOSES; dose++)
                        for (int standing = 0; standing < 2; standing++)
                                check_stretch(stretch, (DoseKind) dose, standing);
        }
}

/* ---- files of one's own ---- */

typedef struct PoseKey {
        const char *key;
        double least, most;
} PoseKey;

static const PoseKey pose_keys[] = {
        { "shoulder_lift_cm", -0.5, 10 },
        { "shoulder_forward_cm", -5, 6 },
        { "head_side_deg", -40, 40 },
        { "head_nod_deg", -15, 50 },
        { "head_turn_deg", -60, 60 },
        { "head_forward_cm", -4, 4 },
        { "wings", 0, 1 },
};

static uint32_t draw_lot(uint64_t *seed, uint32_t n)
{
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        return (uint32_t) ((*seed >> 33) % n);
}

static const char file_head[] =
        "name = Mine\nwhy = Because.\nposition = either\nmuscles = all\n[steps]\n1 = Move.\n";

/* Poses at either end of every range, in quick phases: the most that a file can ask for. */
static char *extreme_file(uint64_t *seed)
{
        static const char *const arms[] = { "hanging", "lap", "wings" };
        Str text = { 0 };

        str_append(&text, file_head);
        for (int pose = 0; pose < 6; pose++) {
                const char *way = arms[draw_lot(seed, 3)];

                str_appendf(&text, "[pose p%d]\narms = %s\n", pose, way);
                for (size_t k = 0; k < ELEMENTSOF(pose_keys); k++)
                        if (strcmp(pose_keys[k].key, "wings") != 0 || strcmp(way, "wings") == 0)
                                str_appendf(
                                        &text, "%s = %g\n", pose_keys[k].key,
                                        draw_lot(seed, 2) ? pose_keys[k].most : pose_keys[k].least);
        }
        for (int phase = 0; phase < 3; phase++)
                str_appendf(
                        &text, "[phase f%d]\nshow = Go\ntime = %us\npose = p%u, p%u\n", phase,
                        1 + draw_lot(seed, 3), draw_lot(seed, 6), draw_lot(seed, 6));
        str_append(
                &text, "[dose short]\nrepeats = 3\n[dose full]\nrepeats = 3\n[dose article]\nrepeats = 3\n");
        return text.text;
}

static Stretch *parse(const char *text, Error *error)
{
        Stretch *stretch = NULL;

        return stretch_parse("mine", slice_of(text), &stretch, error) < 0 ? NULL : stretch;
}

static void files_of_ones_own_stay_in_range(void **state)
{
        uint64_t seed = 3;

        (void) state;
        for (int i = 0; i < N_FILES; i++) {
                _cleanup_free_ char *text = extreme_file(&seed);
                Error error = { "" };
                _cleanup_(stretch_freep) Stretch *stretch = parse(text, &error);

                if (!stretch)
                        fail_msg("%s\n%s", error.text, text);
                check_stretch(stretch, DOSE_SHORT, i % 2);
        }
}

/* One step beyond a range, and the file is refused with the key's name. */
static void beyond_a_range_is_no_file(void **state)
{
        (void) state;
        for (size_t k = 0; k < ELEMENTSOF(pose_keys); k++)
                for (int end = 0; end < 3; end++) {
                        double values[] = { pose_keys[k].least, pose_keys[k].most + 0.01,
                                            pose_keys[k].least - 0.01 };
                        _cleanup_free_ char *text = str_format(
                                "%s[pose p]\narms = wings\n%s = %.2f\n[phase f]\nshow = Go\ntime = 2s\n"
                                "pose = p\n[dose short]\nrepeats = 3\n[dose full]\nrepeats = 3\n"
                                "[dose article]\nrepeats = 3\n",
                                file_head, pose_keys[k].key, values[end]);
                        Error error = { "" };
                        _cleanup_(stretch_freep) Stretch *stretch = parse(text, &error);

                        if (!stretch != (end > 0))
                                fail_msg("%s = %g: %s", pose_keys[k].key, values[end], error.text);
                        if (!stretch && !strstr(error.text, pose_keys[k].key))
                                fail_msg("'%s' does not name %s", error.text, pose_keys[k].key);
                }
}

/* ---- end poses ---- */

static Skeleton skeleton_at(const char *id, double ms, bool standing)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(id);
        MotionPlace place = motion_place_at(stretch, DOSE_SHORT, ms);
        FigurePosture posture = motion_posture(&place);

        return posture_skeleton(&posture, standing);
}

typedef struct Target {
        const char *id;
        double ms;
        Measure measure;
        double least, most;
} Target;

/* Where a phase ends, and what it says then; sitting and standing, both sides. */
static const Target targets[] = {
        { "shoulder-shrugs", 2000, LIFT_CM, 5, 8 },   { "shoulder-shrugs", 4000, LIFT_CM, 5, 8 },
        { "shoulder-shrugs", 7000, LIFT_CM, 0, 0.1 }, { "neck-rolls", 4000, SIDE_DEG, 35, 40 },
        { "neck-rolls", 4000, NOD_DEG, -1, 1 },       { "neck-rolls", 6000, NOD_DEG, 45, 50 },
        { "neck-rolls", 6000, SIDE_DEG, -1, 1 },      { "neck-rolls", 8000, SIDE_DEG, -40, -35 },
        { "neck-rolls", 12000, SIDE_DEG, 35, 40 },    { "neck-rolls", 16000, SIDE_DEG, -40, -35 },
        { "shoulder-rolls", 5000, LIFT_CM, -0.5, 0 }, { "shoulder-rolls", 6000, FORWARD_CM, -5, -3 },
        { "shoulder-rolls", 7000, LIFT_CM, 5, 10 },   { "shoulder-rolls", 8000, FORWARD_CM, 4, 6 },
};

static void end_poses_meet_their_targets(void **state)
{
        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(targets); i++)
                for (int k = 0; k < 2 * N_BODY_SIDES; k++) {
                        const Target *target = &targets[i];
                        Skeleton skeleton = skeleton_at(target->id, target->ms, k / 2);
                        double measures[N_MEASURES];

                        measure(&skeleton, (BodySide) (k % 2), measures);
                        if (!(measures[target->measure] >= target->least - 1e-6 &&
                              measures[target->measure] <= target->most + 1e-6))
                                fail_msg(
                                        "%s at %g ms: %s: %g is not from %g to %g", target->id, target->ms,
                                        ranges[target->measure].name, measures[target->measure],
                                        target->least, target->most);
                }
}

/* The elbows at the touch, and the fingertips through all of it. */
static void wings_meet_their_targets(void **state)
{
        (void) state;
        for (int standing = 0; standing < 2; standing++)
                for (int ms = 0; ms <= 16000; ms += 8000 / SAMPLES) {
                        Skeleton skeleton = skeleton_at("butterfly-wings", ms, standing);
                        double elbows = vec3_length(vec3_sub(
                                skeleton.joints[JOINT_ELBOW_LEFT], skeleton.joints[JOINT_ELBOW_RIGHT]));
                        bool touching = ms % 8000 >= 3000 && ms % 8000 <= 4000;

                        if (touching && elbows > 4)
                                fail_msg("at %d ms the elbows are %g cm apart", ms, elbows);
                        for (int side = 0; side < N_BODY_SIDES; side++) {
                                Vec3 tip = skeleton.joints[joint_of(JOINT_FINGERTIP_LEFT, (BodySide) side)];
                                double apart = vec3_length(vec3_sub(tip, skeleton.fingertip_rest[side]));

                                if (apart > 2)
                                        fail_msg(
                                                "at %d ms fingertips are %g cm off the shoulder", ms, apart);
                        }
                }
}

/* Hands in the lap lie on the thighs, not in them and not over them. */
static void hands_lie_in_the_lap(void **state)
{
        Skeleton skeleton = skeleton_at("neck-rolls", 4000, false);

        (void) state;
        for (int side = 0; side < N_BODY_SIDES; side++) {
                Vec3 hand = skeleton.joints[joint_of(JOINT_KNUCKLE_LEFT, (BodySide) side)];
                Vec3 hip = skeleton.joints[joint_of(JOINT_HIP_LEFT, (BodySide) side)];
                Vec3 along = bone(&skeleton, JOINT_KNEE_LEFT, (BodySide) side);
                Vec3 from_hip = vec3_sub(hand, hip);
                double apart = vec3_length(vec3_along(from_hip, along, -vec3_dot(from_hip, along)));

                if (!(apart > 6.5 && apart < 13))
                        fail_msg("the hand is %g cm from the middle of the thigh", apart);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(all_that_ships_stays_in_range),
                cmocka_unit_test(files_of_ones_own_stay_in_range),
                cmocka_unit_test(beyond_a_range_is_no_file),
                cmocka_unit_test(end_poses_meet_their_targets),
                cmocka_unit_test(wings_meet_their_targets),
                cmocka_unit_test(hands_lie_in_the_lap),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
