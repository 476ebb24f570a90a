/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_RING_H
#define LIMBER_RING_H

/*
 * The seconds left, as a number in a ring that closes. It is drawn in frames of its own, between those of
 * the figure: GDK would draw everything that lies between the two.
 */

#include "desk-style.h"

typedef struct Ring {
        GtkWidget *area; /* owned by its parent */
        const DeskStyle *style;
        double fraction; /* done, 0 to 1 */
        int seconds;
        guint pending; /* a source, 0: none */
} Ring;

void ring_init(Ring *ring, const DeskStyle *style);
void ring_deinit(Ring *ring);
void ring_set_size(Ring *ring, int px);
void ring_show(Ring *ring, double fraction, int seconds);

#endif
