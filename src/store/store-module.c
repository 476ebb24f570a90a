/* SPDX-License-Identifier: MIT */
/* The module: its one symbol, and SQLite's coming and going. */

#include "store-module.h"

#include <sqlite3.h>
#include <stdbool.h>

#include "sqlite-heap.h"
#include "store-sqlite.h"

static bool is_lean; /* the heap below SQLite is ours */

static int open_builtin(const char *path, StoreFlags flags, Store **ret, Error *error)
{
        size_t n_migrations;
        const Migration *migrations = migrations_builtin(&n_migrations);

        if ((flags & STORE_LEAN) && !is_lean)
                is_lean = sqlite_heap_install();
        return store_sqlite_open(path, flags, migrations, n_migrations, ret, error);
}

/* SQLite keeps memory of its own that nobody could free once its library is gone. The library may be in this
 * process for somebody else too (a toolkit's file chooser); then it stays up. */
__attribute__((destructor)) static void shut_down(void)
{
        if (sqlite3_memory_used() == 0)
                sqlite3_shutdown();
}

extern const StoreModule limber_store_module;

__attribute__((visibility("default"))) const StoreModule limber_store_module = {
        .build = STORE_MODULE_BUILD,
        .record_size = sizeof(Record),
        .open = open_builtin,
};
