/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_WINDOWS_H
#define LIMBER_DESK_WINDOWS_H

/*
 * The windows of one session: a card, or one on every monitor. The session is seen in one of them; the
 * others are dimmed, and it comes over to where the pointer goes. Monitors may come and go meanwhile.
 */

#include "desk-options.h"
#include "dim-view.h"
#include "session-view.h"

enum { DESK_MONITORS_MAX = 16 };

typedef struct DeskWindow {
        GtkWindow *window;
        GdkMonitor *monitor; /* NULL: a card */
        GdkRectangle place;  /* the monitor's, when it was made */
        DimView dim;         /* unless it is a card */
} DeskWindow;

typedef struct DeskWindowsEvents {
        DeskPresses presses;
        /* A key of the keyboard, before any widget has it. True: taken. */
        bool (*key)(guint keyval, GdkModifierType state, GtkWindow *window, void *userdata);
        void (*click)(void *userdata);
        void (*close)(void *userdata); /* a window is to be closed; it stays until deinit */
        void *userdata;
} DeskWindowsEvents;

typedef struct DeskWindows {
        DeskWindow windows[DESK_MONITORS_MAX];
        size_t n, seen_in;  /* which one has the session */
        size_t pointer_in;  /* which one the pointer is in */
        guint move, change; /* idle sources, 0: none */
        SessionView view;
        DeskLayout layout;
        Theme theme;
        bool asked, shown, bare; /* bare: X11 without a window manager */
        DeskShown last;
        GListModel *monitors;
        DeskWindowsEvents events;
} DeskWindows;

/* Made, and not yet on the screen. `asked`: the person asked for it, and the keyboard may come with it. */
void desk_windows_init(
        DeskWindows *self, DeskLayout layout, Theme theme, const Look *look, bool asked,
        const DeskWindowsEvents *events);
void desk_windows_deinit(DeskWindows *self);

/* What they hold, whether they are on the screen or not. */
void desk_windows_show(DeskWindows *self, const DeskShown *shown);

/* Draws ahead what takes long. */
void desk_windows_prepare(DeskWindows *self);

/* Onto the screen. */
void desk_windows_map(DeskWindows *self);

#endif
