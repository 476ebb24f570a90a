/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_SHOWN_H
#define LIMBER_DESK_SHOWN_H

/* What the windows show at one instant, and what a person may answer them. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "guide.h"

typedef struct DeskShown {
        SessionShown session;
        bool done;                   /* the session is over, and what was done is told */
        const PlayerResult *results; /* borrowed; done: what there is to tell */
        size_t n_results;
        int64_t postpone_ms; /* how long "later" is; 0: not known */
} DeskShown;

/* Where presses of buttons go. All are called from the main loop. */
typedef struct DeskPresses {
        void (*key)(GuideKey key, void *userdata);
        void (*skip)(void *userdata);           /* meant: a button is not pressed by mistake */
        void (*rate)(int pain, void *userdata); /* 0 to 10 */
        void *userdata;
} DeskPresses;

#endif
