/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <fcntl.h>
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

#include "macro.h"
#include "scratch.h"
#include "snapshot.h"

enum { FILE_SIZE = 2 * SNAPSHOT_SLOT_SIZE };

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

static void write_text(const char *path, const char *text)
{
        Error error = { 0 };
        int r = snapshot_write(path, text, strlen(text), &error);

        assert_string_equal(error.text, "");
        assert_int_equal(r, 0);
}

static void assert_reads(const char *path, const char *text)
{
        uint8_t bytes[SNAPSHOT_SIZE_MAX];
        size_t n = 0;

        assert_int_equal(snapshot_read(path, bytes, &n, NULL), 0);
        assert_int_equal(n, strlen(text));
        assert_memory_equal(bytes, text, n);
}

/* Without waiting it is the same file for every reader of this boot. */
static void test_soon(void **state)
{
        Scratch *scratch = *state;
        Error error = { 0 };

        assert_int_equal(snapshot_write_soon(scratch->path, "first", 5, &error), 0);
        assert_reads(scratch->path, "first");
        write_text(scratch->path, "second");
        assert_int_equal(snapshot_write_soon(scratch->path, "third", 5, &error), 0);
        assert_reads(scratch->path, "third");
}

static void load(const char *path, uint8_t bytes[static FILE_SIZE])
{
        int fd = open(path, O_RDONLY);

        assert_true(fd >= 0);
        assert_int_equal(read(fd, bytes, FILE_SIZE), FILE_SIZE);
        close(fd);
}

static void save(const char *path, const uint8_t *bytes, size_t n)
{
        int fd = open(path, O_WRONLY | O_TRUNC);

        assert_true(fd >= 0);
        assert_int_equal(write(fd, bytes, n), (ssize_t) n);
        close(fd);
}

static void test_turns(void **state)
{
        Scratch *scratch = *state;
        uint8_t bytes[SNAPSHOT_SIZE_MAX];
        char text[32];
        size_t n = 0;

        assert_int_equal(snapshot_read(scratch->path, bytes, &n, NULL), SNAPSHOT_NONE);
        for (int i = 0; i < 20; i++) {
                snprintf(text, sizeof text, "state %d", i * i * i);
                write_text(scratch->path, text);
                assert_reads(scratch->path, text);
        }
        assert_int_equal(scratch_mode(scratch->path), 0600);
        write_text(scratch->path, "");
        assert_reads(scratch->path, "");
}

static void test_sizes(void **state)
{
        Scratch *scratch = *state;
        uint8_t bytes[SNAPSHOT_SIZE_MAX + 1], found[SNAPSHOT_SIZE_MAX];
        Error error = { 0 };
        size_t n = 0;

        for (size_t i = 0; i < sizeof bytes; i++)
                bytes[i] = (uint8_t) (i * 7);
        for (int i = 0; i < 3; i++) { /* both slots */
                bytes[5] = (uint8_t) i;
                assert_int_equal(snapshot_write(scratch->path, bytes, SNAPSHOT_SIZE_MAX, NULL), 0);
                assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), 0);
                assert_int_equal(n, SNAPSHOT_SIZE_MAX);
                assert_memory_equal(found, bytes, n);
        }
        assert_int_equal(snapshot_write(scratch->path, bytes, sizeof bytes, &error), -E2BIG);
        assert_true(error.text[0]);
        assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), 0);
}

