/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FADE_H
#define LIMBER_FADE_H

/* Comes up softly, over 300 ms; at once where the person asked for less motion. */

#include <gtk/gtk.h>

void fade_in(GtkWidget *widget);

#endif
