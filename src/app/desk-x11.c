/* SPDX-License-Identifier: MIT */
/* EWMH properties of the root window, asked for where they are needed: twice a break. */

#include "desk-x11.h"

#include <X11/Xatom.h>
#include <X11/Xlib.h>
#include <gdk/x11/gdkx.h>
#include <string.h>
#include <unistd.h>

enum { ATOMS_MAX = 64 };

typedef struct Property {
        unsigned long values[ATOMS_MAX];
        unsigned long n;
} Property;

static Display *x_display(GdkDisplay *display)
{
        return GDK_IS_X11_DISPLAY(display) ? gdk_x11_display_get_xdisplay(display) : NULL;
}

/* Whatever is there may be another's mistake: wrong types and lengths read as nothing. */
static void read_property(Display *x, Window window, const char *name, Atom type, Property *ret)
{
        Atom got = None, property = XInternAtom(x, name, True);
        unsigned char *data = NULL;
        unsigned long n = 0, left;
        int format = 0;

        ret->n = 0;
        if (property == None)
                return;
        if (XGetWindowProperty(
                    x, window, property, 0, ATOMS_MAX, False, type, &got, &format, &n, &left, &data) ==
                    Success &&
            got == type && format == 32 && n <= ATOMS_MAX) {
                memcpy(ret->values, data, n * sizeof *ret->values); /* 32 bits are longs to Xlib */
                ret->n = n;
        }
        if (data)
                XFree(data);
}

bool desk_x11_full_screen(GdkDisplay *display)
{
        Display *x = x_display(display);
        Property active, states;
        Atom full;

        if (!x)
                return false;
        full = XInternAtom(x, "_NET_WM_STATE_FULLSCREEN", True);
        read_property(x, DefaultRootWindow(x), "_NET_ACTIVE_WINDOW", XA_WINDOW, &active);
        if (full == None || active.n == 0 || active.values[0] == None)
                return false;
        gdk_x11_display_error_trap_push(display); /* it may close meanwhile */
        read_property(x, active.values[0], "_NET_WM_STATE", XA_ATOM, &states);
        if (gdk_x11_display_error_trap_pop(display) != 0)
                return false;
        for (unsigned long i = 0; i < states.n; i++)
                if (states.values[i] == full)
                        return true;
        return false;
}

bool desk_x11_is_bare(GdkDisplay *display)
{
        Display *x = x_display(display);
        Property check;

        if (!x)
                return false;
        read_property(x, DefaultRootWindow(x), "_NET_SUPPORTING_WM_CHECK", XA_WINDOW, &check);
        return check.n == 0 || check.values[0] == None;
}

static GdkSurface *x_surface(GtkWindow *window)
{
        GdkSurface *surface = gtk_native_get_surface(GTK_NATIVE(window));

        return surface && GDK_IS_X11_SURFACE(surface) ? surface : NULL;
}

void desk_x11_decline_focus(GtkWindow *window)
{
        GdkSurface *surface = x_surface(window);

        /* EWMH: a window whose user time is 0 does not want the focus when it is mapped. */
        if (surface)
                gdk_x11_surface_set_user_time(surface, 0);
}

void desk_x11_cover(GtkWindow *window, GdkMonitor *monitor)
{
        GdkSurface *surface = x_surface(window);
        GdkRectangle place;
        Display *x;
        int scale;

        if (!surface || !monitor)
                return;
        x = x_display(gdk_surface_get_display(surface));
        scale = gdk_surface_get_scale_factor(surface);
        gdk_monitor_get_geometry(monitor, &place);
        XMoveResizeWindow(
                x, gdk_x11_surface_get_xid(surface), place.x * scale, place.y * scale,
                (unsigned) (place.width * scale), (unsigned) (place.height * scale));
}

/* ---- the server goes away ---- */

static struct {
        void (*lost)(void *userdata);
        void *userdata;
} watch; /* Xlib's handler gets nothing of ours */

static int on_lost(Display *x)
{
        void (*lost)(void *) = watch.lost;

        watch.lost = NULL;
        if (lost)
                lost(watch.userdata);
        _exit(1);
}

void desk_x11_watch(GdkDisplay *display, void (*lost)(void *userdata), void *userdata)
{
        if (!x_display(display))
                return;
        watch.lost = lost;
        watch.userdata = userdata;
        XSetIOErrorHandler(on_lost);
}
