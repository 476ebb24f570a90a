/* SPDX-License-Identifier: MIT */
/* The figure through every motion that ships: bones, ranges, targets, speed, and the order of what is drawn.
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

enum { SAMPLES = 240, REPEATS = 3 }; /* samples a repeat */

static const double MAX_SPEED_CM_S = 60, MAX_CHANGE_CM_S2 = 260; /* of any joint */

static const char *const shipped_ids[] = { "shoulder-shrugs", "neck-rolls", "shoulder-rolls",
                                           "butterfly-wings" };

/* Calls `look` with every sample of every shipped stretch, sitting and standing. */
typedef void (*SampleLook)(
        const Stretch *stretch, const FigurePosture *posture, const Skeleton *skeleton, double ms,
        void *userdata);

static void walk_one(const char *id, DoseKind dose, bool standing, SampleLook look, void *userdata)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(id);
        double repeat_ms = (double) stretch->ways[stretch->doses[dose].ways[0]].ms;
        double all_ms = (double) stretch_dose_ms(stretch, dose, 100);

        for (int i = 0; i <= SAMPLES * REPEATS && repeat_ms * i / SAMPLES <= all_ms; i++) {
                double ms = repeat_ms * i / SAMPLES;
                MotionPlace place = motion_place_at(stretch, dose, ms);
                FigurePosture posture = motion_posture(&place);
                Skeleton skeleton = posture_skeleton(&posture, standing);

                look(stretch, &posture, &skeleton, ms, userdata);
        }
}

static double apart(const Skeleton *skeleton, Joint a, Joint b)
{
        return vec3_length(vec3_sub(skeleton->joints[a], skeleton->joints[b]));
}

/* ---- bones ---- */

static void check_bones(const Skeleton *skeleton)
{
        for (int joint = 1; joint < N_JOINTS; joint++) {
                double length = apart(skeleton, (Joint) joint, bone_parent((Joint) joint));

                if (!(fabs(length - bone_cm((Joint) joint)) < 1e-6))
                        fail_msg("bone to joint %d: %g, not %g cm", joint, length, bone_cm((Joint) joint));
        }
}

static void look_bones(
        const Stretch *stretch, const FigurePosture *posture, const Skeleton *skeleton, double ms,
        void *userdata)
{
        (void) stretch, (void) posture, (void) ms, (void) userdata;
        check_bones(skeleton);
}

static void bones_keep_their_length(void **state)
{
        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(shipped_ids); i++)
                for (int dose = 0; dose < N_DOSES; dose++)
                        for (int standing = 0; standing < 2; standing++)
                                walk_one(shipped_ids[i], (DoseKind) dose, standing, look_bones, NULL);
}

static double draw_number(uint64_t *seed, double least, double most)
{
        *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        return least + (most - least) * (double) (*seed >> 40) / (double) (1 << 24);
}

/* What lies between ways to hold the arms, and what no file may say. */
static void bones_keep_their_length_in_any_posture(void **state)
{
        uint64_t seed = 7;
        Look look;

        (void) state;
        assert_true(look_find(NULL, NULL, &look));
        for (int i = 0; i < 4000; i++) {
                FigureOptions options = { .look = &look, .standing = i % 2 };
                static Drawing drawing;
                FigurePosture posture = { .breath = draw_number(&seed, -1, 2) };
                Skeleton skeleton;

                for (int v = 0; v < N_POSTURE_VALUES; v++)
                        posture.values[v] =
                                v < POSTURE_HANGING ? draw_number(&seed, -90, 90) : draw_number(&seed, 0, 1);
                skeleton = posture_skeleton(&posture, options.standing);
                check_bones(&skeleton);
                figure_draw(&posture, &options, &drawing);
                assert_false(drawing.full);
                for (size_t p = 0; p < drawing.n_points; p++)
                        if (!(fabsf(drawing.points[p][0]) < 200 && fabsf(drawing.points[p][1]) < 200))
                                fail_msg("point %zu of posture %d is off the paper", p, i);
        }
}

/* ---- ranges and targets ---- */

typedef struct Extremes {
        double lift_least, lift_most, side_most, nod_least, nod_most, elbows_least, fingertip_most;
        double elbows_most;
} Extremes;

