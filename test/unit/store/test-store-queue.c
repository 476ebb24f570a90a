/* SPDX-License-Identifier: MIT */
/* The queue over the real store: full and read-only disks, a missing module, damage, kill -9. */

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample.h"
#include "scratch.h"
#include "store-queue.h"
#include "str.h"

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

typedef struct Heard {
        int n[STORE_QUEUE_REFUSED + 1];
        char last[512];
} Heard;

static void hear(StoreQueueEvent event, const char *text, void *userdata)
{
        Heard *heard = userdata;

        heard->n[event]++;
        snprintf(heard->last, sizeof heard->last, "%s", text);
}

static Record bout_number(int64_t i)
{
        return sample_bout(MONDAY_MS + i * 60000, 30000);
}

static int count_one(const Record *record, void *userdata)
{
        ++*(int64_t *) userdata;
        return 0;
}

static int64_t stored(const char *path)
{
        int64_t n = 0;
        Store *store;
        int r = store_open(path, STORE_READ | STORE_CHECK, &store, NULL);

        if (r < 0)
                return r;
        r = store_each(store, RECORD_BOUT, (WallTime){ 0 }, (WallTime){ WALL_MS_MAX }, count_one, &n, NULL);
        store_close(store);
        return r < 0 ? r : n;
}

/* ---- cases ---- */

static void test_writes_at_once(void **state)
{
        Scratch *scratch = *state;
        Heard heard = { 0 };
        StoreQueue *queue;

        assert_int_equal(store_queue_new(scratch->path, hear, &heard, &queue), 0);
        assert_int_equal(scratch_count(scratch, "", NULL), 0); /* opens nothing yet */
        assert_int_equal(store_queue_check(queue), 0);
        for (int64_t i = 0; i < 5; i++) {
                Record bout = bout_number(i);

                assert_int_equal(store_queue_put(queue, &bout), 0);
                assert_int_equal(store_queue_n(queue), 0);
                assert_int_equal(stored(scratch->path), i + 1);
                assert_int_equal(store_queue_put(queue, &bout), 0);
        }
        assert_null(store_queue_problem(queue));
        store_queue_free(queue);
        for (size_t i = 0; i < ELEMENTSOF(heard.n); i++)
                assert_int_equal(heard.n[i], 0);
}

static void test_refuses_nonsense(void **state)
{
        Scratch *scratch = *state;
        Heard heard = { 0 };
        StoreQueue *queue;
        Record bad = sample_bout(MONDAY_MS, -1), orphan = bout_number(1), good = bout_number(2);

        assert_int_equal(store_queue_new(scratch->path, hear, &heard, &queue), 0);
        assert_int_equal(store_queue_put(queue, &bad), -EINVAL);
        assert_int_equal(store_queue_n(queue), 0);
        /* What only the store can refuse does not stop the rest. */
        orphan.origin = good.id;
        assert_int_equal(store_queue_put(queue, &orphan), 0);
        assert_int_equal(heard.n[STORE_QUEUE_REFUSED], 1);
        assert_int_equal(store_queue_n(queue), 0);
        assert_int_equal(store_queue_put(queue, &good), 0);
        store_queue_free(queue);
        assert_int_equal(stored(scratch->path), 1);
}

/* The module is gone (an update under way) and comes back. */
static void test_no_module(void **state)
{
        Scratch *scratch = *state;
        char *module_dir = strdup(getenv("LIMBER_MODULE_DIR"));
        Heard heard = { 0 };
        StoreQueue *queue;

        assert_int_equal(store_queue_new(scratch->path, hear, &heard, &queue), 0);
        setenv("LIMBER_MODULE_DIR", scratch->folder, 1);
        for (int64_t i = 0; i < 100; i++) {
                Record bout = bout_number(i);

                assert_int_equal(store_queue_put(queue, &bout), STORE_QUEUE_KEPT);
                assert_int_equal(store_queue_n(queue), i + 1);
        }
        assert_int_equal(heard.n[STORE_QUEUE_FAILS], 1);
        assert_non_null(strstr(heard.last, "cannot save"));
        assert_non_null(strstr(store_queue_problem(queue), "store-sqlite.so"));
        assert_int_equal(store_queue_retry(queue), STORE_QUEUE_KEPT);
        setenv("LIMBER_MODULE_DIR", module_dir, 1);
        assert_int_equal(store_queue_retry(queue), 0);
        assert_int_equal(heard.n[STORE_QUEUE_FAILS], 1);
        assert_int_equal(heard.n[STORE_QUEUE_WORKS], 1);
        assert_non_null(strstr(heard.last, "100 records"));
        assert_null(store_queue_problem(queue));
        store_queue_free(queue);
        assert_int_equal(stored(scratch->path), 100);
        free(module_dir);
}

