/* SPDX-License-Identifier: MIT */
/*
 * Do-not-disturb, as the notification server tells it: `Inhibited` of KDE's and others' interface, `paused`
 * of dunst's. Each is asked for once, when the bus or a server comes, and told by signals after that.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "busy-ops.h"
#include "i18n.h"
#include "macro.h"

#define SERVER_NAME "org.freedesktop.Notifications"
#define SERVER_PATH "/org/freedesktop/Notifications"
#define PROPERTIES "org.freedesktop.DBus.Properties"

static const struct {
        const char *interface, *property;
} flags[] = {
        { "org.freedesktop.Notifications", "Inhibited" },
        { "org.dunstproject.cmd0", "paused" },
};
enum { N_FLAGS = ELEMENTSOF(flags) };

typedef struct BusyDnd BusyDnd;

/* One property of the server. */
typedef struct DndFlag {
        BusyDnd *dnd;
        sd_bus_slot *match, *call;
        bool is_set;
} DndFlag;

struct BusyDnd {
        Busy base;
        BusySink sink;
        sd_bus *bus;
        sd_bus_slot *owner_match;
        DndFlag flags[N_FLAGS];
        bool is_busy; /* as said */
};

static void say(BusyDnd *self)
{
        bool is_busy = false;

        for (size_t i = 0; i < N_FLAGS; i++)
                is_busy = is_busy || self->flags[i].is_set;
        if (is_busy == self->is_busy)
                return;
        self->is_busy = is_busy;
        self->sink.busy(self->sink.userdata, &self->base, is_busy);
}

static size_t flag_index(const DndFlag *flag)
{
        return (size_t) (flag - flag->dnd->flags);
}

/* A server without the property, or none at all, disturbs as ever. */
static int on_value(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        DndFlag *flag = userdata;
        int value = 0;

        flag->call = sd_bus_slot_unref(flag->call);
        if (sd_bus_message_is_method_error(message, NULL) ||
            sd_bus_message_read(message, "v", "b", &value) < 0)
                value = 0;
        flag->is_set = value;
        say(flag->dnd);
        return 0;
}

/* Without starting a server. */
static void ask(DndFlag *flag)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *call = NULL;
        size_t i = flag_index(flag);
        int r;

        flag->call = sd_bus_slot_unref(flag->call);
        r = sd_bus_message_new_method_call(
                flag->dnd->bus, &call, SERVER_NAME, SERVER_PATH, PROPERTIES, "Get");
        if (r >= 0)
                r = sd_bus_message_append(call, "ss", flags[i].interface, flags[i].property);
        if (r >= 0)
                r = sd_bus_message_set_auto_start(call, false);
        if (r >= 0)
                (void) sd_bus_call_async(flag->dnd->bus, &flag->call, call, on_value, flag, 0);
}

/* 1: `ret` was told; 0: something else changed; < 0: not what it should be. */
static int read_change(sd_bus_message *message, const char *property, int *ret)
{
        const char *name;
        int r;

        r = sd_bus_message_skip(message, "s");
        if (r >= 0)
                r = sd_bus_message_enter_container(message, 'a', "{sv}");
        while (r >= 0 && (r = sd_bus_message_enter_container(message, 'e', "sv")) > 0) {
                r = sd_bus_message_read(message, "s", &name);
                if (r >= 0 && strcmp(name, property) == 0) {
                        r = sd_bus_message_read(message, "v", "b", ret);
                        return r < 0 ? r : 1;
                }
                if (r >= 0)
                        r = sd_bus_message_skip(message, "v");
                if (r >= 0)
                        r = sd_bus_message_exit_container(message);
        }
        return r;
}

static bool is_invalidated(sd_bus_message *message, const char *property)
{
        const char *name;

        if (sd_bus_message_exit_container(message) < 0 ||
            sd_bus_message_enter_container(message, 'a', "s") < 0)
                return false;
        while (sd_bus_message_read(message, "s", &name) > 0)
                if (strcmp(name, property) == 0)
                        return true;
        return false;
}

