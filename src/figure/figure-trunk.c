/* SPDX-License-Identifier: MIT */
/* Shirt, neck, hips, legs, and the chair. */

#include "figure-parts.h"

#include "macro.h"

static const double THIGH_CM = 7.9, KNEE_CM = 6.5, ANKLE_CM = 4.2;

/* ---- shirt ---- */

enum { SHIRT_SIDE_POINTS = 10 };

/*
 * One side of the shirt from the hem up to the neck. The outline is pulled along by the shoulder: a shrug is
 * read from it, against the neck.
 */
static void shirt_side(const FigureScene *scene, BodySide side, Vec3 ret[static SHIRT_SIDE_POINTS])
{
        double out = body_side_out(side), air = scene->skeleton->chest;
        Vec3 shoulder = scene_joint(scene, JOINT_SHOULDER_LEFT, side);
        Vec3 neck = scene->skeleton->joints[JOINT_NECK];
        double wide = fabs(shoulder.x), lift = shoulder.y - (neck.y - 6.6);
        double ahead = shoulder.z + 2.2; /* the breast opens as the shoulders go back */

        ret[0] = (Vec3){ out * 8.0, scene->skeleton->standing ? -8.6 : -1.0, 6 };
        ret[1] = (Vec3){ out * 17.0, scene->skeleton->standing ? -7.4 : -2.0, 2 };
        ret[2] = (Vec3){ out * 15.6, 8, 2 };
        ret[3] = (Vec3){ out * 15.0, 20, 1 };
        ret[4] = (Vec3){ out * (16.2 + 1.2 * air - 0.2 * ahead), 31 + 0.3 * lift, 1 + 0.6 * air };
        ret[5] = (Vec3){ out * (wide - 1.9 + 0.9 * air - 0.25 * ahead), 39 + 0.6 * lift, shoulder.z + 1 };
        ret[6] = (Vec3){ out * (wide + 1.2), shoulder.y + 2.0, shoulder.z };
        ret[7] = (Vec3){ out * (wide - 3.0), shoulder.y + 5.2, shoulder.z };
        ret[9] = (Vec3){ out * 6.2, neck.y + 1.5 + 0.12 * lift + 0.3 * air, neck.z };
        ret[8] = vec3_mix(ret[7], ret[9], 0.5);
}

static void add_shirt(FigureScene *scene)
{
        Vec3 outline[2 * SHIRT_SIDE_POINTS], left[SHIRT_SIDE_POINTS], right[SHIRT_SIDE_POINTS];

        shirt_side(scene, BODY_LEFT, left);
        shirt_side(scene, BODY_RIGHT, right);
        for (size_t i = 0; i < SHIRT_SIDE_POINTS; i++) {
                outline[i] = left[i];
                outline[2 * SHIRT_SIDE_POINTS - 1 - i] = right[i];
        }
        outline_smooth(&scene->canvas, "shirt", scene->look->person.shirt, outline, ELEMENTSOF(outline));
        drawing_join(scene->canvas.drawing); /* to the depth of the trunk */
}

/* A crew neck: the hollow of the throat, and a band around it. */
static void add_neckline(FigureScene *scene)
{
        const Person *person = &scene->look->person;
        Vec3 base = scene->skeleton->joints[JOINT_NECK], band[13];
        Ellipsoid throat = { .centre = { base.x, base.y + 0.6, base.z + 0.8 },
                             .radii = { 6.1, 4.2, 2.2 },
                             .frame = { { { 1, 0, 0 }, { 0, 1, 0 }, { 0, 0, 1 } } } };

        outline_ellipsoid(&scene->canvas, "throat", person->skin_shade, &throat);
        for (size_t i = 0; i < ELEMENTSOF(band); i++) {
                double angle = radians(180 + 15.0 * (double) i);

                band[i] = vec3_add(
                        throat.centre,
                        (Vec3){ 6.6 * cos(angle), 4.7 * sin(angle), 2.4 - 2.0 * fabs(cos(angle)) });
        }
        outline_stroke(&scene->canvas, "collar", person->collar, band, ELEMENTSOF(band), 2.0);
}

/* Breast and back. From the front all of it lies within the shirt's outline. */
void figure_add_depth(FigureScene *scene)
{
        double air = scene->skeleton->chest;
        Ball trunk[4] = { { { 0, scene->skeleton->standing ? 1.0 : 5.5, 0.5 }, 9.4 },
                          { { 0, 16, 0.5 }, 9.4 },
                          { { 0, 33, 0.6 + 0.5 * air }, 10.6 + 0.3 * air },
                          { { 0, 43.5, -1.4 }, 8.2 } };

        outline_balls(
                &scene->canvas, "shirt side", colour_faded(scene->look->person.shirt, scene->side), trunk,
                ELEMENTSOF(trunk));
}

void figure_add_trunk(FigureScene *scene)
{
        Vec3 base = scene->skeleton->joints[JOINT_NECK], skull = scene->skeleton->joints[JOINT_SKULL];
        Ball neck[2] = { { { base.x, base.y + 0.8, base.z + 0.6 }, 5.6 }, { skull, 5.1 } };

        add_shirt(scene);
        add_neckline(scene);
        outline_balls(&scene->canvas, "neck", scene->look->person.skin_shade, neck, 2);
}

/* ---- legs ---- */

void figure_add_hips(FigureScene *scene)
{
        Ball hips[4];

        for (int side = 0; side < N_BODY_SIDES; side++) {
                Vec3 hip = scene_joint(scene, JOINT_HIP_LEFT, (BodySide) side);
                double out = body_side_out((BodySide) side);

                hips[2 * side] = (Ball){ { out * 6.6, 4, 0 }, 7.5 };
                hips[2 * side + 1] =
                        (Ball){ { hip.x - out * 3.0, hip.y - (scene->skeleton->standing ? 4.5 : 2), hip.z },
                                7.0 };
        }
        outline_balls(&scene->canvas, "hips", scene->look->person.trousers, hips, 4);
}

