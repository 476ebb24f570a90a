/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LAYER_SHELL_H
#define LIMBER_LAYER_SHELL_H

/* Over everything on one monitor, where the compositor has wlr-layer-shell and gtk4-layer-shell was found.
 */

#include <gtk/gtk.h>
#include <stdbool.h>

/* Before the window is realized. False: nothing was done, a full-screen window has to do. */
bool layer_shell_take(GtkWindow *window, GdkMonitor *monitor);

#endif
