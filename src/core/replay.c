/* SPDX-License-Identifier: MIT */
/*
 * Replays. One loop: of the engine's next timer, the next change of the hours or of the day, and the next
 * item, the earliest comes first; at one instant they come in that order.
 */

#include "replay.h"

static int hand_over(Replay *replay, bool *ret_begun)
{
        for (size_t i = 0; i < replay->effects.n; i++) {
                const Effect *effect = &replay->effects.items[i];
                int r = replay->options.on_effect(replay->options.userdata, effect);

                if (r < 0)
                        return r;
                if (effect->kind == EFFECT_BEGIN && !effect->taken)
                        *ret_begun = true;
        }
        replay->effects.n = 0;
        return 0;
}

static int feed_input(Replay *replay, const Input *input)
{
        bool begun = false;
        int r = engine_feed(replay->engine, input, &replay->effects);

        if (r < 0)
                return r;
        r = hand_over(replay, &begun);
        if (r < 0 || !begun || !replay->options.answers)
                return r;

        r = engine_feed(
                replay->engine,
                &(Input){
                        .kind = INPUT_OBSERVATION,
                        .boot = input->boot,
                        .wall = input->wall,
                        .observation = { .kind = OBSERVATION_ANSWER, .answer = replay->options.answer },
                },
                &replay->effects);
        if (r < 0)
                return r;
        return hand_over(replay, &begun);
}

static int feed_at(Replay *replay, WallTime at, InputKind kind, Observation observation)
{
        replay->now = at;
        return feed_input(
                replay, &(Input){ .kind = kind, .boot = { at.ms }, .wall = at, .observation = observation });
}

static int feed_hours(Replay *replay, WallTime at)
{
        return feed_at(
                replay, at, INPUT_OBSERVATION,
                (Observation){ .kind = replay->open ? OBSERVATION_FREE : OBSERVATION_BUSY,
                               .busy = BUSY_HOURS });
}

static void ask_next_change(Replay *replay, WallTime at)
{
        const ReplayCalendar *calendar = &replay->options.calendar;

        replay->open = true;
        replay->next_change = calendar->next_change
                                      ? calendar->next_change(calendar->userdata, at, &replay->open)
                                      : REPLAY_NEVER;
        assert(replay->next_change.ms > at.ms);
}

static void ask_next_day(Replay *replay, WallTime at)
{
        const ReplayCalendar *calendar = &replay->options.calendar;

        replay->next_day = calendar->next_day ? calendar->next_day(calendar->userdata, at) : REPLAY_NEVER;
        assert(replay->next_day.ms > at.ms);
}

/* The state of civil time at the first item, before that item. Nothing to say inside the hours. */
static int start(Replay *replay, WallTime at)
{
        int r;

        replay->started = true;
        ask_next_day(replay, at);
        ask_next_change(replay, at);
        r = feed_at(replay, at, INPUT_DAY, (Observation){ 0 });
        if (r < 0 || replay->open)
                return r;
        return feed_hours(replay, at);
}

/* All that happens by itself up to `to`, that instant included. */
static int advance(Replay *replay, WallTime to)
{
        WallTime last_timer = { INT64_MIN };
        int r;

        for (;;) {
                WallTime timer = { engine_deadline(replay->engine).ms };

                assert(timer.ms > last_timer.ms);
                if (timer.ms <= MIN(to.ms, MIN(replay->next_day.ms, replay->next_change.ms))) {
                        r = feed_at(replay, timer, INPUT_TICK, (Observation){ 0 });
                        last_timer = timer;
                } else if (replay->next_day.ms <= MIN(to.ms, replay->next_change.ms)) {
                        r = feed_at(replay, replay->next_day, INPUT_DAY, (Observation){ 0 });
                        ask_next_day(replay, replay->now);
                } else if (replay->next_change.ms <= to.ms) {
                        WallTime at = replay->next_change;

                        ask_next_change(replay, at);
                        r = feed_hours(replay, at);
                } else {
                        return 0;
                }
                if (r < 0)
                        return r;
        }
}

int replay_init(Replay *replay, const EngineOptions *engine_options, const ReplayOptions *options)
{
        assert(options->on_effect);

        *replay = (Replay){ .options = *options, .engine = engine_new(engine_options) };
        return replay->engine ? 0 : -ENOMEM;
}

void replay_deinit(Replay *replay)
{
        engine_free(replay->engine);
        effects_deinit(&replay->effects);
        *replay = (Replay){ 0 };
}

int replay_feed(Replay *replay, const ReplayItem *item)
{
        int r;

        if (replay->started && item->wall.ms < replay->now.ms)
                return REPLAY_OUT_OF_ORDER;
        r = replay->started ? advance(replay, item->wall) : start(replay, item->wall);
        if (r < 0)
                return r;
        return feed_at(replay, item->wall, INPUT_OBSERVATION, item->observation);
}

int replay_finish(Replay *replay)
{
        bool begun = false;
        int r = engine_finish(replay->engine, &replay->effects);

        return r < 0 ? r : hand_over(replay, &begun);
}
