/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STORE_H
#define LIMBER_STORE_H

/*
 * The store: records go in and never change. StoreOps is what an implementation gives (memory, SQLite);
 * everything else here is written over it and the same for all.
 *
 * < 0 is -errno with one line in `error` (NULL: nobody wants it):
 *
 *      -EINVAL            a record is out of its range, or its origin is not in the store
 *      -ENOENT            STORE_READ: there is no database yet; or the SQLite module is not installed
 *      -EPROTONOSUPPORT   the database is of a newer Limber, or not Limber's at all; it is left alone
 *      -ELOOP, -EPERM     the path is a link, or somebody else's
 *      -EUCLEAN           the database is damaged
 *      -EBUSY             another program holds it
 *      -ENOSPC, -EROFS, -EACCES, -EIO, -ENOMEM  as ever
 *
 * Nothing of a put that failed is kept.
 */

#include "error.h"
#include "record.h"

typedef struct Store Store;
typedef struct StoreOps StoreOps;

/* Documented answers, > 0. */
enum {
        STORE_ALREADY = 1,   /* put: every record was there before; nothing was added */
        STORE_SET_ASIDE = 2, /* open: the database was damaged; it is kept under another name, which `error`
                              * tells, and a new one was begun */
        STORE_NONE = 3,      /* find: there is none */
};

/* Called for each record, which is valid during the call. 0: go on; else the walk ends and returns it. */
typedef int (*StoreFunction)(const Record *record, void *userdata);

struct StoreOps {
        const char *name; /* "sqlite" */
        void (*close)(Store *store);
        int (*put)(Store *store, const Record *records, size_t n, size_t *ret_n_new, Error *error);
        int (*each)(
                Store *store, RecordKind kind, WallTime from, WallTime to, StoreFunction function,
                void *userdata, Error *error);
        int (*find_import)(
                Store *store, const uint8_t digest[static SHA256_SIZE], Record *ret, Error *error);
};

struct Store {
        const StoreOps *ops;
        void *module; /* the shared object that `ops` lives in; NULL: this program */
};

/* Lives as long as it is open. */
int store_memory_open(Store **ret);

typedef enum StoreFlags {
        STORE_READ = 1 << 0,  /* only queries: makes nothing, sets nothing aside (-ENOENT, -EUCLEAN); a
                               * database  of an older schema is brought up to date all the same */
        STORE_CHECK = 1 << 1, /* look through the whole file for damage (10 ms a year of history); else
                               * damage is found only where it is met */
        STORE_LEAN = 1 << 2,  /* SQLite's memory is given back to the kernel whole: for a process that lives
                               * long and in which nobody else uses SQLite */
} StoreFlags;

/*
 * The SQLite database at `path`. The file (0600) and its folder (0700) are made if they are missing and made
 * private if they are not. A database of an older schema is copied to PATH.backup-vN and migrated. 0 or
 * STORE_SET_ASIDE.
 *
 * SQLite comes with a shared module that is loaded here and left again by store_close(), so that a program
 * that opens the store only to write pays for it only then. The module is looked for in LIMBER_MODULE_DIR,
 * then where it was installed.
 */
int store_open(const char *path, StoreFlags flags, Store **ret, Error *error);

void store_close(Store *store); /* NULL is fine */
DEFINE_CLEANUP(Store, store_close)

/* Puts one record. 0 or STORE_ALREADY. Once it returns the record survives a power cut (SQLite). */
int store_put(Store *store, const Record *record, Error *error);

/* Puts many, all or none, in one transaction. 0, or STORE_ALREADY if none was new. `ret_n_new` may be NULL.
 */
int store_put_many(Store *store, const Record *records, size_t n, size_t *ret_n_new, Error *error);

/* The records that overlap [from, to), in the order of their ids, and so of their wall times; one without
 * length overlaps where it lies inside. Those that were replaced are left out. No puts from inside. */
int store_each(
        Store *store, RecordKind kind, WallTime from, WallTime to, StoreFunction function, void *userdata,
        Error *error);

/* The import of a file with that digest: 0, or STORE_NONE. */
int store_find_import(Store *store, const uint8_t digest[static SHA256_SIZE], Record *ret, Error *error);

/* ---- worked out from the above ---- */

enum { STORE_STRETCHES_MAX = 64 };

typedef struct StoreStretch {
        char stretch[RECORD_NAME_SIZE];
        int64_t n_finished, n_begun; /* begun: with any end, finished included */
        WallTime last;               /* start of the latest one with at least one repeat done, or 0 */
        WallTime last_ouch;          /* start of the latest one that hurt, or 0 */
} StoreStretch;

/* In the order in which they were first done; at most STORE_STRETCHES_MAX ids are told apart, the rest is
 * left out. */
typedef struct StoreStretches {
        size_t n;
        StoreStretch items[STORE_STRETCHES_MAX];
} StoreStretches;

/* Stretches begun in [from, to), for counts and for "the one not done for longest today, then this week". */
int store_stretches(Store *store, WallTime from, WallTime to, StoreStretches *ret, Error *error);

/* The entry of that id, or NULL. */
const StoreStretch *store_stretches_find(const StoreStretches *stretches, const char *stretch);

typedef struct StoreDay {
        int64_t sitting_ms, standing_ms;  /* of bouts, the part inside [from, to) */
        int64_t n_bouts, longest_bout_ms; /* bouts that began inside, whole */
        int64_t n_breaks[N_OUTCOMES];     /* that came up inside */
        StoreStretches stretches;
} StoreDay;

/* What `status` shows of a day: [start of the day, start of the next). */
int store_day(Store *store, WallTime from, WallTime to, StoreDay *ret, Error *error);

#endif
