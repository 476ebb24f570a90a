/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ENGINE_H
#define LIMBER_ENGINE_H

/*
 * The engine: what Limber decides (doc/engine.md). Pure: it reads no clock and does no I/O. Every input
 * brings its time with it; the answer is a list of effects for somebody else to carry out, in order.
 *
 *      engine_feed(engine, &input, &effects)   runs the timers up to input.boot, then the input, then what
 * is due at once engine_deadline(engine)                 when to feed a tick at the latest
 *
 * The same inputs always give the same effects, and an engine saved and loaded at any instant answers as one
 * that was not. Nothing is allocated per input (the effects' array grows to its working size and stays).
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "array.h"
#include "clock.h"
#include "observation.h"
#include "options.h"

typedef struct Engine Engine;

/* ---- inputs ---- */

typedef enum InputKind {
        INPUT_TICK, /* time passes: timers up to `boot` run */
        INPUT_OBSERVATION,
        INPUT_BREAK_NOW, /* the person wants a break now: `rule` comes up, or the one at hand, and begins,
                            taken */
        INPUT_SESSION_BEGIN, /* a guided session runs: the break at hand is on and lasts until the session's
                                end */
        INPUT_SESSION_END,   /* the session ended; `session_done`: its person took part to a useful end */
        INPUT_DAY,           /* a new civil day (or zone) began: day counts start anew */
        N_INPUT_KINDS,
} InputKind;

typedef struct Input {
        InputKind kind;
        BootTime boot; /* now; never earlier than the input before (it is taken as that one's time) */
        WallTime wall; /* now, as the wall clock says */
        Observation observation; /* of INPUT_OBSERVATION */
        BootTime since;          /* OBSERVATION_QUIET: when the last input was, <= boot. 0: at `boot`.
                                  * OBSERVATION_GONE: since when, <= boot. 0: at `boot` */
        size_t rule;             /* of INPUT_BREAK_NOW: index into the options' rules */
        bool session_done;       /* of INPUT_SESSION_END */
} Input;

/* ---- effects ---- */

typedef enum Outcome {
        OUTCOME_DONE,
        OUTCOME_RESTED,
        OUTCOME_IGNORED,
        OUTCOME_SKIPPED,
        OUTCOME_POSTPONED,
        OUTCOME_NATURAL,
        OUTCOME_WITHDRAWN,
        N_OUTCOMES,
} Outcome;

const char *outcome_name(Outcome outcome);

typedef enum EffectKind {
        EFFECT_BOUT,            /* a bout is over: keep it */
        EFFECT_AWAY,            /* an absence is over: keep it, with its reason */
        EFFECT_DUE,             /* a break came up, or the one at hand became another */
        EFFECT_ANNOUNCE,        /* show the quiet notice */
        EFFECT_WITHDRAW_NOTICE, /* back to waiting: take the notice away */
        EFFECT_BEGIN,           /* the break begins */
        EFFECT_END,             /* the break at hand is over: outcome */
        EFFECT_HELD_LONG,       /* held for held_max: one quiet reminder */
        EFFECT_ASK_INTERVAL,    /* three ignored in a row: ask once whether the interval is right */
        EFFECT_DAY_LIMIT,       /* the day's desk time reached day_limit, or an hour more */
        N_EFFECT_KINDS,
} EffectKind;

typedef struct Effect {
        EffectKind kind;
        BootTime boot; /* when it became known */
        WallTime wall;

        /* EFFECT_BOUT, EFFECT_AWAY. The end's wall time is the start's plus the length on the boot clock. */
        BootTime start, end;
        WallTime start_wall;
        Posture posture;
        bool away_known; /* EFFECT_AWAY: the reason is known */
        GoneReason away_reason;

        /* EFFECT_DUE to EFFECT_ASK_INTERVAL */
        size_t rule;
        bool taken;          /* EFFECT_BEGIN: the person asked for it */
        Outcome outcome;     /* EFFECT_END */
        WallTime due_wall;   /* EFFECT_END: when it came up (first name) */
        bool began;          /* EFFECT_END: it was on ... */
        WallTime begin_wall; /* ... since then */
        int64_t on_ms;       /* ... for so long */
        int64_t held_ms;     /* EFFECT_END: how long something busy held it */
        uint32_t held_by;    /* EFFECT_END: bit 1 << BusyReason of all that held it */
        int64_t postpone_ms; /* EFFECT_END, postponed: by how much */
        int64_t day_desk_ms; /* EFFECT_DAY_LIMIT: the day's desk time */
} Effect;

