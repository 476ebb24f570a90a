/* SPDX-License-Identifier: MIT */
/*
 * One session from its announcement to its last word. Everything that happens ends in settle(), which shows
 * what is now and plans when to look again: 30 times a second while something moves (15 on a battery), else
 * when the guide says.
 */

#include "desk.h"

#include <glib-unix.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>

#include "battery.h"
#include "desk-keys.h"
#include "desk-link.h"
#include "desk-windows.h"
#include "desk-x11.h"
#include "display-watch.h"
#include "heard-options.h"
#include "heard.h"
#include "i18n.h"
#include "key-gate.h"
#include "place.h"
#include "session-plan.h"
#include "session-style.h"
#include "stretch-offer.h"

enum {
        FRAME_MS = 33,
        FRAME_BATTERY_MS = 66,
        LOOK_MS = 100,  /* nothing moves, but seconds are counted */
        DONE_MS = 6000, /* the words at the end stay so long */
        TRIM_MS = 2000, /* what coming up took is given back */
};

typedef struct Desk {
        const DeskOptions *options;
        Catalogue *catalogue;
        Settings settings;
        SessionHome home;
        SessionPlan plan;
        DeskLink *link; /* NULL: no daemon */
        Guide *guide;
        Heard heard;
        DeskWindows windows;
        DeskShown shown;
        KeyGate gate;
        BootTime start;
        int64_t frame_ms;
        bool up;    /* on the screen */
        bool ended; /* the guide is, and the results are kept */
        GMainLoop *loop;
        guint timer, linger, trim;
        guint signals[3];
        int exit_status;
} Desk;

static void print_error(const Error *error)
{
        if (error->text[0])
                fprintf(stderr, "limber-desk: %s\n", error->text);
}

static void quit(Desk *desk, int status)
{
        desk->exit_status = status;
        g_main_loop_quit(desk->loop);
}

/* ---- the end ---- */

/* Gives what was done to the daemon or the history. Once, and first of all. */
static void keep_results(Desk *desk)
{
        GuideReport report;

        if (desk->ended || !desk->guide || !desk->up)
                return;
        desk->ended = true;
        if (!guide_is_over(desk->guide))
                (void) guide_press(desk->guide, GUIDE_CLOSE, clock_boot_now());
        guide_end(desk->guide, &report);
        print_error(&report.notice);
        desk->shown.done = report.took_part && report.ended == PLAYER_ENDED_DONE;
        desk->shown.results = guide_results(desk->guide, &desk->shown.n_results);
}

static gboolean on_linger(gpointer userdata)
{
        Desk *desk = userdata;

        desk->linger = 0;
        quit(desk, DESK_EXIT_DONE);
        return G_SOURCE_REMOVE;
}

/* Over: a kind word stays for a moment where there is a point to it. */
static void finish(Desk *desk)
{
        if (desk->ended)
                return;
        keep_results(desk);
        if (desk->shown.done)
                desk->linger = g_timeout_add(DONE_MS, on_linger, desk);
        else
                quit(desk, DESK_EXIT_DONE);
}

/* The display is gone: nothing of GTK is touched any more. */
static void on_display_lost(void *userdata)
{
        keep_results(userdata);
}

/* ---- time ---- */

static gboolean on_timer(gpointer userdata);

static void plan(Desk *desk, BootTime now)
{
        const PlayerView *view = &desk->shown.session.view;
        bool moving = figure_view_is_moving(&desk->windows.view.figure);
        bool counting = view->phase && !view->paused;
        BootTime when = guide_plan(desk->guide, now, 0);

        if (moving)
                when.ms = MIN(when.ms, now.ms + desk->frame_ms);
        else if (counting)
                when.ms = MIN(when.ms, now.ms + LOOK_MS);
        if (desk->timer)
                g_source_remove(desk->timer);
        desk->timer = g_timeout_add((guint) MAX(when.ms - now.ms, 1), on_timer, desk);
}