static int on_changed(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        DndFlag *flag = userdata;
        const char *property = flags[flag_index(flag)].property;
        int value, r;

        r = read_change(message, property, &value);
        if (r > 0) {
                flag->call = sd_bus_slot_unref(flag->call); /* what it would answer may be older */
                flag->is_set = value;
                say(flag->dnd);
        } else if (r == 0 && is_invalidated(message, property)) {
                ask(flag);
        }
        return 0;
}

static void forget_server(BusyDnd *self)
{
        for (size_t i = 0; i < N_FLAGS; i++) {
                self->flags[i].call = sd_bus_slot_unref(self->flags[i].call);
                self->flags[i].is_set = false;
        }
}

static int on_owner(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        BusyDnd *self = userdata;
        const char *name, *before, *now;

        if (sd_bus_message_read(message, "sss", &name, &before, &now) < 0)
                return 0;
        forget_server(self);
        say(self);
        for (size_t i = 0; *now && i < N_FLAGS; i++)
                ask(&self->flags[i]);
        return 0;
}

static int watch(DndFlag *flag)
{
        char rule[512];

        snprintf(
                rule, sizeof rule,
                "type='signal',sender='" SERVER_NAME "',path='" SERVER_PATH "',interface='" PROPERTIES
                "',member='PropertiesChanged',arg0='%s'",
                flags[flag_index(flag)].interface);
        return sd_bus_add_match_async(flag->dnd->bus, &flag->match, rule, on_changed, NULL, flag);
}

static void leave_bus(BusyDnd *self)
{
        forget_server(self);
        for (size_t i = 0; i < N_FLAGS; i++)
                self->flags[i].match = sd_bus_slot_unref(self->flags[i].match);
        self->owner_match = sd_bus_slot_unref(self->owner_match);
        self->bus = sd_bus_unref(self->bus);
}

static int join_bus(BusyDnd *self, sd_bus *bus)
{
        int r;

        self->bus = sd_bus_ref(bus);
        r = sd_bus_add_match_async(
                bus, &self->owner_match,
                "type='signal',sender='org.freedesktop.DBus',path='/org/freedesktop/DBus',"
                "interface='org.freedesktop.DBus',member='NameOwnerChanged',arg0='" SERVER_NAME "'",
                on_owner, NULL, self);
        for (size_t i = 0; r >= 0 && i < N_FLAGS; i++)
                r = watch(&self->flags[i]);
        for (size_t i = 0; r >= 0 && i < N_FLAGS; i++)
                ask(&self->flags[i]);
        return r;
}

static void dnd_set_bus(Busy *base, sd_bus *bus)
{
        BusyDnd *self = (BusyDnd *) base;
        const char *problem = NULL;

        if (bus && bus == self->bus)
                return;
        leave_bus(self);
        say(self);
        if (!bus)
                problem = _("there is no session bus");
        else if (join_bus(self, bus) < 0)
                problem = _("the session bus does not take our questions");
        self->sink.problem(self->sink.userdata, base, problem);
}

static void dnd_close(Busy *base)
{
        leave_bus((BusyDnd *) base);
        free(base);
}

static int dnd_open(Loop *loop, const BusySink *sink, Busy **ret, Error *error)
{
        BusyDnd *self = calloc(1, sizeof *self);

        if (!self)
                return -ENOMEM;
        *self = (BusyDnd){ .base.ops = &busy_dnd, .sink = *sink };
        for (size_t i = 0; i < N_FLAGS; i++)
                self->flags[i].dnd = self;
        *ret = &self->base;
        return 0;
}

const BusyOps busy_dnd = {
        .name = "dnd",
        .title = N_("do-not-disturb of the notification server"),
        .reason = BUSY_DND,
        .open = dnd_open,
        .close = dnd_close,
        .set_bus = dnd_set_bus,
};
