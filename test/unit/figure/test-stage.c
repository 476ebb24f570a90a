/* SPDX-License-Identifier: MIT */
/* What is seen of a session, from frame to frame: nothing jumps, whatever key is pressed when. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "macro.h"
#include "motion.h"
#include "shipped.h"
#include "stage.h"

enum { FRAME_MS = 16 };

static const double MAX_SPEED_CM_S = 230; /* of any joint: a hand goes from the shoulder into the lap */

static const char *const ids[] = { "shoulder-shrugs", "neck-rolls", "butterfly-wings", "shoulder-rolls" };

typedef struct Session {
        Stretch *stretches[ELEMENTSOF(ids)];
        Player *player;
        FigureStage stage;
        BootTime now;
} Session;

static void session_open(Session *session, bool reduced, bool standing)
{
        PlayerItem items[ELEMENTSOF(ids)];
        PlayerOptions options = { .items = items,
                                  .n_items = ELEMENTSOF(ids),
                                  .ready_ms = PLAYER_READY_MS,
                                  .dose_percent = 100,
                                  .standing = standing,
                                  .pain_before = -1 };

        for (size_t i = 0; i < ELEMENTSOF(ids); i++) {
                session->stretches[i] = shipped_stretch(ids[i]);
                items[i] = (PlayerItem){ session->stretches[i], DOSE_SHORT };
        }
        session->now = (BootTime){ 7000 };
        session->player = player_new(&options, session->now);
        assert_non_null(session->player);
        figure_stage_init(&session->stage, reduced);
}

static void session_close(Session *session)
{
        player_free(session->player);
        for (size_t i = 0; i < ELEMENTSOF(ids); i++)
                stretch_free(session->stretches[i]);
}

static PlayerView session_tell(Session *session)
{
        PlayerView view;

        player_tick(session->player, session->now);
        player_view(session->player, &view);
        figure_stage_tell(&session->stage, &view, session->now);
        return view;
}

static PlayerView session_pass(Session *session, int64_t ms)
{
        PlayerView view = session_tell(session);

        for (int64_t end = session->now.ms + ms; session->now.ms < end;) {
                session->now.ms = MIN(session->now.ms + FRAME_MS, end);
                view = session_tell(session);
        }
        return view;
}

static bool same(const FigurePosture *a, const FigurePosture *b)
{
        for (int i = 0; i < N_POSTURE_VALUES; i++)
                if (a->values[i] != b->values[i])
                        return false;
        return a->breath == b->breath;
}

/* ---- full motion ---- */

static double fastest_joint(const FigureStage *before, const FigureStage *now)
{
        Skeleton a = posture_skeleton(&before->shown.posture, before->shown.standing),
                 b = posture_skeleton(&now->shown.posture, now->shown.standing);
        double fastest = 0;

        for (int i = 0; i < N_JOINTS; i++)
                fastest =
                        fmax(fastest, vec3_length(vec3_sub(a.joints[i], b.joints[i])) * 1000 /
                                              (double) MAX(now->now.ms - before->now.ms, (int64_t) 1));
        return fastest;
}

static void nothing_jumps_whatever_is_pressed(void **state)
{
        static const PlayerKey keys[] = { PLAYER_NEXT,  PLAYER_AGAIN, PLAYER_PAUSE, PLAYER_OUCH,
                                          PLAYER_AGAIN, PLAYER_NEXT,  PLAYER_PAUSE, PLAYER_AGAIN };
        Session session;
        uint64_t seed = 11;

        (void) state;
        for (int round = 0; round < 16; round++) {
                session_open(&session, false, false);
                session_tell(&session);
                for (int i = 0; i < 9000 && !player_is_over(session.player); i++) {
                        FigureStage before = session.stage;

                        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
                        if (seed >> 40 < (1 << 24) / 160)
                                player_press(
                                        session.player, keys[seed >> 33 & 7],
                                        (BootTime){ session.now.ms + FRAME_MS / 2 });
                        if (seed >> 40 > (1 << 24) - (1 << 24) / 200)
                                player_rate(session.player, 3, session.now);
                        session.now.ms += FRAME_MS;
                        session_tell(&session);
                        if (fastest_joint(&before, &session.stage) > MAX_SPEED_CM_S)
                                fail_msg(
                                        "round %d at %lld ms: %g cm/s", round, (long long) session.now.ms,
                                        fastest_joint(&before, &session.stage));
                }
                session_close(&session);
        }
}

static void in_the_middle_of_a_stretch_it_is_the_motion(void **state)
{
        Session session;
        PlayerView view;
        FigurePosture motion;

        (void) state;
        session_open(&session, false, false);
        view = session_pass(&session, PLAYER_READY_MS + 2500);
        motion = motion_of_view(&view);
        assert_true(same(&session.stage.shown.posture, &motion));
        assert_true(motion.values[POSTURE_LIFT] > 5);
        session_close(&session);
}

static void a_pause_holds_it_still(void **state)
{
        Session session;
        FigurePosture held;

        (void) state;
        session_open(&session, false, false);
        session_pass(&session, PLAYER_READY_MS + 1000);
        assert_true(figure_stage_is_moving(&session.stage));
        player_press(session.player, PLAYER_PAUSE, session.now);
        session_tell(&session);
        held = session.stage.shown.posture;
        assert_false(figure_stage_is_moving(&session.stage));
        session_pass(&session, 3000);
        assert_true(same(&held, &session.stage.shown.posture));
        player_press(session.player, PLAYER_PAUSE, session.now);
        session_pass(&session, 500);
        assert_false(same(&held, &session.stage.shown.posture));
        session_close(&session);
}