static void show(Desk *desk)
{
        desk->shown.session = *guide_shown(desk->guide);
        desk_windows_show(&desk->windows, &desk->shown);
}

static int on_shown(const SessionShown *shown, void *userdata)
{
        Desk *desk = userdata;

        heard_show(&desk->heard, shown);
        return 0;
}

static void settle(Desk *desk, BootTime now)
{
        if (guide_is_over(desk->guide))
                finish(desk);
        show(desk);
        if (!desk->ended)
                plan(desk, now);
}

static gboolean on_timer(gpointer userdata)
{
        Desk *desk = userdata;
        BootTime now = clock_boot_now();

        desk->timer = 0;
        (void) guide_wake(desk->guide, now);
        settle(desk, now);
        return G_SOURCE_REMOVE;
}

/* ---- presses ---- */

static void press(Desk *desk, GuideKey key)
{
        BootTime now = clock_boot_now();

        if (!desk->up)
                return;
        if (desk->ended) {
                if (key != GUIDE_OTHER)
                        quit(desk, DESK_EXIT_DONE);
                return;
        }
        (void) guide_press(desk->guide, key, now);
        settle(desk, now);
}

static void on_press(GuideKey key, void *userdata)
{
        press(userdata, key);
}

static void on_skip(void *userdata)
{
        Desk *desk = userdata;
        BootTime now = clock_boot_now();

        if (desk->ended)
                return;
        (void) guide_skip(desk->guide, now);
        settle(desk, now);
}

static void on_rate(int pain, void *userdata)
{
        Desk *desk = userdata;
        BootTime now = clock_boot_now();

        if (desk->ended)
                return;
        (void) guide_rate(desk->guide, pain, now);
        settle(desk, now);
}

/* Somebody goes through the buttons with Tab: space, enter and the arrows are the buttons' then. */
static bool is_for_a_button(const Desk *desk, GuideKey key, GtkWindow *window)
{
        bool asking = desk->shown.session.view.stage == PLAYER_ASKING;

        if (!gtk_window_get_focus_visible(window) || !GTK_IS_BUTTON(gtk_window_get_focus(window)))
                return false;
        return key == GUIDE_PAUSE || key == GUIDE_ENTER ||
               (asking && (key == GUIDE_NEXT || key == GUIDE_AGAIN));
}

static bool on_key(guint keyval, GdkModifierType state, GtkWindow *window, void *userdata)
{
        Desk *desk = userdata;
        GuideKey key;

        if (!desk->up)
                return true;
        if (!key_gate_take(&desk->gate, clock_boot_now()))
                return true;
        if (!desk_key_of(keyval, state, &key) || is_for_a_button(desk, key, window))
                return false;
        press(desk, key);
        return key != GUIDE_OTHER;
}

static void on_click(void *userdata)
{
        Desk *desk = userdata;

        key_gate_click(&desk->gate);
}

static void on_close(void *userdata)
{
        press(userdata, GUIDE_CLOSE);
}

static gboolean on_signal(gpointer userdata)
{
        Desk *desk = userdata;

        keep_results(desk);
        quit(desk, DESK_EXIT_DONE);
        return G_SOURCE_CONTINUE;
}

/* ---- up ---- */

static int64_t leave_after_ms(const Desk *desk)
{
        const StatusRecord *status = desk->link ? desk_link_status(desk->link) : NULL;

        return status && desk->options->task == DESK_BREAK ? MAX(status->skip_allowed_in_ms, INT64_C(0)) : 0;
}

/* limberd called for it, and nobody said yes. */
static bool is_unasked(const Desk *desk)
{
        const StatusRecord *status = desk->link ? desk_link_status(desk->link) : NULL;

        return desk->options->task == DESK_BREAK && (!status || !status->break_taken);
}

