/* SPDX-License-Identifier: MIT */
/*
 * Xlib has a handler for it. A Wayland display is a socket: a source that is asked before GDK's own sees
 * that it was hung up.
 */

#include "display-watch.h"

#include <gdk/wayland/gdkwayland.h>
#include <poll.h>
#include <wayland-client-core.h>

#include "desk-x11.h"

typedef struct SocketSource {
        GSource source;
        GPollFD poll;
        void (*lost)(void *userdata);
        void *userdata;
} SocketSource;

static void tell(SocketSource *self)
{
        void (*lost)(void *) = self->lost;

        self->lost = NULL;
        if (lost)
                lost(self->userdata);
}

/* Not in dispatch: GDK ends the process in its own prepare (what it sends) and check (what it reads). */
static gboolean prepare(GSource *source, int *timeout)
{
        SocketSource *self = (SocketSource *) (void *) source;
        struct pollfd now = { .fd = self->poll.fd, .events = 0 };

        *timeout = -1;
        if (poll(&now, 1, 0) > 0 && (now.revents & (POLLHUP | POLLERR)))
                tell(self);
        return FALSE;
}

static gboolean check(GSource *source)
{
        SocketSource *self = (SocketSource *) (void *) source;

        if (self->poll.revents & (G_IO_HUP | G_IO_ERR))
                tell(self);
        return FALSE;
}

static void watch_socket(int fd, void (*lost)(void *userdata), void *userdata)
{
        static GSourceFuncs functions = { .prepare = prepare, .check = check };
        GSource *source = g_source_new(&functions, sizeof(SocketSource));
        SocketSource *self = (SocketSource *) (void *) source;

        self->poll = (GPollFD){ .fd = fd, .events = G_IO_HUP | G_IO_ERR };
        self->lost = lost;
        self->userdata = userdata;
        g_source_set_priority(source, G_PRIORITY_HIGH - 100);
        g_source_add_poll(source, &self->poll);
        g_source_attach(source, NULL);
        g_source_unref(source);
}

void display_watch(GdkDisplay *display, void (*lost)(void *userdata), void *userdata)
{
        if (GDK_IS_WAYLAND_DISPLAY(display))
                watch_socket(wl_display_get_fd(gdk_wayland_display_get_wl_display(display)), lost, userdata);
        else
                desk_x11_watch(display, lost, userdata);
}
