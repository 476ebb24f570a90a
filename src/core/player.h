/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PLAYER_H
#define LIMBER_PLAYER_H

/*
 * Player: a guided session as a state machine. A session is a list of stretches with doses. The player
 * knows no clock: with each call it is told the time, and what it says is of that time.
 *
 *      ready -> playing -> ready -> playing -> ... -> over
 *                  \-> asking (after an ouch) -/
 *
 * Every millisecond between its start and its end is ready, playing, paused or asking (PlayerTimes).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clock.h"
#include "stretch.h"

typedef struct Player Player;

typedef struct PlayerItem {
        const Stretch *stretch; /* borrowed, must outlive the player */
        DoseKind dose;
} PlayerItem;

typedef struct PlayerOptions {
        const PlayerItem *items;  /* to be done in this order; copied */
        size_t n_items;           /* 1 to PLAYER_MAX_ITEMS */
        const PlayerItem *spares; /* what takes the place of one that hurts, best first; copied */
        size_t n_spares;          /* 0 to PLAYER_MAX_ITEMS */
        int64_t ready_ms;         /* before each stretch, >= 0 */
        unsigned dose_percent;    /* 1 to 100; 50 while a spasm heals */
        bool standing;            /* stretches for either position are done standing */
        int pain_before;          /* the last rating, 0 to 10; -1: not known */
} PlayerOptions;

enum { PLAYER_MAX_ITEMS = 32, PLAYER_READY_MS = 5000 };

typedef enum PlayerKey {
        PLAYER_PAUSE,    /* and on again */
        PLAYER_NEXT,     /* leave this stretch as it is and go on; while ready: begin it now */
        PLAYER_AGAIN,    /* this repeat again; in the first second of a repeat, the one before */
        PLAYER_POSTPONE, /* the session is over: later */
        PLAYER_SKIP,     /* the session is over: not now (who asks twice is the surface) */
        PLAYER_OUCH,     /* it hurts: end this stretch at once and ask how much */
        PLAYER_MUTE,
        PLAYER_CLOSE, /* the session is over: the surface goes away */
        N_PLAYER_KEYS,
} PlayerKey;

typedef enum PlayerStage {
        PLAYER_READY, /* the stretch is told; playing begins by itself */
        PLAYER_PLAYING,
        PLAYER_ASKING, /* how much did it hurt: player_rate() or PLAYER_NEXT */
        PLAYER_OVER,
        N_PLAYER_STAGES,
} PlayerStage;

/* How a stretch ended, or the session. */
typedef enum PlayerEnd {
        PLAYER_ENDED_DONE, /* to its end */
        PLAYER_ENDED_NEXT, /* the person went on */
        PLAYER_ENDED_OUCH,
        PLAYER_ENDED_POSTPONED,
        PLAYER_ENDED_SKIPPED,
        PLAYER_ENDED_CLOSED,
        N_PLAYER_ENDS,
} PlayerEnd;

const char *player_end_name(PlayerEnd end); /* "done", "next", "ouch", "postponed", "skipped", "closed" */

/* What is kept of one stretch that began. */
typedef struct PlayerResult {
        const Stretch *stretch;
        DoseKind dose;
        unsigned repeats_done, repeats_asked; /* done <= asked */
        bool enough;                          /* the dose was done, or so much that it counts as done */
        int64_t ms;                           /* playing, without pauses */
        BootTime began;
        PlayerEnd ended;
        int pain; /* of an ouch, 0 to 10; -1: not said */
} PlayerResult;

typedef struct PlayerTimes {
        int64_t ready_ms, playing_ms, paused_ms, asking_ms;
} PlayerTimes;

/* Everything a surface shows. Texts are as in the file, not yet translated. */
typedef struct PlayerView {
        PlayerStage stage;
        bool paused, muted;

        size_t item, n_items;   /* the stretch, from 0; how many there are now (spares taken included) */
        const Stretch *stretch; /* the one ready, playing, or asked about; over: the last one */
        const Dose *dose;
        DoseKind dose_kind;
        bool standing;
        const PlayerItem *then; /* the stretch after it, NULL: none */

        const Phase *phase; /* playing; ready: the first one. NULL else */
        const Phase *next;  /* what follows it in this stretch; NULL: nothing */
        const Way *way;
        unsigned repeat, repeats_done, repeats; /* from 0; all of this stretch's dose */
        int64_t phase_ms, phase_done_ms;        /* of the phase, or of being ready */
        double fraction;                        /* of the same, 0 to 1 */
        int64_t left_ms;                        /* of this stretch */
        const char *reminder;                   /* a word now and then; NULL: not now */
        uint64_t beat; /* changes whenever there is a new word to show or to speak */

        const Pose *pose_from, *pose_to; /* key frames around now; NULL where the file has none */
        double pose_fraction;            /* between them, 0 to 1 */
} PlayerView;

/* NULL when out of memory. The options are checked by assertions. player_free(NULL) is fine. */
Player *player_new(const PlayerOptions *options, BootTime now);
void player_free(Player *player);
DEFINE_CLEANUP(Player, player_free)

/* Time passes. A time before the last one is taken as that one. */
void player_tick(Player *player, BootTime now);

/* The time passes, then the key counts. False: it means nothing here, and nothing changed. */
bool player_press(Player *player, PlayerKey key, BootTime now);

/* The answer while asking, 0 to 10: goes on with another stretch. False: nothing is asked, or out of range.
 */
bool player_rate(Player *player, int pain, BootTime now);

/* The next instant at which something changes by itself but the fraction. False: nothing will. */
bool player_deadline(const Player *player, BootTime *ret);

BootTime player_now(const Player *player); /* the time it was told last */
void player_view(const Player *player, PlayerView *ret);
bool player_is_over(const Player *player);
bool player_is_holding(const Player *player); /* the phase keeps still: hold, or rest */

/* Over: how the session ended (never NEXT or OUCH). */
PlayerEnd player_ended(const Player *player);

/* Over: the person took part to a useful end: a repeat was done, and the session ran to its end or a stretch
 * of it was done. */
bool player_took_part(const Player *player);

/* An ouch was 2 or more above pain_before: offer the check-up (Farrar 2001: people notice 2 points). */
bool player_offers_checkup(const Player *player);

PlayerTimes player_times(const Player *player);

/* One for each stretch that began, in order; the one going on is added when it ends. Borrowed. */
const PlayerResult *player_results(const Player *player, size_t *ret_n);

#endif
