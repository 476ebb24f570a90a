/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_WINDOWS_H
#define LIMBER_WINDOWS_H

/* What the daemon knows of the window of the break at hand. For daemon/ alone: windows.c changes it. */

#include "desk-process.h"
#include "engine.h"
#include "service.h"

typedef struct Windows {
        ChildProcess *process;
        sd_bus *bus;         /* borrowed; NULL: no session bus */
        sd_bus_slot *asking; /* systemd was asked for the display */
        LoopTimer *timer;    /* the process is to be ready, or to be gone, by then */
        bool wanted;         /* the break at hand is to have one */
        bool asked_for;      /* ... because the person said so */
        bool ready;          /* the process said that it shows the break */
        bool guided;         /* ... and a session has begun since */
        bool failed;         /* this break has to do without */
        bool leaving;        /* its break is over */
        bool on;             /* the break at hand has begun, as `begin` says */
        Effect begin;
        Error problem;                 /* why the last one could not be shown; "": it could */
        const char *problem_state;     /* ... in `limber doctor`; NULL: nothing to mend */
        uint32_t postponed[MAX_RULES]; /* in a row */
} Windows;

#endif
