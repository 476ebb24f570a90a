/* SPDX-License-Identifier: MIT */
/*
 * The store in SQLite. A put is one transaction, durable when it returns (WAL, synchronous FULL). Ids begin
 * with the time, so that the primary key is also the order of time and every walk is one range of it.
 */

#include "store-sqlite.h"

#include <errno.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>

#include "database.h"
#include "i18n.h"
#include "sqlite-error.h"
#include "sqlite-row.h"

typedef struct StoreSqlite {
        Store base;
        sqlite3 *db;
        sqlite3_stmt *inserts[N_RECORD_KINDS]; /* prepared when first needed */
} StoreSqlite;

static void finalizep(sqlite3_stmt **statement)
{
        sqlite3_finalize(*statement);
}

static StoreSqlite *sqlite_of(Store *store)
{
        return CONTAINER_OF(store, StoreSqlite, base);
}

static int insert(StoreSqlite *sqlite, const Record *record, size_t *n_new, Error *error)
{
        sqlite3_stmt **statement = &sqlite->inserts[record->kind];
        int code = SQLITE_OK;

        if (!*statement)
                code = sqlite3_prepare_v3(
                        sqlite->db, row_kinds[record->kind].insert, -1, SQLITE_PREPARE_PERSISTENT, statement,
                        NULL);
        if (code == SQLITE_OK)
                code = row_bind(*statement, record);
        if (code == SQLITE_OK) {
                (void) sqlite3_step(*statement);
                code = sqlite3_reset(*statement);
        }
        if (code != SQLITE_OK && (code & 0xff) == SQLITE_CONSTRAINT && code == SQLITE_CONSTRAINT_FOREIGNKEY)
                return error_set(
                        error, -EINVAL, _("%s: its origin is not in the store"),
                        record_kind_word(record->kind));
        if (code != SQLITE_OK)
                return sqlite_error(sqlite->db, code, "write", error);
        *n_new += (size_t) sqlite3_changes(sqlite->db);
        return 0;
}

static int sqlite_put(Store *store, const Record *records, size_t n, size_t *ret_n_new, Error *error)
{
        StoreSqlite *sqlite = sqlite_of(store);
        size_t n_new = 0;
        int r;

        r = sqlite_run(sqlite->db, "BEGIN IMMEDIATE", "write", error);
        for (size_t i = 0; i < n && r >= 0; i++)
                r = insert(sqlite, &records[i], &n_new, error);
        if (r >= 0)
                r = sqlite_run(sqlite->db, "COMMIT", "write", error);
        if (r < 0) {
                if (!sqlite3_get_autocommit(sqlite->db))
                        (void) sqlite3_exec(sqlite->db, "ROLLBACK", NULL, NULL, NULL);
                return r;
        }
        *ret_n_new = n_new;
        return 0;
}

/* How far before `from` a row can begin that reaches into it. */
static int look_back_ms(StoreSqlite *sqlite, RecordKind kind, int64_t *ret, Error *error)
{
        int64_t longest_ms = 0;
        int r = 0;

        if (row_kinds[kind].longest)
                r = sqlite_number(sqlite->db, row_kinds[kind].longest, &longest_ms, error);
        if (r >= 0)
                *ret = MAX(longest_ms, MS_PER_DAY);
        return r;
}

/* The first 6 bytes of every id of that instant: below all of them, above all before. */
static int bind_id_from(sqlite3_stmt *statement, int parameter, int64_t wall_ms)
{
        uint8_t prefix[6];

        wall_ms = MAX(wall_ms, INT64_C(0));
        for (int i = 0; i < 6; i++)
                prefix[i] = (uint8_t) (wall_ms >> (40 - 8 * i));
        return sqlite3_bind_blob(statement, parameter, prefix, sizeof prefix, SQLITE_TRANSIENT);
}

static int sqlite_each(
        Store *store, RecordKind kind, WallTime from, WallTime to, StoreFunction function, void *userdata,
        Error *error)
{
        StoreSqlite *sqlite = sqlite_of(store);
        _cleanup_(finalizep) sqlite3_stmt *statement = NULL;
        int64_t back_ms = 0;
        int code, r;

        r = look_back_ms(sqlite, kind, &back_ms, error);
        if (r < 0)
                return r;
        code = sqlite3_prepare_v2(sqlite->db, row_kinds[kind].select, -1, &statement, NULL);
        if (code == SQLITE_OK)
                code = bind_id_from(statement, 1, from.ms - back_ms);
        if (code == SQLITE_OK)
                code = bind_id_from(statement, 2, to.ms);
        if (code == SQLITE_OK)
                code = sqlite3_bind_int64(statement, 3, from.ms);
        if (code != SQLITE_OK)
                return sqlite_error(sqlite->db, code, "read", error);
        while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
                Record record;

                r = row_read(statement, kind, &record, error);
                if (r >= 0)
                        r = function(&record, userdata);
                if (r != 0)
                        return r;
        }
        return code == SQLITE_DONE ? 0 : sqlite_error(sqlite->db, code, "read", error);
}

static int
sqlite_find_import(Store *store, const uint8_t digest[static SHA256_SIZE], Record *ret, Error *error)
{
        StoreSqlite *sqlite = sqlite_of(store);
        _cleanup_(finalizep) sqlite3_stmt *statement = NULL;
        int code;

        code = sqlite3_prepare_v2(sqlite->db, row_find_import, -1, &statement, NULL);
        if (code == SQLITE_OK)
                code = sqlite3_bind_blob(statement, 1, digest, SHA256_SIZE, SQLITE_STATIC);
        if (code == SQLITE_OK)
                code = sqlite3_step(statement);
        if (code == SQLITE_DONE)
                return STORE_NONE;
        if (code != SQLITE_ROW)
                return sqlite_error(sqlite->db, code, "read", error);
        return row_read(statement, RECORD_IMPORT, ret, error);
}

static void sqlite_close(Store *store)
{
        StoreSqlite *sqlite = sqlite_of(store);

        for (size_t kind = 0; kind < N_RECORD_KINDS; kind++)
                sqlite3_finalize(sqlite->inserts[kind]);
        sqlite3_close(sqlite->db);
        free(sqlite);
}

static const StoreOps sqlite_ops = {
        .name = "sqlite",
        .close = sqlite_close,
        .put = sqlite_put,
        .each = sqlite_each,
        .find_import = sqlite_find_import,
};

int store_sqlite_open(
        const char *path, StoreFlags flags, const Migration *migrations, size_t n_migrations, Store **ret,
        Error *error)
{
        _cleanup_free_ StoreSqlite *sqlite = calloc(1, sizeof *sqlite);
        int r;

        if (!sqlite)
                return error_set(error, -ENOMEM, _("out of memory"));
        r = database_open(path, flags, migrations, n_migrations, &sqlite->db, error);
        if (r < 0)
                return r;
        sqlite->base.ops = &sqlite_ops;
        *ret = &TAKE_PTR(sqlite)->base;
        return r;
}
