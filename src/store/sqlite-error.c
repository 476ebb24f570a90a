/* SPDX-License-Identifier: MIT */
/* SQLite's errors. It knows why better than we do: its words go along, after ours. */

#include "sqlite-error.h"

#include <errno.h>
#include <stdint.h>
#include <string.h>

#include "i18n.h"

/* What the operating system said, where that is the reason; 0 where it is not. */
static int system_errno(sqlite3 *db, int code)
{
        if (!db || ((code & 0xff) != SQLITE_IOERR && (code & 0xff) != SQLITE_CANTOPEN))
                return 0;
        return sqlite3_system_errno(db);
}

static int errno_of(int code)
{
        static const struct {
                int code, number;
        } numbers[] = {
                { SQLITE_CORRUPT, EUCLEAN }, { SQLITE_NOTADB, EUCLEAN }, { SQLITE_BUSY, EBUSY },
                { SQLITE_LOCKED, EBUSY },    { SQLITE_PROTOCOL, EBUSY }, { SQLITE_FULL, ENOSPC },
                { SQLITE_READONLY, EROFS },  { SQLITE_NOMEM, ENOMEM },   { SQLITE_CONSTRAINT, EINVAL },
                { SQLITE_MISMATCH, EINVAL }, { SQLITE_TOOBIG, EINVAL },  { SQLITE_PERM, EACCES },
                { SQLITE_CANTOPEN, EACCES }, { SQLITE_AUTH, EACCES },
        };

        for (size_t i = 0; i < ELEMENTSOF(numbers); i++)
                if (numbers[i].code == (code & 0xff))
                        return numbers[i].number;
        return EIO;
}

/* Whole sentences, for other languages order words in other ways. */
static int cannot(Error *error, int code, const char *doing, const char *path, const char *why)
{
        if (strcmp(doing, "open") == 0)
                return error_set(error, code, _("cannot open %s: %s"), path, why);
        if (strcmp(doing, "read") == 0)
                return error_set(error, code, _("cannot read %s: %s"), path, why);
        if (strcmp(doing, "write") == 0)
                return error_set(error, code, _("cannot write %s: %s"), path, why);
        return error_set(error, code, _("cannot update %s: %s"), path, why);
}

int sqlite_error(sqlite3 *db, int code, const char *doing, Error *error)
{
        const char *path = db ? sqlite3_db_filename(db, "main") : NULL;
        const char *words = db ? sqlite3_errmsg(db) : sqlite3_errstr(code);
        int number = system_errno(db, code);

        if (number > 0)
                words = strerror(number);
        if (number <= 0 || number == ENOENT) /* -ENOENT says that there is no database */
                number = errno_of(code);
        if (!path || !*path)
                path = "limber.db";
        return cannot(error, -number, doing, path, words);
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