static const Extremes NO_EXTREMES = { 1e9, -1e9, -1e9, 1e9, -1e9, 1e9, -1e9, -1e9 };

/* Measured on the joints, not taken from the values. */
static void look_extremes(
        const Stretch *stretch, const FigurePosture *posture, const Skeleton *skeleton, double ms,
        void *userdata)
{
        FigurePosture ease = posture_of_pose(NULL);
        Skeleton rest = posture_skeleton(&ease, skeleton->standing);
        Vec3 up = mat3_apply(&skeleton->head, (Vec3){ 0, 1, 0 });
        Extremes *extremes = userdata;

        (void) stretch, (void) posture, (void) ms;
        for (int side = 0; side < N_BODY_SIDES; side++) {
                Joint shoulder = joint_of(JOINT_SHOULDER_LEFT, (BodySide) side);
                double lift = skeleton->joints[shoulder].y - rest.joints[shoulder].y;
                double skin = fabs(
                        apart(skeleton, joint_of(JOINT_FINGERTIP_LEFT, (BodySide) side), shoulder) - 5.3);

                extremes->lift_least = fmin(extremes->lift_least, lift);
                extremes->lift_most = fmax(extremes->lift_most, lift);
                extremes->fingertip_most = fmax(extremes->fingertip_most, skin);
        }
        extremes->side_most = fmax(extremes->side_most, fabs(asin(up.x)) / radians(1));
        extremes->nod_least = fmin(extremes->nod_least, asin(up.z) / radians(1));
        extremes->nod_most = fmax(extremes->nod_most, asin(up.z) / radians(1));
        extremes->elbows_least =
                fmin(extremes->elbows_least, apart(skeleton, JOINT_ELBOW_LEFT, JOINT_ELBOW_RIGHT));
        extremes->elbows_most =
                fmax(extremes->elbows_most, apart(skeleton, JOINT_ELBOW_LEFT, JOINT_ELBOW_RIGHT));
}

static Extremes extremes_of(const char *id, DoseKind dose)
{
        Extremes extremes = NO_EXTREMES;

        walk_one(id, dose, false, look_extremes, &extremes);
        return extremes;
}

static void assert_between(const char *what, double value, double least, double most)
{
        if (!(value >= least - 1e-6 && value <= most + 1e-6))
                fail_msg("%s: %g is not from %g to %g", what, value, least, most);
}

static void shrugs_lift_the_shoulders_5_to_8_cm(void **state)
{
        Extremes extremes = extremes_of("shoulder-shrugs", DOSE_SHORT);

        (void) state;
        assert_between("lift", extremes.lift_most, 5, 8);
        assert_between("rest", extremes.lift_least, -0.5, 0.1);
}

static void rolls_go_round(void **state)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch("shoulder-rolls");
        double turned[2] = { 0, 0 };
        Extremes extremes = extremes_of("shoulder-rolls", DOSE_SHORT);

        (void) state;
        assert_between("lift", extremes.lift_most, 5, 10);
        assert_between("rest", extremes.lift_least, -0.5, 0);
        /* The area that the shoulder goes round in the second repeat, backward and forward. */
        for (int way = 0; way < 2; way++) {
                Vec3 before = { 0 };

                for (int i = 0; i <= SAMPLES; i++) {
                        MotionPlace place = motion_place_at(
                                stretch, DOSE_SHORT, 4000.0 * ((way == 0 ? 1 : 6) + (double) i / SAMPLES));
                        FigurePosture posture = motion_posture(&place);
                        Skeleton skeleton = posture_skeleton(&posture, false);
                        Vec3 now = skeleton.joints[JOINT_SHOULDER_RIGHT];

                        if (i > 0)
                                turned[way] += 0.5 * (before.z * now.y - before.y * now.z);
                        before = now;
                }
        }
        assert_between("round backward", -turned[0], 35, 80);
        assert_between("round forward", turned[1], 35, 80);
}

