/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_VIEW_H
#define LIMBER_SESSION_VIEW_H

/*
 * A session in a window: backdrop, figure, words and keys, laid out for the size it has: wide (the figure
 * left, the words right, the keys along the bottom) or as a card (the figure above the words).
 */

#include "backdrop.h"
#include "desk-shown.h"
#include "figure-view.h"
#include "key-row.h"
#include "words-view.h"

typedef struct SessionView {
        GtkWidget *stage, *scroller; /* `stage` is all of it: goes into a window, and from one to another */
        Backdrop backdrop;
        FigureView figure;
        WordsView words;
        KeyRow keys;
        LetterSize letters;
        bool card;
        int width, height; /* that the sizes are for */
        size_t scene;      /* changes with the stretch, and with what is done of it */
        int words_high;    /* of this scene, at most */
        guint resize;      /* an idle source, 0: none */
} SessionView;

/*
 * `presses` is borrowed for good. The size is the one to begin with. `stage` is owned by the view, and by
 * whatever window it is in.
 */
void session_view_init(SessionView *view, Theme theme, const DeskPresses *presses, int width, int height);
void session_view_deinit(SessionView *view);

void session_view_show(SessionView *view, const DeskShown *shown);

/* Draws ahead what takes long. */
void session_view_prepare(SessionView *view);

#endif
