/* SPDX-License-Identifier: MIT */
/* The database file: made, private, migrated with a backup, refused, set aside. */

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample.h"
#include "scratch.h"
#include "sqlite-error.h"
#include "store-sqlite.h"
#include "str.h"

static const Migration fake_second = { "002.sql", "CREATE TABLE pain (id BLOB PRIMARY KEY) STRICT;", 0 };
static const Migration fake_third = { "003.sql", "CREATE TABLE mood (id BLOB PRIMARY KEY) STRICT;", 0 };
static const Migration broken_second = { "002.sql",
                                         "CREATE TABLE pain (id BLOB PRIMARY KEY) STRICT; DROP TABLE bout;"
                                         "CREATE TABLE import (oops);",
                                         0 };
static const Migration orphaning_second = { "002.sql",
                                            "UPDATE bout SET origin = x'0123456789abcdef0123456789abcdef';",
                                            0 };

static int setup(void **state)
{
        Scratch *scratch = malloc(sizeof *scratch);

        scratch_init(scratch);
        *state = scratch;
        return 0;
}

static int teardown(void **state)
{
        scratch_deinit(*state);
        free(*state);
        return 0;
}

/* ---- helpers ---- */

/* Opens with the built-in migration and those given. */
static int open_with(
        const char *path, StoreFlags flags, const Migration *second, const Migration *third, Store **ret,
        Error *error)
{
        Migration migrations[3];
        size_t n;

        migrations[0] = migrations_builtin(&n)[0];
        assert_int_equal(n, 1);
        if (second)
                migrations[n++] = *second;
        if (third)
                migrations[n++] = *third;
        return store_sqlite_open(path, flags, migrations, n, ret, error);
}

static int open_plain(const char *path, StoreFlags flags, Store **ret, Error *error)
{
        return open_with(path, flags, NULL, NULL, ret, error);
}

static void make_store(const char *path, size_t n_bouts)
{
        Record bouts[500];
        Store *store;
        Error error = { 0 };
        int r = open_plain(path, 0, &store, &error);

        assert_string_equal(error.text, "");
        assert_int_equal(r, 0);
        assert_true(n_bouts <= ELEMENTSOF(bouts));
        for (size_t i = 0; i < n_bouts; i++)
                bouts[i] = sample_bout(MONDAY_MS + (int64_t) i * 60000, 30000);
        assert_true(store_put_many(store, bouts, n_bouts, NULL, NULL) >= 0);
        store_close(store);
}

static int count_one(const Record *record, void *userdata)
{
        ++*(int64_t *) userdata;
        return 0;
}

static int64_t count_bouts(Store *store)
{
        int64_t n = 0;

        if (store_each(store, RECORD_BOUT, (WallTime){ 0 }, (WallTime){ WALL_MS_MAX }, count_one, &n, NULL) <
            0)
                return -1;
        return n;
}

static int64_t ask(const char *path, const char *sql)
{
        sqlite3 *db;
        int64_t answer = -1;

        assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), SQLITE_OK);
        if (sqlite_number(db, sql, &answer, NULL) < 0)
                answer = -1;
        sqlite3_close(db);
        return answer;
}

static void run(const char *path, const char *sql)
{
        sqlite3 *db;
        Error error = { 0 };

        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        sqlite_run(db, sql, "test", &error);
        assert_string_equal(error.text, "");
        sqlite3_close(db);
}

/* As after a crash: what was written is in the -wal file, and nobody has the database open. */
static void run_and_leave_wal(const char *path, const char *sql)
{
        sqlite3 *db;

        assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
        assert_int_equal(sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL), SQLITE_OK);
        assert_int_equal(sqlite_run(db, sql, "test", NULL), 0);
        sqlite3_close(db);
}

static Str load(const char *path)
{
        Str content = { 0 };
        char bytes[4096];
        ssize_t n;
        int fd = open(path, O_RDONLY);

        assert_true(fd >= 0);
        while ((n = read(fd, bytes, sizeof bytes)) > 0)
                assert_int_equal(str_append_n(&content, bytes, (size_t) n), 0);
        close(fd);
        return content;
}

