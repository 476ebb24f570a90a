/* SPDX-License-Identifier: MIT */
/*
 * The database file. Opening it to write happens under a lock on its folder, so that of several Limber
 * programs one alone makes, migrates or sets aside. Until the file is known to be ours and of a schema that
 * we know, nothing is written: not even what is in the -wal file is carried over.
 */

#include "database.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "i18n.h"
#include "private-file.h"
#include "sqlite-error.h"
#include "str.h"

/* Together below the second that StoreQueue promises. */
enum { LOCK_TRIES = 15, LOCK_TRY_MS = 20, BUSY_MS = 600 };

typedef struct DatabaseFile {
        char *path;       /* with the folder's links resolved */
        const char *name; /* at its end */
        int folder_fd;
} DatabaseFile;

static void database_file_deinit(DatabaseFile *file)
{
        free(file->path);
        closep(&file->folder_fd);
}

static int database_file_init(DatabaseFile *file, const char *path, bool write, Error *error)
{
        char proc[32], folder[PATH_MAX];
        const char *name;
        ssize_t n;
        int r;

        r = private_folder_open(path, write, &name, &file->folder_fd, error);
        if (r < 0)
                return r;
        snprintf(proc, sizeof proc, "/proc/self/fd/%d", file->folder_fd);
        n = readlink(proc, folder, sizeof folder - 1);
        if (n < 0)
                return error_set(error, -errno, "%s: %s", path, strerror(errno));
        folder[n] = '\0';
        file->path = str_format("%s/%s", folder, name);
        if (!file->path)
                return error_set(error, -ENOMEM, _("out of memory"));
        file->name = strrchr(file->path, '/') + 1;
        return 0;
}

