/* SPDX-License-Identifier: MIT */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "device.h"
#include "scratch.h"

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
        FILE *file = fopen(path, "w");

        assert_non_null(file);
        assert_true(fputs(text, file) >= 0);
        assert_int_equal(fclose(file), 0);
}

static Uuid device_with(Scratch *scratch, const char *machine_id, int expected)
{
        char machine[128];
        Error error = { 0 };
        Uuid device;

        snprintf(machine, sizeof machine, "%s/machine-id", scratch->folder);
        unlink(machine);
        if (machine_id)
                write_text(machine, machine_id);
        assert_int_equal(device_id_from(machine, scratch->path, &device, &error), expected);
        assert_false(uuid_is_nil(&device));
        return device;
}

static void test_machine_id(void **state)
{
        Uuid a = device_with(*state, "0123456789abcdef0123456789abcdef\n", 0);
        Uuid b = device_with(*state, "0123456789abcdef0123456789abcdef", 0);
        Uuid c = device_with(*state, "0123456789abcdef0123456789abcdee\n", 0);
        char text[UUID_TEXT_SIZE];

        assert_true(uuid_equals(&a, &b));
        assert_false(uuid_equals(&a, &c));
        uuid_format(&a, text);
        assert_null(strstr(text, "01234567")); /* the machine's own id stays on the machine */
        assert_int_equal(text[14], '8');
        assert_int_equal(scratch_count(*state, "limber.device", NULL), 0);
}

/* No machine id worth the name: a random one, made once and kept. */
static void test_kept(void **state)
{
        static const char *const none[] = { "uninitialized\n", "", "00000000000000000000000000000000\n",
                                            "0123456789ABCDEF0123456789ABCDEF\n",
                                            "0123456789abcdef0123456789abcdef0\n" };
        Uuid first = device_with(*state, NULL, 0);
        char path[512];

        assert_int_equal(scratch_count(*state, "limber.device", path), 1);
        assert_int_equal(scratch_mode(path), 0600);
        for (size_t i = 0; i < ELEMENTSOF(none); i++) {
                Uuid again = device_with(*state, none[i], 0);

                assert_true(uuid_equals(&again, &first));
        }
}

/* A file that is not one: an id for now, and a reason; the file is left alone. */
static void test_fleeting(void **state)
{
        Scratch *scratch = *state;
        char path[512];
        Uuid first, second;

        device_with(scratch, NULL, 0);
        assert_int_equal(scratch_count(scratch, "limber.device", path), 1);
        write_text(path, "not an id\n");
        first = device_with(scratch, NULL, DEVICE_FLEETING);
        second = device_with(scratch, NULL, DEVICE_FLEETING);
        assert_false(uuid_equals(&first, &second));
        assert_int_equal(unlink(path), 0);
        assert_int_equal(symlink("/dev/null", path), 0);
        device_with(scratch, NULL, DEVICE_FLEETING);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(test_machine_id, setup, teardown),
                cmocka_unit_test_setup_teardown(test_kept, setup, teardown),
                cmocka_unit_test_setup_teardown(test_fleeting, setup, teardown),
        };

        return cmocka_run_group_tests_name("device", tests, NULL, NULL);
}