/* A module of another build is refused, not run. */
static void test_wrong_module(void **state)
{
        Scratch *scratch = *state;
        char *module_dir = strdup(getenv("LIMBER_MODULE_DIR"));
        char path[160];
        FILE *file;
        Store *store;
        Error error = { 0 };

        snprintf(path, sizeof path, "%s/store-sqlite.so", scratch->folder);
        file = fopen(path, "w");
        assert_non_null(file);
        fputs("no module", file);
        fclose(file);
        setenv("LIMBER_MODULE_DIR", scratch->folder, 1);
        assert_int_equal(store_open(scratch->path, 0, &store, &error), -ELIBACC);
        assert_non_null(strstr(error.text, path));
        setenv("LIMBER_MODULE_DIR", module_dir, 1);
        free(module_dir);
}

/* At the end it tries a last time. */
static void test_last_try(void **state)
{
        Scratch *scratch = *state;
        char *module_dir = strdup(getenv("LIMBER_MODULE_DIR"));
        Record bout = bout_number(1);
        StoreQueue *queue;

        assert_int_equal(store_queue_new(scratch->path, NULL, NULL, &queue), 0);
        setenv("LIMBER_MODULE_DIR", scratch->folder, 1);
        assert_int_equal(store_queue_put(queue, &bout), STORE_QUEUE_KEPT);
        setenv("LIMBER_MODULE_DIR", module_dir, 1);
        store_queue_free(queue);
        assert_int_equal(stored(scratch->path), 1);
        free(module_dir);
}

static void test_damage(void **state)
{
        Scratch *scratch = *state;
        Record bout = bout_number(1), second = bout_number(2);
        Heard heard = { 0 };
        StoreQueue *queue;
        int fd;

        assert_int_equal(store_queue_new(scratch->path, hear, &heard, &queue), 0);
        assert_int_equal(store_queue_put(queue, &bout), 0);
        fd = open(scratch->path, O_WRONLY | O_TRUNC);
        assert_int_equal(write(fd, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 34), 34);
        close(fd);
        assert_int_equal(store_queue_put(queue, &second), 0);
        assert_int_equal(heard.n[STORE_QUEUE_SET_ASIDE], 1);
        assert_non_null(strstr(heard.last, ".damaged-"));
        assert_int_equal(heard.n[STORE_QUEUE_FAILS], 0);
        store_queue_free(queue);
        assert_int_equal(stored(scratch->path), 1);
        assert_int_equal(scratch_count(scratch, "limber.db.damaged-", NULL), 1);
}

/* A disk with room for 256 KB, filled up by somebody, then freed. */
static int full_disk(const Scratch *scratch)
{
        char filler[128], bytes[4096] = { 1 };
        Heard heard = { 0 };
        StoreQueue *queue;
        int64_t n_kept = 0, i;
        int fd;

        if (!scratch_mount_small(scratch, 256 * 1024))
                return CHILD_SKIP;
        CHILD_CHECK(store_queue_new(scratch->path, hear, &heard, &queue) == 0);
        for (i = 0; i < 10; i++) {
                Record bout = bout_number(i);

                CHILD_CHECK(store_queue_put(queue, &bout) == 0);
        }
        snprintf(filler, sizeof filler, "%s/filler", scratch->folder);
        fd = open(filler, O_WRONLY | O_CREAT, 0600);
        while (write(fd, bytes, sizeof bytes) > 0)
                ;
        close(fd);
        for (; i < 3000; i++) {
                Record bout = bout_number(i);
                int r = store_queue_put(queue, &bout);

                CHILD_CHECK(r == 0 || r == STORE_QUEUE_KEPT);
                n_kept += r == STORE_QUEUE_KEPT;
                if (n_kept == 50)
                        break;
        }
        CHILD_CHECK(n_kept == 50);
        CHILD_CHECK(store_queue_n(queue) == 50);
        CHILD_CHECK(heard.n[STORE_QUEUE_FAILS] == 1);
        CHILD_CHECK(strstr(heard.last, "full") || strstr(heard.last, "space"));
        CHILD_CHECK(unlink(filler) == 0);
        CHILD_CHECK(store_queue_retry(queue) == 0);
        CHILD_CHECK(heard.n[STORE_QUEUE_FAILS] == 1 && heard.n[STORE_QUEUE_WORKS] == 1);
        CHILD_CHECK(store_queue_n(queue) == 0);
        store_queue_free(queue);
        CHILD_CHECK(stored(scratch->path) == i + 1);
        CHILD_CHECK(heard.n[STORE_QUEUE_SET_ASIDE] == 0 && heard.n[STORE_QUEUE_FULL] == 0);
        return 0;
}

/* The same where no disk of one's own can be had: files must not grow. */
static int no_growth(const Scratch *scratch)
{
        struct rlimit limit = { 8192, RLIM_INFINITY };
        Heard heard = { 0 };
        StoreQueue *queue;

        signal(SIGXFSZ, SIG_IGN);
        CHILD_CHECK(store_queue_new(scratch->path, hear, &heard, &queue) == 0);
        CHILD_CHECK(store_queue_check(queue) == 0);
        CHILD_CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
        for (int64_t i = 0; i < 20; i++) {
                Record bout = bout_number(i);

                CHILD_CHECK(store_queue_put(queue, &bout) == STORE_QUEUE_KEPT);
        }
        CHILD_CHECK(heard.n[STORE_QUEUE_FAILS] == 1);
        limit.rlim_cur = RLIM_INFINITY;
        CHILD_CHECK(setrlimit(RLIMIT_FSIZE, &limit) == 0);
        CHILD_CHECK(store_queue_retry(queue) == 0);
        CHILD_CHECK(heard.n[STORE_QUEUE_WORKS] == 1);
        store_queue_free(queue);
        CHILD_CHECK(stored(scratch->path) == 20);
        CHILD_CHECK(heard.n[STORE_QUEUE_SET_ASIDE] == 0);
        return 0;
}

