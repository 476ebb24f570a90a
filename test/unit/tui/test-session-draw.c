/* SPDX-License-Identifier: MIT */
/*
 * The session's screen: golden screens, every size from 1x1 on in every stage, and at 80x24 nothing that a
 * person must read is left out.
 */

#include <limits.h>
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "bigtext.h"
#include "session-draw.h"
#include "str.h"
#include "stretch-parse.h"

static const char *const ids[] = { "shoulder-shrugs", "neck-rolls", "shoulder-rolls", "butterfly-wings" };

static Stretch *shipped(const char *id)
{
        _cleanup_free_ char *path = str_format("%s/stretches/%s.stretch", getenv("LIMBER_DATA_DIR"), id);
        _cleanup_free_ char *bytes = malloc(STRETCH_FILE_MAX);
        FILE *file = fopen(path, "re");
        Stretch *stretch = NULL;
        Error error = { "" };
        size_t n;

        assert_non_null(file);
        n = fread(bytes, 1, STRETCH_FILE_MAX, file);
        fclose(file);
        if (stretch_parse(id, (Slice){ bytes, n }, &stretch, &error) < 0)
                fail_msg("%s", error.text);
        return stretch;
}

/* The grid's characters, blanks at line ends off, non-ASCII as UTF-8. */
static void dump(const Grid *grid, Str *out)
{
        str_append(out, "");
        for (int y = 0; y < grid->height; y++) {
                size_t end = out->n;

                for (int x = 0; x < grid->width; x++) {
                        wchar_t c = grid->cells[y * grid->width + x].c;
                        char bytes[MB_LEN_MAX + 1] = "";

                        if (c == 0)
                                continue;
                        assert_true(wctomb(bytes, c) > 0);
                        str_append(out, bytes);
                        if (c != L' ')
                                end = out->n;
                }
                out->n = end;
                str_append(out, "\n");
        }
}

static void check_screen(const Grid *grid, const char *expected)
{
        _cleanup_str_ Str out = { 0 };

        dump(grid, &out);
        if (strcmp(out.text, expected) != 0)
                fail_msg("gives\n%s\nnot\n%s", out.text, expected);
}

static bool has_text(const Grid *grid, const char *text)
{
        _cleanup_str_ Str out = { 0 };

        dump(grid, &out);
        return strstr(out.text, text) != NULL;
}

typedef struct Scene {
        Stretch *stretches[2];
        PlayerItem items[2];
        Player *player;
        Grid grid;
        SessionShown shown;
} Scene;

static void scene_begin(Scene *scene, const char *first, const char *second, bool unicode)
{
        PlayerOptions options;

        *scene = (Scene){ .stretches = { shipped(first), shipped(second) } };
        for (int i = 0; i < 2; i++)
                scene->items[i] = (PlayerItem){ scene->stretches[i], DOSE_SHORT };
        options = (PlayerOptions){
                .items = scene->items, .n_items = 2, .ready_ms = 5000, .dose_percent = 100, .pain_before = -1
        };
        scene->player = player_new(&options, (BootTime){ 0 });
        scene->grid.unicode = scene->grid.colour = unicode;
}

static void scene_draw(Scene *scene, int width, int height)
{
        assert_int_equal(grid_resize(&scene->grid, width, height), 0);
        player_view(scene->player, &scene->shown.view);
        session_draw(&scene->grid, &scene->shown, false);
}

static void scene_end(Scene *scene)
{
        player_free(scene->player);
        grid_deinit(&scene->grid);
        for (int i = 0; i < 2; i++)
                stretch_free(scene->stretches[i]);
}

