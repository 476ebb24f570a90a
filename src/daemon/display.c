/* SPDX-License-Identifier: MIT */
/* The display in our environment, and in that of the user's systemd. */

#include "display.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "macro.h"

enum { VALUE_SIZE_MAX = 4096, ASK_TIMEOUT_US = 2 * 1000 * 1000 };

/* The first two are a display. */
static const char *const names[] = {
        "WAYLAND_DISPLAY=",     "DISPLAY=",          "XAUTHORITY=",
        "XDG_CURRENT_DESKTOP=", "XDG_SESSION_TYPE=", "XDG_RUNTIME_DIR=",
};
static_assert(ELEMENTSOF(names) == DISPLAY_VARIABLES_MAX, "each has its place");
enum { N_DISPLAYS = 2 };

void display_deinit(Display *display)
{
        for (size_t i = 0; i < display->n; i++)
                free(display->variables[i]);
        display->n = 0;
}

static bool is_set(const char *name)
{
        const char *value = getenv(name);

        return value && value[0];
}

bool display_is_here(void)
{
        return is_set("WAYLAND_DISPLAY") || is_set("DISPLAY");
}

/* The index among the names, or -1 for what has no business here. */
static int find_name(const char *variable)
{
        for (size_t i = 0; i < ELEMENTSOF(names); i++) {
                size_t n = strlen(names[i]);

                if (strncmp(variable, names[i], n) == 0 && variable[n] && strlen(variable) < VALUE_SIZE_MAX)
                        return (int) i;
        }
        return -1;
}

bool display_read(sd_bus_message *message, Display *ret)
{
        bool seen[ELEMENTSOF(names)] = { 0 }, found = false;
        Display display = { 0 };
        const char *variable;

        if (sd_bus_message_enter_container(message, 'v', "as") < 0 ||
            sd_bus_message_enter_container(message, 'a', "s") < 0)
                return false;
        while (sd_bus_message_read(message, "s", &variable) > 0) {
                int i = find_name(variable);

                if (i < 0 || seen[i])
                        continue;
                display.variables[display.n] = strdup(variable);
                if (!display.variables[display.n])
                        break;
                display.n++;
                seen[i] = true;
                found |= i < N_DISPLAYS;
        }
        *ret = display;
        return found;
}

int display_ask(sd_bus *bus, sd_bus_message_handler_t function, void *userdata, sd_bus_slot **ret)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *call = NULL;
        int r;

        r = sd_bus_message_new_method_call(
                bus, &call, "org.freedesktop.systemd1", "/org/freedesktop/systemd1",
                "org.freedesktop.DBus.Properties", "Get");
        if (r >= 0)
                r = sd_bus_message_append(call, "ss", "org.freedesktop.systemd1.Manager", "Environment");
        if (r >= 0)
                r = sd_bus_message_set_auto_start(call, false);
        if (r >= 0)
                r = sd_bus_call_async(bus, ret, call, function, userdata, ASK_TIMEOUT_US);
        return r < 0 ? r : 0;
}