typedef struct Effects {
        Effect *items;
        size_t n, allocated;
} Effects;

void effects_deinit(Effects *effects);

/* ---- the engine ---- */

/* Copies the options. NULL when out of memory. engine_free(NULL) is fine. */
Engine *engine_new(const EngineOptions *options);
void engine_free(Engine *engine);
DEFINE_CLEANUP(Engine, engine_free)

/*
 * Appends to `effects`; the caller empties it (effects->n = 0). 0, or -ENOMEM: the input was taken, but
 * effects are missing at the end of the list, so that the caller can only give up.
 */
int engine_feed(Engine *engine, const Input *input, Effects *effects);

/* The instant at which something happens by itself if no input comes; BOOT_NEVER if nothing does. */
#define BOOT_NEVER ((BootTime){ INT64_MAX })
BootTime engine_deadline(const Engine *engine);

/*
 * Which idle thresholds the engine wants to hear of besides away_after: the shortest one that matters now,
 * ms of no input, 0 for none. `ret_from`: from which instant on (the watch for a pause may be armed a little
 * before the break comes up).
 */
int64_t engine_wanted_watch_ms(const Engine *engine, BootTime *ret_from);

/* At the end of a replay: the open bout as an EFFECT_BOUT ended at its last sign. The engine is unchanged.
 */
int engine_finish(const Engine *engine, Effects *effects);

/* New settings while running. Clocks go on by rule name; a break at hand whose rule is gone ends withdrawn.
 */
int engine_set_options(Engine *engine, const EngineOptions *options, Effects *effects);
const EngineOptions *engine_options(const Engine *engine);

/* ---- questions ---- */

typedef enum BreakState {
        BREAK_NONE,
        BREAK_WAITING, /* for the right moment */
        BREAK_HELD,    /* waiting, and something holds it: busy, gone, or no bout open */
        BREAK_ANNOUNCED,
        BREAK_ON,
        N_BREAK_STATES,
} BreakState;

const char *break_state_name(BreakState state); /* "none", "waiting", "held", "announced", "on" */

typedef struct EngineStatus {
        BootTime boot; /* the engine's now: the time of its last input */
        bool present;  /* a bout is open and the person is not known to be gone */
        bool gone;
        GoneReason gone_reason;
        Posture posture;
        uint32_t busy; /* bit 1 << BusyReason */
        bool film;
        bool bout_open;
        BootTime bout_start;
        WallTime bout_start_wall;
        BootTime last_sign;
        BreakState state;
        size_t rule;       /* the break at hand; if none, the next one */
        int64_t due_in_ms; /* none at hand: desk time to go until the next one; -1: no rule is on */
        BootTime ends;     /* on: when it ends by itself (BOOT_NEVER with a session) */
        bool session;
        int64_t day_desk_ms; /* desk time since the last INPUT_DAY */
} EngineStatus;

void engine_status(const Engine *engine, EngineStatus *ret);

/* Time since the first input, split. The sum of the three is the time since then, to the millisecond. */
typedef struct EngineTotals {
        int64_t sitting_ms, standing_ms, away_ms;
} EngineTotals;

void engine_totals(const Engine *engine, EngineTotals *ret);

/* A rule's clock and target now, for tests and what-ifs. */
int64_t engine_clock_ms(const Engine *engine, size_t rule);
int64_t engine_target_ms(const Engine *engine, size_t rule);

/* ---- saving ---- */

enum { ENGINE_STATE_SIZE_MAX = 4096 };

/* Writes the whole state (not the options, but the rules' names). Returns the number of bytes. */
size_t engine_save(const Engine *engine, uint8_t state[static ENGINE_STATE_SIZE_MAX]);

/*
 * Puts a saved state into a fresh engine with its own options: clocks are matched by rule name. `shift_ms`
 * is added to every boot time (a new boot: the same wall instant on the new clock). -EBADMSG for bytes that
 * engine_save() did not write or that make no sense; the engine is then as it was.
 */
int engine_load(Engine *engine, const uint8_t *state, size_t n, int64_t shift_ms);

#endif