static void save(const char *path, const char *bytes, size_t n)
{
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

        assert_true(fd >= 0);
        assert_int_equal(write(fd, bytes, n), (ssize_t) n);
        close(fd);
}

static void assert_content(const char *path, const Str *expected)
{
        _cleanup_str_ Str content = load(path);

        assert_int_equal(content.n, expected->n);
        if (content.n > 0)
                assert_memory_equal(content.text, expected->text, content.n);
}

static void make_folder(const Scratch *scratch)
{
        char folder[128];

        snprintf(folder, sizeof folder, "%s/limber", scratch->folder);
        assert_int_equal(mkdir(folder, 0700), 0);
}

static void assert_refused(const char *path, StoreFlags flags, int expected, const char *words)
{
        Store *store = NULL;
        Error error = { 0 };
        int r = open_plain(path, flags, &store, &error);

        if (r >= 0)
                store_close(store);
        assert_int_equal(r, expected);
        assert_non_null(strstr(error.text, words));
}

/* ---- made and private ---- */

static void test_made(void **state)
{
        Scratch *scratch = *state;
        char folder[128];

        make_store(scratch->path, 1);
        snprintf(folder, sizeof folder, "%s/limber", scratch->folder);
        assert_int_equal(scratch_mode(folder), 0700);
        assert_int_equal(scratch_mode(scratch->path), 0600);
        assert_int_equal(ask(scratch->path, "PRAGMA application_id"), LIMBER_APPLICATION_ID);
        assert_int_equal(ask(scratch->path, "PRAGMA user_version"), 1);
        assert_int_equal(ask(scratch->path, "SELECT journal_mode = 'wal' FROM pragma_journal_mode"), 1);
        assert_int_equal(scratch_count(scratch, "limber.db", NULL), 1); /* no -wal, no backup */
        /* Every table is strict. */
        assert_int_equal(
                ask(scratch->path, "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND NOT "
                                   "strict AND name NOT "
                                   "LIKE 'sqlite_%'"),
                0);

        /* The -wal and -shm files too. */
        {
                Store *store;
                char path[160];

                assert_int_equal(open_plain(scratch->path, 0, &store, NULL), 0);
                assert_int_equal(count_bouts(store), 1);
                snprintf(path, sizeof path, "%s-wal", scratch->path);
                assert_int_equal(scratch_mode(path), 0600);
                snprintf(path, sizeof path, "%s-shm", scratch->path);
                assert_int_equal(scratch_mode(path), 0600);
                store_close(store);
        }
}

static void test_made_private(void **state)
{
        Scratch *scratch = *state;
        char folder[128];

        make_store(scratch->path, 1);
        snprintf(folder, sizeof folder, "%s/limber", scratch->folder);
        assert_int_equal(chmod(scratch->path, 0666), 0);
        assert_int_equal(chmod(folder, 0777), 0);
        make_store(scratch->path, 0);
        assert_int_equal(scratch_mode(folder), 0700);
        assert_int_equal(scratch_mode(scratch->path), 0600);
}

static void test_odd_paths(void **state)
{
        Scratch *scratch = *state;
        char path[192], here[512], real[192], link[192];

        snprintf(path, sizeof path, "%s/a %%41?b#c'd/limber.db", scratch->folder);
        make_store(path, 2);
        assert_int_equal(scratch_mode(path), 0600);
        /* A link above the folder is the person's own business. */
        snprintf(real, sizeof real, "%s/real", scratch->folder);
        snprintf(link, sizeof link, "%s/link", scratch->folder);
        assert_int_equal(mkdir(real, 0700), 0);
        assert_int_equal(symlink(real, link), 0);
        snprintf(path, sizeof path, "%s/link/limber/limber.db", scratch->folder);
        make_store(path, 1);
        assert_non_null(getcwd(here, sizeof here));
        assert_int_equal(chdir(real), 0);
        make_store("limber.db", 1);
        assert_int_equal(scratch_mode("limber.db"), 0600);
        assert_int_equal(chdir(here), 0);
}

