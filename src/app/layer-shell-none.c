/* SPDX-License-Identifier: MIT */
/* Built without gtk4-layer-shell. */

#include "layer-shell.h"

bool layer_shell_take(GtkWindow *window, GdkMonitor *monitor)
{
        return false;
}
