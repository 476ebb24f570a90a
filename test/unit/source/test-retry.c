/* SPDX-License-Identifier: MIT */
/* Waiting for a server: nothing happens until its socket is there, then tries until one works. */

#include <dirent.h>
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "retry.h"

typedef struct World {
        char folder[64], path[96];
        Loop *loop;
        Retry *retry;
        int n_tries;
        int works_at; /* which try works */
        int error;
} World;

static int attempt(void *userdata)
{
        World *world = userdata;

        world->n_tries++;
        if (world->error < 0)
                return world->error;
        if (world->n_tries < world->works_at)
                return 0;
        loop_quit(world->loop);
        return 1;
}

static int setup(void **state)
{
        World *world = calloc(1, sizeof *world);

        strcpy(world->folder, "/tmp/limber-retry-XXXXXX");
        assert_non_null(mkdtemp(world->folder));
        snprintf(world->path, sizeof world->path, "%s/socket", world->folder);
        world->works_at = 1;
        assert_int_equal(loop_new(&world->loop), 0);
        assert_int_equal(retry_new(world->loop, world->path, attempt, world, &world->retry), 0);
        *state = world;
        return 0;
}

static int teardown(void **state)
{
        World *world = *state;

        retry_free(world->retry);
        loop_free(world->loop);
        unlink(world->path);
        rmdir(world->folder);
        free(world);
        return 0;
}

static void make_socket(World *world)
{
        struct sockaddr_un address = { .sun_family = AF_UNIX };
        int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);

        memccpy(address.sun_path, world->path, '\0', sizeof address.sun_path);
        assert_int_equal(bind(fd, (struct sockaddr *) &address, sizeof address), 0);
        close(fd);
}

static void touch(World *world, const char *name)
{
        char path[128];
        FILE *file;

        snprintf(path, sizeof path, "%s/%s", world->folder, name);
        file = fopen(path, "w");
        assert_non_null(file);
        fclose(file);
        unlink(path);
}

static void test_nothing_is_tried_before_the_socket_is_there(void **state)
{
        World *world = *state;

        retry_start(world->retry, false);
        touch(world, "other");
        for (int i = 0; i < 3; i++)
                assert_int_equal(loop_run_once(world->loop, 100), 0);
        assert_int_equal(world->n_tries, 0);
}

static void test_socket_that_appears_is_tried_until_it_works(void **state)
{
        World *world = *state;
        BootTime start = clock_boot_now();

        world->works_at = 3;
        retry_start(world->retry, false);
        make_socket(world);
        assert_int_equal(loop_run(world->loop), 0);
        assert_int_equal(world->n_tries, 3);
        assert_true(clock_boot_now().ms - start.ms < 5000);

        /* Over: a new socket is none of our business. */
        unlink(world->path);
        make_socket(world);
        assert_int_equal(loop_run_once(world->loop, 200), 0);
        assert_int_equal(world->n_tries, 3);
}

static void test_soon_is_soon(void **state)
{
        World *world = *state;

        retry_start(world->retry, true);
        assert_int_equal(loop_run_once(world->loop, 5000), 0);
        assert_int_equal(world->n_tries, 1);
}

static void test_stopped_is_stopped(void **state)
{
        World *world = *state;

        retry_start(world->retry, true);
        retry_stop(world->retry);
        make_socket(world);
        assert_int_equal(loop_run_once(world->loop, 200), 0);
        assert_int_equal(world->n_tries, 0);
}

static void test_error_of_a_try_ends_the_loop(void **state)
{
        World *world = *state;

        world->error = -ENOMEM;
        retry_start(world->retry, true);
        assert_int_equal(loop_run(world->loop), -ENOMEM);
}

static void test_folder_that_vanishes_is_no_error(void **state)
{
        World *world = *state;

        retry_start(world->retry, false);
        assert_int_equal(rmdir(world->folder), 0);
        assert_int_equal(loop_run_once(world->loop, 200), 0);
        assert_int_equal(loop_run_once(world->loop, 100), 0);
        assert_int_equal(world->n_tries, 0);
        retry_stop(world->retry);
        retry_start(world->retry, true); /* without a folder too */
        assert_int_equal(loop_run(world->loop), 0);
        assert_int_equal(world->n_tries, 1);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(
                        test_nothing_is_tried_before_the_socket_is_there, setup, teardown),
                cmocka_unit_test_setup_teardown(
                        test_socket_that_appears_is_tried_until_it_works, setup, teardown),
                cmocka_unit_test_setup_teardown(test_soon_is_soon, setup, teardown),
                cmocka_unit_test_setup_teardown(test_stopped_is_stopped, setup, teardown),
                cmocka_unit_test_setup_teardown(test_error_of_a_try_ends_the_loop, setup, teardown),
                cmocka_unit_test_setup_teardown(test_folder_that_vanishes_is_no_error, setup, teardown),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
