/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_KEY_ROW_H
#define LIMBER_KEY_ROW_H

/* The keys along the bottom, as buttons: each shows its key and what it does. */

#include "desk-shown.h"
#include "desk-style.h"

enum { KEY_ROW_MAX = 12 };

typedef struct KeyRow {
        GtkWidget *box; /* owned by its parent */
        GtkWidget *buttons[KEY_ROW_MAX];
        GtkWidget *does[KEY_ROW_MAX]; /* the label in it */
        const char *said[KEY_ROW_MAX];
        const DeskPresses *presses;
        int64_t postpone_ms;
        char postpone[WORDS_SIZE];
} KeyRow;

/* `presses` is borrowed for good. */
void key_row_init(KeyRow *row, const DeskPresses *presses);
void key_row_show(KeyRow *row, const DeskShown *shown);
void key_row_set_size(KeyRow *row, double em, bool centred);

#endif