static void test_refused_files(void **state)
{
        Scratch *scratch = *state;
        char other[160];

        make_store(scratch->path, 1);
        snprintf(other, sizeof other, "%s/elsewhere.db", scratch->folder);
        assert_int_equal(rename(scratch->path, other), 0);
        assert_int_equal(symlink(other, scratch->path), 0);
        assert_refused(scratch->path, 0, -ELOOP, "link");
        assert_refused(scratch->path, STORE_READ, -ELOOP, "link");
        assert_int_equal(unlink(scratch->path), 0);
        assert_int_equal(symlink("nowhere", scratch->path), 0);
        assert_refused(scratch->path, 0, -ELOOP, "link");
        assert_int_equal(unlink(scratch->path), 0);
        assert_int_equal(mkfifo(scratch->path, 0600), 0);
        assert_refused(scratch->path, 0, -EINVAL, "plain file");
        assert_int_equal(unlink(scratch->path), 0);
        assert_int_equal(mkdir(scratch->path, 0700), 0);
        assert_refused(scratch->path, 0, -EINVAL, "plain file");
        assert_refused("/tmp/limber.db", 0, -EPERM, "/tmp");
        assert_int_equal(scratch_count(scratch, "limber.db", NULL), 1);
}

static void test_somebody_elses(void **state)
{
        Scratch *scratch = *state;
        char folder[128];

        if (geteuid() != 0)
                skip(); /* only root can give a file away */
        make_store(scratch->path, 1);
        assert_int_equal(chown(scratch->path, 12345, 12345), 0);
        assert_refused(scratch->path, 0, -EPERM, "somebody else");
        assert_refused(scratch->path, STORE_READ, -EPERM, "somebody else");
        assert_int_equal(chown(scratch->path, 0, 0), 0);
        snprintf(folder, sizeof folder, "%s/limber", scratch->folder);
        assert_int_equal(chown(folder, 12345, 12345), 0);
        assert_refused(scratch->path, 0, -EPERM, "somebody else");
}

/* ---- migrations ---- */

static void test_migrate(void **state)
{
        Scratch *scratch = *state;
        char backup[512];
        Store *store;
        Error error = { 0 };

        make_store(scratch->path, 3);
        assert_int_equal(open_with(scratch->path, 0, &fake_second, &fake_third, &store, &error), 0);
        assert_int_equal(count_bouts(store), 3);
        store_close(store);
        assert_int_equal(ask(scratch->path, "PRAGMA user_version"), 3);
        assert_int_equal(ask(scratch->path, "SELECT count(*) FROM pain"), 0);
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v", NULL), 2);
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v2", backup), 1);
        assert_int_equal(ask(backup, "PRAGMA user_version"), 2);
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v1", backup), 1);
        assert_int_equal(scratch_mode(backup), 0600);
        assert_int_equal(ask(backup, "PRAGMA user_version"), 1);
        assert_int_equal(ask(backup, "SELECT count(*) FROM bout"), 3);
        assert_int_equal(ask(backup, "SELECT integrity_check = 'ok' FROM pragma_integrity_check"), 1);
        /* And once more, which does nothing. */
        assert_int_equal(unlink(backup), 0);
        assert_int_equal(open_with(scratch->path, 0, &fake_second, &fake_third, &store, &error), 0);
        store_close(store);
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v1", NULL), 0);
}

/* Only asking is reason enough to migrate. */
static void test_migrate_to_read(void **state)
{
        Scratch *scratch = *state;
        Store *store;

        make_store(scratch->path, 3);
        assert_int_equal(open_with(scratch->path, STORE_READ, &fake_second, NULL, &store, NULL), 0);
        assert_int_equal(count_bouts(store), 3);
        store_close(store);
        assert_int_equal(ask(scratch->path, "PRAGMA user_version"), 2);
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v1", NULL), 1);
}

