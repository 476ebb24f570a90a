/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DIM_VIEW_H
#define LIMBER_DIM_VIEW_H

/* What the other monitors show during a break: dark, with the time left and the word of the phase. */

#include "desk-shown.h"
#include "desk-style.h"

typedef struct DimView {
        GtkWidget *box; /* owned by its window */
        GtkWidget *left, *word;
        LetterSize letters;
} DimView;

void dim_view_init(DimView *dim, Theme theme, int height);
void dim_view_deinit(DimView *dim);
void dim_view_show(DimView *dim, const DeskShown *shown);

#endif