static void test_playing(void **state)
{
        Scene scene;

        scene_begin(&scene, "shoulder-shrugs", "neck-rolls", false);
        player_tick(scene.player, (BootTime){ 5000 + 3 * 8000 + 3000 });
        scene_draw(&scene, 60, 14);
        check_screen(
                &scene.grid, "\n"
                             "  Stretch 1 of 2 - 37 s left\n"
                             "  Shoulder shrugs\n"
                             "  Hold\n"
                             "  shoulders up by your ears, squeeze\n"
                             "  ==============-------------- 1 s\n"
                             "  * * * o . . . .\n"
                             "  Repeat 4 of 8\n"
                             "  ---------------------------------------------------------\n"
                             "  Next: let go and breathe out\n"
                             "  Then: Neck rolls, 1 min 12 s\n"
                             "\n"
                             "        Space pause    -> next    <- again    O ouch\n"
                             "          P later    Esc skip    M mute    Q quit\n");
        scene_end(&scene);
}

static void test_playing_large(void **state)
{
        Scene scene;

        scene_begin(&scene, "shoulder-shrugs", "neck-rolls", true);
        player_tick(scene.player, (BootTime){ 5000 + 3 * 8000 + 3000 });
        scene.grid.colour = false; /* no circle: the words alone */
        scene_draw(&scene, 80, 24);
        check_screen(
                &scene.grid,
                "\n"
                "                                        Stretch 1 of 2 · 37 s left\n"
                "                                        Shoulder shrugs\n"
                "\n"
                "                                        █ █ ▄▀▀▄ █   █▀▄\n"
                "                                        █▀█ █  █ █   █ █\n"
                "                                        ▀ ▀  ▀▀  ▀▀▀ ▀▀\n"
                "\n"
                "                                        shoulders up by your ears, squeeze\n"
                "                   ██\n"
                "                 ████\n"
                "                   ██                   ━━━━━━━━━━━━━━────────────── 1 s\n"
                "                   ██\n"
                "                   ██                   ● ● ● ◉ ○ ○ ○ ○\n"
                "                                        Repeat 4 of 8\n"
                "\n"
                "                                        ───────────────────────────────────────\n"
                "                                        Next: let go and breathe out\n"
                "                                        Then: Neck rolls, 1 min 12 s\n"
                "\n"
                "\n"
                "\n"
                " Space pause   → next   ← again   O ouch   P later   Esc skip   M mute   Q quit\n"
                "\n");
        scene_end(&scene);
}

static void test_asking(void **state)
{
        Scene scene;

        scene_begin(&scene, "shoulder-shrugs", "neck-rolls", false);
        player_press(scene.player, PLAYER_NEXT, (BootTime){ 0 });
        player_press(scene.player, PLAYER_OUCH, (BootTime){ 100 });
        strcpy(scene.shown.rating, "1");
        scene_draw(&scene, 50, 12);
        check_screen(
                &scene.grid, "\n"
                             "  Stretch 1 of 2\n"
                             "  Shoulder shrugs\n"
                             "  How much does it hurt?\n"
                             "  0 is not at all, 10 the worst there is.\n"
                             "  0 to 10: 1_\n"
                             "  It is over, and rests for today.\n"
                             "  Enter goes on, with or without an answer.\n"
                             "\n"
                             "\n"
                             "       0-10 answer    Enter go on    Q quit\n"
                             "\n");
        scene_end(&scene);
}

/* ASan watches the edges. */
static void test_every_size(void **state)
{
        for (int stage = 0; stage < 5; stage++)
                for (int unicode = 0; unicode < 2; unicode++) {
                        Scene scene;

                        scene_begin(&scene, "neck-rolls", "shoulder-rolls", unicode);
                        if (stage >= 1)
                                player_press(scene.player, PLAYER_NEXT, (BootTime){ 0 });
                        player_tick(scene.player, (BootTime){ 1700 });
                        if (stage == 2)
                                player_press(scene.player, PLAYER_OUCH, (BootTime){ 1700 });
                        if (stage == 3)
                                player_press(scene.player, PLAYER_PAUSE, (BootTime){ 1700 });
                        if (stage == 4)
                                player_press(scene.player, PLAYER_CLOSE, (BootTime){ 1700 });
                        for (int height = 1; height <= 45; height++)
                                for (int width = 1; width <= 130; width += width < 20 ? 1 : 7)
                                        scene_draw(&scene, width, height);
                        scene_draw(&scene, GRID_SIDE_MAX, 3);
                        scene_draw(&scene, 3, GRID_SIDE_MAX);
                        scene_end(&scene);
                }
}

