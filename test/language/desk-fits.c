/* SPDX-License-Identifier: MIT */
/*
 * desk-fits WIDTH HEIGHT PERCENT [pseudo]: the window of a session in the locale's language, with letters
 * of so much of their usual size. In each phase of each stretch every text on it has the room that it needs.
 * Prints what has not, and how many texts there were. The word of a phase is there without scrolling, and so
 * is what to do, but with `pseudo`: a text that is two fifths longer may go on below. Then no word is in
 * plain ASCII.
 */

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "session-view.h"
#include "stretch-files.h"

typedef struct Fitting {
        SessionView view;
        DeskShown shown;
        const char *where;
        bool pseudo;
        int n_texts, n_cut;
} Fitting;

static void on_key(GuideKey key, void *userdata)
{
}

static void on_skip(void *userdata)
{
}

static void on_rate(int pain, void *userdata)
{
}

static void on_painted(GdkFrameClock *clock, gpointer userdata)
{
        ++*(int *) userdata;
}

/* Laid out and drawn. */
static void settle(GtkWidget *widget, int times)
{
        GdkFrameClock *clock = gtk_widget_get_frame_clock(widget);
        int n_painted = 0;
        gulong id = g_signal_connect(clock, "after-paint", G_CALLBACK(on_painted), &n_painted);

        while (n_painted < times) {
                gtk_widget_queue_draw(widget);
                gdk_frame_clock_request_phase(clock, GDK_FRAME_CLOCK_PHASE_PAINT);
                g_main_context_iteration(NULL, true);
        }
        g_signal_handler_disconnect(clock, id);
}

/* Two letters side by side that have no accent: nobody looked the text up. */
static bool is_english(const char *text)
{
        for (; *text; text++)
                if (g_ascii_isalpha(text[0]) && g_ascii_isalpha(text[1]))
                        return true;
        return false;
}

static void look_at_language(Fitting *fitting, const char *what, const char *text)
{
        if (!fitting->pseudo || !is_english(text))
                return;
        fitting->n_cut++;
        printf("%s, %s: %s '%s' is not translated\n", fitting->shown.session.view.stretch->id,
               fitting->where, what, text);
}

/* A label that was given less than its text takes draws over its neighbours, or not at all. */
static void look_at_label(Fitting *fitting, GtkWidget *widget)
{
        PangoLayout *layout = gtk_label_get_layout(GTK_LABEL(widget));
        const char *text = gtk_label_get_text(GTK_LABEL(widget));
        int width = gtk_widget_get_width(widget), height = gtk_widget_get_height(widget), across, high;

        if (!*text)
                return;
        fitting->n_texts++;
        look_at_language(fitting, "the text", text);
        pango_layout_get_pixel_size(layout, &across, &high);
        if (!pango_layout_is_ellipsized(layout) && across <= width + 1 && high <= height + 1)
                return;
        fitting->n_cut++;
        printf("%s, %s: '%s' has %dx%d and needs %dx%d\n", fitting->shown.session.view.stretch->id,
               fitting->where, text, width, height, across, high);
}

/* What stands beside the window's edge is not seen; what stands below the words' end can be scrolled to. */
static void look_at_place(Fitting *fitting, GtkWidget *widget)
{
        graphene_rect_t bounds;
        double width = gtk_widget_get_width(fitting->view.stage);

        if (!gtk_widget_compute_bounds(widget, fitting->view.stage, &bounds))
                return;
        if (bounds.origin.x >= -1 && bounds.origin.x + bounds.size.width <= width + 1)
                return;
        fitting->n_cut++;
        printf("%s, %s: '%s' stands from %.0f to %.0f in a window of %.0f\n",
               fitting->shown.session.view.stretch->id, fitting->where,
               gtk_label_get_text(GTK_LABEL(widget)), (double) bounds.origin.x,
               (double) (bounds.origin.x + bounds.size.width), width);
}

static void look_at(Fitting *fitting, GtkWidget *widget)
{
        if (!gtk_widget_get_child_visible(widget) || !gtk_widget_get_mapped(widget))
                return;
        if (GTK_IS_LABEL(widget)) {
                look_at_label(fitting, widget);
                look_at_place(fitting, widget);
        }
        for (GtkWidget *child = gtk_widget_get_first_child(widget); child;
             child = gtk_widget_get_next_sibling(child))
                look_at(fitting, child);
}

/* The word of the phase and what to do are there without scrolling; room that is kept below them may not be.
 */
static void look_at_word(Fitting *fitting)
{
        GtkWidget *const first[] = { fitting->view.words.word, fitting->view.words.cue };
        double height = gtk_widget_get_height(fitting->view.scroller);

        for (size_t i = 0; i < ELEMENTSOF(first) - fitting->pseudo; i++) {
                GtkLabel *label = GTK_LABEL(first[i]);
                graphene_rect_t bounds;
                double top;
                int offset, high;

                if (!gtk_widget_get_mapped(first[i]) ||
                    !gtk_widget_compute_bounds(first[i], fitting->view.scroller, &bounds))
                        continue;
                gtk_label_get_layout_offsets(label, NULL, &offset);
                pango_layout_get_pixel_size(gtk_label_get_layout(label), NULL, &high);
                top = (double) bounds.origin.y + offset;
                if (top >= -1 && top + high <= height + 1)
                        continue;
                fitting->n_cut++;
                printf("%s, %s: '%s' is at %.0f to %.0f of %.0f\n", fitting->shown.session.view.stretch->id,
                       fitting->where, gtk_label_get_text(label), top, top + high, height);
        }
}

