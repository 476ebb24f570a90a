/* SPDX-License-Identifier: MIT */
/*
 * The session's screen in every language, and in the pseudo language whose texts are two fifths longer: at
 * 80x24, in each phase of each stretch, what a person must read stands there in full.
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
#include "i18n.h"
#include "session-draw.h"
#include "str.h"
#include "stretch-files.h"

enum { WIDTH = 80, HEIGHT = 24 };

typedef struct Scene {
        Catalogue catalogue;
        PlayerItem items[2];
        Player *player;
        Grid grid;
        SessionShown shown;
} Scene;

/* The characters from column `from` on, line after line, without blanks: as words are broken over lines. */
static void read_screen(const Grid *grid, int from, Str *out)
{
        str_append(out, "");
        for (int y = 0; y < grid->height; y++)
                for (int x = from; x < grid->width; x++) {
                        wchar_t c = grid->cells[y * grid->width + x].c;
                        char bytes[MB_LEN_MAX + 1] = "";

                        if (c == 0 || c == L' ')
                                continue;
                        assert_true(wctomb(bytes, c) > 0);
                        str_append(out, bytes);
                }
}

static void without_blanks(const char *text, Str *out)
{
        str_append(out, "");
        for (; *text; text++)
                if (*text != ' ')
                        str_append_n(out, text, 1);
}

static void check_text(const Scene *scene, int from, const char *text)
{
        _cleanup_str_ Str screen = { 0 }, wanted = { 0 };

        read_screen(&scene->grid, from, &screen);
        without_blanks(text, &wanted);
        if (!strstr(screen.text, wanted.text))
                fail_msg(
                        "%s, %s: '%s' is not on the screen, there is: %s", getenv("LC_ALL"),
                        scene->shown.view.stretch->id, text, screen.text);
}

/* The big letters cannot be read back. */
static bool is_big(const Scene *scene)
{
        const Stretch *stretch = scene->shown.view.stretch;

        for (size_t i = 0; i < stretch->n_phases; i++)
                if (big_width(&scene->grid, stretch->phases[i].show, BIG_SMALL) < 0)
                        return false;
        return true;
}

static void check_ready(const Scene *scene, int from)
{
        const PlayerView *view = &scene->shown.view;

        for (size_t i = 0; i < view->stretch->n_steps; i++)
                check_text(scene, from, view->stretch->steps[i]);
        check_text(scene, from, view->stretch->caution);
        check_text(scene, from, words_stop());
}

static void check_playing(const Scene *scene, int from)
{
        const PlayerView *view = &scene->shown.view;
        char text[WORDS_SIZE];

        if (!is_big(scene))
                check_text(scene, from, view->phase->show);
        check_text(scene, from, view->phase->cue);
        check_text(scene, from, view->way->label);
        snprintf(text, sizeof text, gettext("Repeat %u of %u"), view->repeat + 1, view->repeats);
        check_text(scene, from, text);
}

static void check_keys(const Scene *scene)
{
        static const char *const playing[] = { "pause", "next", "again", "ouch",
                                               "later", "skip", "mute",  "quit" };
        static const char *const asking[] = { "answer", "go on", "quit" };

        if (scene->shown.view.stage == PLAYER_ASKING)
                for (size_t i = 0; i < ELEMENTSOF(asking); i++)
                        check_text(scene, 0, i18n_in("key", asking[i]));
        else
                for (size_t i = 0; i < ELEMENTSOF(playing); i++)
                        check_text(scene, 0, i18n_in("key", playing[i]));
}

static void draw_and_check(Scene *scene)
{
        Area area;
        int from;

        player_view(scene->player, &scene->shown.view);
        session_draw(&scene->grid, &scene->shown, false);
        area = session_figure_area(&scene->grid);
        from = area.x + area.width;
        if (scene->shown.view.stage == PLAYER_OVER)
                return;
        check_text(scene, from, scene->shown.view.stretch->name);
        check_keys(scene);
        if (scene->shown.view.stage == PLAYER_READY)
                check_ready(scene, from);
        else if (scene->shown.view.stage == PLAYER_PLAYING)
                check_playing(scene, from);
}

