/* SPDX-License-Identifier: MIT */
/* The table of busy sources, and the module of the one that needs libxcb. */

#include "busy.h"

#include <errno.h>
#include <stdlib.h>

#include "busy-ops.h"
#include "i18n.h"
#include "module.h"

const BusyOps *const busy_table[N_BUSY_SOURCES] = { &busy_fullscreen, &busy_dnd };

static bool is_set(const char *variable)
{
        const char *value = getenv(variable);

        return value && *value;
}

/* On Wayland an X server would show only those programs that still need one, and be started for us. */
static int fullscreen_open(Loop *loop, const BusySink *sink, Busy **ret, Error *error)
{
        const BusyOps *const *ops;
        void *handle, *symbol;
        int r;

        if (is_set("WAYLAND_DISPLAY"))
                return error_set(error, -ENOENT, _("full-screen windows are not seen on Wayland"));
        if (!is_set("DISPLAY"))
                return error_set(error, -ENOENT, _("DISPLAY is not set"));
        r = module_open(BUSY_X11_MODULE, BUSY_X11_SYMBOL, &handle, &symbol, error);
        if (r < 0)
                return r;
        ops = symbol;
        r = (*ops)->open(loop, sink, ret, error);
        if (r < 0)
                module_close(handle);
        return r; /* the module stays while the process lives */
}

const BusyOps busy_fullscreen = {
        .name = "fullscreen",
        .title = N_("full-screen windows on X11"),
        .reason = BUSY_FULLSCREEN,
        .open = fullscreen_open,
};

void busy_close(Busy *busy)
{
        if (busy)
                busy->ops->close(busy);
}

void busy_set_bus(Busy *busy, sd_bus *bus)
{
        if (busy->ops->set_bus)
                busy->ops->set_bus(busy, bus);
}
