/* SPDX-License-Identifier: MIT */
/* The frame clock's time, so that a slow machine has fewer steps and not a longer fade. */

#include "fade.h"

#include "desk-style.h"
#include "macro.h"

#define FADE_US 300000.0
#define START "limber-fade-start"

static gboolean on_tick(GtkWidget *widget, GdkFrameClock *clock, gpointer userdata)
{
        gint64 *start = g_object_get_data(G_OBJECT(widget), START);
        gint64 now = gdk_frame_clock_get_frame_time(clock);
        double t;

        if (*start == 0)
                *start = now;
        t = CLAMP((double) (now - *start) / FADE_US, 0, 1);
        gtk_widget_set_opacity(widget, t * (2 - t));
        return t < 1 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

void fade_in(GtkWidget *widget)
{
        if (!desk_style_moves())
                return;
        g_object_set_data_full(G_OBJECT(widget), START, g_new0(gint64, 1), g_free);
        gtk_widget_set_opacity(widget, 0);
        gtk_widget_add_tick_callback(widget, on_tick, NULL, NULL);
}