/* The power fails after any number of bytes, the rest still being the old ones, or junk, or zeros. */
static void test_torn(void **state)
{
        static const int rests[] = { -1 /* as before */, 0x00, 0xff, 0x5a };
        Scratch *scratch = *state;
        uint8_t before[FILE_SIZE], after[FILE_SIZE], torn[FILE_SIZE];

        for (int turn = 0; turn < 2; turn++) {
                const char *old_text = turn ? "the second one" : "the first one";
                const char *new_text = turn ? "the third, which is longer" : "the second one";
                size_t first = FILE_SIZE, last = 0;

                if (turn == 0)
                        write_text(scratch->path, old_text);
                load(scratch->path, before);
                write_text(scratch->path, new_text);
                load(scratch->path, after);
                for (size_t i = 0; i < FILE_SIZE; i++)
                        if (before[i] != after[i]) {
                                first = MIN(first, i);
                                last = i;
                        }
                /* All that changed lies in one slot. */
                assert_int_equal(first / SNAPSHOT_SLOT_SIZE, last / SNAPSHOT_SLOT_SIZE);
                for (size_t r = 0; r < ELEMENTSOF(rests); r++)
                        for (size_t cut = first; cut <= last + 1; cut++) {
                                memcpy(torn, before, FILE_SIZE);
                                memcpy(torn + first, after + first, cut - first);
                                if (rests[r] >= 0)
                                        memset(torn + cut, rests[r], last + 1 - cut);
                                save(scratch->path, torn, FILE_SIZE);
                                assert_reads(
                                        scratch->path,
                                        memcmp(torn, after, FILE_SIZE) == 0 ? new_text : old_text);
                        }
                save(scratch->path, after, FILE_SIZE);
        }
}

/* Any one byte changed at rest: the other slot, or the same text (a byte that nothing reads). */
static void test_every_byte(void **state)
{
        Scratch *scratch = *state;
        uint8_t whole[FILE_SIZE];
        size_t n_fell_back = 0;

        write_text(scratch->path, "older");
        write_text(scratch->path, "newer");
        load(scratch->path, whole);
        for (size_t i = 0; i < FILE_SIZE; i++) {
                uint8_t bytes[SNAPSHOT_SIZE_MAX];
                size_t n = 0;

                if (i % SNAPSHOT_SLOT_SIZE > 100 && i % 512 != 0)
                        continue;
                whole[i] ^= 0x10;
                save(scratch->path, whole, FILE_SIZE);
                whole[i] ^= 0x10;
                assert_int_equal(snapshot_read(scratch->path, bytes, &n, NULL), 0);
                assert_int_equal(n, 5);
                if (memcmp(bytes, "older", 5) == 0)
                        n_fell_back++;
                else
                        assert_memory_equal(bytes, "newer", 5);
        }
        assert_int_equal(n_fell_back, SNAPSHOT_HEADER_SIZE + 5);
}

/* A write after a torn one leaves the whole slot alone. */
static void test_write_after_torn(void **state)
{
        Scratch *scratch = *state;
        uint8_t bytes[FILE_SIZE];

        write_text(scratch->path, "one");
        write_text(scratch->path, "two");
        load(scratch->path, bytes);
        bytes[SNAPSHOT_SLOT_SIZE + SNAPSHOT_HEADER_SIZE] ^= 1; /* two is torn */
        save(scratch->path, bytes, FILE_SIZE);
        assert_reads(scratch->path, "one");
        write_text(scratch->path, "three");
        assert_reads(scratch->path, "three");
        load(scratch->path, bytes);
        bytes[SNAPSHOT_SLOT_SIZE + SNAPSHOT_HEADER_SIZE] ^= 1;
        save(scratch->path, bytes, FILE_SIZE);
        assert_reads(scratch->path, "one");
}

static void test_damaged(void **state)
{
        Scratch *scratch = *state;
        uint8_t bytes[FILE_SIZE] = { 0 }, found[SNAPSHOT_SIZE_MAX];
        size_t n = 0;

        write_text(scratch->path, "one");
        save(scratch->path, bytes, FILE_SIZE);
        assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), SNAPSHOT_NONE);
        save(scratch->path, bytes, 0);
        assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), SNAPSHOT_NONE);
        memset(bytes, 0xa5, sizeof bytes);
        save(scratch->path, bytes, FILE_SIZE);
        assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), SNAPSHOT_DAMAGED);
        save(scratch->path, bytes, 100);
        assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), SNAPSHOT_DAMAGED);
        write_text(scratch->path, "again");
        assert_reads(scratch->path, "again");
        /* A length beyond the slot must not be followed. */
        load(scratch->path, bytes);
        memset(bytes + 12, 0xff, 4);
        save(scratch->path, bytes, FILE_SIZE);
        assert_int_equal(snapshot_read(scratch->path, found, &n, NULL), SNAPSHOT_DAMAGED);
}

