/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_SCRIPT_H
#define LIMBER_TEST_SCRIPT_H

/*
 * A day as a script, for tests: lines "HH:MM[:SS[.mmm]] OBSERVATION" of one day go in, lines
 * "HH:MM[:SS[.mmm]] EVENT ..." come out, in the words of `limber simulate`:
 *
 *      09:30 due stretch / announce stretch / begin stretch / end stretch OUTCOME / bout 09:00-09:41:10
 * sitting
 *
 * With `all`, also the effects that simulate does not print: notice-withdrawn, away, held-long, ask,
 * day-limit.
 */

#include "engine.h"
#include "str.h"

typedef struct Script {
        const char *options; /* "pause=10s stretch.every=20m ..." on top of the defaults; NULL: none */
        const char *timeline;
        AnswerKind answer; /* of --answer, if has_answer */
        bool has_answer;
        bool all;
        bool save_and_load; /* put the engine through its saved state after every input */
} Script;

/* Runs the script and appends the events to `ret`. Asserts on a script that is wrong itself. */
void script_run(const Script *script, Str *ret);

/* The options that a script's words mean. */
void script_options(const char *words, EngineOptions *ret);

#endif
