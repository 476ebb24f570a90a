/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STAGE_H
#define LIMBER_STAGE_H

/*
 * The stage: from what a player says (PlayerView) to the figure that is seen, so that every surface shows
 * the same and none needs code of its own for it. It knows no clock; it is told the time. A session is shown
 * by
 *
 *      figure_stage_init(&stage, reduced);
 *      each frame:
 *              player_tick(player, now);
 *              player_view(player, &view);
 *              figure_stage_tell(&stage, &view, now);
 *              figure_stage_draw(&stage, &style, &drawing);
 *              box = figure_stage_box(&stage);
 *              draw_cairo_fit(cr, &box, x, y, width, height);
 *              draw_cairo(cr, &drawing);
 *
 * While a stretch is played, the figure goes through its motion. Where the player jumps (the next stretch,
 * a repeat again, an ouch), the figure eases over from what was shown last. A pause holds it still. While
 * the player asks, and when the session is over, it sits or stands at ease and breathes.
 *
 * With reduced motion nothing moves: the key frames cross-fade. The drawing then holds two pictures, which
 * draw_cairo() lays over one another.
 */

#include <stdbool.h>

#include "clock.h"
#include "figure.h"
#include "player.h"
#include "posture.h"

enum {
        STAGE_BLEND_MS = 800,
        STAGE_ARMS_MS = 1400, /* where the hands have a long way to go */
};

/* How it is drawn: the surface's, and it may be another one each time. */
typedef struct StageStyle {
        const Look *look;
        bool no_chair; /* sitting: on nothing */
        bool hints;    /* arrows beside the figure that say where the phase leads */
} StageStyle;

/* One picture of the figure. */
typedef struct StagePicture {
        FigurePosture posture;
        FigureHints hints;
        bool standing;
} StagePicture;

/* What a surface keeps for a session, by value; all of it is private. Nothing to be freed. */
typedef struct FigureStage {
        bool reduced, begun;
        BootTime now;
        PlayerStage player_stage; /* what the player said last */
        const Stretch *stretch;   /* only compared */
        size_t item;
        int64_t left_ms;
        bool goes_on; /* the player is playing, and not paused */
        BootTime at_ease_since;

        StagePicture shown;
        FigurePosture blend_from; /* eases into the motion */
        FigureHints hints_from;   /* and fades */
        BootTime blend_began;
        int64_t blend_ms;
        StagePicture fade_from; /* the picture before, which fades */
        BootTime fade_began;
        int64_t fade_ms; /* 0: none */
} FigureStage;

/* `reduced`: the person asked for reduced motion. */
void figure_stage_init(FigureStage *stage, bool reduced);

/* The setting or the desktop changed; holds from the next tell on. */
void figure_stage_reduce(FigureStage *stage, bool reduced);

/*
 * What the player shows at `now`: the player's own time, so that a session that runs faster for a test or a
 * demonstration has all of it faster. A time before the last one is taken as that one. The view is not kept.
 */
void figure_stage_tell(FigureStage *stage, const PlayerView *view, BootTime now);

/* Replaces what was in `ret`. Only after the first figure_stage_tell(). */
void figure_stage_draw(const FigureStage *stage, const StageStyle *style, Drawing *ret);

/* The part of the paper that the figure needs: higher when it stands, easing from one to the other. */
Box figure_stage_box(const FigureStage *stage);

/*
 * Whether a frame a little later would be another one. While false (paused, nothing easing; reduced motion
 * between two key frames) a surface need not draw: tell it again when a key was pressed, and every 100 ms.
 */
bool figure_stage_is_moving(const FigureStage *stage);

#endif
