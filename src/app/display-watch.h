/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DISPLAY_WATCH_H
#define LIMBER_DISPLAY_WATCH_H

/*
 * GDK ends the process where its display is lost. This comes before it: `lost` is called once, to keep what
 * was done, and nothing of GTK may be touched in it.
 */

#include <gdk/gdk.h>

void display_watch(GdkDisplay *display, void (*lost)(void *userdata), void *userdata);

#endif
