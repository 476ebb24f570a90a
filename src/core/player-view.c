/* SPDX-License-Identifier: MIT */
/* What a player says of the time it was told last. Nothing here changes it. */

#include "player-state.h"

enum { REMINDER_MS = 6000 }; /* how long one stays */

/* ---- where it is ---- */

const PlayerItem *player_item(const Player *player)
{
        return &player->items[player->item];
}

const Dose *player_dose(const Player *player)
{
        const PlayerItem *item = player_item(player);

        return &item->stretch->doses[item->dose];
}

unsigned player_asked(const Player *player)
{
        return dose_repeats(player_dose(player), player->percent);
}

const Way *player_way(const Player *player, unsigned repeat)
{
        return &player_item(player)->stretch->ways[dose_way(player_dose(player), player->percent, repeat)];
}

const Phase *player_phase(const Player *player, const Way *way, size_t i)
{
        return &player_item(player)->stretch->phases[way->first + i];
}

const Phase *player_current_phase(const Player *player)
{
        return player_phase(player, player_way(player, player->repeat), player->phase);
}

static const Phase *next_phase(const Player *player)
{
        const Way *way = player_way(player, player->repeat);

        if (player->phase + 1 < way->n)
                return player_phase(player, way, player->phase + 1);
        if (player->repeat + 1 < player_asked(player))
                return player_phase(player, player_way(player, player->repeat + 1), 0);
        return NULL;
}

/* Until a reminder comes or goes; INT64_MAX where there is none. */
static int64_t until_reminder_edge(const Player *player)
{
        int64_t every = player_dose(player)->remind_every_ms, within;

        if (every == 0)
                return INT64_MAX;
        within = player->played_ms % every;
        return player->played_ms >= every && within < REMINDER_MS ? REMINDER_MS - within : every - within;
}

const char *player_reminder(const Player *player)
{
        const Dose *dose = player_dose(player);

        if (player->stage != PLAYER_PLAYING || dose->remind_every_ms == 0 ||
            player->played_ms < dose->remind_every_ms ||
            player->played_ms % dose->remind_every_ms >= REMINDER_MS)
                return NULL;
        return dose->remind;
}

/* Until something changes by itself; INT64_MAX: nothing will. */
int64_t player_until_edge(const Player *player)
{
        int64_t phase_ms;

        if (player->paused || player->stage == PLAYER_ASKING || player->stage == PLAYER_OVER)
                return INT64_MAX;
        if (player->stage == PLAYER_READY)
                return player->ready_ms - player->phase_done_ms;
        phase_ms = player_current_phase(player)->ms - player->phase_done_ms;
        return MIN(phase_ms, until_reminder_edge(player));
}

/* ---- what it says ---- */

bool player_deadline(const Player *player, BootTime *ret)
{
        int64_t until = player_until_edge(player);

        if (until == INT64_MAX)
                return false;
        *ret = (BootTime){ player->now.ms + until };
        return true;
}

static const Pose *last_pose(const Player *player, const Way *way, size_t n_phases)
{
        while (n_phases-- > 0) {
                const Phase *phase = player_phase(player, way, n_phases);

                if (phase->n_poses > 0)
                        return &player_item(player)->stretch->poses[phase->poses[phase->n_poses - 1]];
        }
        return NULL;
}

/* The key frame that the phase begins with: the last one of what came before. */
static const Pose *pose_before(const Player *player)
{
        const Stretch *stretch = player_item(player)->stretch;
        const Pose *pose = last_pose(player, player_way(player, player->repeat), player->phase);

        if (!pose && player->repeat > 0) {
                const Way *way = player_way(player, player->repeat - 1);

                pose = last_pose(player, way, way->n);
        }
        return pose || stretch->n_poses == 0 ? pose : &stretch->poses[0];
}