static void test_refused(void **state)
{
        Scratch *scratch = *state;
        uint8_t found[SNAPSHOT_SIZE_MAX];
        char other[160];
        Error error = { 0 };
        size_t n = 0;

        write_text(scratch->path, "one");
        snprintf(other, sizeof other, "%s/elsewhere", scratch->folder);
        assert_int_equal(rename(scratch->path, other), 0);
        assert_int_equal(symlink(other, scratch->path), 0);
        assert_int_equal(snapshot_write(scratch->path, "two", 3, &error), -ELOOP);
        assert_non_null(strstr(error.text, "link"));
        assert_int_equal(snapshot_read(scratch->path, found, &n, &error), -ELOOP);
        assert_reads(other, "one");
        assert_int_equal(unlink(scratch->path), 0);
        assert_int_equal(mkfifo(scratch->path, 0600), 0);
        assert_int_equal(snapshot_read(scratch->path, found, &n, &error), -EINVAL);
        assert_int_equal(unlink(scratch->path), 0);
        assert_int_equal(rename(other, scratch->path), 0);
        if (geteuid() != 0)
                return; /* only root can give a file away */
        assert_int_equal(chown(scratch->path, 12345, 12345), 0);
        assert_int_equal(snapshot_write(scratch->path, "two", 3, &error), -EPERM);
        assert_int_equal(snapshot_read(scratch->path, found, &n, &error), -EPERM);
}

/* Once the file is there, a disk that gives no more room does not stop it. RLIMIT_FSIZE plays the disk. */
static void test_full_disk(void **state)
{
        Scratch *scratch = *state;
        struct stat st;
        pid_t child;
        int status;

        write_text(scratch->path, "one");
        assert_int_equal(stat(scratch->path, &st), 0);
        assert_int_equal(st.st_size, FILE_SIZE);
        assert_true(st.st_blocks * 512 >= FILE_SIZE);
        child = fork();
        assert_true(child >= 0);
        if (child == 0) {
                struct rlimit none = { FILE_SIZE, FILE_SIZE };
                char fresh[160];

                signal(SIGXFSZ, SIG_IGN);
                setrlimit(RLIMIT_FSIZE, &none);
                if (snapshot_write(scratch->path, "two", 3, NULL) != 0 ||
                    snapshot_write(scratch->path, "three", 5, NULL) != 0)
                        _exit(1);
                none.rlim_cur = 100;
                setrlimit(RLIMIT_FSIZE, &none);
                snprintf(fresh, sizeof fresh, "%s/limber/fresh", scratch->folder);
                _exit(snapshot_write(fresh, "one", 3, NULL) == -EFBIG ? 0 : 2);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_int_equal(status, 0);
        assert_reads(scratch->path, "three");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(test_turns, setup, teardown),
                cmocka_unit_test_setup_teardown(test_sizes, setup, teardown),
                cmocka_unit_test_setup_teardown(test_soon, setup, teardown),
                cmocka_unit_test_setup_teardown(test_torn, setup, teardown),
                cmocka_unit_test_setup_teardown(test_every_byte, setup, teardown),
                cmocka_unit_test_setup_teardown(test_write_after_torn, setup, teardown),
                cmocka_unit_test_setup_teardown(test_damaged, setup, teardown),
                cmocka_unit_test_setup_teardown(test_refused, setup, teardown),
                cmocka_unit_test_setup_teardown(test_full_disk, setup, teardown),
        };

        return cmocka_run_group_tests_name("snapshot", tests, NULL, NULL);
}
