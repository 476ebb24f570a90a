/* SPDX-License-Identifier: MIT */
/*
 * The player. Where it is, is four numbers: the stretch, the repeat, the phase and the milliseconds of it
 * that are done. Repeats come one after the other, so that the number of the repeat is also how many were
 * done. Time moves them in steps that end where something changes, so that a long step says the same as many
 * short ones.
 */

#include "player-state.h"

#include <stdlib.h>
#include <string.h>

enum {
        BACK_MS = 1000,   /* so early in a repeat, again means the one before */
        NOTICED_RISE = 2, /* of pain, in points of 10 (Farrar 2001) */
};

/* ---- from one stretch to the next ---- */

static void enter_ready(Player *player)
{
        player->stage = PLAYER_READY;
        player->paused = false;
        player->repeat = 0;
        player->phase = 0;
        player->phase_done_ms = 0;
        player->played_ms = 0;
        player->beat++;
}

static void enter_playing(Player *player)
{
        player->stage = PLAYER_PLAYING;
        player->paused = false;
        player->phase_done_ms = 0;
        player->began = player->now;
        player->beat++;
}

static void end_session(Player *player, PlayerEnd end)
{
        player->stage = PLAYER_OVER;
        player->paused = false;
        player->ended = end;
        player->beat++;
}

static void add_result(Player *player, PlayerEnd end)
{
        const Dose *dose = player_dose(player);

        player->results[player->n_results++] = (PlayerResult){
                .stretch = player_item(player)->stretch,
                .dose = player_item(player)->dose,
                .repeats_done = player->repeat,
                .repeats_asked = player_asked(player),
                .enough = player->repeat >= dose_enough(dose, player->percent),
                .ms = player->played_ms,
                .began = player->began,
                .ended = end,
                .pain = -1,
        };
}

static void go_on(Player *player)
{
        if (player->item + 1 < player->n_items) {
                player->item++;
                enter_ready(player);
        } else {
                end_session(player, PLAYER_ENDED_DONE);
        }
}

static void remove_item(PlayerItem *items, size_t *n, size_t i)
{
        memmove(items + i, items + i + 1, (--*n - i) * sizeof *items);
}

/* What hurt rests: it is not offered again, neither as planned nor as a spare. */
static void rest_stretch(Player *player, const Stretch *stretch)
{
        for (size_t i = player->n_items; i-- > player->item + 1;)
                if (player->items[i].stretch == stretch)
                        remove_item(player->items, &player->n_items, i);
        for (size_t i = player->n_spares; i-- > 0;)
                if (player->spares[i].stretch == stretch)
                        remove_item(player->spares, &player->n_spares, i);
}

static bool is_planned(const Player *player, const Stretch *stretch)
{
        for (size_t i = 0; i < player->n_items; i++)
                if (player->items[i].stretch == stretch)
                        return true;
        return false;
}

/* The best spare that is not in the session already comes next. */
static void take_spare(Player *player)
{
        PlayerItem *place = player->items + player->item + 1;

        for (size_t i = 0; i < player->n_spares; i++) {
                PlayerItem spare = player->spares[i];

                if (is_planned(player, spare.stretch))
                        continue;
                memmove(place + 1, place, (player->n_items - player->item - 1) * sizeof *place);
                *place = spare;
                player->n_items++;
                remove_item(player->spares, &player->n_spares, i);
                return;
        }
}

static void ouch(Player *player)
{
        add_result(player, PLAYER_ENDED_OUCH);
        rest_stretch(player, player_item(player)->stretch);
        take_spare(player);
        player->stage = PLAYER_ASKING;
        player->paused = false;
        player->beat++;
}

/* ---- time ---- */

static void finish_phase(Player *player)
{
        player->phase_done_ms = 0;
        player->beat++;
        if (++player->phase < player_way(player, player->repeat)->n)
                return;
        player->phase = 0;
        if (++player->repeat < player_asked(player))
                return;
        add_result(player, PLAYER_ENDED_DONE);
        go_on(player);
}

/* At most up to the next edge. */
static void pass(Player *player, int64_t ms)
{
        player->now.ms += ms;
        if (player->stage == PLAYER_OVER)
                return;
        if (player->stage == PLAYER_ASKING) {
                player->times.asking_ms += ms;
                return;
        }
        if (player->paused) {
                player->times.paused_ms += ms;
                return;
        }
        player->phase_done_ms += ms;
        if (player->stage == PLAYER_READY) {
                player->times.ready_ms += ms;
                return;
        }
        player->times.playing_ms += ms;
        player->played_ms += ms;
}