/* Through a key frame on the way the shoulder goes on, at a turning point it rests. */
static void a_circle_does_not_stop_at_its_quarters(void **state)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch("shoulder-rolls");

        (void) state;
        for (int quarter = 0; quarter < 4; quarter++) {
                MotionPlace before = motion_place_at(stretch, DOSE_SHORT, 4000 + 1000 * quarter - 10);
                MotionPlace after = motion_place_at(stretch, DOSE_SHORT, 4000 + 1000 * quarter + 10);
                FigurePosture from = motion_posture(&before), to = motion_posture(&after);
                double up = to.values[POSTURE_LIFT] - from.values[POSTURE_LIFT];
                double forward = to.values[POSTURE_FORWARD] - from.values[POSTURE_FORWARD];

                assert_between("cm/s at a key frame", hypot(up, forward) / 0.02, 2, 20);
        }
}

static void neck_rolls_stay_in_range_and_get_there(void **state)
{
        Extremes extremes = extremes_of("neck-rolls", DOSE_SHORT);

        (void) state;
        assert_between("side bend", extremes.side_most, 35, 40);
        assert_between("forward bend", extremes.nod_most, 45, 50);
        assert_between("never backward", extremes.nod_least, 0, 5);
        extremes = extremes_of("neck-rolls", DOSE_ARTICLE);
        assert_between("side bend", extremes.side_most, 35, 40);
        assert_between("forward bend", extremes.nod_most, 45, 50);
        assert_between("a little backward", extremes.nod_least, -15, -5);
}

static void neck_rolls_begin_on_the_right(void **state)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch("neck-rolls");
        MotionPlace place = motion_place_at(stretch, DOSE_SHORT, 4000);
        FigurePosture posture = motion_posture(&place);
        Skeleton skeleton = posture_skeleton(&posture, false);
        Vec3 ear = vec3_add(skeleton.joints[JOINT_SKULL], mat3_apply(&skeleton.head, (Vec3){ -8, 10, 0 }));
        Vec3 other = vec3_add(skeleton.joints[JOINT_SKULL], mat3_apply(&skeleton.head, (Vec3){ 8, 10, 0 }));

        (void) state;
        assert_true(ear.x < other.x);
        assert_true(ear.y < other.y - 8);
        assert_true(ear.x < skeleton.joints[JOINT_NECK].x - 15); /* over the shoulder */
}

static void elbows_meet_and_fingertips_stay_on_the_shoulders(void **state)
{
        Extremes extremes = extremes_of("butterfly-wings", DOSE_SHORT);

        (void) state;
        assert_between("elbows at the touch", extremes.elbows_least, 0, 4);
        assert_between("elbows open", extremes.elbows_most, 80, 120);
        assert_between("fingertips from the shoulder's skin", extremes.fingertip_most, 0, 2);
}

static void a_gliding_head_stays_level(void **state)
{
        FigurePosture ease = posture_of_pose(NULL);
        Skeleton rest = posture_skeleton(&ease, false);

        (void) state;
        for (int cm = -4; cm <= 4; cm++) {
                Pose pose = { .head_forward_cm = cm };
                FigurePosture posture = posture_of_pose(&pose);
                Skeleton skeleton = posture_skeleton(&posture, false);
                Vec3 moved = vec3_sub(skeleton.joints[JOINT_CROWN], rest.joints[JOINT_CROWN]);

                check_bones(&skeleton);
                assert_between("glide", moved.z, cm, cm);
                assert_between("sideways", moved.x, 0, 0);
                assert_between("down", moved.y, -1.5, 0);
                assert_between("level", mat3_apply(&skeleton.head, (Vec3){ 0, 1, 0 }).y, 1, 1);
        }
}

static void seen_from_the_side_no_joint_moves(void **state)
{
        FigurePosture front = posture_of_pose(NULL), side = front;
        Skeleton from_front, from_side;

        (void) state;
        side.values[POSTURE_VIEW] = 1;
        from_front = posture_skeleton(&front, false);
        from_side = posture_skeleton(&side, false);
        assert_memory_equal(from_front.joints, from_side.joints, sizeof from_front.joints);
}

/* ---- continuity ---- */

typedef struct Track {
        bool begun, has_speed;
        double ms, breath;
        Skeleton before;
        Vec3 speed[N_JOINTS];
        double fastest, hardest;
} Track;

