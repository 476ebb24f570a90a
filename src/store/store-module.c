/* SPDX-License-Identifier: MIT */
/* The module's one symbol. */

#include "store-module.h"

#include <sqlite3.h>

#include "store-sqlite.h"

static int open_builtin(const char *path, StoreFlags flags, Store **ret, Error *error)
{
        size_t n_migrations;
        const Migration *migrations = migrations_builtin(&n_migrations);

        return store_sqlite_open(path, flags, migrations, n_migrations, ret, error);
}

/* SQLite keeps memory of its own that nobody could free once its library is gone. */
__attribute__((destructor)) static void shut_down(void)
{
        sqlite3_shutdown();
}

extern const StoreModule limber_store_module;

__attribute__((visibility("default"))) const StoreModule limber_store_module = {
        .build = STORE_MODULE_BUILD,
        .record_size = sizeof(Record),
        .open = open_builtin,
};
