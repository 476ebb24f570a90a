/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STORE_SQLITE_H
#define LIMBER_STORE_SQLITE_H

/* The store in SQLite, as it is inside the module. Everybody else calls store_open(). */

#include "migrate.h"
#include "store.h"

/* As store_open(), with other migrations than those of data/schema. For the module, and for tests. */
int store_sqlite_open(
        const char *path, StoreFlags flags, const Migration *migrations, size_t n_migrations, Store **ret,
        Error *error);

#endif
