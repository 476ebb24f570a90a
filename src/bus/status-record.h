/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STATUS_RECORD_H
#define LIMBER_STATUS_RECORD_H

/*
 * What `limber status` tells: the state of the daemon at one instant as a plain value, and its form on the
 * bus (a{sv}, units in the keys). Strings are cut to their fields at a whole character; lengths are
 * milliseconds.
 */

#include <stdbool.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

#include "clock.h"
#include "engine.h"
#include "observation.h"
#include "options.h"

enum {
        STATUS_WORD_SIZE = 32,
        STATUS_PROBLEM_SIZE = 512, /* as long as an Error */
        STRETCH_ID_TEXT_SIZE = 48,
        STATUS_STRETCHES_MAX = 32,
};

typedef struct StatusStretch {
        char id[STRETCH_ID_TEXT_SIZE];
        uint32_t count; /* done today */
} StatusStretch;

typedef struct StatusToday {
        int64_t sitting_ms, standing_ms; /* the open bout included */
        uint32_t bouts;                  /* the open one included */
        int64_t longest_bout_ms;
        uint32_t breaks[N_OUTCOMES];
        size_t n_stretches;
        StatusStretch stretches[STATUS_STRETCHES_MAX];
} StatusToday;

typedef struct StatusRecord {
        WallTime now;
        char version[STATUS_WORD_SIZE];
        char source[STATUS_WORD_SIZE];            /* "x11"; "" while there is none */
        char source_problem[STATUS_PROBLEM_SIZE]; /* "" while it works */
        char config_error[STATUS_PROBLEM_SIZE];   /* limber.conf is invalid: the last good one is in force */
        char store_problem[STATUS_PROBLEM_SIZE];  /* facts cannot be kept now */

        bool present;
        bool gone; /* known to be gone, for gone_reason */
        GoneReason gone_reason;
        Posture posture;
        bool bout_open;
        int64_t bout_ms;       /* length of the open bout so far, of whichever posture; 0: none is open */
        WallTime bout_start;   /* if bout_open */
        uint32_t busy;         /* bit 1 << BusyReason */
        bool paused;           /* by the user (`limber pause`): BUSY_USER is then set too */
        WallTime paused_until; /* .ms 0: until resume */

        char break_name[RULE_NAME_SIZE]; /* at hand; with BREAK_NONE the next one; "": no rule is on */
        BreakState break_state;
        int64_t break_due_in_ms;  /* none at hand: desk time to go; 0 at hand; -1: no rule is on */
        int64_t break_ends_in_ms; /* on: from now; -1: not on, or ends with the session */
        bool session;             /* a guided session runs */

        /* At hand: the window that shows it. WINDOW_NONE: no break is, or its notification is enough. Never
         * WINDOW_AUTO. */
        BreakWindow window;
        Firmness firm;
        bool break_taken; /* on, and the person asked for it */
        /* When skip and postpone may be offered: 0 at once, else from now, or from its beginning while the
         * break is not on yet; -1: no break is at hand. */
        int64_t skip_allowed_in_ms;
        uint32_t break_postponed; /* at hand: how often in a row it was put off before */

        StatusToday today;
} StatusRecord;

/* No break rule, nothing known: present false, sitting, due -1, no window, firm. */
void status_record_init(StatusRecord *record);

/* Copies text into a fixed field: cut to fit at a whole character, bytes that are not UTF-8 and control
 * characters as '?'. */
void status_text_set(char *field, size_t size, const char *text);

/* Appends the record as a{sv}. 0 or -errno. */
int status_record_append(sd_bus_message *message, const StatusRecord *record);

/*
 * Reads a{sv} back. Keys that are not known are skipped, keys that are missing keep what
 * status_record_init() says: an older or a newer daemon can be asked. -EBADMSG for wrong types, words that
 * are not known and numbers out of range.
 */
int status_record_read(sd_bus_message *message, StatusRecord *ret);

#endif