static void scene_begin(Scene *scene, size_t i)
{
        PlayerOptions options;
        Error error = { "" };

        *scene = (Scene){ .grid = { .unicode = true, .colour = true } };
        if (stretch_files_load(&scene->catalogue, &error) < 0)
                fail_msg("%s", error.text);
        assert_true(i < scene->catalogue.stretches.n);
        scene->items[0] = (PlayerItem){ scene->catalogue.stretches.items[i], DOSE_SHORT };
        scene->items[1] = (PlayerItem){ scene->catalogue.stretches.items[0], DOSE_SHORT };
        options = (PlayerOptions){
                .items = scene->items, .n_items = 2, .ready_ms = 5000, .dose_percent = 100, .pain_before = -1
        };
        scene->player = player_new(&options, (BootTime){ 0 });
        scene->shown.sitting_ms = 47 * MS_PER_MINUTE;
        assert_int_equal(grid_resize(&scene->grid, WIDTH, HEIGHT), 0);
}

static void scene_end(Scene *scene)
{
        player_free(scene->player);
        grid_deinit(&scene->grid);
        catalogue_deinit(&scene->catalogue);
}

static size_t n_stretches(void)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        Error error = { "" };

        assert_int_equal(stretch_files_load(&catalogue, &error), 0);
        return catalogue.stretches.n;
}

static void test_each_phase(void **state)
{
        for (size_t i = 0, n = n_stretches(); i < n; i++) {
                Scene scene;
                BootTime next;

                scene_begin(&scene, i);
                draw_and_check(&scene);
                while (player_deadline(scene.player, &next) && scene.shown.view.item == 0) {
                        player_tick(scene.player, next);
                        draw_and_check(&scene);
                }
                scene_end(&scene);
        }
}

static void test_paused(void **state)
{
        Scene scene;

        scene_begin(&scene, 0);
        player_press(scene.player, PLAYER_NEXT, (BootTime){ 0 });
        player_press(scene.player, PLAYER_PAUSE, (BootTime){ 500 });
        player_view(scene.player, &scene.shown.view);
        session_draw(&scene.grid, &scene.shown, false);
        check_text(&scene, WIDTH / 2, gettext("Paused. Space goes on."));
        scene.shown.skip_asked = true;
        session_draw(&scene.grid, &scene.shown, false);
        check_text(&scene, 0, gettext("Esc once more skips the rest."));
        scene_end(&scene);
}

static void test_asking(void **state)
{
        static const char *const texts[] = { "How much does it hurt?",
                                             "0 is not at all, 10 the worst there is.",
                                             "It is over, and rests for today.",
                                             "Enter goes on, with or without an answer." };
        Scene scene;

        scene_begin(&scene, 1);
        player_press(scene.player, PLAYER_NEXT, (BootTime){ 0 });
        player_press(scene.player, PLAYER_OUCH, (BootTime){ 500 });
        draw_and_check(&scene);
        for (size_t i = 0; i < ELEMENTSOF(texts); i++)
                check_text(&scene, WIDTH / 2, gettext(texts[i]));
        scene_end(&scene);
}

/* Or all of the above would pass in English. */
static void test_is_translated(void **state)
{
        assert_string_not_equal(words_stop(), "Stop at pain, tingling or dizziness.");
        assert_string_not_equal(i18n_in("shoulder-shrugs", "Hold"), "Hold");
        assert_string_not_equal(i18n_in("key", "quit"), "quit");
        assert_ptr_not_equal(i18n_in("neck-rolls", "Back"), i18n_in("shoulder-rolls", "Back"));
        assert_string_equal(i18n_in("nothing", "of the kind"), "of the kind");
        assert_string_equal(i18n_in("nothing", ""), "");
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_is_translated),
                cmocka_unit_test(test_each_phase),
                cmocka_unit_test(test_paused),
                cmocka_unit_test(test_asking),
        };

        i18n_init();
        return cmocka_run_group_tests(tests, NULL, NULL);
}