static void test_migration_fails(void **state)
{
        static const Migration *const bad[] = { &broken_second, &orphaning_second };
        Scratch *scratch = *state;
        Store *store;

        make_store(scratch->path, 3);
        for (size_t i = 0; i < ELEMENTSOF(bad); i++) {
                Error error = { 0 };

                assert_true(open_with(scratch->path, 0, bad[i], NULL, &store, &error) < 0);
                assert_non_null(strstr(error.text, "002.sql"));
                assert_int_equal(ask(scratch->path, "PRAGMA user_version"), 1);
                assert_int_equal(ask(scratch->path, "SELECT count(*) FROM bout WHERE origin IS NULL"), 3);
                assert_int_equal(
                        ask(scratch->path, "SELECT count(*) FROM sqlite_schema WHERE name = 'pain'"), 0);
        }
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v1", NULL), 1);
        assert_int_equal(scratch_count(scratch, "limber.db.damaged", NULL), 0);
        make_store(scratch->path, 0);
}

/* No backup, no migration. */
static void test_no_backup(void **state)
{
        Scratch *scratch = *state;
        char backup[160];
        Store *store;
        Error error = { 0 };

        make_store(scratch->path, 3);
        snprintf(backup, sizeof backup, "%s.backup-v1", scratch->path);
        assert_int_equal(mkdir(backup, 0700), 0);
        assert_true(open_with(scratch->path, 0, &fake_second, NULL, &store, &error) < 0);
        assert_non_null(strstr(error.text, "backup"));
        assert_int_equal(ask(scratch->path, "PRAGMA user_version"), 1);
        assert_int_equal(scratch_count(scratch, "limber.db.backup-v1.new", NULL), 0);
}

/* A newer schema, or somebody else's database: refused, and not a byte is touched, not even the -wal file's.
 */
static void test_left_alone(void **state)
{
        static const char *const changes[] = {
                "PRAGMA user_version = 99",
                "PRAGMA user_version = 1; PRAGMA application_id = 17",
                "PRAGMA application_id = 0",
        };
        Scratch *scratch = *state;
        char wal[160];

        snprintf(wal, sizeof wal, "%s-wal", scratch->path);
        for (size_t i = 0; i < ELEMENTSOF(changes); i++)
                for (int with_wal = 0; with_wal < 2; with_wal++) {
                        _cleanup_str_ Str before = { 0 }, wal_before = { 0 };

                        unlink(scratch->path);
                        make_store(scratch->path, 2);
                        run(scratch->path, changes[i]);
                        if (with_wal) {
                                run_and_leave_wal(scratch->path, "DELETE FROM bout");
                                wal_before = load(wal);
                                assert_true(wal_before.n > 0);
                        }
                        before = load(scratch->path);
                        assert_refused(scratch->path, 0, -EPROTONOSUPPORT, "left alone");
                        assert_refused(scratch->path, STORE_CHECK, -EPROTONOSUPPORT, "left alone");
                        assert_refused(scratch->path, STORE_READ, -EPROTONOSUPPORT, "left alone");
                        assert_content(scratch->path, &before);
                        if (with_wal)
                                assert_content(wal, &wal_before);
                        else
                                assert_int_equal(scratch_count(scratch, "limber.db", NULL), 1);
                        unlink(wal);
                }
        assert_int_equal(scratch_count(scratch, "limber.db.", NULL), 0);
}

/* ---- damage ---- */

/* The file is kept, byte for byte, under the name that the message tells, and a new one works. */
static void assert_set_aside(Scratch *scratch, StoreFlags flags, int n_before)
{
        _cleanup_str_ Str before = load(scratch->path);
        Record bout = sample_bout(MONDAY_MS, 1000);
        char kept[512];
        Store *store;
        Error error = { 0 };

        assert_refused(scratch->path, flags | STORE_READ, -EUCLEAN, "damaged");
        assert_content(scratch->path, &before);
        assert_int_equal(open_plain(scratch->path, flags, &store, &error), STORE_SET_ASIDE);
        assert_int_equal(count_bouts(store), 0);
        assert_int_equal(store_put(store, &bout, NULL), 0);
        store_close(store);
        assert_int_equal(scratch_count(scratch, "limber.db.damaged-2", kept), n_before + 1);
        if (n_before == 0) {
                assert_content(kept, &before);
                assert_int_equal(scratch_mode(kept), 0600);
                assert_non_null(strstr(error.text, strrchr(kept, '/') + 1));
                assert_int_equal(strlen(strstr(kept, "damaged-")), strlen("damaged-20260105-090000"));
        }
        make_store(scratch->path, 0); /* opens as if nothing had been */
}

