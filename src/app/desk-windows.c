/* SPDX-License-Identifier: MIT */
/* Each window holds its dimmed view or the session, which is one widget that is taken from one to another.
 */

#include "desk-windows.h"

#include "desk-x11.h"
#include "fade.h"
#include "i18n.h"
#include "layer-shell.h"
#include "macro.h"

enum { CARD_WIDTH = 480, CARD_HEIGHT = 640 };

/* ---- where the session is seen ---- */

static void see_in(DeskWindows *self, size_t i)
{
        if (self->windows[self->seen_in].window && self->windows[self->seen_in].dim.box &&
            i != self->seen_in)
                gtk_window_set_child(
                        self->windows[self->seen_in].window, self->windows[self->seen_in].dim.box);
        self->seen_in = i;
        gtk_window_set_child(self->windows[i].window, self->view.stage);
}

static size_t index_of(const DeskWindows *self, const GtkWindow *window)
{
        for (size_t i = 0; i < self->n; i++)
                if (self->windows[i].window == window)
                        return i;
        return self->n;
}

static gboolean on_move(gpointer userdata)
{
        DeskWindows *self = userdata;

        self->move = 0;
        if (self->pointer_in < self->n && self->pointer_in != self->seen_in)
                see_in(self, self->pointer_in);
        return G_SOURCE_REMOVE;
}

/* Not now: GTK is in the middle of telling its widgets where the pointer is. */
static void on_pointer(GtkEventControllerMotion *motion, double x, double y, gpointer userdata)
{
        DeskWindows *self = userdata;

        self->pointer_in =
                index_of(self, GTK_WINDOW(gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(motion))));
        if (self->pointer_in != self->seen_in && !self->move)
                self->move = g_idle_add(on_move, self);
}

/* ---- events ---- */

static gboolean
on_key(GtkEventControllerKey *keys, guint keyval, guint code, GdkModifierType state, gpointer userdata)
{
        DeskWindows *self = userdata;
        GtkWidget *window = gtk_event_controller_get_widget(GTK_EVENT_CONTROLLER(keys));

        return self->events.key(keyval, state, GTK_WINDOW(window), self->events.userdata);
}

static void on_click(GtkGestureClick *click, int n, double x, double y, gpointer userdata)
{
        DeskWindows *self = userdata;

        self->events.click(self->events.userdata);
}

static gboolean on_close(GtkWindow *window, gpointer userdata)
{
        DeskWindows *self = userdata;

        self->events.close(self->events.userdata);
        return TRUE;
}

static void listen(DeskWindows *self, GtkWindow *window)
{
        GtkEventController *keys = gtk_event_controller_key_new();
        GtkEventController *motion = gtk_event_controller_motion_new();
        GtkGesture *click = gtk_gesture_click_new();

        gtk_event_controller_set_propagation_phase(keys, GTK_PHASE_CAPTURE);
        gtk_event_controller_set_propagation_phase(GTK_EVENT_CONTROLLER(click), GTK_PHASE_CAPTURE);
        gtk_gesture_single_set_button(GTK_GESTURE_SINGLE(click), 0);
        g_signal_connect(keys, "key-pressed", G_CALLBACK(on_key), self);
        /* GTK 4.8 on X11 does not tell of entering a window that comes from another of ours. */
        g_signal_connect(motion, "enter", G_CALLBACK(on_pointer), self);
        g_signal_connect(motion, "motion", G_CALLBACK(on_pointer), self);
        g_signal_connect(click, "pressed", G_CALLBACK(on_click), self);
        g_signal_connect(window, "close-request", G_CALLBACK(on_close), self);
        gtk_widget_add_controller(GTK_WIDGET(window), keys);
        gtk_widget_add_controller(GTK_WIDGET(window), motion);
        gtk_widget_add_controller(GTK_WIDGET(window), GTK_EVENT_CONTROLLER(click));
}

/* ---- one window ---- */

static gboolean on_changed(gpointer userdata);

/* A new monitor is in the list before GDK knows where it is. */
static void look_later(DeskWindows *self)
{
        if (!self->change)
                self->change = g_idle_add(on_changed, self);
}

static bool has_monitor(const DeskWindows *self, const GdkMonitor *monitor)
{
        for (size_t i = 0; i < self->n; i++)
                if (self->windows[i].monitor == monitor)
                        return true;
        return false;
}

