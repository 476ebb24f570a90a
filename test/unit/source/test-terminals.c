/* SPDX-License-Identifier: MIT */
/* Terminals: what counts as one of ours, and what two looks tell. */

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "terminals.h"

static void add(Terminals *terminals, const char *path, int64_t accessed_ms)
{
        Terminal *terminal;

        assert_int_equal(array_reserve(terminals, 1), 0);
        terminal = &terminals->items[terminals->n++];
        *terminal = (Terminal){ .accessed = { accessed_ms } };
        strcpy(terminal->path, path);
}

static void test_change_is_input_and_nothing_else_is(void **state)
{
        _cleanup_terminals_ Terminals before = { 0 }, after = { 0 };
        WallTime typed;

        assert_false(terminals_find_input(&before, &after, &typed));
        add(&before, "/dev/pts/1", 1000);
        add(&before, "/dev/pts/2", 9000);
        add(&before, "/dev/pts/3", 2000); /* closed since */
        add(&after, "/dev/pts/4", 50000); /* opened since */
        add(&after, "/dev/pts/2", 9000);
        add(&after, "/dev/pts/1", 1000);
        assert_false(terminals_find_input(&before, &after, &typed));
        after.items[2].accessed.ms = 3000;
        assert_true(terminals_find_input(&before, &after, &typed));
        assert_int_equal(typed.ms, 3000);
        after.items[1].accessed.ms = 8000; /* the wall clock was set back */
        assert_true(terminals_find_input(&before, &after, &typed));
        assert_int_equal(typed.ms, 8000);
        assert_int_equal(terminals_last_access(&before).ms, 9000);
}

static void test_scan_finds_ours_and_only_ours(void **state)
{
        _cleanup_close_ int master = posix_openpt(O_RDWR | O_NOCTTY);
        _cleanup_terminals_ Terminals all = { 0 }, one = { 0 }, others = { 0 }, none = { 0 };
        char path[64];
        bool found = false;

        assert_true(master >= 0);
        assert_int_equal(grantpt(master), 0);
        assert_int_equal(ptsname_r(master, path, sizeof path), 0);
        assert_int_equal(terminals_scan(&all, getuid(), NULL), 0);
        for (size_t i = 0; i < all.n; i++)
                found = found || strcmp(all.items[i].path, path) == 0;
        assert_true(found);
        assert_int_equal(terminals_scan(&one, getuid(), path), 0);
        assert_int_equal(one.n, 1);
        assert_int_equal(terminals_scan(&others, getuid() + 1, path), 0);
        assert_int_equal(others.n, 0);
        assert_int_equal(terminals_scan(&none, getuid(), "/dev/null"), 0);
        assert_int_equal(none.n, 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_change_is_input_and_nothing_else_is),
                cmocka_unit_test(test_scan_finds_ours_and_only_ours),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
