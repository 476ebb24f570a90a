/* SPDX-License-Identifier: MIT */
/* What the daemon keeps beside the database: round trip, suspicion, and the shift to another boot's clock.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "snapshot.h"
#include "state-file.h"

static SavedState sample(void)
{
        SavedState state = {
                .boot_id = "0b7ad5d7-7f0a-4f5e-9a4a-1f1e1d1c1b1a",
                .boot = { 5000000 },
                .wall = { 1767600000000 },
                .civil_day = 20458,
                .paused = true,
                .paused_until = { 1767603600000 },
                .n_engine = 300,
        };

        for (size_t i = 0; i < state.n_engine; i++)
                state.engine[i] = (uint8_t) (i * 7);
        return state;
}

static char *fresh_path(char dir[static 32])
{
        static char path[64];

        strcpy(dir, "/tmp/limber-test-XXXXXX");
        assert_non_null(mkdtemp(dir));
        snprintf(path, sizeof path, "%s/limber.state", dir);
        return path;
}

static void remove_path(const char *path, const char *dir)
{
        unlink(path);
        assert_int_equal(rmdir(dir), 0);
}

static void what_is_written_is_read(void **unused)
{
        char dir[32], *path = fresh_path(dir);
        SavedState state = sample(), again;
        Error error = { 0 };

        assert_int_equal(state_file_read(path, &again, &error), 1);
        assert_string_equal(error.text, "");
        assert_int_equal(state_file_write(path, &state, true, &error), 0);
        assert_int_equal(state_file_read(path, &again, &error), 0);
        assert_string_equal(again.boot_id, state.boot_id);
        assert_int_equal(again.boot.ms, state.boot.ms);
        assert_int_equal(again.wall.ms, state.wall.ms);
        assert_int_equal(again.civil_day, state.civil_day);
        assert_true(again.paused);
        assert_int_equal(again.paused_until.ms, state.paused_until.ms);
        assert_int_equal(again.n_engine, state.n_engine);
        assert_memory_equal(again.engine, state.engine, state.n_engine);
        remove_path(path, dir);
}

/* A snapshot with a right checksum whose bytes make no sense is not believed, and is no error either. */
static void nonsense_is_not_believed(void **unused)
{
        char dir[32], *path = fresh_path(dir);
        uint8_t bytes[200];
        SavedState again;
        Error error = { 0 };

        for (size_t n = 0; n <= sizeof bytes; n += 8) {
                memset(bytes, 0xa5, sizeof bytes);
                assert_int_equal(snapshot_write(path, bytes, n, &error), 0);
                assert_int_equal(state_file_read(path, &again, &error), 1);
                assert_true(error.text[0] != '\0');
        }
        remove_path(path, dir);
}

static void the_same_boot_needs_no_shift(void **unused)
{
        SavedState state = sample();

        assert_int_equal(
                state_file_shift_ms(&state, state.boot_id, (BootTime){ 5060000 }, (WallTime){ 1 }), 0);
}

static void another_boot_shifts_by_what_the_wall_clock_says(void **unused)
{
        SavedState state = sample();
        WallTime an_hour_later = { state.wall.ms + MS_PER_HOUR };
        BootTime fresh = { 20000 };
        int64_t shift_ms = state_file_shift_ms(&state, "another", fresh, an_hour_later);

        assert_int_equal(fresh.ms - (state.boot.ms + shift_ms), MS_PER_HOUR);
}

static void a_clock_that_went_back_makes_no_time(void **unused)
{
        SavedState state = sample();
        WallTime before = { state.wall.ms - 5 * MS_PER_HOUR };
        BootTime fresh = { 20000 };
        int64_t shift_ms = state_file_shift_ms(&state, "another", fresh, before);

        assert_int_equal(state.boot.ms + shift_ms, fresh.ms);
}

/* The same id with an earlier clock is no same boot: somebody copied the file, or runs a container. */
static void the_same_id_with_an_earlier_clock_is_another_boot(void **unused)
{
        SavedState state = sample();
        int64_t shift_ms = state_file_shift_ms(&state, state.boot_id, (BootTime){ 1000 }, state.wall);

        assert_int_equal(state.boot.ms + shift_ms, 1000);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(what_is_written_is_read),
                cmocka_unit_test(nonsense_is_not_believed),
                cmocka_unit_test(the_same_boot_needs_no_shift),
                cmocka_unit_test(another_boot_shifts_by_what_the_wall_clock_says),
                cmocka_unit_test(a_clock_that_went_back_makes_no_time),
                cmocka_unit_test(the_same_id_with_an_earlier_clock_is_another_boot),
        };

        return cmocka_run_group_tests_name("state-file", tests, NULL, NULL);
}
