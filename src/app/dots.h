/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DOTS_H
#define LIMBER_DOTS_H

/* The repeats of a stretch as dots: full ones are done, the one with a heart is now, empty ones are to come.
 */

#include "desk-style.h"

typedef struct Dots {
        GtkWidget *area; /* owned by its parent */
        const DeskStyle *style;
        unsigned n, done;
        bool centred, none_now;
        double em; /* letter size, px */
} Dots;

void dots_init(Dots *dots, const DeskStyle *style);
void dots_set_size(Dots *dots, double em, bool centred);
void dots_show(Dots *dots, unsigned n, unsigned done, bool none_now);

#endif
