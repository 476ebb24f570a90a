/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_OPTIONS_H
#define LIMBER_OPTIONS_H

/* What can be set about the engine's rules. config/ fills it from limber.conf; the defaults are the
 * documented ones. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum RuleCounts {
        COUNTS_DESK,
        COUNTS_SITTING,
        COUNTS_STANDING,
        N_RULE_COUNTS,
} RuleCounts;

/* How hard breaks are to pass by, and what shows one: the engine looks at neither. */
typedef enum Firmness {
        FIRM_GENTLE, /* a notification; a window where one is asked for */
        FIRM_FIRM,   /* a window, skip and postpone at hand */
        FIRM_STRICT, /* a window, skip and postpone after a while */
        N_FIRMNESSES,
} Firmness;

const char *firmness_name(Firmness firmness); /* "gentle", "firm", "strict" */

typedef enum BreakWindow {
        WINDOW_AUTO, /* in settings only: by the length of the break */
        WINDOW_NONE,
        WINDOW_CARD,
        WINDOW_SCREEN,
        N_BREAK_WINDOWS,
} BreakWindow;

const char *break_window_name(BreakWindow window); /* "auto", "none", "card", "screen" */

enum { RULE_NAME_SIZE = 32, MAX_RULES = 16 };

typedef struct BreakRule {
        char name[RULE_NAME_SIZE]; /* [a-z][a-z0-9-]* */
        int64_t every_ms;          /* > 0 */
        int64_t lasts_ms;          /* > 0 */
        int64_t rest_ms;           /* >= away_after_ms; 0: lasts_ms, but at least away_after_ms */
        RuleCounts counts;
        bool enabled;
        BreakWindow window;
} BreakRule;

typedef struct EngineOptions {
        int64_t away_after_ms, pause_ms, patience_ms, notice_ms, notice_max_ms, calm_ms, settle_ms,
                gather_ms, postpone_ms; /* all > 0 */
        int64_t held_max_ms;            /* 0: never */
        int64_t day_limit_ms;           /* 0: off */
        bool film_is_sitting;           /* watching = sitting */
        size_t n_rules;
        BreakRule rules[MAX_RULES]; /* in configured order */
} EngineOptions;

/* The documented defaults: stretch and walk. */
void engine_options_init(EngineOptions *options);

/* rest_ms with its default worked out. */
int64_t break_rule_rest_ms(const BreakRule *rule, const EngineOptions *options);

/* A long break is a walk; a short one is a stretch in the chair. */
#define BREAK_LONG_MS INT64_C(180000)

/* The window of a rule with `auto` worked out: the screen for a long break, else a card. */
BreakWindow break_rule_window(const BreakRule *rule);

/* The index of the rule of that name, or -1. */
int engine_options_find_rule(const EngineOptions *options, const char *name);

#endif
