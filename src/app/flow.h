/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FLOW_H
#define LIMBER_FLOW_H

/* A box that sets its children side by side and goes on in a new line where there is no more room. */

#include <gtk/gtk.h>
#include <stdbool.h>

/* A floating widget; children are given with gtk_widget_set_parent() and unparented with it. */
GtkWidget *flow_new(void);
void flow_set(GtkWidget *flow, int gap, bool centred);

#endif