static int make_guide(Desk *desk)
{
        const GuideOptions options = {
                .player = { .items = desk->plan.items,
                            .n_items = desk->plan.n_items,
                            .spares = desk->plan.spares,
                            .n_spares = desk->plan.n_spares,
                            .ready_ms = PLAYER_READY_MS,
                            .dose_percent = 100,
                            .pain_before = -1 },
                .speed = desk->options->speed,
                .sitting_ms = desk->home.status.bout_ms,
                .unasked = is_unasked(desk),
                .leave_after_ms = leave_after_ms(desk),
                .show = on_shown,
                .userdata = desk,
        };

        guide_free(TAKE_PTR(desk->guide));
        desk->start = clock_boot_now();
        return guide_new(&options, desk->start, clock_wall_now(), &desk->guide);
}

/* Fading in takes whole pictures of the window. */
static gboolean on_trim(gpointer userdata)
{
        Desk *desk = userdata;

        desk->trim = 0;
        malloc_trim(0);
        return G_SOURCE_REMOVE;
}

static void go_up(Desk *desk)
{
        const VoiceOptions voice = heard_options(&desk->settings);

        if (desk->options->task == DESK_BREAK && desk_x11_full_screen(gdk_display_get_default())) {
                quit(desk, DESK_EXIT_FULL_SCREEN);
                return;
        }
        if (make_guide(desk) < 0) {
                quit(desk, DESK_EXIT_FAILED);
                return;
        }
        desk->up = true;
        key_gate_init(&desk->gate, desk->options->task == DESK_STRETCH, desk->start);
        show(desk);
        desk_windows_map(&desk->windows);
        heard_open(&desk->heard, &voice);
        guide_begin(desk->guide, &desk->home.link);
        desk->trim = g_timeout_add(TRIM_MS, on_trim, desk);
        settle(desk, clock_boot_now());
}

/* ---- the daemon ---- */

/* Its break is the reason for the window. */
static void on_changed(void *userdata, const StatusRecord *status)
{
        Desk *desk = userdata;

        if (desk->ended)
                return;
        if (status->gone && status->gone_reason == GONE_LOCK && desk->up) {
                (void) guide_press(desk->guide, GUIDE_CLOSE, clock_boot_now());
                settle(desk, clock_boot_now());
                return;
        }
        if (desk->options->task != DESK_BREAK)
                return;
        if (status->window == WINDOW_NONE && !desk->up) /* guided in a terminal, say: no window is wanted */
                quit(desk, DESK_EXIT_DONE);
        else if (status->break_state == BREAK_ON && !desk->up)
                go_up(desk);
        else if (status->break_state != BREAK_ON && desk->up)
                press(desk, GUIDE_CLOSE);
        else if (status->break_state != BREAK_ON && status->break_state != BREAK_ANNOUNCED)
                quit(desk, DESK_EXIT_DONE);
}

static void on_gone(void *userdata)
{
        Desk *desk = userdata;

        desk_link_free(TAKE_PTR(desk->link));
        /* Somebody in the middle of a stretch comes to its end; the history keeps it. */
        if (!desk->up)
                quit(desk, DESK_EXIT_FAILED);
}

/* ---- before and after ---- */

static int open_link(Desk *desk)
{
        const DeskLinkEvents events = { .changed = on_changed, .gone = on_gone, .userdata = desk };
        Error error = { "" };
        int r = desk_link_open(&events, &desk->link, &error);

        if (r < 0 && desk->options->task == DESK_BREAK)
                print_error(&error);
        return r;
}

/* A stretch does not have to wait until limber.conf is in order again. */
static void load_settings(Desk *desk)
{
        _cleanup_free_ char *path = NULL;
        Error error = { "" };

        settings_init(&desk->settings);
        if (place_file(PLACE_CONFIG, PLACE_CONFIG_FILE, &path, NULL) < 0)
                return;
        if (settings_load(path, &desk->settings, &error) < 0)
                print_error(&error);
}