static int read_only_disk(const Scratch *scratch)
{
        Record bout = bout_number(7);
        Heard heard = { 0 };
        StoreQueue *queue;

        if (!scratch_mount_read_only(scratch))
                return CHILD_SKIP;
        CHILD_CHECK(store_queue_new(scratch->path, hear, &heard, &queue) == 0);
        CHILD_CHECK(store_queue_put(queue, &bout) == STORE_QUEUE_KEPT);
        CHILD_CHECK(store_queue_put(queue, &bout) == STORE_QUEUE_KEPT);
        CHILD_CHECK(heard.n[STORE_QUEUE_FAILS] == 1 && strstr(heard.last, "Read-only"));
        CHILD_CHECK(store_queue_retry(queue) == STORE_QUEUE_KEPT);
        store_queue_free(queue);
        return 0;
}

static void run_child(void **state, int (*function)(const Scratch *))
{
        int r = scratch_in_child(function, *state);

        if (r == CHILD_SKIP)
                skip();
        assert_int_equal(r, 0);
}

static void test_full_disk(void **state)
{
        run_child(state, full_disk);
}

static void test_no_growth(void **state)
{
        run_child(state, no_growth);
}

static void test_read_only_disk(void **state)
{
        run_child(state, read_only_disk);
}

static bool is_mapped(const char *library)
{
        FILE *maps = fopen("/proc/self/maps", "r");
        char line[1024];
        bool found = false;

        assert_non_null(maps);
        while (fgets(line, sizeof line, maps))
                found |= strstr(line, library) != NULL;
        fclose(maps);
        return found;
}

/* SQLite is in the process while the store is open, and leaves nothing behind. */
static void test_leaves_nothing(void **state)
{
        Scratch *scratch = *state;
        size_t used = 0;
        StoreQueue *queue;
        Store *store;

        assert_int_equal(store_queue_new(scratch->path, NULL, NULL, &queue), 0);
        for (int64_t i = 0; i < 120; i++) {
                Record bout = bout_number(i);

                assert_int_equal(store_queue_put(queue, &bout), 0);
                if (i == 10)
                        used = mallinfo2().uordblks;
        }
        assert_true(mallinfo2().uordblks <= used + 2048);
        assert_false(is_mapped("sqlite"));
        assert_int_equal(store_open(scratch->path, 0, &store, NULL), 0);
        assert_true(is_mapped("libsqlite3"));
        store_close(store);
        assert_false(is_mapped("sqlite"));
        store_queue_free(queue);
}

/* kill -9 at any moment: every record whose put returned is there, and nothing is damaged. */
static void test_killed(void **state)
{
        Scratch *scratch = *state;
        int64_t n_reported = 0;

        for (int round = 0; round < 6; round++) {
                int ends[2], status;
                int64_t number, target = n_reported + 3 + round * 5;
                pid_t child;

                assert_int_equal(pipe(ends), 0);
                child = fork();
                if (child == 0) {
                        StoreQueue *queue;

                        close(ends[0]);
                        if (store_queue_new(scratch->path, NULL, NULL, &queue) < 0)
                                _exit(1);
                        for (number = n_reported;; number++) {
                                Record bout = bout_number(number);

                                if (store_queue_put(queue, &bout) != 0 ||
                                    write(ends[1], &number, sizeof number) != (ssize_t) sizeof number)
                                        _exit(2);
                        }
                }
                close(ends[1]);
                while (n_reported < target &&
                       read(ends[0], &number, sizeof number) == (ssize_t) sizeof number)
                        n_reported = number + 1;
                assert_int_equal(kill(child, SIGKILL), 0);
                while (read(ends[0], &number, sizeof number) == (ssize_t) sizeof number)
                        n_reported = number + 1;
                close(ends[0]);
                assert_int_equal(waitpid(child, &status, 0), child);
                assert_true(WIFSIGNALED(status));
                /* The one in the middle may or may not be there. */
                number = stored(scratch->path);
                assert_true(number == n_reported || number == n_reported + 1);
        }
        assert_int_equal(scratch_count(scratch, "limber.db.damaged", NULL), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, setup, teardown)

int main(void)
{
        const struct CMUnitTest tests[] = {
                TEST(writes_at_once), TEST(refuses_nonsense), TEST(no_module), TEST(wrong_module),
                TEST(last_try),       TEST(damage),           TEST(full_disk), TEST(no_growth),
                TEST(read_only_disk), TEST(leaves_nothing),   TEST(killed),
        };

        return cmocka_run_group_tests_name("store queue", tests, NULL, NULL);
}
