/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_MIGRATE_H
#define LIMBER_MIGRATE_H

/*
 * Schema versions. data/schema/NNN.sql leads from version NNN - 1 to NNN; a database says its version in
 * user_version and that it is Limber's in application_id.
 */

#include <sqlite3.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

/* "Limb" */
enum { LIMBER_APPLICATION_ID = 0x4c696d62 };

typedef struct Migration {
        const char *name; /* "001.sql" */
        const char *sql;
        size_t length;
} Migration;

/* The files of data/schema, in order. */
const Migration *migrations_builtin(size_t *ret_n);

/*
 * What the database is, by looking only: its version (0: new and empty). -EPROTONOSUPPORT for one that is
 * not Limber's or of a schema beyond version n_migrations; -EUCLEAN for a damaged one.
 */
int migrate_look(sqlite3 *db, size_t n_migrations, int64_t *ret_version, Error *error);

/*
 * Brings it to version n_migrations, each step in a transaction of its own; before a step away from version
 * N > 0 the whole database is copied to `name`.backup-vN in the folder. A step that fails leaves the
 * database as it was before that step.
 */
int migrate(
        sqlite3 *db, int folder_fd, const char *path, const Migration *migrations, size_t n_migrations,
        Error *error);

#endif
