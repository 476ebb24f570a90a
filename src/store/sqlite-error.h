/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SQLITE_ERROR_H
#define LIMBER_SQLITE_ERROR_H

/* SQLite's answers as ours: -errno (see store.h) and one line. */

#include <sqlite3.h>
#include <stdint.h>

#include "error.h"

/* For the last call on `db` that failed with `code`; `doing`: "write", "open". */
int sqlite_error(sqlite3 *db, int code, const char *doing, Error *error);

/* Runs statements that give no rows. 0 or -errno. */
int sqlite_run(sqlite3 *db, const char *sql, const char *doing, Error *error);

/* The first column of the first row, as a number. 0 or -errno. */
int sqlite_number(sqlite3 *db, const char *sql, int64_t *ret, Error *error);

#endif
