/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CATALOGUE_H
#define LIMBER_CATALOGUE_H

/*
 * The stretches there are, by id, ordered by rank and then id. A wrong file leaves a problem behind and
 * everything else as it was, so that the others keep working.
 */

#include "array.h"
#include "error.h"
#include "str.h"
#include "stretch.h"

typedef struct Catalogue {
        ARRAY(Stretch *) stretches; /* owned */
        ARRAY(Error) problems;      /* one line each, with the file */
} Catalogue;

void catalogue_deinit(Catalogue *catalogue);
#define _cleanup_catalogue_ _cleanup_(catalogue_deinit)

/* A file, as it was read. */
typedef struct StretchFile {
        const char *id;   /* its name without .stretch */
        const char *path; /* how problems name it */
        Slice bytes;
        StretchOrigin origin;
} StretchFile;

/*
 * Adds the stretch in a file; one of the same id is replaced. 0; -EINVAL where the file is wrong (the first
 * problem was added, "PATH:LINE: [section] key: ...", and set in `error`); -ENOMEM.
 */
int catalogue_add(Catalogue *catalogue, const StretchFile *file, Error *error);

/* Adds a problem that is not in the bytes: a file that cannot be read. 0 or -ENOMEM. */
int catalogue_add_problem(Catalogue *catalogue, const Error *problem);

const Stretch *catalogue_find(const Catalogue *catalogue, const char *id); /* NULL: none */
int catalogue_index(const Catalogue *catalogue, const char *id);           /* -1: none */

#endif