static void on_geometry(GdkMonitor *monitor, GParamSpec *spec, gpointer userdata)
{
        look_later(userdata);
}

/* NULL: a window of the size that is set later. */
static void make_window(DeskWindows *self, GdkMonitor *monitor)
{
        DeskWindow *added = &self->windows[self->n++];

        *added = (DeskWindow){ .window = GTK_WINDOW(gtk_window_new()), .monitor = monitor };
        gtk_window_set_title(added->window, _("Limber: a stretch"));
        gtk_window_set_icon_name(added->window, "org.limber.Desk");
        gtk_window_set_focus_visible(added->window, FALSE);
        listen(self, added->window);
        if (!monitor)
                return;
        g_object_ref(monitor);
        g_signal_connect(monitor, "notify::geometry", G_CALLBACK(on_geometry), self);
        gdk_monitor_get_geometry(monitor, &added->place);
        gtk_window_set_default_size(added->window, added->place.width, added->place.height);
        dim_view_init(&added->dim, self->theme, added->place.height);
        gtk_window_set_child(added->window, added->dim.box);
        gtk_window_set_decorated(added->window, FALSE);
        if (!layer_shell_take(added->window, monitor))
                gtk_window_fullscreen_on_monitor(added->window, monitor);
}

static void free_window(DeskWindows *self, DeskWindow *window)
{
        gtk_window_set_child(window->window, NULL);
        gtk_window_destroy(window->window);
        if (!window->monitor)
                return;
        dim_view_deinit(&window->dim);
        if (!has_monitor(self, window->monitor))
                g_signal_handlers_disconnect_by_data(window->monitor, self);
        g_clear_object(&window->monitor);
}

static void map_window(DeskWindows *self, const DeskWindow *window)
{
        if (!self->asked)
                desk_x11_decline_focus(window->window);
        gtk_window_set_focus(window->window, NULL);
        gtk_widget_set_visible(GTK_WIDGET(window->window), TRUE);
        if (self->bare)
                desk_x11_cover(window->window, window->monitor);
}

/* ---- monitors ---- */

static bool is_there(const DeskWindows *self, const GdkMonitor *monitor)
{
        for (guint i = 0; i < g_list_model_get_n_items(self->monitors); i++) {
                g_autoptr(GdkMonitor) item = g_list_model_get_item(self->monitors, i);

                if (item == monitor)
                        return true;
        }
        return false;
}

static void add_window(DeskWindows *self, GdkMonitor *monitor)
{
        DeskWindow *added = &self->windows[self->n];

        make_window(self, monitor);
        if (!self->shown)
                return;
        dim_view_show(&added->dim, &self->last);
        map_window(self, added);
}

static void add_monitors(DeskWindows *self)
{
        for (guint i = 0; i < g_list_model_get_n_items(self->monitors) && self->n < DESK_MONITORS_MAX; i++) {
                g_autoptr(GdkMonitor) monitor = g_list_model_get_item(self->monitors, i);

                if (!has_monitor(self, monitor))
                        add_window(self, monitor);
        }
}

/*
 * A window of its own size again for a monitor that has moved, or changed its mode; for all of them where
 * one went away: a compositor may have brought its workspace over, which then hides ours.
 */
static void move_windows(DeskWindows *self, bool all)
{
        for (size_t i = 0; i < self->n && self->n < DESK_MONITORS_MAX; i++) {
                DeskWindow old = self->windows[i];
                GdkRectangle place;

                if (!old.monitor || !is_there(self, old.monitor))
                        continue;
                gdk_monitor_get_geometry(old.monitor, &place);
                if (!all && gdk_rectangle_equal(&place, &old.place))
                        continue;
                add_window(self, old.monitor);
                self->windows[i] = self->windows[--self->n];
                free_window(self, &old);
                if (i == self->seen_in)
                        see_in(self, i);
        }
}

/* The session moves on from a monitor that went away; of the last one the window stays. */
static void remove_monitors(DeskWindows *self)
{
        for (size_t i = self->n; i-- > 0 && self->n > 1;) {
                DeskWindow gone = self->windows[i];

                if (is_there(self, gone.monitor))
                        continue;
                if (i == self->seen_in)
                        see_in(self, i == 0 ? 1 : 0);
                self->n--;
                for (size_t j = i; j < self->n; j++)
                        self->windows[j] = self->windows[j + 1];
                if (self->seen_in > i)
                        self->seen_in--;
                free_window(self, &gone);
        }
}

