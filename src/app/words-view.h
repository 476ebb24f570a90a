/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_WORDS_VIEW_H
#define LIMBER_WORDS_VIEW_H

/* The words of the window from the top down, with the ring and the dots among them. */

#include "desk-shown.h"
#include "desk-style.h"
#include "dots.h"
#include "ring.h"

enum { WORDS_MAX_STEPS = 6, RATINGS = 11 };

typedef struct WordsView {
        GtkWidget *box; /* owned by its parent */
        GtkWidget *head, *name, *word_row, *word, *cue, *dots_row, *count, *rule, *next, *then, *stop, *hint;
        GtkWidget *steps[WORDS_MAX_STEPS];
        GtkWidget *rating_box, *ratings[RATINGS];
        Ring ring;
        Dots dots;
        const DeskPresses *presses;
        const Stretch *measured; /* the word is as wide as the widest of this one's */
        double measured_em;
        double em, room, width; /* of a letter; of a line; of the word, at most */
        bool card, brief;       /* in the middle; without all the steps */
} WordsView;

void words_view_init(WordsView *words, const DeskStyle *style, const DeskPresses *presses);
void words_view_deinit(WordsView *words);
void words_view_show(WordsView *words, const DeskShown *shown);

/* The letter size and the width are known. `card`: in the middle, below the figure; `tight`: little air. */
void words_view_set_size(WordsView *words, double em, double width, bool card, bool tight);

#endif