/* Heel, ball and toes on one flat sole. */
static void add_foot(FigureScene *scene, BodySide side)
{
        static const char *const sole_parts[] = { "left sole", "right sole" };
        static const char *const shoe_parts[] = { "left shoe", "right shoe" };
        const Person *person = &scene->look->person;
        Vec3 ankle = scene_joint(scene, JOINT_ANKLE_LEFT, side),
             toe = scene_joint(scene, JOINT_TOE_LEFT, side);
        Vec3 forward = vec3_sub(toe, ankle), across;
        double floor = ankle.y - 6.6;
        Ball sole[4], shoe[4];

        forward.y = 0;
        forward = vec3_unit_or(forward, (Vec3){ 0, 0, 1 });
        across = vec3_cross((Vec3){ 0, 1, 0 }, forward);
        for (int i = 0; i < 2; i++) {
                double aside = i == 0 ? -1.6 : 1.6;
                Vec3 heel = vec3_along(vec3_along(ankle, forward, -2.5), across, 0.6 * aside);
                Vec3 tip = vec3_along(vec3_along(ankle, forward, 15.5), across, aside);

                heel.y = tip.y = floor + 1.9;
                sole[2 * i] = (Ball){ heel, 2.2 };
                sole[2 * i + 1] = (Ball){ tip, 2.4 };
        }
        shoe[0] = (Ball){ vec3_along((Vec3){ ankle.x, floor + 4.6, ankle.z }, forward, -2.2), 3.0 };
        shoe[1] = (Ball){ vec3_along((Vec3){ ankle.x, floor + 6.4, ankle.z }, forward, 1.0), 3.6 };
        shoe[2] = (Ball){ vec3_along((Vec3){ ankle.x, floor + 4.3, ankle.z }, forward, 10.0), 3.0 };
        shoe[3] = (Ball){ vec3_along((Vec3){ ankle.x, floor + 3.7, ankle.z }, forward, 15.0), 2.6 };
        outline_balls(&scene->canvas, sole_parts[side], person->sole, sole, 4);
        outline_balls(&scene->canvas, shoe_parts[side], person->shoe, shoe, 4);
}

void figure_add_leg(FigureScene *scene, BodySide side)
{
        static const char *const thigh_parts[] = { "left thigh", "right thigh" };
        static const char *const shin_parts[] = { "left shin", "right shin" };
        Vec3 hip = scene_joint(scene, JOINT_HIP_LEFT, side),
             knee = scene_joint(scene, JOINT_KNEE_LEFT, side),
             ankle = scene_joint(scene, JOINT_ANKLE_LEFT, side);
        Ball thigh[2] = { { hip, scene->skeleton->standing ? THIGH_CM - 0.1 : THIGH_CM },
                          { knee, KNEE_CM + 0.1 } };
        Ball shin[2] = { { knee, KNEE_CM }, { ankle, ANKLE_CM } };
        const Person *person = &scene->look->person;

        add_foot(scene, side);
        outline_balls(&scene->canvas, thigh_parts[side], person->trousers, thigh, 2);
        if (scene->skeleton->standing) {
                outline_sleeve(&scene->canvas, shin_parts[side], person->trousers, shin[0], shin[1]);
                drawing_join(scene->canvas.drawing);
        } else {
                outline_sleeve(&scene->canvas, shin_parts[side], person->shin, shin[0], shin[1]);
        }
}

/* ---- chair ---- */

void figure_add_chair_behind(FigureScene *scene)
{
        static const double FLOOR = -47.0;
        const Setting *setting = &scene->look->setting;
        const Ball back[4] = { { { -15, 14, -13 }, 3 },
                               { { 15, 14, -13 }, 3 },
                               { { -13.5, 40, -16 }, 3 },
                               { { 13.5, 40, -16 }, 3 } };
        const Ball seat[4] = { { { -17, -11.5, -8 }, 3.2 },
                               { { 17, -11.5, -8 }, 3.2 },
                               { { -16, -11.5, 24 }, 3.2 },
                               { { 16, -11.5, 24 }, 3.2 } };
        const Ball spine[2] = { { { 0, -10, -12 }, 2.2 }, { { 0, 16, -15 }, 2.2 } };
        const Ball column[2] = { { { 0, -14, 6 }, 2.6 }, { { 0, FLOOR + 8, 6 }, 2.6 } };

        for (int i = 0; i < 5; i++) {
                double angle = radians(90 + 72.0 * i);
                Vec3 tip = { 25 * cos(angle), FLOOR + 4.2, 6 - 25 * sin(angle) };
                Ball leg[2] = { { { 0, FLOOR + 8, 6 }, 2.6 }, { tip, 1.7 } };
                Ball wheel = { { tip.x, FLOOR + 2.2, tip.z }, 2.2 };

                outline_balls(&scene->canvas, "chair wheel", setting->chair_shade, &wheel, 1);
                outline_balls(&scene->canvas, "chair foot", setting->chair_shade, leg, 2);
        }
        outline_balls(&scene->canvas, "chair column", setting->chair_shade, column, 2);
        outline_balls(&scene->canvas, "chair spine", setting->chair_shade, spine, 2);
        outline_balls(&scene->canvas, "chair back", setting->chair, back, 4);
        outline_balls(&scene->canvas, "chair seat", setting->chair, seat, 4);
}
