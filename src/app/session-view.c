/* SPDX-License-Identifier: MIT */
/* The window's own layout, and the letter size that goes with it. */

#include "session-view.h"

#include "i18n.h"
#include "macro.h"

#define DATA "limber-session-view"

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

        scale = CLAMP(scale, card ? 0.85 : 0.75, 4);
        /* A large screen has large letters already: to be read from 2 m. */
        return 16 * MAX(scale, MIN(scale, 1) * desk_style_text_factor());
}

/* Of the words, beside the figure. */
static double column_width(int width, double px)
{
        return MIN(px * 29, (width - 6 * px) * 0.66);
}

static void set_class(GtkWidget *widget, const char *name, bool has)
{
        if (has)
                gtk_widget_add_css_class(widget, name);
        else
                gtk_widget_remove_css_class(widget, name);
}

static void set_sizes(SessionView *view, int width, int height)
{
        bool card = is_card(width, height);
        double px = letter_px(card, width, height);
        bool large = !card && px > 1.3 * 16 * MIN(width / 1280.0, height / 800.0);

        if (view->width == width && view->height == height && view->letters.px == px)
                return;
        view->width = width;
        view->height = height;
        view->card = card;
        view->words_high = 0;
        set_class(view->stage, "card", card);
        set_class(view->stage, "large", large);
        letter_size_set(&view->letters, px);
        words_view_set_size(
                &view->words, px, card ? width - 1.8 * px : column_width(width, px), card, large);
        key_row_set_size(&view->keys, large ? 0.75 * px : px, card);
        backdrop_set_middle(&view->backdrop, card ? 0.5 : 0.33, card ? 0.3 : 0.48);
        gtk_widget_set_valign(view->words.box, card ? GTK_ALIGN_START : GTK_ALIGN_CENTER);
}

static gboolean on_resize(gpointer userdata)
{
        SessionView *view = userdata;

        view->resize = 0;
        set_sizes(view, gtk_widget_get_width(view->stage), gtk_widget_get_height(view->stage));
        return G_SOURCE_REMOVE;
}

/* ---- the layout ---- */

static SessionView *view_of(GtkWidget *stage)
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

        gtk_widget_measure(view_of(stage)->keys.box, orientation, -1, &keys, NULL, NULL, NULL);
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

/* The figure's square, and the hole in the backdrop under it. */
static void place_figure(SessionView *view, double x, double y, double size, int width, int height)
{
        GdkRectangle square = { (int) x, (int) y, MAX((int) size, 1), MAX((int) size, 1) };

        place(view->figure.area, square.x, square.y, square.width, square.height);
        figure_view_place(&view->figure, &square, width, height);
        backdrop_set_hole(&view->backdrop, &square);
}

static void allocate_wide(SessionView *view, int width, int height)
{
        double em = view->letters.px, margin = em * 2;
        double keys_x = em > 1.3 * 16 * width / 1280.0 ? margin : MAX(margin, width * 0.1),
               keys_width = width - 2 * keys_x;
        int keys = height_for(view->keys.box, (int) keys_width);
        double room = height - keys - 3 * margin;
        double column = column_width(width, em);
        double figure = MIN(MIN(height * 0.7125, room), width - column - 3 * margin);
        /* What is left over stands on both sides and between. */
        double air = (width - figure - column) / 3;
        double figure_y = margin + (room - figure) / 2 + margin / 4;

        place_figure(view, air, figure_y, figure, width, height);
        place(view->scroller, width - air - column, margin, column, room + margin / 2);
        place(view->keys.box, keys_x, height - keys - margin, keys_width, keys);
}

static void allocate_card(SessionView *view, int width, int height)
{
        double em = view->letters.px, margin = em * 0.9, inner = width - 2 * margin;
        int keys = height_for(view->keys.box, (int) inner);
        int words = height_for(view->words.box, (int) inner);
        double room = height - keys - 3 * margin, top = margin * 0.7;
        double figure;

        /* The figure does not jump with every word: the highest words of this stretch have their room. */
        words = view->words_high = MAX(view->words_high, words);
        figure = MIN(MAX(room - words, room * 0.3), MIN(inner, room * 0.62));

        place_figure(view, (width - figure) / 2, top, figure, width, height);
        place(view->scroller, margin, top + figure + margin * 0.5, inner, room - figure + margin * 0.5);
        place(view->keys.box, margin, height - keys - margin * 0.8, inner, keys);
}

static void allocate(GtkWidget *stage, int width, int height, int baseline)
{
        SessionView *view = view_of(stage);

        place(view->backdrop.area, 0, 0, width, height);
        if (view->card)
                allocate_card(view, width, height);
        else
                allocate_wide(view, width, height);
        if ((width != view->width || height != view->height) && !view->resize)
                view->resize = g_idle_add(on_resize, view);
}

/* ---- from outside ---- */

static void build(SessionView *view, Theme theme, const DeskPresses *presses)
{
        const DeskStyle *style = desk_style(theme);

        view->stage = g_object_ref_sink(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0));
        g_object_set_data(G_OBJECT(view->stage), DATA, view);
        gtk_widget_set_layout_manager(view->stage, gtk_custom_layout_new(request_mode, measure, allocate));
        gtk_widget_add_css_class(view->stage, "desk");
        gtk_widget_add_css_class(view->stage, desk_style_class(theme));
        gtk_widget_set_overflow(view->stage, GTK_OVERFLOW_HIDDEN);
        letter_size_init(&view->letters, view->stage);

        backdrop_init(&view->backdrop, style);
        figure_view_init(&view->figure, style, &view->backdrop);
        words_view_init(&view->words, style, presses);
        key_row_init(&view->keys, presses);
        view->scroller = gtk_scrolled_window_new();
        gtk_accessible_update_property(
                GTK_ACCESSIBLE(view->scroller), GTK_ACCESSIBLE_PROPERTY_LABEL, _("What to do"), -1);
        gtk_scrolled_window_set_policy(
                GTK_SCROLLED_WINDOW(view->scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
        gtk_scrolled_window_set_child(GTK_SCROLLED_WINDOW(view->scroller), view->words.box);

        gtk_box_append(GTK_BOX(view->stage), view->backdrop.area);
        gtk_box_append(GTK_BOX(view->stage), view->figure.area);
        gtk_box_append(GTK_BOX(view->stage), view->scroller);
        gtk_box_append(GTK_BOX(view->stage), view->keys.box);
}

void session_view_init(SessionView *view, Theme theme, const DeskPresses *presses, int width, int height)
{
        *view = (SessionView){ 0 };
        build(view, theme, presses);
        set_sizes(view, width, height);
}

void session_view_deinit(SessionView *view)
{
        if (!view->stage)
                return;
        if (view->resize)
                g_source_remove(view->resize);
        words_view_deinit(&view->words);
        letter_size_deinit(&view->letters);
        g_object_unref(TAKE_PTR(view->stage));
        figure_view_deinit(&view->figure);
        backdrop_deinit(&view->backdrop);
}

void session_view_show(SessionView *view, const DeskShown *shown)
{
        size_t scene = 4 * shown->session.view.item + (shown->done ? 3 : (size_t) shown->session.view.stage);

        if (scene != view->scene)
                view->words_high = 0;
        view->scene = scene;
        figure_view_show(&view->figure, shown);
        words_view_show(&view->words, shown);
        key_row_show(&view->keys, shown);
}

void session_view_prepare(SessionView *view)
{
        backdrop_prepare(&view->backdrop, view->width, view->height);
}
