/* SPDX-License-Identifier: MIT */
/*
 * Time goes to the player at each frame while something moves, and at its next change where nothing does.
 * 30 frames a second are enough for a body that breathes.
 */

#include "desk.h"

#include <stdio.h>

#include "break-window.h"
#include "i18n.h"

enum {
        FRAME_MS = 33,
        CARD_WIDTH = 480,
        CARD_HEIGHT = 640,
        SCREEN_WIDTH = 1280,
        SCREEN_HEIGHT = 800,
        DONE_MS = 6000, /* the words at the end stay so long */
};

typedef struct Desk {
        const DeskOptions *options;
        BreakWindow window;
        DeskPresses presses;
        Player *player;
        DeskShown shown;
        BootTime start;
        GMainLoop *loop;
        guint timer;
} Desk;

static BootTime session_now(const Desk *desk)
{
        int64_t real_ms = clock_boot_now().ms - desk->start.ms;

        return (BootTime){ desk->start.ms + (int64_t) ((double) real_ms * desk->options->speed) };
}

/* ---- time ---- */

static gboolean on_timer(gpointer userdata);

static void plan(Desk *desk)
{
        const PlayerView *view = &desk->shown.session.view;
        int64_t wait_ms = FRAME_MS;
        BootTime deadline;

        if (desk->timer)
                return;
        if (!player_deadline(desk->player, &deadline))
                return;
        if (view->paused || view->stage == PLAYER_ASKING)
                return;
        desk->timer = g_timeout_add((guint) wait_ms, on_timer, desk);
}

static gboolean on_close_after(gpointer userdata)
{
        Desk *desk = userdata;

        g_main_loop_quit(desk->loop);
        return G_SOURCE_REMOVE;
}

static void show(Desk *desk)
{
        player_view(desk->player, &desk->shown.session.view);
        desk->shown.now = session_now(desk);
        if (player_is_over(desk->player) && !desk->shown.done) {
                desk->shown.done = player_took_part(desk->player);
                desk->shown.results = player_results(desk->player, &desk->shown.n_results);
                if (desk->shown.done)
                        g_timeout_add(DONE_MS, on_close_after, desk);
                else
                        g_main_loop_quit(desk->loop);
        }
        if (!player_is_over(desk->player) || desk->shown.done)
                break_window_show(&desk->window, &desk->shown);
        plan(desk);
}

static gboolean on_timer(gpointer userdata)
{
        Desk *desk = userdata;

        desk->timer = 0;
        player_tick(desk->player, session_now(desk));
        show(desk);
        return G_SOURCE_REMOVE;
}

/* ---- presses ---- */

static void on_key(PlayerKey key, void *userdata)
{
        Desk *desk = userdata;

        if (desk->shown.done) {
                g_main_loop_quit(desk->loop);
                return;
        }
        player_press(desk->player, key, session_now(desk));
        show(desk);
}

static void on_rate(int pain, void *userdata)
{
        Desk *desk = userdata;

        if (pain < 0)
                player_press(desk->player, PLAYER_NEXT, session_now(desk));
        else
                player_rate(desk->player, pain, session_now(desk));
        show(desk);
}

static gboolean on_close(GtkWindow *window, gpointer userdata)
{
        Desk *desk = userdata;

        on_key(PLAYER_CLOSE, desk);
        g_main_loop_quit(desk->loop);
        return TRUE;
}

/* ---- before and after ---- */

static int take_items(
        const DeskOptions *options, const Catalogue *catalogue, PlayerItem items[static PLAYER_MAX_ITEMS],
        size_t *ret_n)
{
        size_t n = options->n_names > 0 ? options->n_names : 1;

        for (size_t i = 0; i < n && i < PLAYER_MAX_ITEMS; i++) {
                const Stretch *stretch = options->n_names > 0 ? catalogue_find(catalogue, options->names[i])
                                                              : catalogue->stretches.items[0];

                if (!stretch) {
                        fprintf(stderr, _("limber-desk: there is no stretch '%.40s'\n"), options->names[i]);
                        return -ENOENT;
                }
                items[i] = (PlayerItem){ stretch, options->dose };
        }
        *ret_n = n;
        return 0;
}

static void run_windows(Desk *desk)
{
        bool card = desk->options->layout == LAYOUT_CARD;
        Theme theme = desk->options->theme_said ? desk->options->theme : desk_style_wanted();

        desk_style_install();
        break_window_init(
                &desk->window, theme, &desk->presses, card ? CARD_WIDTH : SCREEN_WIDTH,
                card ? CARD_HEIGHT : SCREEN_HEIGHT);
        g_signal_connect(desk->window.window, "close-request", G_CALLBACK(on_close), desk);
        if (!card)
                gtk_window_fullscreen(desk->window.window);
        show(desk);
        gtk_window_present(desk->window.window);
        g_main_loop_run(desk->loop);
        break_window_deinit(&desk->window);
        if (desk->timer)
                g_source_remove(desk->timer);
}

int desk_run(const DeskOptions *options, const Catalogue *catalogue)
{
        PlayerItem items[PLAYER_MAX_ITEMS];
        Desk desk = { .options = options, .shown.session.may_leave = true };
        size_t n;

        if (take_items(options, catalogue, items, &n) < 0)
                return 1;
        desk.presses = (DeskPresses){ on_key, on_rate, &desk };
        desk.start = clock_boot_now();
        desk.player = player_new(
                &(PlayerOptions){ .items = items,
                                  .n_items = n,
                                  .ready_ms = PLAYER_READY_MS,
                                  .dose_percent = 100,
                                  .pain_before = -1 },
                desk.start);
        if (!desk.player)
                return 1;
        desk.loop = g_main_loop_new(NULL, FALSE);
        run_windows(&desk);
        g_main_loop_unref(desk.loop);
        player_free(desk.player);
        return 0;
}
