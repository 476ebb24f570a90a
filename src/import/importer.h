/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_IMPORTER_H
#define LIMBER_IMPORTER_H

/*
 * Importers: files of observations, in formats of our own and of others. One ops struct a format, in a
 * table.
 *
 *      r = importer_open(importer_find(slice_of("manictime")), path, &options, &importer, &error);
 *      while ((r = importer_next(importer, &item, &error)) > 0)
 *              ...
 *      importer_free(importer);
 *
 * Opening reads the whole file once, so that nothing is given out of a file with a wrong line; what comes
 * then is the second reading. Streams, in constant memory. Local times are those of the zone of the process.
 */

#include <stdint.h>

#include "local-time.h"
#include "replay.h"

typedef struct Importer Importer;

typedef struct ImportOptions {
        DateOrder date_order; /* DATE_ORDER_UNKNOWN: found out from the file */

        /* Sees every byte of the file once, in order, while it is opened: for a digest. NULL: nobody. */
        void (*on_bytes)(void *userdata, const void *bytes, size_t n);
        void *userdata;
} ImportOptions;

/* read = kept + merged + dropped. For a file of observations they are lines, else rows without the header.
 */
typedef struct ImportCounts {
        uint64_t read;
        uint64_t kept;
        uint64_t merged;  /* overlapped or touched one of the same kind before them, and became part of it */
        uint64_t dropped; /* ended before they started, or were empty */
} ImportCounts;

typedef struct ImporterOps {
        const char *name;
        int (*open)(const char *path, const ImportOptions *options, Importer **ret, Error *error);
        int (*next)(Importer *importer, ReplayItem *ret, Error *error);
        void (*free)(Importer *importer);
} ImporterOps;

/* What every importer begins with. */
struct Importer {
        const ImporterOps *ops;
        ImportCounts counts;  /* complete once next has given 0 */
        bool has_local_dates; /* the format writes dates in the order of a country ... */
        DateOrder date_order; /* ... this one; DATE_ORDER_UNKNOWN where no row said */
};

/* NULL: no such format. */
const ImporterOps *importer_find(Slice name);

/* The names of all formats, for messages: "timeline, manictime". */
const char *importer_names(void);

/*
 * "-" is standard input. 0, or -errno with a reason that begins with the path and, where a line is wrong,
 * its number.
 */
int importer_open(
        const ImporterOps *ops, const char *path, const ImportOptions *options, Importer **ret,
        Error *error);

/* 1 for an item, in the order of time, 0 at the end, -errno with a reason. */
int importer_next(Importer *importer, ReplayItem *ret, Error *error);

/* When the items of a replayed file were, the first and the last. */
typedef struct ImporterSpan {
        bool any;
        WallTime from, to;
} ImporterSpan;

/* All items through the replay, to its end. 0, or -errno with a reason. `ret` may be NULL. */
int importer_replay(Importer *importer, Replay *replay, ImporterSpan *ret, Error *error);

void importer_free(Importer *importer);
DEFINE_CLEANUP(Importer, importer_free)

extern const ImporterOps importer_timeline;
extern const ImporterOps importer_manictime;

#endif
