/* SPDX-License-Identifier: MIT */
/* Sleeve, arm and hand. */

#include "figure-parts.h"

#include "macro.h"

/* How much of the upper arm the sleeve covers. */
static const double SLEEVE = 0.56;

void figure_add_upper_arm(FigureScene *scene, BodySide side, double alpha)
{
        static const char *const arm_parts[] = { "left upper arm", "right upper arm" };
        static const char *const sleeve_parts[] = { "left sleeve", "right sleeve" };
        const Person *person = &scene->look->person;
        Vec3 shoulder = scene_joint(scene, JOINT_SHOULDER_LEFT, side);
        Vec3 elbow = scene_joint(scene, JOINT_ELBOW_LEFT, side);
        /* Cut off inside the sleeve: where both fade, they do not lie over one another. */
        Ball arm[2] = { { elbow, 3.9 }, { vec3_mix(shoulder, elbow, SLEEVE - 0.02), 4.8 } };
        Ball from = { vec3_mix(shoulder, elbow, 0.045), 5.3 },
             to = { vec3_mix(shoulder, elbow, SLEEVE), 5.5 };

        outline_sleeve(&scene->canvas, arm_parts[side], colour_faded(person->skin, alpha), arm[0], arm[1]);
        outline_sleeve(&scene->canvas, sleeve_parts[side], colour_faded(person->sleeve, alpha), from, to);
}

/* ---- hand ---- */

enum { N_FINGERS = 4 };

/* What a hand is drawn from: along the palm, to the thumb, along the fingers. */
typedef struct Hand {
        Vec3 wrist, knuckle, tip, across;
        double alpha;
        const char *part, *line_part;
} Hand;

static void add_fingers(FigureScene *scene, const Hand *hand)
{
        /* Index to little finger: how long, against the longest, which is what the skeleton knows. */
        static const double lengths[N_FINGERS] = { 0.92, 1, 0.94, 0.78 };
        const Person *person = &scene->look->person;
        Vec3 along = vec3_sub(hand->tip, hand->knuckle);

        for (int i = N_FINGERS; i-- > 0;) {
                double aside = 1.35 * (1.5 - i);
                Vec3 root = vec3_along(hand->knuckle, hand->across, aside * 1.08);
                Vec3 end = vec3_along(vec3_along(root, along, lengths[i]), hand->across, -0.28 * aside);
                Ball finger[2] = { { root, 1.12 }, { vec3_along(end, along, -0.09), 0.82 } };

                outline_balls(
                        &scene->canvas, hand->part, colour_faded(person->skin, hand->alpha), finger, 2);
                drawing_join(scene->canvas.drawing);
        }
        for (int i = 0; i + 1 < N_FINGERS; i++) {
                Vec3 root = vec3_along(hand->knuckle, hand->across, 1.35 * (1 - i) * 1.08);
                Vec3 line[3] = { vec3_along(root, along, 0.15), vec3_along(root, along, 0.45),
                                 vec3_along(root, along, 0.75) };

                outline_stroke(
                        &scene->canvas, hand->line_part, colour_faded(person->skin_shade, hand->alpha), line,
                        3, 0.45);
        }
}

/* From the wrist, past the ball of the thumb, bent forward along the palm. */
static void add_thumb(FigureScene *scene, const Hand *hand)
{
        Vec3 palm = vec3_sub(hand->knuckle, hand->wrist);
        Vec3 root = vec3_along(vec3_along(hand->wrist, palm, 0.28), hand->across, 1.9);
        Vec3 middle = vec3_along(vec3_along(hand->wrist, palm, 0.68), hand->across, 3.5);
        Vec3 end = vec3_along(vec3_along(hand->wrist, palm, 1.02), hand->across, 3.6);
        Ball first[2] = { { root, 1.9 }, { middle, 1.25 } }, second[2] = { { middle, 1.25 }, { end, 0.95 } };
        Colour skin = colour_faded(scene->look->person.skin, hand->alpha);

        outline_balls(&scene->canvas, hand->part, skin, first, 2);
        drawing_join(scene->canvas.drawing);
        outline_balls(&scene->canvas, hand->part, skin, second, 2);
        drawing_join(scene->canvas.drawing);
}

