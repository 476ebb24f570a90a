/* SPDX-License-Identifier: MIT */
/* Built with gtk4-layer-shell. */

#include "layer-shell.h"

#include <gtk4-layer-shell.h>

bool layer_shell_take(GtkWindow *window, GdkMonitor *monitor)
{
        if (!gtk_layer_is_supported())
                return false;
        gtk_layer_init_for_window(window);
        gtk_layer_set_namespace(window, "limber");
        gtk_layer_set_layer(window, GTK_LAYER_SHELL_LAYER_OVERLAY);
        gtk_layer_set_monitor(window, monitor);
        for (int edge = 0; edge < GTK_LAYER_SHELL_EDGE_ENTRY_NUMBER; edge++)
                gtk_layer_set_anchor(window, (GtkLayerShellEdge) edge, TRUE);
        gtk_layer_set_exclusive_zone(window, -1); /* over panels too */
        gtk_layer_set_keyboard_mode(window, GTK_LAYER_SHELL_KEYBOARD_MODE_ON_DEMAND);
        return true;
}