static void test_no_database(void **state)
{
        Scratch *scratch = *state;
        char text[5000];

        memset(text, 'x', sizeof text);
        make_folder(scratch);
        save(scratch->path, text, sizeof text);
        assert_set_aside(scratch, 0, 0);
        save(scratch->path, "hello\n", 6);
        assert_set_aside(scratch, 0, 1); /* in the same second: another name */
}

static void test_cut_off(void **state)
{
        Scratch *scratch = *state;
        struct stat st;

        make_store(scratch->path, 500);
        assert_int_equal(stat(scratch->path, &st), 0);
        assert_int_equal(truncate(scratch->path, st.st_size / 2 / 4096 * 4096), 0);
        assert_set_aside(scratch, STORE_CHECK, 0);
}

/* Junk in the middle: found by looking for it. */
static void test_junk(void **state)
{
        Scratch *scratch = *state;
        char junk[4096];
        struct stat st;
        int fd;

        make_store(scratch->path, 500);
        assert_int_equal(stat(scratch->path, &st), 0);
        memset(junk, 0x5a, sizeof junk);
        fd = open(scratch->path, O_WRONLY);
        for (off_t at = st.st_size / 2 / 4096 * 4096; at < st.st_size; at += 4096)
                assert_int_equal(pwrite(fd, junk, sizeof junk, at), (ssize_t) sizeof junk);
        close(fd);
        assert_set_aside(scratch, STORE_CHECK, 0);
}

static void test_cut_to_nothing(void **state)
{
        Scratch *scratch = *state;
        char wal[160];
        Store *store;

        /* Nothing at all is new: the machine stopped right after the file was made. */
        make_folder(scratch);
        save(scratch->path, "", 0);
        assert_refused(scratch->path, STORE_READ, -ENOENT, "nothing is stored");
        make_store(scratch->path, 1);
        /* But where a -wal file is, something was there. */
        snprintf(wal, sizeof wal, "%s-wal", scratch->path);
        save(scratch->path, "", 0);
        save(wal, "something", 9);
        assert_int_equal(open_plain(scratch->path, 0, &store, NULL), STORE_SET_ASIDE);
        store_close(store);
        assert_int_equal(scratch_count(scratch, "limber.db.damaged-2", NULL), 2);
}

static int open_damaged(const Scratch *scratch)
{
        Store *store;
        Error error = { 0 };
        int r;

        do
                r = open_plain(scratch->path, 0, &store, &error);
        while (r == -EBUSY);
        if (r < 0) {
                fprintf(stderr, "# %s\n", error.text);
                return 1;
        }
        store_close(store);
        return r == STORE_SET_ASIDE ? 2 : 0;
}

/* Several programs meet the damage at once: one sets it aside, nobody sets the new one aside. */
static void test_damage_met_by_many(void **state)
{
        Scratch *scratch = *state;
        pid_t children[8];
        int n_set_aside = 0;

        make_folder(scratch);
        save(scratch->path, "this is no database at all, and it is long enough", 40);
        for (size_t i = 0; i < ELEMENTSOF(children); i++) {
                children[i] = fork();
                if (children[i] == 0)
                        _exit(open_damaged(scratch));
        }
        for (size_t i = 0; i < ELEMENTSOF(children); i++) {
                int status;

                assert_int_equal(waitpid(children[i], &status, 0), children[i]);
                assert_true(WIFEXITED(status) && WEXITSTATUS(status) != 1);
                n_set_aside += WEXITSTATUS(status) == 2;
        }
        assert_int_equal(n_set_aside, 1);
        assert_int_equal(scratch_count(scratch, "limber.db.damaged-", NULL), 1);
}

/* ---- where nothing can be written ---- */

