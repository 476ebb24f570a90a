/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_H
#define LIMBER_SESSION_H

/*
 * A guided session in a terminal: drawn on the whole screen, or, where that cannot be (or is not wanted), as
 * lines of text. Keys are read where input is a terminal.
 */

#include "figure-cells.h"
#include "guide.h"
#include "person.h"
#include "voice.h"

typedef struct SessionOptions {
        PlayerOptions player;
        bool plain;         /* lines of text only */
        double speed;       /* as in GuideOptions */
        FigureMode figure;  /* on a screen */
        bool reduced;       /* motion */
        const Look *look;   /* who is drawn; NULL: the first person, dark */
        int64_t sitting_ms; /* how long the person has been sitting, 0: not known */
        VoiceOptions voice; /* lines of text are heard only where words are on: tones alone would be noise
                               beside a screen reader, and in a log's or a script's session */
        bool muted;         /* from the beginning, until the person presses M */
        bool follow;        /* limberd runs: pause where it tells of a lock or of sleep */
        int in_fd, out_fd;
} SessionOptions;

typedef struct SessionReport {
        GuideReport guide;
        int signal; /* that ended it (SIGTERM, SIGHUP, SIGINT where no keys are read); 0: none. The caller
                       may raise it again. */
} SessionReport;

/*
 * Runs it to its end. `link` may be NULL. The terminal is as it was before when this returns, and what was
 * done is printed as lines. 0, or -errno with a reason where no session was possible.
 */
int session_run(const SessionOptions *options, SessionLink *link, SessionReport *ret, Error *error);

#endif
