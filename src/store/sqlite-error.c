/* SPDX-License-Identifier: MIT */
/* SQLite's errors. It knows why better than we do: its words go along, after ours. */

#include "sqlite-error.h"

#include <errno.h>
#include <stdint.h>

#include "i18n.h"

static int errno_of(sqlite3 *db, int code)
{
        int system = db ? sqlite3_system_errno(db) : 0;

        switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
                return EUCLEAN;
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
        case SQLITE_PROTOCOL:
                return EBUSY;
        case SQLITE_FULL:
                return ENOSPC;
        case SQLITE_READONLY:
                return EROFS;
        case SQLITE_NOMEM:
                return ENOMEM;
        case SQLITE_CONSTRAINT:
        case SQLITE_MISMATCH:
        case SQLITE_TOOBIG:
                return EINVAL;
        case SQLITE_PERM:
        case SQLITE_AUTH:
                return EACCES;
        case SQLITE_CANTOPEN:
                return system > 0 ? system : EACCES;
        default:
                return system > 0 ? system : EIO;
        }
}

int sqlite_error(sqlite3 *db, int code, const char *doing, Error *error)
{
        const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
        const char *words = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);

        if (!path || !*path)
                path = "limber.db";
        return error_set(error, -errno_of(db, code), _("cannot %s %s: %s"), doing, path, words);
}

int sqlite_run(sqlite3 *db, const char *sql, const char *doing, Error *error)
{
        int code = sqlite3_exec(db, sql, NULL, NULL, NULL);

        return code == SQLITE_OK ? 0 : sqlite_error(db, code, doing, error);
}

int sqlite_number(sqlite3 *db, const char *sql, int64_t *ret, Error *error)
{
        sqlite3_stmt *statement = NULL;
        int code, r = 0;

        code = sqlite3_prepare_v2(db, sql, -1, &statement, NULL);
        if (code == SQLITE_OK)
                code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
                *ret = sqlite3_column_int64(statement, 0);
        else
                r = sqlite_error(db, code == SQLITE_DONE ? SQLITE_CORRUPT : code, "read", error);
        sqlite3_finalize(statement);
        return r;
}