static void show(Fitting *fitting, const Player *player, const char *where)
{
        player_view(player, &fitting->shown.session.view);
        fitting->where = where;
        session_view_show(&fitting->view, &fitting->shown);
        settle(fitting->view.stage, 1);
        look_at(fitting, fitting->view.stage);
        if (fitting->shown.session.view.stage == PLAYER_PLAYING)
                look_at_word(fitting);
}

static void go_through(Fitting *fitting, const Stretch *stretch, const Stretch *second)
{
        PlayerItem items[] = { { stretch, DOSE_SHORT }, { second, DOSE_SHORT } };
        PlayerOptions options = {
                .items = items, .n_items = 2, .ready_ms = 5000, .dose_percent = 100, .pain_before = -1
        };
        _cleanup_(player_freep) Player *player = player_new(&options, (BootTime){ 0 });
        bool seen[STRETCH_MAX_PHASES] = { false };
        size_t n_seen = 0;
        BootTime next = { 0 };

        show(fitting, player, "ready");
        while (player_deadline(player, &next) && fitting->shown.session.view.item == 0 &&
               n_seen < stretch->n_phases) {
                const Phase *phase;

                player_tick(player, next);
                player_view(player, &fitting->shown.session.view);
                phase = fitting->shown.session.view.phase;
                if (fitting->shown.session.view.stage != PLAYER_PLAYING || seen[phase - stretch->phases])
                        continue;
                seen[phase - stretch->phases] = true;
                n_seen++;
                show(fitting, player, "playing");
        }
        if (fitting->shown.session.view.stage == PLAYER_READY)
                player_tick(player, next);
        player_press(player, PLAYER_PAUSE, next);
        show(fitting, player, "paused");
        fitting->shown.session.skip_asked = true;
        show(fitting, player, "skipping");
        fitting->shown.session.skip_asked = false;
        player_press(player, PLAYER_OUCH, next);
        show(fitting, player, "asking");
        if (fitting->shown.session.view.stage != PLAYER_ASKING)
                g_error("%s: nothing is asked, stage %d", stretch->id,
                        (int) fitting->shown.session.view.stage);
        player_press(player, PLAYER_CLOSE, next);
        fitting->shown.results = player_results(player, &fitting->shown.n_results);
        fitting->shown.done = true;
        show(fitting, player, "done");
        fitting->shown.done = false;
}

int main(int argc, char **argv)
{
        static const DeskPresses presses = { on_key, on_skip, on_rate, NULL };
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        Fitting fitting = { .shown.session.sitting_ms = 47 * MS_PER_MINUTE,
                            .shown.postpone_ms = 5 * MS_PER_MINUTE,
                            .shown.session.may_leave = true };
        Error error = { "" };
        GtkWidget *window;

        if (argc < 4)
                return 2;
        fitting.pseudo = argc > 4 && strcmp(argv[4], "pseudo") == 0;
        setenv("GSK_RENDERER", "cairo", 0);
        i18n_init();
        bind_textdomain_codeset("limber", "UTF-8");
        if (!gtk_init_check() || stretch_files_load(&catalogue, &error) < 0) {
                fprintf(stderr, "desk-fits: %s\n", error.text[0] ? error.text : "no display");
                return 2;
        }
        g_object_set(
                gtk_settings_get_default(), "gtk-enable-animations", false, "gtk-xft-dpi",
                96 * 1024 * atoi(argv[3]) / 100, NULL);
        desk_style_install();
        window = gtk_window_new();
        session_view_init(&fitting.view, THEME_DARK, &presses, atoi(argv[1]), atoi(argv[2]));
        gtk_window_set_default_size(GTK_WINDOW(window), atoi(argv[1]), atoi(argv[2]));
        gtk_window_set_decorated(GTK_WINDOW(window), false);
        gtk_window_set_child(GTK_WINDOW(window), fitting.view.stage);
        gtk_window_present(GTK_WINDOW(window));
        for (int i = 0; i < 500 && gtk_widget_get_width(fitting.view.stage) == 0; i++)
                g_main_context_iteration(NULL, true);
        settle(fitting.view.stage, 2); /* sizes may follow from the first time */
        for (size_t i = 0; i < catalogue.stretches.n; i++)
                go_through(
                        &fitting, catalogue.stretches.items[i],
                        catalogue.stretches.items[(i + 1) % catalogue.stretches.n]);
        printf("%d texts in %dx%d, letters %.1f px, %d cut\n", fitting.n_texts,
               gtk_widget_get_width(fitting.view.stage), gtk_widget_get_height(fitting.view.stage),
               fitting.view.letters.px, fitting.n_cut);
        gtk_window_destroy(GTK_WINDOW(window));
        session_view_deinit(&fitting.view);
        return fitting.n_cut > 0;
}
