/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DATABASE_H
#define LIMBER_DATABASE_H

/* The database file: found, made, checked, migrated, set aside; the answers are those of store_open(). */

#include <sqlite3.h>
#include <stddef.h>

#include "error.h"
#include "migrate.h"
#include "store.h"

int database_open(
        const char *path, StoreFlags flags, const Migration *migrations, size_t n_migrations, sqlite3 **ret,
        Error *error);

#endif
