/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ENGINE_STRUCT_H
#define LIMBER_ENGINE_STRUCT_H

/* The engine's inside, for engine*.c alone. */

#include "bout.h"
#include "break.h"
#include "engine.h"
#include "presence.h"
#include "schedule.h"

struct Engine {
        EngineOptions options;
        bool started; /* an input has come */
        BootTime first, now;
        int64_t wall_offset_ms; /* wall minus boot, as the last input told */
        Presence presence;
        bool has_return;
        BootTime last_return;
        BoutBuilder bouts;
        Schedule schedule;
        Break brk;
        uint32_t n_ignored_in_row;
        int64_t day_base_ms; /* desk time when the day began */
        uint32_t n_day_notices;
};

/* ---- engine-act.c ---- */

/* Until when the open bout counts: now, but the last sign while the person is known to be gone. */
BootTime engine_desk_until(const Engine *engine);
int64_t engine_counted_ms(const Engine *engine, RuleCounts counts);
WallTime engine_wall_at(const Engine *engine, BootTime boot);
bool engine_is_here(const Engine *engine); /* a bout is open and the person not known to be gone */
int engine_find_rule(
        const Engine *engine, int64_t within_ms, int64_t longer_than_ms); /* as schedule_find() */
void engine_reset_clock(Engine *engine, size_t rule);

/* Room is made at the start of each round, so that what decides can not fail half-way. */
enum { EFFECTS_PER_STEP = 8 };

Effect *engine_emit(Engine *engine, Effects *effects, EffectKind kind);
void engine_come_up(Engine *engine, Effects *effects, size_t rule);
void engine_become_rule(Engine *engine, Effects *effects, size_t rule);
void engine_back_to_waiting(Engine *engine, Effects *effects);
void engine_begin(Engine *engine, Effects *effects, bool taken);
void engine_end(
        Engine *engine, Effects *effects, Outcome outcome, int64_t postpone_ms); /* of OUTCOME_POSTPONED */
void engine_open_bout(Engine *engine, Effects *effects, BootTime at, bool from_gone);
void engine_close_bout(Engine *engine, Effects *effects, BootTime at);

/* ---- engine-step.c ---- */

/* Everything that is due at this instant, in the order of the list, until nothing is. 0 or -ENOMEM. */
int engine_do_what_is_due(Engine *engine, Effects *effects);

#endif
