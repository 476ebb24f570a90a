/* SPDX-License-Identifier: MIT */
/* The table of formats. */

#include "importer.h"

#include <errno.h>

#include "i18n.h"

static const ImporterOps *const importers[] = { &importer_timeline, &importer_manictime };

const ImporterOps *importer_find(Slice name)
{
        for (size_t i = 0; i < ELEMENTSOF(importers); i++)
                if (slice_equals(name, importers[i]->name))
                        return importers[i];
        return NULL;
}

const char *importer_names(void)
{
        return "timeline, manictime";
}

static const char *name_of(const char *path)
{
        return slice_equals(slice_of(path), "-") ? _("standard input") : path;
}

int importer_open(
        const ImporterOps *ops, const char *path, const ImportOptions *options, Importer **ret, Error *error)
{
        int r = ops->open(path, options, ret, error);

        return r < 0 ? error_prefix(error, r, "%s", name_of(path)) : 0;
}

int importer_next(Importer *importer, ReplayItem *ret, Error *error)
{
        return importer->ops->next(importer, ret, error);
}

int importer_replay(Importer *importer, Replay *replay, ImporterSpan *ret, Error *error)
{
        ImporterSpan span = { 0 };
        ReplayItem item;
        int r;

        while ((r = importer_next(importer, &item, error)) > 0) {
                r = replay_feed(replay, &item);
                if (r == REPLAY_OUT_OF_ORDER)
                        return error_set(error, -EAGAIN, _("the file changed while it was read; try again"));
                if (r < 0)
                        return r;
                if (!span.any)
                        span.from = item.wall;
                span.any = true;
                span.to = item.wall;
        }
        if (r < 0)
                return r;
        if (ret)
                *ret = span;
        return replay_finish(replay);
}

void importer_free(Importer *importer)
{
        if (importer)
                importer->ops->free(importer);
}