/* Before each stretch its steps, its caution and the word to stop; in each phase the whole cue. */
static void test_nothing_is_left_out(void **state)
{
        setlocale(LC_CTYPE, "C.UTF-8");
        for (size_t i = 0; i < ELEMENTSOF(ids); i++) {
                Scene scene;
                BootTime next;

                scene_begin(&scene, ids[i], "neck-rolls", true);
                scene_draw(&scene, 80, 24);
                assert_true(has_text(&scene.grid, "dizziness."));
                while (player_deadline(scene.player, &next) && scene.shown.view.item == 0) {
                        const Phase *phase;
                        const char *last;

                        player_tick(scene.player, next);
                        scene_draw(&scene, 80, 24);
                        phase = scene.shown.view.phase;
                        last = strrchr(phase->cue, ' ');
                        assert_true(has_text(&scene.grid, last ? last + 1 : phase->cue));
                        assert_true(has_text(&scene.grid, "Q quit"));
                        assert_true(
                                scene.shown.view.stage != PLAYER_PLAYING ||
                                has_text(&scene.grid, "Repeat "));
                }
                scene_end(&scene);
        }
}

static void test_wrapping(void **state)
{
        Grid grid = { .unicode = true };

        setlocale(LC_CTYPE, "C.UTF-8");
        assert_int_equal(grid_resize(&grid, 8, 4), 0);
        assert_int_equal(grid_wrap(&grid, 0, 0, 8, 4, "one two  threefourfive x", TONE_TEXT, false), 3);
        check_screen(&grid, "one two\nthreefou\nrfive x\n\n");
        /* Japanese parts between characters, and no line begins with a full stop or a small kana. */
        grid_clear(&grid);
        assert_int_equal(grid_wrap(&grid, 0, 0, 8, 4, "肩を上げ。息をフッと吐く", TONE_TEXT, false), 4);
        check_screen(&grid, "肩を上\nげ。息を\nフッと吐\nく\n");
        grid_deinit(&grid);
}

static void test_texts(void **state)
{
        Grid grid = { .unicode = true };

        setlocale(LC_CTYPE, "C.UTF-8");
        assert_int_equal(grid_resize(&grid, 6, 1), 0);
        /* a wide character that does not fit is left out whole; bytes that are no UTF-8 are '?' */
        assert_int_equal(grid_text(&grid, 0, 0, 5, "肩肩肩", TONE_TEXT, false), 4);
        check_screen(&grid, "肩肩\n");
        grid_clear(&grid);
        assert_int_equal(grid_text(&grid, 0, 0, 6, "a\xff\xc3", TONE_TEXT, false), 3);
        check_screen(&grid, "a??\n");
        grid.unicode = false;
        grid_clear(&grid);
        assert_int_equal(grid_text(&grid, 0, 0, 6, "ä→·", TONE_TEXT, false), 3);
        check_screen(&grid, "?>-\n");
        assert_int_equal(big_width(&grid, "Hold", BIG_TALL), -1);
        grid.unicode = true;
        assert_int_equal(big_width(&grid, "Hold", BIG_SMALL), 3 + 1 + 4 + 1 + 3 + 1 + 3);
        assert_int_equal(big_width(&grid, "H\xc3\xa4lt", BIG_SMALL), -1);
        grid_deinit(&grid);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_playing),
                cmocka_unit_test(test_playing_large),
                cmocka_unit_test(test_asking),
                cmocka_unit_test(test_every_size),
                cmocka_unit_test(test_wrapping),
                cmocka_unit_test(test_texts),
                cmocka_unit_test(test_nothing_is_left_out),
        };

        setlocale(LC_CTYPE, "C.UTF-8");
        return cmocka_run_group_tests(tests, NULL, NULL);
}
