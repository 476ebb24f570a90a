/* SPDX-License-Identifier: MIT */
/* What the windows are made of, as far as it needs no display. */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "backdrop.h"
#include "battery.h"
#include "desk-keys.h"
#include "desk-options.h"
#include "desk-shown.h"
#include "key-gate.h"
#include "macro.h"

/* ---- the command line ---- */

static int parse(const char *line, DeskOptions *ret, Error *error)
{
        static char words[256];
        static char *argv[16];
        int argc = 0;

        snprintf(words, sizeof words, "%s", line);
        argv[argc++] = (char *) (uintptr_t) "limber-desk";
        for (char *word = strtok(words, " "); word; word = strtok(NULL, " "))
                argv[argc++] = word;
        argv[argc] = NULL;
        *error = (Error){ "" };
        return desk_options_parse(argc, argv, ret, error);
}

static void test_options(void **state)
{
        DeskOptions options;
        Error error;

        assert_int_equal(parse("", &options, &error), 0);
        assert_int_equal(options.task, DESK_STRETCH);
        assert_int_equal(options.n_names, 0);
        assert_true(options.speed == 1);

        assert_int_equal(
                parse("neck-rolls --dose=full --stretch shoulder-shrugs --layout screen --speed 2.5 --theme "
                      "light",
                      &options, &error),
                0);
        assert_int_equal(options.n_names, 2);
        assert_string_equal(options.names[0], "neck-rolls");
        assert_string_equal(options.names[1], "shoulder-shrugs");
        assert_true(options.dose_said && options.dose == DOSE_FULL);
        assert_true(options.layout_said && options.layout == LAYOUT_SCREEN);
        assert_true(options.theme_said && options.theme == THEME_LIGHT);
        assert_true(options.speed == 2.5);

        assert_int_equal(parse("--break", &options, &error), 0);
        assert_int_equal(options.task, DESK_BREAK);
        assert_int_equal(parse("--version --rubbish", &options, &error), 0);
        assert_int_equal(options.task, DESK_VERSION);
}

static void test_wrong_options(void **state)
{
        static const char *const lines[] = {
                "--dose",
                "--dose=",
                "--dose huge",
                "--speed 0",
                "--speed 1e3",
                "--speed 1x",
                "--speed .5",
                "--speed 99999",
                "--layout wide",
                "--theme red",
                "--stretch=yes",
                "--break --stretch",
                "--stretch --break",
                "--break neck-rolls",
                "-x",
                "--unknown",
                "--dos short",
        };
        DeskOptions options;
        Error error;

        for (size_t i = 0; i < ELEMENTSOF(lines); i++) {
                assert_int_equal(parse(lines[i], &options, &error), -EINVAL);
                assert_string_not_equal(error.text, "");
        }
}

/* ---- keys ---- */

static void test_keys(void **state)
{
        GuideKey key;

        assert_true(desk_key_of(GDK_KEY_space, 0, &key));
        assert_int_equal(key, GUIDE_PAUSE);
        assert_true(desk_key_of(GDK_KEY_P, GDK_LOCK_MASK, &key));
        assert_int_equal(key, GUIDE_POSTPONE);
        assert_true(desk_key_of(GDK_KEY_KP_7, 0, &key));
        assert_int_equal(key, GUIDE_DIGIT_0 + 7);
        assert_true(desk_key_of(GDK_KEY_9, 0, &key));
        assert_int_equal(key, GUIDE_DIGIT_9);
        assert_true(desk_key_of(GDK_KEY_F5, 0, &key));
        assert_int_equal(key, GUIDE_OTHER);
        assert_false(desk_key_of(GDK_KEY_q, GDK_CONTROL_MASK, &key));
        assert_false(desk_key_of(GDK_KEY_space, GDK_SUPER_MASK, &key));
}

static void test_gate(void **state)
{
        KeyGate gate;

        key_gate_init(&gate, false, (BootTime){ 1000 });
        assert_false(key_gate_take(&gate, (BootTime){ 1500 }));
        assert_false(key_gate_take(&gate, (BootTime){ 2499 })); /* 999 ms after the last */
        assert_true(key_gate_take(&gate, (BootTime){ 3499 }));
        assert_true(key_gate_take(&gate, (BootTime){ 3500 })); /* open is open */

        key_gate_init(&gate, false, (BootTime){ 0 });
        key_gate_click(&gate);
        assert_true(key_gate_take(&gate, (BootTime){ 1 }));

        key_gate_init(&gate, true, (BootTime){ 0 });
        assert_true(key_gate_take(&gate, (BootTime){ 0 }));
}