static int make_plan(Desk *desk)
{
        const DeskOptions *options = desk->options;
        const SessionWish wish = {
                .names = (const char *const *) options->names,
                .n_names = options->n_names,
                .dose = options->dose,
                .dose_said = options->dose_said,
        };
        Error error = { "" };
        int r;

        if (!options->dose_said)
                stretch_offer_fit(&desk->settings, desk->catalogue);
        r = session_plan_make(
                &desk->plan, &wish, desk->catalogue, &desk->settings, &desk->home, clock_wall_now(), &error);

        if (r < 0)
                print_error(&error);
        return r;
}

static DeskLayout layout_of(const Desk *desk)
{
        if (desk->options->layout_said || !desk->link)
                return desk->options->layout;
        return desk->options->task == DESK_BREAK && desk_link_status(desk->link)->window == WINDOW_SCREEN
                       ? LAYOUT_SCREEN
                       : LAYOUT_CARD;
}

/* The command line, then limber.conf, then the desktop. */
static SessionStyle style_of(const Desk *desk)
{
        SessionStyle style = session_style(&desk->settings, desk_style_wanted(), !desk_style_moves());

        if (desk->options->theme_said) {
                style.theme = desk->options->theme;
                look_of(&style.person, theme_name(style.theme), &style.look);
        }
        return style;
}

static void make_windows(Desk *desk)
{
        const SessionStyle style = style_of(desk);
        const DeskWindowsEvents events = {
                .presses = { .key = on_press, .skip = on_skip, .rate = on_rate, .userdata = desk },
                .key = on_key,
                .click = on_click,
                .close = on_close,
                .userdata = desk,
        };

        desk_style_set_moves(!style.reduced);
        desk_windows_init(
                &desk->windows, layout_of(desk), style.theme, &style.look,
                desk->options->task == DESK_STRETCH, &events);
        show(desk);
        desk_windows_prepare(&desk->windows);
        display_watch(gdk_display_get_default(), on_display_lost, desk);
}

static void catch_signals(Desk *desk)
{
        static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };

        signal(SIGPIPE, SIG_IGN);
        for (size_t i = 0; i < ELEMENTSOF(numbers); i++)
                desk->signals[i] = g_unix_signal_add(numbers[i], on_signal, desk);
}

static void run(Desk *desk)
{
        if (make_guide(desk) < 0) {
                desk->exit_status = DESK_EXIT_FAILED;
                return;
        }
        desk->shown.postpone_ms = desk->settings.engine.postpone_ms;
        desk->frame_ms = battery_discharges(NULL) ? FRAME_BATTERY_MS : FRAME_MS;
        desk->loop = g_main_loop_new(NULL, FALSE);
        make_windows(desk);
        catch_signals(desk);
        if (desk->options->task == DESK_STRETCH) {
                go_up(desk);
        } else {
                (void) desk_link_ready(desk->link);
                on_changed(desk, desk_link_status(desk->link));
        }
        if (desk->exit_status < 0)
                g_main_loop_run(desk->loop);
        keep_results(desk);
}

static void desk_deinit(Desk *desk)
{
        for (size_t i = 0; i < ELEMENTSOF(desk->signals); i++)
                if (desk->signals[i])
                        g_source_remove(desk->signals[i]);
        if (desk->timer)
                g_source_remove(desk->timer);
        if (desk->linger)
                g_source_remove(desk->linger);
        if (desk->trim)
                g_source_remove(desk->trim);
        desk_windows_deinit(&desk->windows);
        desk_link_free(desk->link);
        heard_close(&desk->heard);
        guide_free(desk->guide);
        session_home_deinit(&desk->home);
        if (desk->loop)
                g_main_loop_unref(desk->loop);
}

int desk_run(const DeskOptions *options, Catalogue *catalogue)
{
        _cleanup_(desk_deinit) Desk desk = { .options = options, .catalogue = catalogue, .exit_status = -1 };
        int r = open_link(&desk);

        if (r < 0 && options->task == DESK_BREAK)
                return DESK_EXIT_FAILED;
        load_settings(&desk);
        session_home_init(&desk.home);
        if (make_plan(&desk) < 0)
                return DESK_EXIT_FAILED;
        run(&desk);
        return MAX(desk.exit_status, 0);
}
