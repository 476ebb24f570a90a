/* SPDX-License-Identifier: MIT */
/*
 * The link: BusWatch as a source of GLib's default main loop. Its descriptor and its next wake-up are asked
 * for anew whenever something was done.
 */

#include "desk-link.h"

#include <glib-unix.h>
#include <stdlib.h>

#include "client-here.h"
#include "client-watch.h"

typedef struct LinkSource {
        GSource source;
        DeskLink *link;
} LinkSource;

struct DeskLink {
        BusWatch *watch;
        DeskLinkEvents events;
        GSource *source;
        void *fd_tag;
};

static void arm(DeskLink *self)
{
        if (g_source_is_destroyed(self->source)) /* gone */
                return;
        g_source_modify_unix_fd(
                self->source, self->fd_tag, (GIOCondition) bus_watch_poll_events(self->watch));
        g_source_set_ready_time(self->source, bus_watch_wake_us(self->watch));
}

/* Does one thing and comes back if more is left: whatever is called may have freed the link. */
static gboolean dispatch(GSource *source, GSourceFunc callback, gpointer userdata)
{
        DeskLink *self = ((LinkSource *) (void *) source)->link;
        int r = bus_watch_process(self->watch);

        if (g_source_is_destroyed(source)) /* freed */
                return G_SOURCE_REMOVE;
        if (r < 0) {
                g_source_destroy(source);
                self->events.gone(self->events.userdata);
                return G_SOURCE_REMOVE;
        }
        arm(self);
        if (r > 0)
                g_source_set_ready_time(source, 0);
        return G_SOURCE_CONTINUE;
}

static void on_changed(void *userdata, const StatusRecord *status)
{
        DeskLink *self = userdata;

        self->events.changed(self->events.userdata, status);
}

static void on_refused(void *userdata, int code, const Error *error)
{
        DeskLink *self = userdata;

        if (self->events.refused)
                self->events.refused(self->events.userdata, code, error);
}

void desk_link_free(DeskLink *self)
{
        if (!self)
                return;
        if (self->source) {
                g_source_destroy(self->source);
                g_source_unref(self->source);
        }
        bus_watch_free(self->watch);
        free(self);
}

static void attach(DeskLink *self)
{
        static GSourceFuncs functions = { .dispatch = dispatch };

        self->source = g_source_new(&functions, sizeof(LinkSource));
        ((LinkSource *) (void *) self->source)->link = self;
        self->fd_tag = g_source_add_unix_fd(self->source, bus_watch_fd(self->watch), G_IO_IN);
        g_source_attach(self->source, NULL);
        arm(self);
}

int desk_link_open(const DeskLinkEvents *events, DeskLink **ret, Error *error)
{
        _cleanup_(desk_link_freep) DeskLink *self = calloc(1, sizeof *self);
        const BusWatchEvents watch_events = { .changed = on_changed,
                                              .refused = on_refused,
                                              .userdata = self };
        BusClient *client;
        int r;

        if (!self)
                return error_memory(error);
        self->events = *events;
        r = bus_client_open_here(&client, error);
        if (r >= 0)
                r = bus_watch_new(client, &watch_events, &self->watch, error);
        if (r < 0)
                return r;
        attach(self);
        *ret = TAKE_PTR(self);
        return 0;
}

const StatusRecord *desk_link_status(const DeskLink *self)
{
        return bus_watch_status(self->watch);
}

/* What cannot be sent will not be answered either: the next round notices why. */
static int sent(DeskLink *self, int code)
{
        arm(self);
        if (code < 0 && !g_source_is_destroyed(self->source))
                g_source_set_ready_time(self->source, 0);
        return code;
}

int desk_link_ready(DeskLink *self)
{
        return sent(self, bus_watch_send_window_ready(self->watch));
}

int desk_link_answer(DeskLink *self, AnswerKind answer, int64_t postpone_ms)
{
        return sent(self, bus_watch_send_answer(self->watch, answer, "", postpone_ms));
}
