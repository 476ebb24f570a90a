/* SPDX-License-Identifier: MIT */
/* Places: which variable counts, what is made, and what is refused in a temporary directory that others
 * write to. */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "place.h"
#include "str.h"

static const char *const variables[] = { "HOME",           "XDG_CONFIG_HOME", "XDG_DATA_HOME",
                                         "XDG_STATE_HOME", "XDG_RUNTIME_DIR", "TMPDIR" };

static char *scratch;

static int set_up(void **state)
{
        scratch = strdup("/tmp/limber-test-XXXXXX");
        assert_non_null(scratch);
        assert_non_null(mkdtemp(scratch));
        for (size_t i = 0; i < ELEMENTSOF(variables); i++)
                unsetenv(variables[i]);
        setenv("HOME", scratch, 1);
        setenv("TMPDIR", scratch, 1);
        return 0;
}

static int tear_down(void **state)
{
        _cleanup_free_ char *command = str_format("rm -rf '%s'", scratch);

        assert_int_equal(system(command), 0);
        free(scratch);
        return 0;
}

static void assert_place(Place place, const char *wanted_below, const char *base)
{
        _cleanup_free_ char *path = NULL, *wanted = str_format("%s%s", base, wanted_below);
        Error error = { 0 };

        if (place_find(place, &path, &error) < 0)
                fail_msg("%s", error.text);
        assert_string_equal(path, wanted);
}

static mode_t mode_of(const char *path)
{
        struct stat status;

        assert_int_equal(lstat(path, &status), 0);
        return status.st_mode & 07777;
}

static void test_defaults(void **state)
{
        assert_place(PLACE_CONFIG, "/.config/limber", scratch);
        assert_place(PLACE_DATA, "/.local/share/limber", scratch);
        assert_place(PLACE_STATE, "/.local/state/limber", scratch);
}

static void test_variables(void **state)
{
        static const char *const names[N_PLACES] = { "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME",
                                                     "XDG_RUNTIME_DIR" };

        for (int place = 0; place < N_PLACES; place++) {
                setenv(names[place], "/somewhere/else", 1);
                assert_place((Place) place, "", "/somewhere/else/limber");
        }
        /* relative and empty ones count as not set */
        setenv("XDG_CONFIG_HOME", "somewhere", 1);
        assert_place(PLACE_CONFIG, "/.config/limber", scratch);
        setenv("XDG_CONFIG_HOME", "", 1);
        assert_place(PLACE_CONFIG, "/.config/limber", scratch);
}

static void test_home_of_the_user(void **state)
{
        _cleanup_free_ char *path = NULL;

        unsetenv("HOME");
        if (place_find(PLACE_CONFIG, &path, NULL) == 0)
                assert_int_equal(path[0], '/');
        setenv("HOME", "relative", 1);
        free(TAKE_PTR(path));
        if (place_find(PLACE_CONFIG, &path, NULL) == 0)
                assert_int_equal(path[0], '/');
}

static void test_make(void **state)
{
        _cleanup_free_ char *path = NULL, *middle = str_format("%s/.local", scratch);
        Error error = { 0 };

        for (int twice = 0; twice < 2; twice++) {
                free(TAKE_PTR(path));
                if (place_make(PLACE_DATA, &path, &error) < 0)
                        fail_msg("%s", error.text);
                assert_int_equal(mode_of(path), 0700);
                assert_int_equal(mode_of(middle), 0700);
        }
        /* one of ours that is open is closed */
        assert_int_equal(chmod(path, 0755), 0);
        free(TAKE_PTR(path));
        assert_int_equal(place_make(PLACE_DATA, &path, &error), 0);
        assert_int_equal(mode_of(path), 0700);
}

static void test_make_where_a_file_is(void **state)
{
        _cleanup_free_ char *path = NULL, *file = str_format("%s/.local", scratch);
        Error error = { 0 };
        FILE *made = fopen(file, "w");

        assert_non_null(made);
        assert_int_equal(fclose(made), 0);
        assert_int_equal(place_make(PLACE_DATA, &path, &error), -ENOTDIR);
        assert_non_null(strstr(error.text, "/.local/share"));
        assert_null(path);
}

static void test_files(void **state)
{
        _cleanup_free_ char *path = NULL;

        setenv("XDG_CONFIG_HOME", "/c", 1);
        assert_int_equal(place_file(PLACE_CONFIG, PLACE_CONFIG_FILE, &path, NULL), 0);
        assert_string_equal(path, "/c/limber/limber.conf");
}

/* ---- the runtime directory ---- */

/* Where /run/user/UID is ours, the temporary directory does not come into it. */
static bool has_login_directory(void)
{
        _cleanup_free_ char *path = str_format("/run/user/%u", (unsigned) getuid());
        struct stat status;

        return lstat(path, &status) == 0 && S_ISDIR(status.st_mode) && status.st_uid == geteuid();
}

static char *fallback_path(void)
{
        if (has_login_directory())
                skip();
        return str_format("%s/limber-%u", scratch, (unsigned) getuid());
}