/* ---- the backdrop ---- */

enum { WIDE = 160, HIGH = 100 };

static int channel(uint32_t pixel, int c)
{
        return (int) (pixel >> (16 - 8 * c) & 0xff);
}

static void test_backdrop(void **state)
{
        const DeskStyle style = { .near_colour = 0x17413f, .far_colour = 0x0d1a1f };
        const Backdrop backdrop = { .style = &style, .middle_x = 0.33, .middle_y = 0.48 };
        const BackdropPart part = { 0, 0, WIDE, HIGH, WIDE, HIGH };
        static uint32_t pixels[HIGH][WIDE + 3];
        long middle = 0, corner = 0;

        memset(pixels, 0xee, sizeof pixels);
        backdrop_fill(&pixels[0][0], WIDE + 3, &part, &backdrop);
        for (int y = 0; y < HIGH; y++) {
                for (int x = 0; x < WIDE; x++)
                        for (int c = 0; c < 3; c++) {
                                int a = channel(style.far_colour, c), b = channel(style.near_colour, c);

                                assert_in_range(channel(pixels[y][x], c), a, b);
                        }
                for (int x = WIDE; x < WIDE + 3; x++)
                        assert_int_equal(pixels[y][x], 0xeeeeeeee);
        }
        for (int i = 0; i < 5; i++) {
                middle += channel(pixels[48 + i][53 + i], 1);
                corner += channel(pixels[HIGH - 1 - i][WIDE - 1 - i], 1);
        }
        assert_true(middle > 5 * 0x3e);
        assert_true(corner < 5 * 0x1d);
}

/* A piece is what the whole has there, to a step of the dithering. */
static void test_backdrop_part(void **state)
{
        const DeskStyle style = { .near_colour = 0xf4faf8, .far_colour = 0xd5e5e2 };
        const Backdrop backdrop = { .style = &style, .middle_x = 0.5, .middle_y = 0.3 };
        const BackdropPart whole = { 0, 0, WIDE, HIGH, WIDE, HIGH };
        const BackdropPart part = { 40, 20, 50, 50, WIDE, HIGH };
        static uint32_t all[HIGH][WIDE], piece[50][50];

        backdrop_fill(&all[0][0], WIDE, &whole, &backdrop);
        backdrop_fill(&piece[0][0], 50, &part, &backdrop);
        for (int y = 0; y < 50; y++)
                for (int x = 0; x < 50; x++)
                        for (int c = 0; c < 3; c++)
                                assert_in_range(
                                        channel(piece[y][x], c) - channel(all[y + 20][x + 40], c) + 1, 0, 2);
}

/* ---- the battery ---- */

static void write_line(const char *folder, const char *name, const char *line)
{
        char path[256];
        FILE *file;

        snprintf(path, sizeof path, "%s/%s", folder, name);
        file = fopen(path, "we");
        assert_non_null(file);
        fprintf(file, "%s\n", line);
        assert_int_equal(fclose(file), 0);
}

static void write_supply(const char *folder, const char *type, const char *scope, const char *status)
{
        (void) mkdir(folder, 0700);
        write_line(folder, "type", type);
        write_line(folder, "scope", scope);
        write_line(folder, "status", status);
}

static void test_battery(void **state)
{
        char folder[] = "/tmp/limber-battery-XXXXXX", supply[64], command[96];

        assert_non_null(mkdtemp(folder));
        snprintf(supply, sizeof supply, "%s/BAT0", folder);
        assert_false(battery_discharges(folder));
        assert_false(battery_discharges("/nonexistent"));
        write_supply(supply, "Battery", "System", "Charging");
        assert_false(battery_discharges(folder));
        write_supply(supply, "Battery", "System", "Discharging");
        assert_true(battery_discharges(folder));
        write_supply(supply, "Battery", "Device", "Discharging"); /* of a mouse */
        assert_false(battery_discharges(folder));
        write_supply(supply, "Mains", "System", "Discharging");
        assert_false(battery_discharges(folder));
        snprintf(command, sizeof command, "rm -r %s", folder);
        assert_int_equal(system(command), 0);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_options),  cmocka_unit_test(test_wrong_options),
                cmocka_unit_test(test_keys),     cmocka_unit_test(test_gate),
                cmocka_unit_test(test_backdrop), cmocka_unit_test(test_backdrop_part),
                cmocka_unit_test(test_battery),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
