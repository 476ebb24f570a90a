/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BREAK_H
#define LIMBER_BREAK_H

/*
 * The break at hand: at most one, from the moment it comes up to its one outcome. It sleeps (waits without
 * a bout) or is held (waits while something is busy) by looking at the world, not by a state of its own.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clock.h"
#include "engine.h"
#include "options.h"
#include "presence.h"

typedef struct Break {
        BreakState state; /* BREAK_NONE, BREAK_WAITING, BREAK_ANNOUNCED, BREAK_ON; never BREAK_HELD */
        size_t rule;
        BootTime came_up, announced, began;
        WallTime due_wall, begin_wall;
        bool taken;      /* the person took part */
        bool input_seen; /* on: there was input since it began */
        bool session;    /* on: a guided session carries it */
        bool reminded;   /* of being held for long */
        int64_t held_ms; /* by something busy, up to held_mark */
        uint32_t held_by;
        BootTime held_mark;
} Break;

bool break_is_at_hand(const Break *brk);
bool break_has_begun(const Break *brk);

/* When the waiting began or begins: when it came up, but `settle` after the last return and the last free.
 */
BootTime break_waits_from(
        const Break *brk, const EngineOptions *options, const Presence *presence, bool has_return,
        BootTime last_return);

/* The first instant at which it may be announced if no further input comes. */
BootTime break_announce_at(const EngineOptions *options, const Presence *presence, BootTime waits_from);

/* The first instant at which an announced break begins if no further input comes. */
BootTime break_begin_at(const Break *brk, const EngineOptions *options, const Presence *presence);

/* When one that is on ends by itself; BOOT_NEVER in a session. */
BootTime break_end_at(const Break *brk, const EngineOptions *options);

/* The outcome of one that ran to its end. */
Outcome break_outcome(const Break *brk, const Presence *presence);

/* Counts the time that something busy held it, up to `now`. Call before `busy` changes and before it ends.
 */
void break_count_held(Break *brk, uint32_t busy, BootTime now);

#endif