static gboolean on_changed(gpointer userdata)
{
        DeskWindows *self = userdata;
        size_t n;

        self->change = 0;
        add_monitors(self);
        n = self->n;
        remove_monitors(self);
        move_windows(self, self->n < n);
        return G_SOURCE_REMOVE;
}

static void on_monitors(GListModel *monitors, guint position, guint removed, guint added, gpointer userdata)
{
        look_later(userdata);
}

/* ---- from outside ---- */

/* As large as its letters ask for, within the smallest monitor. */
static void card_size(int *ret_width, int *ret_height)
{
        GListModel *monitors = gdk_display_get_monitors(gdk_display_get_default());
        double factor = desk_style_text_factor();

        *ret_width = (int) (CARD_WIDTH * factor);
        *ret_height = (int) (CARD_HEIGHT * factor);
        for (guint i = 0; factor > 1 && i < g_list_model_get_n_items(monitors); i++) {
                g_autoptr(GdkMonitor) monitor = g_list_model_get_item(monitors, i);
                GdkRectangle place;

                gdk_monitor_get_geometry(monitor, &place);
                *ret_width = MIN(*ret_width, place.width * 9 / 10);
                *ret_height = MIN(*ret_height, place.height * 9 / 10);
        }
}

static void init_card(DeskWindows *self)
{
        int width, height;

        card_size(&width, &height);
        make_window(self, NULL);
        gtk_window_set_default_size(self->windows[0].window, width, height);
        session_view_init(&self->view, self->theme, &self->events.presses, width, height);
}

static void init_screen(DeskWindows *self)
{
        GdkRectangle place = { .width = 1280, .height = 800 };

        self->monitors = g_object_ref(gdk_display_get_monitors(gdk_display_get_default()));
        add_monitors(self);
        if (self->n == 0) /* no monitor at all yet */
                make_window(self, NULL);
        else
                gdk_monitor_get_geometry(self->windows[0].monitor, &place);
        session_view_init(&self->view, self->theme, &self->events.presses, place.width, place.height);
        g_signal_connect(self->monitors, "items-changed", G_CALLBACK(on_monitors), self);
}

void desk_windows_init(
        DeskWindows *self, DeskLayout layout, Theme theme, const Look *look, bool asked,
        const DeskWindowsEvents *events)
{
        *self = (DeskWindows){ .layout = layout, .theme = theme, .asked = asked, .events = *events };
        desk_style_install();
        if (layout == LAYOUT_SCREEN) {
                self->bare = desk_x11_is_bare(gdk_display_get_default());
                init_screen(self);
        } else {
                init_card(self);
        }
        figure_view_dress(&self->view.figure, look);
        see_in(self, 0);
        for (size_t i = 0; i < self->n; i++)
                gtk_widget_realize(GTK_WIDGET(self->windows[i].window));
}

void desk_windows_deinit(DeskWindows *self)
{
        if (self->monitors) {
                g_signal_handlers_disconnect_by_data(self->monitors, self);
                g_clear_object(&self->monitors);
        }
        if (self->move)
                g_source_remove(self->move);
        if (self->change)
                g_source_remove(self->change);
        while (self->n > 0) {
                self->n--;
                free_window(self, &self->windows[self->n]);
        }
        session_view_deinit(&self->view);
}

void desk_windows_show(DeskWindows *self, const DeskShown *shown)
{
        if (shown->session.confirming && !self->last.session.confirming)
                for (size_t i = 0; i < self->n; i++)
                        gtk_window_set_title(self->windows[i].window, _("Limber: did you stretch along?"));
        self->last = *shown;
        session_view_show(&self->view, shown);
        for (size_t i = 0; i < self->n; i++)
                if (i != self->seen_in)
                        dim_view_show(&self->windows[i].dim, shown);
}

void desk_windows_prepare(DeskWindows *self)
{
        session_view_prepare(&self->view);
}

void desk_windows_map(DeskWindows *self)
{
        self->shown = true;
        fade_in(self->view.stage);
        for (size_t i = 0; i < self->n; i++)
                map_window(self, &self->windows[i]);
}
