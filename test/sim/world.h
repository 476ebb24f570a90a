/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_WORLD_H
#define LIMBER_TEST_WORLD_H

/*
 * A random stretch of a person's life, from a seed: typing, reading, calls, films, posture, meals, suspend,
 * a source that is lost, answers, sessions; and what goes wrong on the way: observations told late and
 * twice, a wall clock that drifts and is set, crashes. The same seed gives the same life.
 */

#include <stdio.h>

#include "array.h"
#include "engine.h"

typedef enum EventKind {
        EVENT_INPUT,     /* `input` */
        EVENT_SET_CLOCK, /* the wall clock is set by `step_ms` */
        EVENT_CRASH,     /* kill -9, down for `down_ms`; the last save may be `lost_ms` old */
} EventKind;

typedef struct Event {
        EventKind kind;
        int64_t at_ms; /* boot clock */
        Input input;   /* its wall time is worked out while running */
        int64_t step_ms, down_ms, lost_ms;
} Event;

typedef struct World {
        EngineOptions options;
        ARRAY(Event) events; /* in order of time */
} World;

/* `n_days` days of one life. Asserts that memory is there. */
void world_make(uint64_t seed, int n_days, World *ret);
void world_deinit(World *world);

/* As a timeline file; what that format cannot say is in comments that world_read() understands. */
void world_print(const World *world, uint64_t seed, FILE *out);
bool world_read(FILE *in, World *ret);

#endif
