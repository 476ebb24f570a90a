/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_BYSTANDER_H
#define LIMBER_TEST_BYSTANDER_H

/*
 * The invariants of doc/engine.md, checked by a bystander: it sees what goes into an engine and what comes
 * out, keeps what follows from that in the plainest terms, and says what cannot be.
 */

#include "engine.h"

typedef struct Check {
        const EngineOptions *options;
        char failure[256]; /* the first thing that was wrong; "" while all is well */
} Check;

#define CHECK(check, condition, ...) \
        do { \
                if (!(condition) && !(check)->failure[0]) \
                        snprintf((check)->failure, sizeof(check)->failure, __VA_ARGS__); \
        } while (0)

typedef struct Bystander {
        bool gone, active, film;
        int64_t gone_ms;
        uint32_t busy;
        bool has_sign;
        int64_t last_sign_ms;
        bool started;
        int64_t first_ms; /* of the first input */
        bool has_bout;
        int64_t bout_end_ms;
        bool at_hand, announced, on;
        size_t rule;
        int64_t n_due, n_end;
        int64_t clock_ms[MAX_RULES];
} Bystander;

/* Feeds the engine and checks everything after it. `effects` are those of this input alone. */
void bystander_feed(Check *check, Bystander *by, Engine *engine, const Input *input, Effects *effects);

#endif
