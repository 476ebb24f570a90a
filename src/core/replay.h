/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_REPLAY_H
#define LIMBER_REPLAY_H

/*
 * A replay drives an engine over a stream of observations, as a file gives them: it lets the engine's own
 * timers pass one instant at a time, turns civil time into observations and answers the breaks.
 *
 *      r = replay_init(&replay, &engine_options, &replay_options);
 *      r = replay_feed(&replay, &item);        for each line, in order
 *      r = replay_finish(&replay);             the open bout
 *      replay_deinit(&replay);
 *
 * Pure, in constant memory. In a replay the two clocks are the same: boot times are wall times.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "engine.h"
#include "observation.h"
#include "options.h"

typedef struct ReplayItem {
        WallTime wall;
        Observation observation;
} ReplayItem;

#define REPLAY_NEVER ((WallTime){ INT64_MAX })

/*
 * Civil time, asked of somebody who knows a zone, so that the replay need not. Both functions give an
 * instant strictly after `at`, or REPLAY_NEVER. Either may be NULL.
 */
typedef struct ReplayCalendar {
        /* *ret_open: is `at` inside the hours? The answer is when that changes next. NULL: always inside. */
        WallTime (*next_change)(void *userdata, WallTime at, bool *ret_open);
        /* When the next civil day starts. NULL: all is one day. */
        WallTime (*next_day)(void *userdata, WallTime at);
        void *userdata;
} ReplayCalendar;

typedef struct ReplayOptions {
        ReplayCalendar calendar;

        /* Answers each break at the instant it begins, but those that an observation took. */
        bool answers;
        AnswerKind answer;

        /* Gets every effect in order. < 0 ends the replay and comes back from the function that was called.
         */
        int (*on_effect)(void *userdata, const Effect *effect);
        void *userdata; /* of on_effect */
} ReplayOptions;

typedef struct Replay {
        ReplayOptions options;
        Engine *engine;
        Effects effects;
        bool started;
        WallTime now;
        WallTime next_change, next_day;
        bool open; /* inside the hours */
} Replay;

/* 0 or -ENOMEM. Copies both options. */
int replay_init(Replay *replay, const EngineOptions *engine_options, const ReplayOptions *options);
void replay_deinit(Replay *replay);

enum { REPLAY_OUT_OF_ORDER = 1 };

/* 0; REPLAY_OUT_OF_ORDER for an item earlier than the one before it, which is not taken; -ENOMEM; or what
 * on_effect gave. */
int replay_feed(Replay *replay, const ReplayItem *item);

/* The bout that is still open, ended at its last sign, as of the last item's time. Errors as above. */
int replay_finish(Replay *replay);

#endif