static void look_speed(
        const Stretch *stretch, const FigurePosture *posture, const Skeleton *skeleton, double ms,
        void *userdata)
{
        Track *track = userdata;
        double s = (ms - track->ms) / 1000;

        for (int i = 0; track->begun && i < N_JOINTS; i++) {
                Vec3 speed = vec3_scale(vec3_sub(skeleton->joints[i], track->before.joints[i]), 1 / s);
                double change = track->has_speed ? vec3_length(vec3_sub(speed, track->speed[i])) / s : 0;

                if (vec3_length(speed) > MAX_SPEED_CM_S || change > MAX_CHANGE_CM_S2)
                        fail_msg(
                                "%s at %g ms: joint %d at %g cm/s, changing by %g cm/s2", stretch->id, ms, i,
                                vec3_length(speed), change);
                track->speed[i] = speed;
        }
        if (track->begun)
                assert_true(fabs(posture->breath - track->breath) / s < 1.4);
        track->has_speed = track->begun;
        track->begun = true;
        track->before = *skeleton;
        track->breath = posture->breath;
        track->ms = ms;
}

static void nothing_jerks(void **state)
{
        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(shipped_ids); i++)
                for (int dose = 0; dose < N_DOSES; dose++) {
                        Track track = { 0 };

                        walk_one(shipped_ids[i], (DoseKind) dose, false, look_speed, &track);
                }
}

/* The same through the eyes of a player, from being ready on. */
static void a_player_shows_the_same_motion(void **state)
{
        for (size_t k = 0; k < ELEMENTSOF(shipped_ids); k++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(shipped_ids[k]);
                PlayerItem item = { stretch, DOSE_SHORT };
                PlayerOptions options = { .items = &item,
                                          .n_items = 1,
                                          .ready_ms = 5000,
                                          .dose_percent = 100,
                                          .pain_before = -1 };
                _cleanup_(player_freep) Player *player = player_new(&options, (BootTime){ 1000 });
                int64_t end = 1000 + 5000 + stretch_dose_ms(stretch, DOSE_SHORT, 100);

                assert_non_null(player);
                for (int64_t ms = 1000; ms < end; ms += 37) {
                        PlayerView view;
                        FigurePosture shown;

                        player_tick(player, (BootTime){ ms });
                        player_view(player, &view);
                        shown = motion_of_view(&view);
                        if (view.stage == PLAYER_PLAYING) {
                                MotionPlace place =
                                        motion_place_at(stretch, DOSE_SHORT, (double) (ms - 6000));
                                FigurePosture expected = motion_posture(&place);

                                for (int i = 0; i < N_POSTURE_VALUES; i++)
                                        assert_between(
                                                "value", shown.values[i], expected.values[i] - 1e-6,
                                                expected.values[i] + 1e-6);
                        }
                }
        }
        (void) state;
}

static void breath_moves_the_chest(void **state)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch("shoulder-shrugs");
        MotionPlace in = motion_place_at(stretch, DOSE_SHORT, 3000),
                    out = motion_place_at(stretch, DOSE_SHORT, 7000);

        (void) state;
        assert_between("breathed in, held", motion_posture(&in).breath, 1, 1);
        assert_between("breathed out", motion_posture(&out).breath, 0, 0);
}

/* ---- drawing ---- */

typedef struct Film {
        Look look;
        bool standing, begun;
        Drawing first, before;
} Film;

static Point centre_of(const Drawing *drawing, const Shape *shape, double *ret_size)
{
        double left = 1e9, right = -1e9, top = 1e9, bottom = -1e9;

        for (size_t i = 0; i < shape->n; i++) {
                const float *point = drawing->points[shape->first + i];

                left = fmin(left, (double) point[0]);
                right = fmax(right, (double) point[0]);
                top = fmin(top, (double) point[1]);
                bottom = fmax(bottom, (double) point[1]);
        }
        *ret_size = hypot(right - left, bottom - top);
        return (Point){ (left + right) / 2, (top + bottom) / 2 };
}

