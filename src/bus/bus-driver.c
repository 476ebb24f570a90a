/* SPDX-License-Identifier: MIT */
/* A bus of two. Nothing is routed: names are answered, matches only counted (the caller's own library sorts
 * what arrives). */

#include "bus-driver.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "bus-peers.h"
#include "names.h"

#define DRIVER_NAME "org.freedesktop.DBus"
#define DRIVER_OBJECT "/org/freedesktop/DBus"
#define DAEMON_UNIQUE_NAME ":1.0"

enum { UNIQUE_NAME_SIZE = 32, START_REPLY_ALREADY_RUNNING = 2 };

static const char *caller_name(const BusDriver *driver, char text[static UNIQUE_NAME_SIZE])
{
        snprintf(text, UNIQUE_NAME_SIZE, ":1.%" PRIu64, driver->serial);
        return text;
}

/* The unique name behind `name`, or NULL. */
static const char *owner_of(const BusDriver *driver, const char *name, char text[static UNIQUE_NAME_SIZE])
{
        if (strcmp(name, DRIVER_NAME) == 0)
                return DRIVER_NAME;
        if (strcmp(name, LIMBER_BUS_NAME) == 0 || strcmp(name, DAEMON_UNIQUE_NAME) == 0)
                return DAEMON_UNIQUE_NAME;
        return strcmp(name, caller_name(driver, text)) == 0 ? text : NULL;
}

static int reply_no_owner(sd_bus_message *call, const char *name)
{
        return sd_bus_reply_method_errorf(
                call, SD_BUS_ERROR_NAME_HAS_NO_OWNER, "'%s' is not on this connection", name);
}

static int on_hello(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusDriver *driver = userdata;
        char text[UNIQUE_NAME_SIZE];

        driver->said_hello = true;
        return sd_bus_reply_method_return(call, "s", caller_name(driver, text));
}

static int on_add_match(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusDriver *driver = userdata;

        if (driver->n_matches == BUS_PEER_MATCHES_MAX)
                return sd_bus_reply_method_errorf(
                        call, SD_BUS_ERROR_LIMITS_EXCEEDED, "at most %d matches", BUS_PEER_MATCHES_MAX);
        driver->n_matches++;
        return sd_bus_reply_method_return(call, NULL);
}

static int on_remove_match(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusDriver *driver = userdata;

        if (driver->n_matches == 0)
                return sd_bus_reply_method_errorf(
                        call, SD_BUS_ERROR_MATCH_RULE_NOT_FOUND, "no match was added");
        driver->n_matches--;
        return sd_bus_reply_method_return(call, NULL);
}

static int on_get_name_owner(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        char text[UNIQUE_NAME_SIZE];
        const char *name, *owner;
        int r = sd_bus_message_read(call, "s", &name);

        if (r < 0)
                return r;
        owner = owner_of(userdata, name, text);
        return owner ? sd_bus_reply_method_return(call, "s", owner) : reply_no_owner(call, name);
}

static int on_name_has_owner(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        char text[UNIQUE_NAME_SIZE];
        const char *name;
        int r = sd_bus_message_read(call, "s", &name);

        if (r < 0)
                return r;
        return sd_bus_reply_method_return(call, "b", owner_of(userdata, name, text) != NULL);
}

static int on_list_names(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        char text[UNIQUE_NAME_SIZE];

        return sd_bus_reply_method_return(
                call, "as", 4, DRIVER_NAME, LIMBER_BUS_NAME, DAEMON_UNIQUE_NAME,
                caller_name(userdata, text));
}

static int on_list_activatable_names(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        return sd_bus_reply_method_return(call, "as", 0);
}

static int on_start_service(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        char text[UNIQUE_NAME_SIZE];
        const char *name;
        uint32_t flags;
        int r = sd_bus_message_read(call, "su", &name, &flags);

        if (r < 0)
                return r;
        if (!owner_of(userdata, name, text))
                return sd_bus_reply_method_errorf(
                        call, SD_BUS_ERROR_SERVICE_UNKNOWN, "'%s' is not on this connection", name);
        return sd_bus_reply_method_return(call, "u", START_REPLY_ALREADY_RUNNING);
}

/* Both ends are the same user's, or root's, and then the asker knows. */
static int on_get_unix_user(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        char text[UNIQUE_NAME_SIZE];
        const char *name;
        int r = sd_bus_message_read(call, "s", &name);

        if (r < 0)
                return r;
        if (!owner_of(userdata, name, text))
                return reply_no_owner(call, name);
        return sd_bus_reply_method_return(call, "u", (uint32_t) geteuid());
}

#define OPEN SD_BUS_VTABLE_UNPRIVILEGED

static const sd_bus_vtable vtable[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_METHOD("Hello", "", "s", on_hello, OPEN),
        SD_BUS_METHOD("AddMatch", "s", "", on_add_match, OPEN),
        SD_BUS_METHOD("RemoveMatch", "s", "", on_remove_match, OPEN),
        SD_BUS_METHOD("GetNameOwner", "s", "s", on_get_name_owner, OPEN),
        SD_BUS_METHOD("NameHasOwner", "s", "b", on_name_has_owner, OPEN),
        SD_BUS_METHOD("ListNames", "", "as", on_list_names, OPEN),
        SD_BUS_METHOD("ListActivatableNames", "", "as", on_list_activatable_names, OPEN),
        SD_BUS_METHOD("StartServiceByName", "su", "u", on_start_service, OPEN),
        SD_BUS_METHOD("GetConnectionUnixUser", "s", "u", on_get_unix_user, OPEN),
        SD_BUS_VTABLE_END,
};

int bus_driver_export(BusDriver *driver, sd_bus *bus)
{
        return sd_bus_add_object_vtable(bus, NULL, DRIVER_OBJECT, DRIVER_NAME, vtable, driver);
}

bool bus_driver_wants_signals(const BusDriver *driver)
{
        return driver->n_matches > 0;
}

const char *bus_driver_sender(const BusDriver *driver)
{
        return driver->said_hello ? DAEMON_UNIQUE_NAME : NULL;
}
