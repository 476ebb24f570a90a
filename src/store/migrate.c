/* SPDX-License-Identifier: MIT */
/* Migrations. The caller holds the folder's lock, so that no two programs migrate at once. */

#include "migrate.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "private-file.h"
#include "schema.inc"
#include "sqlite-error.h"
#include "str.h"

const Migration *migrations_builtin(size_t *ret_n)
{
        *ret_n = ELEMENTSOF(schema_files);
        return schema_files;
}

int migrate_look(sqlite3 *db, size_t n_migrations, int64_t *ret_version, Error *error)
{
        int64_t application = 0, version = 0, n_things = 0;
        int r;

        r = sqlite_number(db, "PRAGMA application_id", &application, error);
        if (r >= 0)
                r = sqlite_number(db, "PRAGMA user_version", &version, error);
        if (r >= 0)
                r = sqlite_number(db, "SELECT count(*) FROM sqlite_schema", &n_things, error);
        if (r < 0)
                return r;
        if (n_things == 0 && application == 0 && version == 0) {
                *ret_version = 0;
                return 0;
        }
        if (application != LIMBER_APPLICATION_ID || version < 1)
                return error_set(
                        error, -EPROTONOSUPPORT,
                        _("%s is a database of another program; it was left alone, move it away"),
                        sqlite3_db_filename(db, "main"));
        if (version > (int64_t) n_migrations)
                return error_set(
                        error, -EPROTONOSUPPORT,
                        _("%s was written by a newer Limber (schema %" PRId64
                          ", this one knows %zu); it was "
                          "left alone, install the newer version"),
                        sqlite3_db_filename(db, "main"), version, n_migrations);
        *ret_version = version;
        return 0;
}

/* ---- backup ---- */

static int copy_database(sqlite3 *from, const char *path, Error *error)
{
        sqlite3 *to = NULL;
        sqlite3_backup *backup;
        int code, r = 0;

        code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOFOLLOW, NULL);
        if (code == SQLITE_OK)
                code = sqlite3_exec(to, "PRAGMA journal_mode = OFF", NULL, NULL, NULL);
        if (code == SQLITE_OK) {
                backup = sqlite3_backup_init(to, "main", from, "main");
                if (backup) {
                        (void) sqlite3_backup_step(backup, -1);
                        code = sqlite3_backup_finish(backup);
                } else
                        code = sqlite3_errcode(to);
        }
        if (code != SQLITE_OK)
                r = sqlite_error(to, code, "write", error);
        sqlite3_close(to);
        return r;
}

/* Under another name until it is whole and on the disk. */
static int back_up(sqlite3 *db, int folder_fd, const char *path, int64_t version, Error *error)
{
        _cleanup_free_ char *kept = str_format("%s.backup-v%" PRId64, path, version);
        _cleanup_free_ char *fresh = str_format("%s.backup-v%" PRId64 ".new", path, version);
        _cleanup_close_ int fd = -1;
        const char *kept_name, *fresh_name;
        int r;

        if (!kept || !fresh)
                return error_set(error, -ENOMEM, _("out of memory"));
        kept_name = strrchr(kept, '/') + 1;
        fresh_name = strrchr(fresh, '/') + 1;
        r = private_file_open(folder_fd, fresh_name, O_RDWR | O_CREAT | O_TRUNC, &fd, error);
        if (r >= 0)
                r = copy_database(db, fresh, error);
        if (r >= 0 && (fsync(fd) < 0 || renameat(folder_fd, fresh_name, folder_fd, kept_name) < 0 ||
                       fsync(folder_fd) < 0))
                r = error_set(error, -errno, "%s: %s", kept, strerror(errno));
        if (r < 0) {
                (void) unlinkat(folder_fd, fresh_name, 0);
                return error_prefix(error, r, _("no backup could be made before the update"));
        }
        return 0;
}

/* ---- steps ---- */

static int check_foreign_keys(sqlite3 *db, Error *error)
{
        int64_t n = 0;
        int r = sqlite_number(db, "SELECT count(*) FROM pragma_foreign_key_check", &n, error);

        if (r >= 0 && n > 0)
                r = error_set(error, -EINVAL, _("%" PRId64 " rows name an import that is not there"), n);
        return r;
}

static int step(sqlite3 *db, const Migration *migration, int64_t version, Error *error)
{
        char pragmas[96];
        int r;

        snprintf(
                pragmas, sizeof pragmas, "PRAGMA application_id = %d; PRAGMA user_version = %" PRId64,
                LIMBER_APPLICATION_ID, version);
        r = sqlite_run(db, "BEGIN IMMEDIATE", "update", error);
        if (r < 0)
                return r;
        r = sqlite_run(db, migration->sql, "update", error);
        if (r >= 0)
                r = sqlite_run(db, pragmas, "update", error);
        if (r >= 0)
                r = check_foreign_keys(db, error);
        if (r >= 0)
                r = sqlite_run(db, "COMMIT", "update", error);
        if (r < 0) {
                (void) sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL);
                return error_prefix(error, r, "%s", migration->name);
        }
        return 0;
}

int migrate(
        sqlite3 *db, int folder_fd, const char *path, const Migration *migrations, size_t n_migrations,
        Error *error)
{
        int64_t version = 0;
        int r;

        r = migrate_look(db, n_migrations, &version, error);
        if (r < 0 || version == (int64_t) n_migrations)
                return r;
        /* A step may build a table anew, which must not take its rows' children along. */
        r = sqlite_run(db, "PRAGMA foreign_keys = OFF", "update", error);
        for (; r >= 0 && version < (int64_t) n_migrations; version++) {
                if (version > 0)
                        r = back_up(db, folder_fd, path, version, error);
                if (r >= 0)
                        r = step(db, &migrations[version], version + 1, error);
        }
        return r;
}
