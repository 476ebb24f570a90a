/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_X11_H
#define LIMBER_DESK_X11_H

/* What X11 knows and GTK 4 does not ask it. On other displays: false, or nothing. */

#include <gtk/gtk.h>
#include <stdbool.h>

/* The window that is being worked in fills its screen. */
bool desk_x11_full_screen(GdkDisplay *display);

/* X11 without a window manager: nobody would make a window full screen but we. */
bool desk_x11_is_bare(GdkDisplay *display);

/* Before the window is shown: it does not ask for the keyboard. It is realized. */
void desk_x11_decline_focus(GtkWindow *window);

/* On a bare display: moves it onto the monitor, whose size it has. It is shown. */
void desk_x11_cover(GtkWindow *window, GdkMonitor *monitor);

/* `lost` is called once if the server goes away; the process ends when it returns. */
void desk_x11_watch(GdkDisplay *display, void (*lost)(void *userdata), void *userdata);

#endif