static void add_hand(FigureScene *scene, const Hand *hand)
{
        Colour skin = colour_faded(scene->look->person.skin, hand->alpha);
        Ball palm[3] = {
                { hand->wrist, 2.7 },
                { vec3_along(hand->knuckle, hand->across, 1.7), 1.75 },
                { vec3_along(hand->knuckle, hand->across, -1.7), 1.6 },
        };

        outline_balls(&scene->canvas, hand->part, skin, palm, 3);
        drawing_join(scene->canvas.drawing);
        add_thumb(scene, hand);
        add_fingers(scene, hand);
}

/* Where one forearm lies before the other, a thin shade tells them apart. */
static void add_edge(FigureScene *scene, const char *part, double alpha, const Ball *forearm)
{
        const Vec3 *joints = scene->skeleton->joints;
        double apart = vec3_length(vec3_sub(joints[JOINT_ELBOW_LEFT], joints[JOINT_ELBOW_RIGHT]));
        double near = fmax(0, fmin(1, (40 - apart) / 20));
        Ball edge[3];

        for (int i = 0; i < 3; i++)
                edge[i] = (Ball){ forearm[i].centre, forearm[i].radius + 0.45 };
        outline_balls(
                &scene->canvas, part, colour_faded(scene->look->person.skin_shade, alpha * near), edge, 3);
        drawing_thin(scene->canvas.drawing);
}

/* Over the line between upper arm and forearm: it is one arm. */
static void add_elbow(FigureScene *scene, const char *part, double alpha, Vec3 shoulder, const Ball *forearm)
{
        Ball elbow[3] = { { vec3_mix(forearm[0].centre, shoulder, 0.2), 3.7 },
                          { forearm[0].centre, 3.55 },
                          { forearm[1].centre, 3.7 } };

        for (int i = 0; i < 2; i++) {
                outline_balls(
                        &scene->canvas, part, colour_faded(scene->look->person.skin, alpha), elbow + i, 2);
                drawing_thin(scene->canvas.drawing);
        }
}

void figure_add_forearm(FigureScene *scene, BodySide side, double alpha)
{
        static const char *const arm_parts[] = { "left forearm", "right forearm" };
        static const char *const hand_parts[] = { "left hand", "right hand" };
        static const char *const line_parts[] = { "left fingers", "right fingers" };
        Vec3 elbow = scene_joint(scene, JOINT_ELBOW_LEFT, side);
        Hand hand = { .wrist = scene_joint(scene, JOINT_WRIST_LEFT, side),
                      .knuckle = scene_joint(scene, JOINT_KNUCKLE_LEFT, side),
                      .tip = scene_joint(scene, JOINT_FINGERTIP_LEFT, side),
                      .alpha = alpha,
                      .part = hand_parts[side],
                      .line_part = line_parts[side] };
        Ball arm[3] = { { elbow, 3.9 }, { vec3_mix(elbow, hand.wrist, 0.3), 4.3 }, { hand.wrist, 2.8 } };

        add_edge(scene, arm_parts[side], alpha, arm);
        hand.across = vec3_square_to(
                scene->skeleton->thumb[side],
                vec3_unit_or(vec3_sub(hand.knuckle, hand.wrist), (Vec3){ 0, -1, 0 }), (Vec3){ 0, 0, 1 });
        outline_balls(
                &scene->canvas, arm_parts[side], colour_faded(scene->look->person.skin, alpha), arm, 3);
        add_hand(scene, &hand);
        if (scene->look->setting.outline_cm > 0)
                add_elbow(scene, arm_parts[side], alpha, scene_joint(scene, JOINT_SHOULDER_LEFT, side), arm);
}