static void test_reads_only(void **state)
{
        Scratch *scratch = *state;
        Record bout = sample_bout(MONDAY_MS - 1000, 1);
        Store *store;
        Error error = { 0 };

        assert_refused(scratch->path, STORE_READ, -ENOENT, "");
        assert_int_equal(scratch_count(scratch, "", NULL), 0); /* nothing was made */
        make_store(scratch->path, 2);
        assert_int_equal(open_plain(scratch->path, STORE_READ, &store, NULL), 0);
        assert_int_equal(count_bouts(store), 2);
        assert_true(store_put(store, &bout, &error) < 0);
        assert_true(error.text[0]);
        store_close(store);
}

static int read_only_disk(const Scratch *scratch)
{
        Error error = { 0 };
        Store *store;
        int r;

        if (!scratch_mount_read_only(scratch))
                return CHILD_SKIP;
        r = open_plain(scratch->path, 0, &store, &error);
        CHILD_CHECK(r == -EROFS && strstr(error.text, "Read-only"));
        r = open_plain(scratch->path, STORE_READ | STORE_CHECK, &store, &error);
        if (r < 0)
                fprintf(stderr, "# %s\n", error.text);
        CHILD_CHECK(r == 0);
        CHILD_CHECK(count_bouts(store) == 2);
        store_close(store);
        return 0;
}

static void test_read_only_disk(void **state)
{
        Scratch *scratch = *state;
        int r;

        make_store(scratch->path, 2);
        r = scratch_in_child(read_only_disk, scratch);
        if (r == CHILD_SKIP)
                skip();
        assert_int_equal(r, 0);
}

/* Somebody holds the database: an answer within about a second. */
static void test_busy(void **state)
{
        Scratch *scratch = *state;
        Record bout = sample_bout(MONDAY_MS - 1000, 1);
        BootTime start;
        Store *store;
        sqlite3 *holder;
        Error error = { 0 };

        make_store(scratch->path, 2);
        assert_int_equal(sqlite3_open(scratch->path, &holder), SQLITE_OK);
        assert_int_equal(sqlite3_exec(holder, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
        start = clock_boot_now();
        assert_int_equal(open_plain(scratch->path, 0, &store, &error), 0);
        assert_int_equal(store_put(store, &bout, &error), -EBUSY);
        assert_true(clock_boot_now().ms - start.ms < 2000);
        assert_int_equal(count_bouts(store), 2);
        sqlite3_close(holder);
        assert_int_equal(store_put(store, &bout, &error), 0);
        store_close(store);
}

/* A row that Limber would never write: an error and no crash. */
static void test_strange_rows(void **state)
{
        static const char *const rows[] = {
                "INSERT INTO bout SELECT x'ffffffffffff70008000000000000000', device, wall_ms, NULL, NULL, "
                "5,"
                " posture, source FROM bout LIMIT 1",
                "UPDATE bout SET source = printf('%.*c', 5000, 'x')",
                "UPDATE bout SET source = ''",
                "UPDATE bout SET length_ms = 9223372036854775807",
        };
        Scratch *scratch = *state;

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Error error = { 0 };
                int64_t n = 0;
                Store *store;

                unlink(scratch->path);
                make_store(scratch->path, 1);
                run(scratch->path, rows[i]);
                assert_int_equal(open_plain(scratch->path, STORE_CHECK, &store, NULL), 0);
                assert_int_equal(
                        store_each(
                                store, RECORD_BOUT, (WallTime){ 0 }, (WallTime){ INT64_MAX }, count_one, &n,
                                &error),
                        i == 0 ? 0 : -EUCLEAN);
                assert_true((error.text[0] != '\0') == (i != 0));
                store_close(store);
        }
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
        const struct CMUnitTest tests[] = {
                TEST(made),           TEST(made_private),   TEST(odd_paths),          TEST(refused_files),
                TEST(somebody_elses), TEST(migrate),        TEST(migrate_to_read),    TEST(migration_fails),
                TEST(no_backup),      TEST(left_alone),     TEST(no_database),        TEST(cut_off),
                TEST(junk),           TEST(cut_to_nothing), TEST(damage_met_by_many), TEST(reads_only),
                TEST(read_only_disk), TEST(busy),           TEST(strange_rows),
        };

        return cmocka_run_group_tests_name("database", tests, NULL, NULL);
}