static void check_shape(const Film *film, const Drawing *now, size_t i)
{
        const Shape *a = &film->before.shapes[i], *b = &now->shapes[i];
        double size_a, size_b;
        Point p = centre_of(&film->before, a, &size_a), q = centre_of(now, b, &size_b);

        if (strcmp(film->first.shapes[i].part, b->part) != 0)
                fail_msg("shape %zu is %s, and was %s", i, b->part, film->first.shapes[i].part);
        if (fabsf(a->colour.a - b->colour.a) > 0.25f)
                fail_msg("%s appears all at once", b->part);
        if (a->colour.a > 0 && b->colour.a > 0 &&
            (hypot(p.x - q.x, p.y - q.y) > 2 || fabs(size_a - size_b) > 2))
                fail_msg(
                        "%s jumps: by %g cm, from %g to %g cm", b->part, hypot(p.x - q.x, p.y - q.y), size_a,
                        size_b);
}

static bool part_holds(const Drawing *drawing, const char *part, Point point)
{
        for (size_t s = 0; s < drawing->n_shapes; s++) {
                const Shape *shape = &drawing->shapes[s];
                bool inside = false;

                if (strcmp(shape->part, part) != 0)
                        continue;
                for (size_t i = 0, k = shape->n - 1; i < shape->n; k = i++) {
                        const float *a = drawing->points[shape->first + i],
                                    *b = drawing->points[shape->first + k];

                        if (((double) a[1] > point.y) != ((double) b[1] > point.y) &&
                            point.x < (double) (b[0] - a[0]) * (point.y - (double) a[1]) /
                                                      (double) (b[1] - a[1]) +
                                              (double) a[0])
                                inside = !inside;
                }
                if (inside)
                        return true;
        }
        return false;
}

/* Two parts hold the joint between them. */
static void check_whole(const Drawing *drawing, const Skeleton *skeleton)
{
        static const struct {
                Joint joint;
                const char *parts[2];
        } seams[] = {
                { JOINT_ELBOW_LEFT, { "left upper arm", "left forearm" } },
                { JOINT_ELBOW_RIGHT, { "right upper arm", "right forearm" } },
                { JOINT_WRIST_LEFT, { "left forearm", "left hand" } },
                { JOINT_WRIST_RIGHT, { "right forearm", "right hand" } },
                { JOINT_SHOULDER_LEFT, { "left sleeve", "shirt" } },
                { JOINT_SHOULDER_RIGHT, { "right sleeve", "shirt" } },
                { JOINT_KNEE_LEFT, { "left thigh", "left shin" } },
                { JOINT_KNEE_RIGHT, { "right thigh", "right shin" } },
        };
        Camera camera = camera_at(CAMERA_TURN_DEG, CAMERA_DOWN_DEG);

        for (size_t i = 0; i < ELEMENTSOF(seams); i++)
                for (int k = 0; k < 2; k++)
                        if (!part_holds(
                                    drawing, seams[i].parts[k],
                                    camera_point(&camera, skeleton->joints[seams[i].joint])))
                                fail_msg("joint %d is not in the %s", seams[i].joint, seams[i].parts[k]);
        for (int k = 0; k < 2; k++) {
                Vec3 chin = vec3_mix(skeleton->joints[JOINT_SKULL], skeleton->joints[JOINT_CROWN], 0.1);

                if (!part_holds(drawing, k == 0 ? "neck" : "face", camera_point(&camera, chin)))
                        fail_msg("the head is off the neck");
        }
}

static void look_film(
        const Stretch *stretch, const FigurePosture *posture, const Skeleton *skeleton, double ms,
        void *userdata)
{
        static Drawing now;
        Film *film = userdata;
        FigureOptions options = { .look = &film->look, .standing = film->standing };
        Box box = figure_box(film->standing);

        (void) stretch, (void) ms;
        figure_draw(posture, &options, &now);
        assert_false(now.full);
        if (!film->begun)
                film->first = film->before = now;
        film->begun = true;
        assert_int_equal(now.n_shapes, film->first.n_shapes);
        for (size_t i = 0; i < now.n_shapes; i++)
                check_shape(film, &now, i);
        for (size_t i = 0; i < now.n_points; i++) {
                assert_between("x", (double) now.points[i][0], box.left, box.right);
                assert_between("y", (double) now.points[i][1], box.top, box.bottom);
        }
        check_whole(&now, skeleton);
        film->before = now;
}

