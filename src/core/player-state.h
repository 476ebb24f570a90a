/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PLAYER_STATE_H
#define LIMBER_PLAYER_STATE_H

/* The inside of a player, for player.c (what moves it) and player-view.c (what it says) alone. */

#include "player.h"

enum {
        PLAYER_ALL_ITEMS = 2 * PLAYER_MAX_ITEMS, /* every spare may come in */
};

struct Player {
        PlayerItem items[PLAYER_ALL_ITEMS], spares[PLAYER_MAX_ITEMS];
        size_t n_items, n_spares;
        int64_t ready_ms;
        unsigned percent;
        bool standing;
        int pain_before;

        BootTime now;
        PlayerStage stage;
        bool paused, muted;
        size_t item;
        unsigned repeat;
        size_t phase;          /* of the repeat's way */
        int64_t phase_done_ms; /* of the phase, or of being ready */
        BootTime began;        /* the stretch being played */
        int64_t played_ms;     /* of it */

        PlayerResult results[PLAYER_ALL_ITEMS];
        size_t n_results;
        PlayerEnd ended;
        bool offers_checkup;
        PlayerTimes times;
        uint64_t beat;
};

const PlayerItem *player_item(const Player *player);
const Dose *player_dose(const Player *player);
unsigned player_asked(const Player *player); /* repeats of the dose */
const Way *player_way(const Player *player, unsigned repeat);
const Phase *player_phase(const Player *player, const Way *way, size_t i);
const Phase *player_current_phase(const Player *player); /* ready or playing */

const char *player_reminder(const Player *player); /* NULL: not now */
int64_t
player_until_edge(const Player *player); /* until something changes by itself; INT64_MAX: nothing will */

#endif
