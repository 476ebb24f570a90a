/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BREAK_WINDOW_H
#define LIMBER_BREAK_WINDOW_H

/*
 * The break window: backdrop, figure, words and keys, laid out for the size it has: wide (the figure left,
 * the words right, the keys along the bottom) or as a card (the figure above the words).
 */

#include "backdrop.h"
#include "desk-shown.h"
#include "figure-view.h"
#include "key-row.h"
#include "words-view.h"

typedef struct BreakWindow {
        GtkWindow *window;
        GtkWidget *stage, *scroller;
        Backdrop backdrop;
        FigureView figure;
        WordsView words;
        KeyRow keys;
        LetterSize letters;
        bool card;
        int width, height; /* that the sizes are for */
        guint resize;      /* an idle source, 0: none */
} BreakWindow;

/* `presses` is borrowed for good. Not shown yet. The size is the one to begin with. */
void break_window_init(BreakWindow *window, Theme theme, const DeskPresses *presses, int width, int height);
void break_window_deinit(BreakWindow *window);

void break_window_show(BreakWindow *window, const DeskShown *shown);

#endif
