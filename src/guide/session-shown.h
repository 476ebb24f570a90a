/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_SHOWN_H
#define LIMBER_SESSION_SHOWN_H

/* What a guided session shows at one instant, on a screen or as lines, and the words that both use. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "player.h"

typedef struct SessionShown {
        PlayerView view;
        BootTime now;               /* session time: the player's own, which the figure moves by */
        bool skip_asked;            /* Escape was pressed once */
        bool confirming;            /* over, and the person is asked whether they took part */
        bool may_leave;             /* postponing and skipping mean something */
        char rating[3];             /* the digits typed so far while asking, "" for none */
        const PlayerResult *result; /* of the stretch that ended last, borrowed; NULL: none yet */
        int64_t sitting_ms;         /* how long the person has been sitting; 0: not known */
} SessionShown;

enum { WORDS_SIZE = 320 };

/* A text of a stretch, which stretch_files_load() has put into the person's language; "" for none. */
const char *words_of(const char *text);

/* "1 min 4 s", "40 s", "20 min". Returns `text`. */
const char *words_duration(int64_t ms, char text[static WORDS_SIZE]);

/* "8 repeats", "3 each way", "5 backward, 5 forward, twice". Returns `text`. */
const char *
words_dose(const Stretch *stretch, const Dose *dose, unsigned repeats, char text[static WORDS_SIZE]);

/* "Shoulder shrugs: 8 of 8 repeats, 1 min 4 s." Returns `text`. */
const char *words_result(const PlayerResult *result, char text[static WORDS_SIZE]);

/* Said for every stretch. */
const char *words_stop(void);

/* Whole seconds left, rounded up: counts 3, 2, 1. */
int seconds_left(int64_t ms_left);

#endif
