/* SPDX-License-Identifier: MIT */
/* The table of formats. */

#include "importer.h"

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

void importer_free(Importer *importer)
{
        if (importer)
                importer->ops->free(importer);
}
