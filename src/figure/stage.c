/* SPDX-License-Identifier: MIT */
/*
 * Two ways from one picture to the next, both easing. A blend leads the values of the posture over into the
 * motion, which goes on meanwhile; where bones would have to fly (between sitting and standing), and with
 * reduced motion everywhere, one picture fades into the other.
 */

#include "stage.h"

#include "macro.h"
#include "motion.h"

static const double BREATH_AT_EASE = 0.25, BREATH_DEPTH = 0.4;
enum { BREATH_MS = 5000 };

void figure_stage_init(FigureStage *stage, bool reduced)
{
        *stage = (FigureStage){ .reduced = reduced };
}

void figure_stage_reduce(FigureStage *stage, bool reduced)
{
        stage->reduced = reduced;
}

/* ---- where it should be ---- */

/* Hands in the lap, or hanging; breathing. */
static FigurePosture at_ease(const FigureStage *stage, bool standing)
{
        FigurePosture posture = { .values = { 0 }, .breath = BREATH_AT_EASE };
        double s = (double) (stage->now.ms - stage->at_ease_since.ms) / BREATH_MS,
               wave = sin(radians(180) * s);

        posture.values[standing ? POSTURE_HANGING : POSTURE_LAP] = 1;
        if (!stage->reduced)
                posture.breath += BREATH_DEPTH * wave * wave;
        return posture;
}

static FigurePosture target_posture(const FigureStage *stage, const PlayerView *view)
{
        FigurePosture posture;

        if (view->stage != PLAYER_READY && view->stage != PLAYER_PLAYING)
                return at_ease(stage, view->standing);
        if (!stage->reduced)
                return motion_of_view(view);
        posture = posture_of_pose(view->pose_to);
        posture.values[POSTURE_VIEW] = view->stretch->view == VIEW_SIDE;
        posture.breath = BREATH_AT_EASE;
        return posture;
}

/* Not by itself, but because a key was pressed or another stretch begins. */
static bool is_jump(const FigureStage *stage, const PlayerView *view)
{
        return view->stage != stage->player_stage || view->item != stage->item ||
               view->stretch != stage->stretch || view->left_ms > stage->left_ms;
}

static bool same_picture(const StagePicture *a, const StagePicture *b)
{
        for (int i = 0; i < N_POSTURE_VALUES; i++)
                if (fabs(a->posture.values[i] - b->posture.values[i]) > 1e-9)
                        return false;
        return hints_are_same(&a->hints, &b->hints);
}

/* ---- going there ---- */

static double eased(BootTime began, int64_t lasts_ms, BootTime now)
{
        double t;

        if (lasts_ms <= 0)
                return 1;
        t = fmax(0, fmin(1, (double) (now.ms - began.ms) / (double) lasts_ms));
        return t * t * (3 - 2 * t);
}

static double fade_done(const FigureStage *stage)
{
        return eased(stage->fade_began, stage->fade_ms, stage->now);
}

static double blend_done(const FigureStage *stage)
{
        return eased(stage->blend_began, stage->blend_ms, stage->now);
}

static void begin_fade(FigureStage *stage, const StagePicture *target, int64_t ms)
{
        stage->fade_from = stage->shown;
        stage->fade_began = stage->now;
        stage->fade_ms = ms;
        stage->shown = *target;
        stage->blend_ms = 0;
}

static FigurePosture mix(const FigurePosture *from, const FigurePosture *to, double t)
{
        FigurePosture posture = { .breath = from->breath + (to->breath - from->breath) * t };

        for (int i = 0; i < N_POSTURE_VALUES; i++)
                posture.values[i] = from->values[i] + (to->values[i] - from->values[i]) * t;
        return posture;
}

static int64_t blend_ms(const FigurePosture *from, const FigurePosture *to)
{
        double arms = 0;

        for (int i = POSTURE_HANGING; i <= POSTURE_CLOSED; i++)
                arms = fmax(arms, fabs(from->values[i] - to->values[i]));
        return STAGE_BLEND_MS + (int64_t) (fmin(arms, 1) * (STAGE_ARMS_MS - STAGE_BLEND_MS));
}