static void test_runtime_fallback(void **state)
{
        _cleanup_free_ char *wanted = fallback_path(), *path = NULL, *socket = NULL,
                            *in_it = str_format("%s/bus", wanted);
        Error error = { 0 };

        assert_int_equal(place_find(PLACE_RUNTIME, &path, &error), 0);
        assert_string_equal(path, wanted);
        free(TAKE_PTR(path));
        assert_int_equal(place_make(PLACE_RUNTIME, &path, &error), 0);
        assert_int_equal(mode_of(path), 0700);
        assert_int_equal(place_socket(&socket, &error), 0);
        assert_string_equal(socket, in_it);
        setenv("TMPDIR", "relative", 1);
        free(TAKE_PTR(socket));
        if (place_socket(&socket, &error) == 0)
                assert_memory_equal(socket, "/tmp/limber-", 12);
}

static void assert_refused(const char *reason)
{
        char *path = NULL;
        Error error = { 0 };

        assert_true(place_find(PLACE_RUNTIME, &path, &error) < 0);
        assert_non_null(strstr(error.text, reason));
        assert_true(place_make(PLACE_RUNTIME, &path, &error) < 0);
        assert_true(place_socket(&path, &error) < 0);
        assert_null(path);
}

static void test_runtime_fallback_that_is_a_link(void **state)
{
        _cleanup_free_ char *path = fallback_path();

        assert_int_equal(symlink(scratch, path), 0);
        assert_refused("is a link");
        assert_int_equal(unlink(path), 0);
        assert_int_equal(symlink("/nowhere/at/all", path), 0);
        assert_refused("is a link");
}

static void test_runtime_fallback_that_is_open(void **state)
{
        _cleanup_free_ char *path = fallback_path();

        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(chmod(path, 0750), 0);
        assert_refused("open to other users");
        assert_int_equal(mode_of(path), 0750);
}

static void test_runtime_fallback_that_is_a_file(void **state)
{
        _cleanup_free_ char *path = fallback_path();
        FILE *made = fopen(path, "w");

        assert_non_null(made);
        assert_int_equal(fclose(made), 0);
        assert_refused("no directory");
}

static void test_runtime_of_another_user(void **state)
{
        _cleanup_free_ char *path = fallback_path(), *below = str_format("%s/limber", scratch);

        if (geteuid() != 0)
                skip();
        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(chown(path, 12345, 12345), 0);
        assert_refused("another user");
        setenv("XDG_RUNTIME_DIR", scratch, 1);
        assert_int_equal(mkdir(below, 0700), 0);
        assert_int_equal(chown(below, 12345, 12345), 0);
        assert_refused("another user");
}

static void test_data_of_another_user(void **state)
{
        _cleanup_free_ char *path = str_format("%s/limber", scratch), *made = NULL;
        Error error = { 0 };

        if (geteuid() != 0)
                skip();
        setenv("XDG_DATA_HOME", scratch, 1);
        assert_int_equal(mkdir(path, 0700), 0);
        assert_int_equal(chown(path, 12345, 12345), 0);
        assert_int_equal(place_make(PLACE_DATA, &made, &error), -EPERM);
        assert_non_null(strstr(error.text, "another user"));
        assert_null(made);
}

static void test_link_below_the_runtime_directory(void **state)
{
        _cleanup_free_ char *path = str_format("%s/limber", scratch);

        setenv("XDG_RUNTIME_DIR", scratch, 1);
        assert_int_equal(symlink("/tmp", path), 0);
        assert_refused("is a link");
}

static void test_socket_path_too_long(void **state)
{
        char base[120], *path = NULL;
        Error error = { 0 };

        memset(base, 'x', sizeof base);
        base[0] = '/';
        base[107 - strlen("/limber/bus")] = '\0'; /* 107 bytes and the NUL are 108 */
        setenv("XDG_RUNTIME_DIR", base, 1);
        assert_int_equal(place_socket(&path, &error), 0);
        assert_int_equal(strlen(path), 107);
        free(path);
        path = NULL;
        base[strlen(base)] = 'x';
        base[108 - strlen("/limber/bus")] = '\0';
        setenv("XDG_RUNTIME_DIR", base, 1);
        assert_int_equal(place_socket(&path, &error), -ENAMETOOLONG);
        assert_non_null(strstr(error.text, "XDG_RUNTIME_DIR"));
        assert_null(path);
}

#define PLACE_TEST(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
        const struct CMUnitTest tests[] = {
                PLACE_TEST(test_defaults),
                PLACE_TEST(test_variables),
                PLACE_TEST(test_home_of_the_user),
                PLACE_TEST(test_make),
                PLACE_TEST(test_make_where_a_file_is),
                PLACE_TEST(test_files),
                PLACE_TEST(test_runtime_fallback),
                PLACE_TEST(test_runtime_fallback_that_is_a_link),
                PLACE_TEST(test_runtime_fallback_that_is_open),
                PLACE_TEST(test_runtime_fallback_that_is_a_file),
                PLACE_TEST(test_runtime_of_another_user),
                PLACE_TEST(test_data_of_another_user),
                PLACE_TEST(test_link_below_the_runtime_directory),
                PLACE_TEST(test_socket_path_too_long),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
