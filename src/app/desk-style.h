/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_STYLE_H
#define LIMBER_DESK_STYLE_H

/* How the windows look: colours in three themes, sizes in multiples of one letter size. */

#include <gtk/gtk.h>

#include "person.h"

typedef struct DeskStyle {
        Theme theme;
        uint32_t near_colour, far_colour; /* #rrggbb of the backdrop, in its middle and at its rim */
        uint32_t accent, ink, track;
        double disc_alpha; /* of the circle around the figure; 0: a line only */
} DeskStyle;

const DeskStyle *desk_style(Theme theme);

/* Whether the backdrop is more than one plain colour. */
bool desk_style_has_depth(const DeskStyle *style);

/* What this desktop asks for: high contrast where its theme is one, else dark. */
Theme desk_style_wanted(void);

/* The style sheet, once a process. */
void desk_style_install(void);

/* "desk-dark", for gtk_widget_add_css_class(). */
const char *desk_style_class(Theme theme);

/* How much larger than usual the person wants letters: 1 to 3, from gtk-xft-dpi. */
double desk_style_text_factor(void);

/* False where the person asked for less motion: the desktop's word, or limber.conf's over it. */
bool desk_style_moves(void);
void desk_style_set_moves(bool moves);

/* Sets the letter size of a widget and all that is in it, in pixels. */
typedef struct LetterSize {
        GtkWidget *widget;
        GtkCssProvider *provider;
        double px;
} LetterSize;

void letter_size_init(LetterSize *size, GtkWidget *widget);
void letter_size_set(LetterSize *size, double px);
void letter_size_deinit(LetterSize *size);

void desk_set_colour(cairo_t *cr, uint32_t rgb, double alpha);

#endif
