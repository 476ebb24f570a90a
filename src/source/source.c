/* SPDX-License-Identifier: MIT */
/*
 * The table of input sources and the choice among them: the one that was asked for, else the first that
 * works.
 */

#include "source.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"
#include "source-ops.h"
#include "str.h"

/* In the order of probing. A terminal is there on a display too, but knows less: it comes last. A script is
 * never found by probing. */
const SourceOps *const source_table[] = {
        &source_wayland, &source_mutter, &source_x11, &source_tty, &source_script, NULL,
};

static const SourceOps *source_find(Slice name)
{
        for (size_t i = 0; source_table[i]; i++)
                if (slice_equals(name, source_table[i]->name))
                        return source_table[i];
        return NULL;
}

static int source_open_named(
        const char *name, Loop *loop, const SourceSink *sink, int64_t long_ms, Source **ret, Error *error)
{
        const char *colon = strchr(name, ':');
        const SourceOps *ops;
        int r;

        ops = source_find((Slice){ name, colon ? (size_t) (colon - name) : strlen(name) });
        if (!ops)
                return error_set(
                        error, -EINVAL,
                        _("LIMBER_SOURCE: there is no source '%.40s'; it is wayland, mutter, x11, tty or "
                          "script:FILE"),
                        name);
        r = ops->open(loop, sink, colon ? colon + 1 : NULL, long_ms, ret, error);
        if (r < 0)
                return error_prefix(error, r, _("LIMBER_SOURCE=%.100s"), name);
        return 0;
}

int source_open(
        const char *name, Loop *loop, const SourceSink *sink, int64_t long_ms, Source **ret, Error *error)
{
        _cleanup_str_ Str tried = { 0 };

        if (name && *name)
                return source_open_named(name, loop, sink, long_ms, ret, error);
        for (size_t i = 0; source_table[i] != &source_script; i++) {
                const SourceOps *ops = source_table[i];
                Error reason = { "" };
                int r;

                assert(ops);
                r = ops->open(loop, sink, NULL, long_ms, ret, &reason);
                if (r >= 0)
                        return 0;
                if (r == -ENOMEM)
                        return r;
                r = str_appendf(&tried, "%s%s: %s", tried.n > 0 ? "; " : "", ops->name, reason.text);
                if (r < 0)
                        return r;
        }
        return error_set(error, -ENOENT, _("no way to notice input here (%s)"), tried.text);
}

void source_close(Source *source)
{
        if (source)
                source->ops->close(source);
}

int source_watch(Source *source, int64_t short_ms)
{
        return source->ops->watch ? source->ops->watch(source, short_ms) : 0;
}

int source_set_long(Source *source, int64_t long_ms)
{
        return source->ops->set_long ? source->ops->set_long(source, long_ms) : 0;
}

const char *source_name(const Source *source)
{
        return source->ops->name;
}

const char *source_means(const Source *source)
{
        return source->ops->means ? source->ops->means(source) : "";
}