static void nothing_pops_or_tears(void **state)
{
        static Film film;

        (void) state;
        for (size_t person = 0; person < person_count(); person++)
                for (int standing = 0; standing < 2; standing++)
                        for (size_t i = 0; i < ELEMENTSOF(shipped_ids); i++) {
                                film = (Film){ .standing = standing };
                                assert_true(look_find(person_name(person), NULL, &film.look));
                                walk_one(
                                        shipped_ids[i], i == 1 ? DOSE_ARTICLE : DOSE_SHORT, standing,
                                        look_film, &film);
                                walk_one(
                                        shipped_ids[i], DOSE_FULL, standing, look_film,
                                        &(Film){ .standing = standing, .look = film.look });
                        }
}

/* While the camera goes round, every part goes with it, and none comes or goes at once. */
static void nothing_pops_while_the_view_turns(void **state)
{
        static Film film;

        (void) state;
        for (int standing = 0; standing < 2; standing++) {
                assert_true(look_find(NULL, NULL, &film.look));
                film.standing = standing;
                film.begun = false;
                for (int i = 0; i <= 150; i++) {
                        Pose pose = { .head_forward_cm = 3, .arms = ARMS_HANGING };
                        FigurePosture posture = posture_of_pose(&pose);
                        static Drawing now;

                        posture.values[POSTURE_VIEW] = i / 150.0;
                        figure_draw(
                                &posture, &(FigureOptions){ .look = &film.look, .standing = standing },
                                &now);
                        assert_false(now.full);
                        if (!film.begun)
                                film.first = film.before = now;
                        film.begun = true;
                        assert_int_equal(now.n_shapes, film.first.n_shapes);
                        for (size_t k = 0; k < now.n_shapes; k++)
                                check_shape(&film, &now, k);
                        film.before = now;
                }
        }
}

/* From hanging arms into the lap and on to the shoulders: as a person's own file may ask for. */
static void the_order_holds_between_ways_to_hold_the_arms(void **state)
{
        static Film film;

        (void) state;
        assert_true(look_find(NULL, "dark", &film.look));
        for (int i = 0; i <= 2 * SAMPLES; i++) {
                double t = (double) i / SAMPLES;
                FigurePosture posture = { .values = { 0 } };
                Skeleton skeleton;

                posture.values[POSTURE_HANGING] = fmax(0, 1 - t);
                posture.values[POSTURE_LAP] = t < 1 ? t : 2 - t;
                posture.values[POSTURE_WINGS] = fmax(0, t - 1);
                skeleton = posture_skeleton(&posture, false);
                look_film(NULL, &posture, &skeleton, 0, &film);
        }
}

static void looks_are_found_by_name(void **state)
{
        Look look;

        (void) state;
        assert_true(person_count() >= 2);
        for (size_t i = 0; i < person_count(); i++)
                for (int theme = 0; theme < N_THEMES; theme++)
                        assert_true(look_find(person_name(i), theme_name((Theme) theme), &look));
        assert_false(look_find("nobody", NULL, &look));
        assert_false(look_find(NULL, "pink", &look));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(bones_keep_their_length),
                cmocka_unit_test(bones_keep_their_length_in_any_posture),
                cmocka_unit_test(shrugs_lift_the_shoulders_5_to_8_cm),
                cmocka_unit_test(rolls_go_round),
                cmocka_unit_test(a_circle_does_not_stop_at_its_quarters),
                cmocka_unit_test(neck_rolls_stay_in_range_and_get_there),
                cmocka_unit_test(neck_rolls_begin_on_the_right),
                cmocka_unit_test(elbows_meet_and_fingertips_stay_on_the_shoulders),
                cmocka_unit_test(a_gliding_head_stays_level),
                cmocka_unit_test(seen_from_the_side_no_joint_moves),
                cmocka_unit_test(nothing_jerks),
                cmocka_unit_test(a_player_shows_the_same_motion),
                cmocka_unit_test(breath_moves_the_chest),
                cmocka_unit_test(nothing_pops_or_tears),
                cmocka_unit_test(nothing_pops_while_the_view_turns),
                cmocka_unit_test(the_order_holds_between_ways_to_hold_the_arms),
                cmocka_unit_test(looks_are_found_by_name),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
