/* SPDX-License-Identifier: MIT */
/* The x11 source as the table knows it: loads the module with the real one, where there is a display. */

#include <errno.h>
#include <stdlib.h>

#include "i18n.h"
#include "module.h"
#include "source-ops.h"

static int x11_open(
        Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
        Error *error)
{
        const char *display = argument && *argument ? argument : getenv("DISPLAY");
        const SourceOps *const *ops;
        void *handle, *symbol;
        int r;

        if (!display || !*display)
                return error_set(error, -ENOENT, _("DISPLAY is not set"));
        r = module_open(SOURCE_X11_MODULE, SOURCE_X11_SYMBOL, &handle, &symbol, error);
        if (r == -ENOENT)
                return -ELIBACC; /* a display is there, but we are not whole */
        if (r < 0)
                return r;
        ops = symbol;
        r = (*ops)->open(loop, sink, display, long_ms, ret, error);
        if (r < 0) {
                module_close(handle);
                return r;
        }
        return 0; /* the module stays while the process lives */
}

const SourceOps source_x11 = {
        .name = "x11",
        .title = N_("keyboard and pointer on X11, through SYNC IDLETIME"),
        .open = x11_open,
};