static void move_to(FigureStage *stage, const StagePicture *target, bool jump)
{
        if (jump) {
                stage->blend_from = stage->shown.posture;
                stage->hints_from = stage->shown.hints;
                stage->blend_began = stage->now;
                stage->blend_ms = blend_ms(&stage->shown.posture, &target->posture);
        }
        stage->shown.posture = mix(&stage->blend_from, &target->posture, blend_done(stage));
        stage->shown.hints = target->hints;
        for (int i = 0; i < N_HINTS; i++)
                stage->shown.hints.slots[i].alpha *= blend_done(stage);
}

/* A key frame is shown for a part of the phase; at most half of that it fades in. */
static int64_t fade_ms(const PlayerView *view)
{
        size_t n = view->stage == PLAYER_PLAYING ? MAX(view->phase->n_poses, (size_t) 1) : 1;

        return view->stage == PLAYER_PLAYING ? MIN(STAGE_BLEND_MS, view->phase_ms / (int64_t) (2 * n))
                                             : STAGE_BLEND_MS;
}

static void go_to(FigureStage *stage, const StagePicture *target, bool jump, int64_t ms)
{
        bool fading = fade_done(stage) < 1, other_stance = target->standing != stage->shown.standing;

        if (other_stance || stage->reduced) {
                if (!fading && (other_stance || !same_picture(target, &stage->shown)))
                        begin_fade(stage, target, other_stance ? STAGE_BLEND_MS : ms);
                return; /* what fades in is let come in first */
        }
        move_to(stage, target, jump);
}

void figure_stage_tell(FigureStage *stage, const PlayerView *view, BootTime now)
{
        bool jump = is_jump(stage, view);
        StagePicture target;

        stage->now.ms = stage->begun ? MAX(now.ms, stage->now.ms) : now.ms;
        if (!stage->begun || view->stage != stage->player_stage)
                stage->at_ease_since = stage->now;
        target = (StagePicture){ target_posture(stage, view), hints_of_view(view, stage->reduced),
                                 view->standing };
        if (!stage->begun) {
                stage->shown = target;
                stage->blend_from = target.posture;
                stage->blend_ms = 0;
        }
        go_to(stage, &target, jump && stage->begun, fade_ms(view));
        stage->begun = true;
        stage->player_stage = view->stage;
        stage->stretch = view->stretch;
        stage->item = view->item;
        stage->left_ms = view->left_ms;
        stage->goes_on = view->stage == PLAYER_ASKING || view->stage == PLAYER_OVER || !view->paused;
}

/* ---- what is seen ---- */

static void draw_picture(
        const StagePicture *picture, const FigureHints *more_hints, const StageStyle *style, Drawing *ret)
{
        FigureOptions options = { .look = style->look,
                                  .hints = style->hints ? &picture->hints : NULL,
                                  .more_hints = style->hints ? more_hints : NULL,
                                  .standing = picture->standing,
                                  .no_chair = style->no_chair };

        figure_add(&picture->posture, &options, ret);
}

void figure_stage_draw(const FigureStage *stage, const StageStyle *style, Drawing *ret)
{
        double done = fade_done(stage);
        FigureHints before = stage->hints_from; /* what was shown before a jump */

        assert(stage->begun);
        for (int i = 0; i < N_HINTS; i++)
                before.slots[i].alpha *= 1 - blend_done(stage);
        drawing_clear(ret);
        if (done < 1) {
                draw_picture(&stage->fade_from, NULL, style, ret);
                drawing_fade_to(ret, done);
        }
        draw_picture(&stage->shown, &before, style, ret);
}

Box figure_stage_box(const FigureStage *stage)
{
        double t = fade_done(stage);
        Box from = figure_box(t < 1 ? stage->fade_from.standing : stage->shown.standing),
            to = figure_box(stage->shown.standing);

        return (Box){ from.left + (to.left - from.left) * t, from.top + (to.top - from.top) * t,
                      from.right + (to.right - from.right) * t,
                      from.bottom + (to.bottom - from.bottom) * t };
}

bool figure_stage_is_moving(const FigureStage *stage)
{
        return fade_done(stage) < 1 || (!stage->reduced && (stage->goes_on || blend_done(stage) < 1));
}