/* What the time that is reached brings. */
static void cross_edges(Player *player)
{
        if (player->paused)
                return;
        if (player->stage == PLAYER_PLAYING && player->phase_done_ms >= player_current_phase(player)->ms)
                finish_phase(player);
        if (player->stage == PLAYER_READY && player->phase_done_ms >= player->ready_ms)
                enter_playing(player);
}

void player_tick(Player *player, BootTime now)
{
        int64_t left;

        while ((left = now.ms - player->now.ms) > 0) {
                const char *reminder = player_reminder(player);

                pass(player, MIN(left, player_until_edge(player)));
                cross_edges(player);
                if (player_reminder(player) && !reminder)
                        player->beat++;
        }
}

/* ---- keys ---- */

static bool press_pause(Player *player)
{
        if (player->stage != PLAYER_READY && player->stage != PLAYER_PLAYING)
                return false;
        player->paused = !player->paused;
        return true;
}

static bool press_next(Player *player)
{
        if (player->stage == PLAYER_READY) {
                enter_playing(player);
                return true;
        }
        if (player->stage == PLAYER_PLAYING)
                add_result(player, PLAYER_ENDED_NEXT);
        go_on(player);
        return true;
}

static bool press_again(Player *player)
{
        if (player->stage != PLAYER_READY && player->stage != PLAYER_PLAYING)
                return false;
        if (player->stage == PLAYER_PLAYING && player->phase == 0 && player->phase_done_ms < BACK_MS &&
            player->repeat > 0)
                player->repeat--;
        player->phase = 0;
        player->phase_done_ms = 0;
        player->beat++;
        return true;
}

static bool press_ouch(Player *player)
{
        if (player->stage != PLAYER_PLAYING)
                return false;
        ouch(player);
        return true;
}

static bool press_mute(Player *player)
{
        player->muted = !player->muted;
        return true;
}

static bool leave(Player *player, PlayerEnd end)
{
        if (player->stage == PLAYER_PLAYING)
                add_result(player, end);
        end_session(player, end);
        return true;
}

static bool press_postpone(Player *player)
{
        return leave(player, PLAYER_ENDED_POSTPONED);
}

static bool press_skip(Player *player)
{
        return leave(player, PLAYER_ENDED_SKIPPED);
}

static bool press_close(Player *player)
{
        return leave(player, PLAYER_ENDED_CLOSED);
}

bool player_press(Player *player, PlayerKey key, BootTime now)
{
        static bool (*const presses[N_PLAYER_KEYS])(Player *) = {
                [PLAYER_PAUSE] = press_pause, [PLAYER_NEXT] = press_next,
                [PLAYER_AGAIN] = press_again, [PLAYER_POSTPONE] = press_postpone,
                [PLAYER_SKIP] = press_skip,   [PLAYER_OUCH] = press_ouch,
                [PLAYER_MUTE] = press_mute,   [PLAYER_CLOSE] = press_close,
        };

        player_tick(player, now);
        if (player->stage == PLAYER_OVER)
                return false;
        if (!presses[key](player))
                return false;
        cross_edges(player); /* where being ready takes no time */
        return true;
}

bool player_rate(Player *player, int pain, BootTime now)
{
        player_tick(player, now);
        if (player->stage != PLAYER_ASKING || pain < 0 || pain > 10)
                return false;
        player->results[player->n_results - 1].pain = pain;
        if (player->pain_before >= 0 && pain >= player->pain_before + NOTICED_RISE)
                player->offers_checkup = true;
        go_on(player);
        cross_edges(player);
        return true;
}

Player *player_new(const PlayerOptions *options, BootTime now)
{
        Player *player;

        assert(options->n_items >= 1);
        assert(options->n_items <= PLAYER_MAX_ITEMS);
        assert(options->n_spares <= PLAYER_MAX_ITEMS);
        assert(options->ready_ms >= 0);
        assert(options->dose_percent >= 1 && options->dose_percent <= 100);

        player = calloc(1, sizeof *player);
        if (!player)
                return NULL;
        memcpy(player->items, options->items, options->n_items * sizeof *player->items);
        if (options->n_spares > 0)
                memcpy(player->spares, options->spares, options->n_spares * sizeof *player->spares);
        player->n_items = options->n_items;
        player->n_spares = options->n_spares;
        player->ready_ms = options->ready_ms;
        player->percent = options->dose_percent;
        player->standing = options->standing;
        player->pain_before = options->pain_before;
        player->now = now;
        enter_ready(player);
        cross_edges(player);
        return player;
}

void player_free(Player *player)
{
        free(player);
}