static void view_pose(const Player *player, PlayerView *view)
{
        const Pose *poses = view->stretch->poses;
        double place;
        size_t i;

        view->pose_from = view->pose_to = pose_before(player);
        if (player->stage != PLAYER_PLAYING || view->phase->n_poses == 0)
                return;
        place = view->fraction * (double) view->phase->n_poses;
        i = MIN((size_t) place, view->phase->n_poses - 1);
        if (i > 0)
                view->pose_from = &poses[view->phase->poses[i - 1]];
        view->pose_to = &poses[view->phase->poses[i]];
        view->pose_fraction = place - (double) i;
}

static int64_t left_ms(const Player *player)
{
        unsigned asked = player_asked(player);
        int64_t ms;

        if (player->stage == PLAYER_READY)
                return stretch_dose_ms(
                        player_item(player)->stretch, player_item(player)->dose, player->percent);
        if (player->stage != PLAYER_PLAYING)
                return 0;
        ms = player_way(player, player->repeat)->ms - player->phase_done_ms;
        for (size_t i = 0; i < player->phase; i++)
                ms -= player_phase(player, player_way(player, player->repeat), i)->ms;
        for (unsigned repeat = player->repeat + 1; repeat < asked; repeat++)
                ms += player_way(player, repeat)->ms;
        return ms;
}

static void view_phase(const Player *player, PlayerView *view)
{
        view->way = player_way(player, player->repeat);
        view->phase = player_current_phase(player);
        view->next = next_phase(player);
        view->phase_ms = player->stage == PLAYER_READY ? player->ready_ms : view->phase->ms;
        view->phase_done_ms = player->phase_done_ms;
        if (view->phase_ms > 0)
                view->fraction = (double) view->phase_done_ms / (double) view->phase_ms;
        view_pose(player, view);
}

BootTime player_now(const Player *player)
{
        return player->now;
}

void player_view(const Player *player, PlayerView *ret)
{
        const PlayerItem *item = player_item(player);

        *ret = (PlayerView){
                .stage = player->stage,
                .paused = player->paused,
                .muted = player->muted,
                .item = player->item,
                .n_items = player->n_items,
                .stretch = item->stretch,
                .dose = player_dose(player),
                .dose_kind = item->dose,
                .standing = item->stretch->position == POSITION_STAND ||
                            (player->standing && item->stretch->position == POSITION_EITHER),
                .then = player->item + 1 < player->n_items ? item + 1 : NULL,
                .repeat = player->repeat,
                .repeats_done = player->repeat,
                .repeats = player_asked(player),
                .left_ms = left_ms(player),
                .reminder = player_reminder(player),
                .beat = player->beat,
        };
        if (player->stage == PLAYER_READY || player->stage == PLAYER_PLAYING)
                view_phase(player, ret);
}

bool player_is_over(const Player *player)
{
        return player->stage == PLAYER_OVER;
}

bool player_is_holding(const Player *player)
{
        PlayerView view;

        if (player->stage != PLAYER_PLAYING)
                return false;
        player_view(player, &view);
        return view.phase->breath == BREATH_HOLD || view.pose_from == view.pose_to;
}

PlayerEnd player_ended(const Player *player)
{
        assert(player->stage == PLAYER_OVER);
        return player->ended;
}

bool player_took_part(const Player *player)
{
        bool moved = false, enough = false;

        for (size_t i = 0; i < player->n_results; i++) {
                moved = moved || player->results[i].repeats_done > 0;
                enough = enough || player->results[i].enough;
        }
        return player->stage == PLAYER_OVER && moved && (enough || player->ended == PLAYER_ENDED_DONE);
}

bool player_offers_checkup(const Player *player)
{
        return player->offers_checkup;
}

PlayerTimes player_times(const Player *player)
{
        return player->times;
}

const PlayerResult *player_results(const Player *player, size_t *ret_n)
{
        *ret_n = player->n_results;
        return player->results;
}

const char *player_end_name(PlayerEnd end)
{
        static const char *const names[N_PLAYER_ENDS] = { "done",      "next",    "ouch",
                                                          "postponed", "skipped", "closed" };

        return names[end];
}
