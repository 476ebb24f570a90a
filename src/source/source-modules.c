/* SPDX-License-Identifier: MIT */
/* The sources of displays as the table knows them: each loads the module with the real one, where there is
 * such a display. */

#include <errno.h>
#include <stdlib.h>

#include "display-wait.h"
#include "i18n.h"
#include "module.h"
#include "source-ops.h"

static int open_in_module(
        const char *module, const char *name, Loop *loop, const SourceSink *sink, const char *argument,
        int64_t long_ms, Source **ret, Error *error)
{
        const SourceOps *const *ops;
        void *handle, *symbol;
        int r;

        r = module_open(module, name, &handle, &symbol, error);
        if (r == -ENOENT)
                return -ELIBACC; /* a display is there, but we are not whole */
        if (r < 0)
                return r;
        ops = symbol;
        r = (*ops)->open(loop, sink, argument, long_ms, ret, error);
        if (r < 0) {
                module_close(handle);
                return r;
        }
        return 0; /* the module stays while the process lives */
}

static const char *argument_or_environment(const char *argument, const char *variable)
{
        if (argument && *argument)
                return argument;
        argument = getenv(variable);
        return argument && *argument ? argument : NULL;
}

static int x11_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        const char *display = argument_or_environment(argument, "DISPLAY");

        if (!display)
                return error_set(error, -ENOENT, _("DISPLAY is not set"));
        return open_in_module(
                SOURCE_X11_MODULE, SOURCE_X11_SYMBOL, loop, sink, display, long_ms, ret, error);
}

const SourceOps source_x11 = {
        .name = "x11",
        .title = N_("keyboard and pointer on X11, through SYNC IDLETIME"),
        .open = x11_open,
};

static int wayland_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        const char *display = argument_or_environment(argument, "WAYLAND_DISPLAY");
        _cleanup_free_ char *found = NULL;

        if (!display && display_wait_find(&found) >= 0)
                display = found;
        if (!display)
                return error_set(error, -ENOENT, _("WAYLAND_DISPLAY is not set"));
        return open_in_module(
                SOURCE_WAYLAND_MODULE, SOURCE_WAYLAND_SYMBOL, loop, sink, display, long_ms, ret, error);
}

const SourceOps source_wayland = {
        .name = "wayland",
        .title = N_("keyboard and pointer on Wayland, through the compositor's idle times"),
        .open = wayland_open,
};
