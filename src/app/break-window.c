/* SPDX-License-Identifier: MIT */
/* The window's own layout, and the letter size that goes with it. */

#include "break-window.h"

#include "i18n.h"
#include "macro.h"

#define DATA "limber-break-window"

/* ---- sizes ---- */

/* Wider than high, and wide enough for two columns. */
static bool is_card(int width, int height)
{
        return width < 640 || width * 10 < height * 12;
}

/* As in the drawings: 16 px letters on 1280x800 and on a card of 480x640. */
static double letter_px(bool card, int width, int height)
{
        double scale = card ? MIN(width / 480.0, height / 640.0) : MIN(width / 1280.0, height / 800.0);

        return 16 * CLAMP(scale, card ? 0.85 : 0.75, 4) * desk_style_text_factor();
}

static void set_class(GtkWidget *widget, const char *name, bool has)
{
        if (has)
                gtk_widget_add_css_class(widget, name);
        else
                gtk_widget_remove_css_class(widget, name);
}

static void set_sizes(BreakWindow *window, int width, int height)
{
        bool card = is_card(width, height);
        double px = letter_px(card, width, height);

        if (window->width == width && window->height == height && window->letters.px == px)
                return;
        window->width = width;
        window->height = height;
        window->card = card;
        set_class(window->stage, "card", card);
        set_class(window->stage, "large", desk_style_text_factor() > 1.3);
        letter_size_set(&window->letters, px);
        words_view_set_size(&window->words, px, card);
        key_row_set_size(&window->keys, px, card);
        backdrop_set_middle(&window->backdrop, card ? 0.5 : 0.33, card ? 0.3 : 0.48);
        gtk_widget_set_valign(window->words.box, card ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
}

static gboolean on_resize(gpointer userdata)
{
        BreakWindow *window = userdata;

        window->resize = 0;
        set_sizes(window, gtk_widget_get_width(window->stage), gtk_widget_get_height(window->stage));
        return G_SOURCE_REMOVE;
}

/* ---- the layout ---- */

static BreakWindow *window_of(GtkWidget *stage)
{
        return g_object_get_data(G_OBJECT(stage), DATA);
}

static GtkSizeRequestMode request_mode(GtkWidget *stage)
{
        return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

/* Everything reflows or scrolls: a small window stays possible. */
static void
measure(GtkWidget *stage, GtkOrientation orientation, int for_size, int *minimum, int *natural,
        int *minimum_baseline, int *natural_baseline)
{
        bool across = orientation == GTK_ORIENTATION_HORIZONTAL;
        int keys;

        gtk_widget_measure(window_of(stage)->keys.box, orientation, -1, &keys, NULL, NULL, NULL);
        *minimum = MAX(across ? 320 : 360, across ? keys : 0);
        *natural = across ? 480 : 640;
}

static int height_for(GtkWidget *widget, int width)
{
        int minimum, natural;

        gtk_widget_measure(widget, GTK_ORIENTATION_VERTICAL, width, &minimum, &natural, NULL, NULL);
        return natural;
}

static void place(GtkWidget *widget, double x, double y, double width, double height)
{
        int least;

        gtk_widget_measure(widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
        gtk_widget_size_allocate(
                widget, &(GtkAllocation){ (int) x, (int) y, MAX((int) width, least), MAX((int) height, 1) },
                -1);
}

static void allocate_wide(BreakWindow *window, int width, int height)
{
        double em = window->letters.px, margin = em * 2;
        double keys_x = MAX(margin, width * 0.1), keys_width = width - 2 * keys_x;
        int keys = height_for(window->keys.box, (int) keys_width);
        double room = height - keys - 3 * margin;
        double column = MIN(em * 29, (width - 3 * margin) * 0.66);
        double figure = MIN(MIN(height * 0.7125, room), width - column - 3 * margin);
        /* What is left over stands on both sides and between. */
        double air = (width - figure - column) / 3;
        double figure_y = margin + (room - figure) / 2 + margin / 4;

        place(window->figure.area, air, figure_y, figure, figure);
        place(window->scroller, width - air - column, margin, column, room + margin / 2);
        place(window->keys.box, keys_x, height - keys - margin, keys_width, keys);
}

static void allocate_card(BreakWindow *window, int width, int height)
{
        double em = window->letters.px, margin = em * 0.9, inner = width - 2 * margin;
        int keys = height_for(window->keys.box, (int) inner);
        int words = height_for(window->words.box, (int) inner);
        double room = height - keys - 3 * margin;
        double figure = MIN(MAX(room - words, room * 0.3), MIN(inner, room * 0.62));
        double top = margin * 0.7;

        place(window->figure.area, (width - figure) / 2, top, figure, figure);
        place(window->scroller, margin, top + figure + margin * 0.5, inner, room - figure + margin * 0.5);
        place(window->keys.box, margin, height - keys - margin * 0.8, inner, keys);
}

static void allocate(GtkWidget *stage, int width, int height, int baseline)
{
        BreakWindow *window = window_of(stage);

        place(window->backdrop.area, 0, 0, width, height);
        if (window->card)
                allocate_card(window, width, height);
        else
                allocate_wide(window, width, height);
        if ((width != window->width || height != window->height) && !window->resize)
                window->resize = g_idle_add(on_resize, window);
}

/* ---- from outside ---- */

static void build(BreakWindow *window, Theme theme, const DeskPresses *presses)
{
        const DeskStyle *style = desk_style(theme);

        window->stage = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0);
        g_object_set_data(G_OBJECT(window->stage), DATA, window);
        gtk_widget_set_layout_manager(window->stage, gtk_custom_layout_new(request_mode, measure, allocate));
        gtk_widget_add_css_class(window->stage, "desk");
        gtk_widget_add_css_class(window->stage, desk_style_class(theme));
        gtk_widget_set_overflow(window->stage, GTK_OVERFLOW_HIDDEN);
        letter_size_init(&window->letters, window->stage);

        backdrop_init(&window->backdrop, style);
        figure_view_init(&window->figure, style);
        words_view_init(&window->words, style, presses);
        key_row_init(&window->keys, presses);
        window->scroller = gtk_scrolled_window_new();
        gtk_scrolled_window_set_policy(
                GTK_SCROLLED_WINDOW(window->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
        gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(window->scroller), window->words.box);

        gtk_box_append(GTK_BOX(window->stage), window->backdrop.area);
        gtk_box_append(GTK_BOX(window->stage), window->figure.area);
        gtk_box_append(GTK_BOX(window->stage), window->scroller);
        gtk_box_append(GTK_BOX(window->stage), window->keys.box);
        gtk_window_set_child(window->window, window->stage);
}

void break_window_init(BreakWindow *window, Theme theme, const DeskPresses *presses, int width, int height)
{
        *window = (BreakWindow){ .window = GTK_WINDOW(gtk_window_new()) };
        gtk_window_set_title(window->window, _("Limber: a stretch"));
        gtk_window_set_default_size(window->window, width, height);
        build(window, theme, presses);
        set_sizes(window, width, height);
}

void break_window_deinit(BreakWindow *window)
{
        if (window->resize)
                g_source_remove(window->resize);
        if (window->window)
                gtk_window_destroy(TAKE_PTR(window->window));
        letter_size_deinit(&window->letters);
        backdrop_deinit(&window->backdrop);
}

void break_window_show(BreakWindow *window, const DeskShown *shown)
{
        figure_view_show(&window->figure, shown);
        words_view_show(&window->words, shown);
        key_row_show(&window->keys, shown);
}