static int lock_folder(const DatabaseFile *file, Error *error)
{
        for (int i = 0; i < LOCK_TRIES; i++) {
                if (flock(file->folder_fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
                        return 0; /* or a file system without locks: go on as well as we can */
                nanosleep(&(struct timespec){ .tv_nsec = LOCK_TRY_MS * 1000000L }, NULL);
        }
        return error_set(error, -EBUSY, _("another Limber program is busy with %s; try again"), file->path);
}

static bool has_content(const DatabaseFile *file, const char *suffix)
{
        _cleanup_free_ char *name = str_format("%s%s", file->name, suffix);
        struct stat st;

        return name && fstatat(file->folder_fd, name, &st, AT_SYMLINK_NOFOLLOW) == 0 && st.st_size > 0;
}

/* On a read-only disk SQLite's -shm file cannot be made. Without a -wal file none is needed, as nobody
 * writes. */
static bool is_frozen(const DatabaseFile *file)
{
        return faccessat(file->folder_fd, ".", W_OK, AT_EACCESS) < 0 && !has_content(file, "-wal");
}

/* No descriptor of an existing database may be opened and closed here: that would drop the locks of another
 * connection of this process (fcntl(2), record locks). */
static int check_file(const DatabaseFile *file, bool write, Error *error)
{
        struct stat st;
        int fd, r;

        if (fstatat(file->folder_fd, file->name, &st, AT_SYMLINK_NOFOLLOW) < 0) {
                if (errno != ENOENT)
                        return error_set(error, -errno, "%s: %s", file->path, strerror(errno));
                if (!write)
                        return error_set(error, -ENOENT, _("%s is not there yet"), file->path);
                r = private_file_open(file->folder_fd, file->name, O_RDWR | O_CREAT | O_EXCL, &fd, error);
                if (r >= 0)
                        close(fd);
                return r;
        }
        if (S_ISLNK(st.st_mode))
                return error_set(
                        error, -ELOOP, _("%s is a link; put the file itself in its place"), file->path);
        if (!S_ISREG(st.st_mode))
                return error_set(error, -EINVAL, _("%s is not a plain file; move it away"), file->path);
        if (st.st_uid != geteuid())
                return error_set(error, -EPERM, _("%s belongs to somebody else; move it away"), file->path);
        if (st.st_mode & 077)
                (void) !fchmodat(file->folder_fd, file->name, 0600, 0);
        if (write && faccessat(file->folder_fd, file->name, R_OK | W_OK, AT_EACCESS) < 0)
                return error_set(error, -errno, _("cannot write %s: %s"), file->path, strerror(errno));
        if (st.st_size == 0 && has_content(file, "-wal"))
                return error_set(error, -EUCLEAN, _("%s was cut to nothing"), file->path);
        return 0;
}

/* ---- connecting ---- */

static int connect_to(const DatabaseFile *file, bool immutable, sqlite3 **ret, Error *error)
{
        _cleanup_str_ Str uri = { 0 };
        bool had_wal = has_content(file, "-wal");
        sqlite3 *db = NULL;
        int code;

        if (str_append(&uri, "file:") < 0)
                return -ENOMEM;
        for (const char *p = file->path; *p; p++)
                if ((strchr("%?#", *p) ? str_appendf(&uri, "%%%02X", (unsigned) *p)
                                       : str_append_n(&uri, p, 1)) < 0)
                        return -ENOMEM;
        if (immutable && str_append(&uri, "?immutable=1") < 0)
                return -ENOMEM;
        code = sqlite3_open_v2(
                uri.text, &db,
                (immutable ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE) | SQLITE_OPEN_URI |
                        SQLITE_OPEN_NOFOLLOW | SQLITE_OPEN_NOMUTEX,
                NULL);
        if (code != SQLITE_OK) {
                int r = sqlite_error(db, code, "open", error);

                sqlite3_close(db);
                return r;
        }
        sqlite3_extended_result_codes(db, 1);
        sqlite3_busy_timeout(db, BUSY_MS);
        /* What is in a -wal file stays there until we know whose it is. */
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, had_wal, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_db_config(db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
        *ret = db;
        return 0;
}

static int quick_check(sqlite3 *db, Error *error)
{
        sqlite3_stmt *statement = NULL;
        const char *answer = NULL;
        int code, r = 0;

        code = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &statement, NULL);
        if (code == SQLITE_OK)
                code = sqlite3_step(statement);
        if (code == SQLITE_ROW)
                answer = (const char *) sqlite3_column_text(statement, 0);
        if (!answer)
                r = sqlite_error(db, code, "read", error);
        else if (strcmp(answer, "ok") != 0)
                r = error_set(error, -EUCLEAN, "%s", answer);
        sqlite3_finalize(statement);
        return r;
}

static int prepare_to_read(sqlite3 *db, StoreFlags flags, size_t n_migrations, Error *error)
{
        int64_t version = 0;
        int r;

        r = migrate_look(db, n_migrations, &version, error);
        if (r < 0)
                return r;
        if (version == 0)
                return error_set(error, -ENOENT, _("nothing is stored yet"));
        if (version < (int64_t) n_migrations)
                return -EAGAIN; /* for database_open() alone */
        if (flags & STORE_CHECK)
                r = quick_check(db, error);
        if (r >= 0)
                r = sqlite_run(db, "PRAGMA query_only = ON; PRAGMA temp_store = MEMORY", "open", error);
        return r;
}

static int prepare_to_write(
        sqlite3 *db, const DatabaseFile *file, StoreFlags flags, const Migration *migrations, size_t n,
        Error *error)
{
        int64_t version = 0;
        int r;

        r = migrate_look(db, n, &version, error);
        if (r >= 0 && (flags & STORE_CHECK))
                r = quick_check(db, error);
        if (r >= 0)
                r = sqlite_run(
                        db,
                        "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY;"
                        "PRAGMA cell_size_check = ON",
                        "open", error);
        if (r >= 0 && version < (int64_t) n) {
                r = migrate(db, file->folder_fd, file->path, migrations, n, error);
                if (r >= 0 && version == 0 && fsync(file->folder_fd) < 0)
                        r = error_set(error, -errno, "%s: %s", file->path, strerror(errno));
        }
        if (r >= 0)
                r = sqlite_run(db, "PRAGMA foreign_keys = ON", "open", error);
        return r;
}

static int open_once(
        const DatabaseFile *file, StoreFlags flags, const Migration *migrations, size_t n, sqlite3 **ret,
        Error *error)
{
        sqlite3 *db = NULL;
        bool write = !(flags & STORE_READ);
        int r;

        r = check_file(file, write, error);
        if (r < 0)
                return r;
        r = connect_to(file, !write && is_frozen(file), &db, error);
        if (r < 0)
                return r;
        r = write ? prepare_to_write(db, file, flags, migrations, n, error)
                  : prepare_to_read(db, flags, n, error);
        if (r < 0) {
                sqlite3_close(db);
                return r;
        }
        sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);
        *ret = db;
        return 0;
}

/* ---- setting aside ---- */

/* The first free name of limber.db.damaged-20260105-090000, ...-2, and so on. */
static int move_aside(const DatabaseFile *file, char **ret_kept, Error *error)
{
        static const char *const suffixes[] = { "-wal", "-shm", "-journal" };
        time_t now = time(NULL);
        struct tm utc = { 0 };
        char stamp[32];

        gmtime_r(&now, &utc);
        strftime(stamp, sizeof stamp, "%Y%m%d-%H%M%S", &utc);
        for (int i = 1; i < 1000; i++) {
                _cleanup_free_ char *kept = i == 1 ? str_format("%s.damaged-%s", file->name, stamp)
                                                   : str_format("%s.damaged-%s-%d", file->name, stamp, i);

                if (!kept)
                        return error_set(error, -ENOMEM, _("out of memory"));
                if (renameat2(file->folder_fd, file->name, file->folder_fd, kept, RENAME_NOREPLACE) < 0) {
                        if (errno == EEXIST)
                                continue;
                        return error_set(
                                error, -errno, _("%s is damaged and cannot be moved away: %s"), file->path,
                                strerror(errno));
                }
                for (size_t s = 0; s < ELEMENTSOF(suffixes); s++) {
                        _cleanup_free_ char *from = str_format("%s%s", file->name, suffixes[s]);
                        _cleanup_free_ char *to = str_format("%s%s", kept, suffixes[s]);

                        if (from && to)
                                (void) renameat(file->folder_fd, from, file->folder_fd, to);
                }
                (void) fsync(file->folder_fd);
                *ret_kept = TAKE_PTR(kept);
                return 0;
        }
        return error_set(error, -EEXIST, _("too many damaged files lie beside %s"), file->path);
}

static int begin_anew(
        const DatabaseFile *file, StoreFlags flags, const Migration *migrations, size_t n, sqlite3 **ret,
        const Error *why, Error *error)
{
        _cleanup_free_ char *kept = NULL;
        int r;

        r = move_aside(file, &kept, error);
        if (r < 0)
                return r;
        r = open_once(file, flags, migrations, n, ret, error);
        if (r < 0)
                return error_prefix(error, r, _("the damaged database is kept as %s"), kept);
        return error_set(
                error, STORE_SET_ASIDE,
                _("%s was damaged; it is kept as %s, and a new one was begun (%.200s)"), file->path, kept,
                why->text);
}

int database_open(
        const char *path, StoreFlags flags, const Migration *migrations, size_t n_migrations, sqlite3 **ret,
        Error *error)
{
        _cleanup_(database_file_deinit) DatabaseFile file = { .folder_fd = -1 };
        bool write = !(flags & STORE_READ);
        Error why = { 0 };
        int r;

        r = database_file_init(&file, path, write, error);
        if (r >= 0 && write)
                r = lock_folder(&file, error);
        if (r < 0)
                return r;
        r = open_once(&file, flags, migrations, n_migrations, ret, &why);
        if (r == -EAGAIN && !write) {
                r = lock_folder(&file, error);
                if (r < 0)
                        return r;
                r = open_once(&file, flags & ~(unsigned) STORE_READ, migrations, n_migrations, ret, &why);
                if (r == -EUCLEAN)
                        write = false;
        }
        if (r == -EUCLEAN && write)
                return begin_anew(&file, flags, migrations, n_migrations, ret, &why, error);
        if (r == -EUCLEAN)
                return error_set(
                        error, r, _("%s is damaged (%.200s); limberd sets it aside when it starts"),
                        file.path, why.text);
        if (r < 0)
                return error_set(error, r, "%s", why.text);
        return 0;
}