static void after_an_ouch_it_sits_at_ease_and_breathes(void **state)
{
        Session session;
        double least = 1, most = 0;

        (void) state;
        session_open(&session, false, false);
        session_pass(&session, PLAYER_READY_MS + 3000);
        assert_true(player_press(session.player, PLAYER_OUCH, session.now));
        session_pass(&session, STAGE_ARMS_MS / 2);
        assert_true(session.stage.shown.posture.values[POSTURE_LAP] > 0.3);
        assert_true(session.stage.shown.posture.values[POSTURE_LAP] < 0.7);
        session_pass(&session, STAGE_BLEND_MS);
        for (int i = 0; i < 6000 / FRAME_MS; i++) {
                session_pass(&session, FRAME_MS);
                assert_true(session.stage.shown.posture.values[POSTURE_LAP] == 1);
                assert_true(session.stage.shown.posture.values[POSTURE_LIFT] == 0);
                assert_true(figure_stage_is_moving(&session.stage));
                least = fmin(least, session.stage.shown.posture.breath);
                most = fmax(most, session.stage.shown.posture.breath);
        }
        assert_true(least >= 0 && most <= 1 && most - least > 0.3);
        session_close(&session);
}

/* ---- cross-fades ---- */

static const Look *any_look(void)
{
        static Look look;

        assert_true(look_find(NULL, NULL, &look));
        return &look;
}

/* From standing to sitting bones would fly: the pictures fade, and the paper eases from one to the other. */
static void sitting_down_is_a_cross_fade(void **state)
{
        StageStyle style = { .look = any_look() };
        static Drawing drawing;
        Session session;
        Box box;

        (void) state;
        session_open(&session, false, true);
        session_pass(&session, PLAYER_READY_MS + 3000);
        assert_true(session.stage.shown.standing);
        assert_true(figure_stage_box(&session.stage).bottom == figure_box(true).bottom);
        assert_true(player_press(session.player, PLAYER_NEXT, session.now)); /* neck rolls: sitting */
        session_pass(&session, STAGE_BLEND_MS / 2);
        figure_stage_draw(&session.stage, &style, &drawing);
        assert_false(drawing.full);
        assert_true(drawing.n_fading > 50 && drawing.n_shapes > drawing.n_fading + 50);
        assert_true(drawing.faded_in > 0.3 && drawing.faded_in < 0.7);
        box = figure_stage_box(&session.stage);
        assert_true(box.bottom < figure_box(true).bottom && box.bottom > figure_box(false).bottom);
        session_pass(&session, STAGE_BLEND_MS);
        figure_stage_draw(&session.stage, &style, &drawing);
        assert_int_equal(drawing.n_fading, 0);
        assert_true(figure_stage_box(&session.stage).bottom == figure_box(false).bottom);
        session_close(&session);
}

static bool is_key_frame(const Stretch *stretch, const FigurePosture *posture)
{
        for (size_t i = 0; i < stretch->n_poses; i++) {
                FigurePosture pose = posture_of_pose(&stretch->poses[i]);

                pose.breath = posture->breath;
                if (same(&pose, posture))
                        return true;
        }
        return false;
}

/* Only key frames are ever seen, one fading into the next; between two of them nothing moves. */
static void reduced_motion_shows_key_frames_alone(void **state)
{
        Session session;
        size_t n_fades = 0, n_still = 0;

        (void) state;
        session_open(&session, true, false);
        session_tell(&session);
        while (!player_is_over(session.player)) {
                FigureStage before = session.stage;
                PlayerView view;

                session.now.ms += FRAME_MS;
                view = session_tell(&session);
                if (view.stage == PLAYER_PLAYING && view.phase_done_ms > 500)
                        assert_true(is_key_frame(view.stretch, &session.stage.shown.posture));
                if (!same(&before.shown.posture, &session.stage.shown.posture)) {
                        assert_true(same(&before.shown.posture, &session.stage.fade_from.posture));
                        n_fades++;
                }
                n_still += !figure_stage_is_moving(&session.stage);
        }
        /* 8 shrugs up and down, 2 key frames across and back and one at first, wings in and out, circles. */
        assert_in_range(
                n_fades, 8 * 2 + 3 * 2 * 4 + 8 * 2 + 10 * 4 - 8, 8 * 2 + 3 * 2 * 5 + 8 * 2 + 10 * 4 + 8);
        assert_true(n_still > 1000);
        session_close(&session);
}

static void time_does_not_go_back(void **state)
{
        Session session;
        PlayerView view;
        FigurePosture shown;

        (void) state;
        session_open(&session, false, false);
        view = session_pass(&session, PLAYER_READY_MS + 300);
        shown = session.stage.shown.posture;
        figure_stage_tell(&session.stage, &view, (BootTime){ 5 });
        assert_true(same(&shown, &session.stage.shown.posture));
        session_close(&session);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(nothing_jumps_whatever_is_pressed),
                cmocka_unit_test(in_the_middle_of_a_stretch_it_is_the_motion),
                cmocka_unit_test(a_pause_holds_it_still),
                cmocka_unit_test(after_an_ouch_it_sits_at_ease_and_breathes),
                cmocka_unit_test(sitting_down_is_a_cross_fade),
                cmocka_unit_test(reduced_motion_shows_key_frames_alone),
                cmocka_unit_test(time_does_not_go_back),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
