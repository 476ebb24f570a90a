/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_NEXT_STRETCH_H
#define LIMBER_NEXT_STRETCH_H

/* Which stretch a notice speaks of, and its first words. The files are read for the notice and forgotten
 * again. */

#include "settings.h"
#include "today.h"

typedef struct NextStretch {
        char name[96];    /* "Shoulder shrugs" */
        char words[512];  /* "Sit or stand, feet flat. Breathe in and lift your shoulders." */
        char command[96]; /* "limber stretch shoulder-shrugs" */
        int64_t ms;       /* of the configured dose */
} NextStretch;

/* false: there is none to offer (every one rests or is excluded, or the files are missing). */
bool next_stretch_find(const Settings *settings, const Today *today, NextStretch *ret);

#endif
