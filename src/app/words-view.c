/* SPDX-License-Identifier: MIT */
/*
 * One column of widgets for all scenes: each scene says what is in it, the rest is hidden. A text is set
 * only where it is another one, so that nothing is laid out or announced anew at each frame.
 */

#include "words-view.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "flow.h"
#include "i18n.h"
#include "macro.h"

enum { LINE_SIZE = 3 * WORDS_SIZE };
#define RATING "limber-rating"

/* ---- helpers ---- */

static GtkWidget *new_label(WordsView *words, const char *css_class, bool quiet)
{
        GtkWidget *label = gtk_label_new(NULL);

        gtk_label_set_wrap(GTK_LABEL(label), TRUE);
        gtk_label_set_wrap_mode(GTK_LABEL(label), PANGO_WRAP_WORD_CHAR);
        gtk_widget_add_css_class(label, css_class);
        if (quiet)
                gtk_widget_add_css_class(label, "quiet");
        gtk_box_append(GTK_BOX(words->box), label);
        return label;
}

/* NULL or "": the line goes away. */
static void set_line(GtkWidget *label, const char *text)
{
        bool there = text && *text;

        if (there && strcmp(gtk_label_get_text(GTK_LABEL(label)), text) != 0)
                gtk_label_set_text(GTK_LABEL(label), text);
        if (gtk_widget_get_visible(label) != there)
                gtk_widget_set_visible(label, there);
}

static void set_there(GtkWidget *widget, bool there)
{
        if (gtk_widget_get_visible(widget) != there)
                gtk_widget_set_visible(widget, there);
}

/* ---- building ---- */

static void on_rating(GtkButton *button, gpointer userdata)
{
        const WordsView *words = userdata;

        words->presses->rate(
                GPOINTER_TO_INT(g_object_get_data(G_OBJECT(button), RATING)), words->presses->userdata);
}

static void add_ratings(WordsView *words)
{
        words->rating_box = flow_new();
        gtk_accessible_update_property(
                GTK_ACCESSIBLE(words->rating_box), GTK_ACCESSIBLE_PROPERTY_LABEL,
                _("How much does it hurt?"), -1);
        for (int i = 0; i < RATINGS; i++) {
                char text[8], name[WORDS_SIZE];

                snprintf(text, sizeof text, "%d", i);
                snprintf(name, sizeof name, _("%d of 10"), i);
                words->ratings[i] = gtk_button_new_with_label(text);
                gtk_widget_add_css_class(words->ratings[i], "rating");
                gtk_accessible_update_property(
                        GTK_ACCESSIBLE(words->ratings[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
                g_object_set_data(G_OBJECT(words->ratings[i]), RATING, GINT_TO_POINTER(i));
                g_signal_connect(words->ratings[i], "clicked", G_CALLBACK(on_rating), words);
                gtk_box_append(GTK_BOX(words->rating_box), words->ratings[i]);
        }
        gtk_box_append(GTK_BOX(words->box), words->rating_box);
}

/* A label whose changes a screen reader says by itself: an alert, as live regions are. */
static GtkWidget *new_announced(const char *css_class)
{
        GtkWidget *label = g_object_new(
                GTK_TYPE_LABEL, "accessible-role", GTK_ACCESSIBLE_ROLE_ALERT, "wrap", TRUE, "wrap-mode",
                PANGO_WRAP_WORD_CHAR, "xalign", 0.0, NULL);

        gtk_widget_add_css_class(label, css_class);
        return label;
}

static void add_word_row(WordsView *words, const DeskStyle *style)
{
        words->word_row = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
        words->word = new_announced("word");
        ring_init(&words->ring, style);
        gtk_box_append(GTK_BOX(words->word_row), words->word);
        gtk_box_append(GTK_BOX(words->word_row), words->ring.area);
        gtk_box_append(GTK_BOX(words->box), words->word_row);
}

void words_view_init(WordsView *words, const DeskStyle *style, const DeskPresses *presses)
{
        *words = (WordsView){ .box = gtk_box_new(GTK_ORIENTATION_VERTICAL, 0), .presses = presses };
        words->head = new_label(words, "head", true);
        words->name = new_label(words, "name", false);
        add_word_row(words, style);
        words->cue = new_label(words, "cue", false);
        add_ratings(words);
        dots_init(&words->dots, style);
        gtk_box_append(GTK_BOX(words->box), words->dots.area);
        words->count = new_label(words, "count", true);
        words->rule = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
        gtk_widget_add_css_class(words->rule, "rule");
        gtk_box_append(GTK_BOX(words->box), words->rule);
        for (size_t i = 0; i < WORDS_MAX_STEPS; i++)
                words->steps[i] = new_label(words, "step", false);
        words->next = new_label(words, "next", false);
        words->then = new_label(words, "then", true);
        words->stop = new_label(words, "stop", true);
        words->hint = new_announced("hint");
        gtk_box_append(GTK_BOX(words->box), words->hint);
}

/* ---- sizes ---- */

static void set_gap(GtkWidget *widget, double px)
{
        gtk_widget_set_margin_top(widget, (int) px);
}

static void align(WordsView *words)
{
        GtkWidget *labels[] = { words->head, words->name, words->cue,  words->count,
                                words->next, words->then, words->stop, words->hint };

        for (size_t i = 0; i < ELEMENTSOF(labels) + WORDS_MAX_STEPS; i++) {
                GtkWidget *label = i < ELEMENTSOF(labels) ? labels[i] : words->steps[i - ELEMENTSOF(labels)];

                gtk_label_set_yalign(GTK_LABEL(label), 0);
                gtk_label_set_xalign(GTK_LABEL(label), words->card ? 0.5F : 0);
                gtk_label_set_justify(GTK_LABEL(label), words->card ? GTK_JUSTIFY_CENTER : GTK_JUSTIFY_LEFT);
        }
        gtk_widget_set_halign(words->word_row, words->card ? GTK_ALIGN_CENTER : GTK_ALIGN_START);
}

void words_view_set_size(WordsView *words, double em, double width, bool card, bool tight)
{
        double air = card || tight ? 0.45 : 1;
        int ring = (int) (em * (card || tight ? 3.4 : 4.9));

        words->em = em;
        words->room = width;
        words->width = width - ring - em * (card ? 1.2 : 2);
        words->card = card;
        words->brief = card || tight;
        words->measured = NULL;
        align(words);
        ring_set_size(&words->ring, ring);
        dots_set_size(&words->dots, card ? em * 0.72 : em, card);
        flow_set(words->rating_box, (int) (em * 0.55), card);
        gtk_box_set_spacing(GTK_BOX(words->word_row), (int) (em * (card ? 1.2 : 2)));
        set_gap(words->name, em * 0.3);
        set_gap(words->word_row, em * 1.1 * air);
        set_gap(words->cue, em * 0.5 * air);
        set_gap(words->rating_box, em * 1.5 * air);
        set_gap(words->dots.area, em * 1.7 * air);
        set_gap(words->count, em * 0.9 * air);
        set_gap(words->rule, em * 1.5 * air);
        for (size_t i = 0; i < WORDS_MAX_STEPS; i++)
                set_gap(words->steps[i], em * (i == 0 ? 1.2 : 0.45) * air);
        set_gap(words->next, em * 1.1 * air);
        set_gap(words->then, em * 0.5);
        set_gap(words->stop, em * 1.1 * air);
        set_gap(words->hint, em * 0.9 * air);
}

static int text_width(GtkWidget *label, const char *text)
{
        PangoLayout *layout = gtk_widget_create_pango_layout(label, text);
        int width;

        pango_layout_get_pixel_size(layout, &width, NULL);
        g_object_unref(layout);
        return width;
}

static int text_height(const WordsView *words, GtkWidget *label, const char *text)
{
        PangoLayout *layout = gtk_widget_create_pango_layout(label, text);
        int height;

        pango_layout_set_width(layout, (int) (words->room * PANGO_SCALE));
        pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
        pango_layout_get_pixel_size(layout, NULL, &height);
        g_object_unref(layout);
        return height;
}

/* What is below a cue stands still: each line is as high as the highest of the stretch. */
static void measure_cues(WordsView *words, const Stretch *stretch)
{
        int cue = 0, next = 0;

        for (size_t i = 0; i < stretch->n_phases; i++) {
                const Phase *phase = &stretch->phases[i];
                char text[LINE_SIZE];

                cue = MAX(cue, text_height(words, words->cue, words_of(phase->cue)));
                snprintf(text, sizeof text, _("Next: %s"), words_of(*phase->cue ? phase->cue : phase->show));
                next = MAX(next, text_height(words, words->next, text));
        }
        gtk_widget_set_size_request(words->cue, -1, cue);
        gtk_widget_set_size_request(words->next, -1, next);
}

/* One size for all words of a stretch: the largest in which each stands in one line, if that can be. */
static double fit_word(WordsView *words, int widest)
{
        double scale = CLAMP(words->width / MAX(widest, 1), 0.6, 1);
        PangoAttrList *attributes = pango_attr_list_new();

        pango_attr_list_insert(attributes, pango_attr_scale_new(scale));
        gtk_label_set_attributes(GTK_LABEL(words->word), attributes);
        pango_attr_list_unref(attributes);
        return scale;
}

/* The ring stands still: the word before it is as wide as the widest of the stretch, where there is room. */
static void measure_word(WordsView *words, const Stretch *stretch)
{
        int widest = 0, ours;
        double scale;

        if (words->measured == stretch && words->measured_em == words->em)
                return;
        words->measured = stretch;
        words->measured_em = words->em;
        ours = MAX(text_width(words->word, _("Ready")), text_width(words->word, _("Paused")));
        for (size_t i = 0; i < stretch->n_phases; i++)
                widest = MAX(widest, text_width(words->word, words_of(stretch->phases[i].show)));
        scale = fit_word(words, MAX(widest, ours));
        gtk_widget_set_size_request(words->word, (int) MIN(widest * scale + 1, words->width), -1);
        gtk_label_set_xalign(GTK_LABEL(words->word), words->card ? 0.5F : 0);
        measure_cues(words, stretch);
}

/* ---- lines ---- */

/* "STRETCH 1 OF 2 \u00b7 you have been sitting for 47 min \u00b7 muted" */
static void add_part(char text[static LINE_SIZE], const char *part)
{
        size_t n = strlen(text);

        snprintf(text + n, LINE_SIZE - n, "%s%s", n > 0 ? " \u00b7 " : "", part);
}

static void show_head(WordsView *words, const DeskShown *shown)
{
        const PlayerView *view = &shown->session.view;
        char text[LINE_SIZE] = "", part[WORDS_SIZE];

        if (view->n_items > 1) {
                snprintf(part, sizeof part, _("STRETCH %zu OF %zu"), view->item + 1, view->n_items);
                add_part(text, part);
        }
        if (shown->session.sitting_ms >= MS_PER_MINUTE) {
                snprintf(
                        part, sizeof part, _("you have been sitting for %d min"),
                        (int) (shown->session.sitting_ms / MS_PER_MINUTE));
                add_part(text, part);
        }
        if (view->muted)
                add_part(text, _("muted"));
        set_line(words->head, text[0] ? text : words_of(view->stretch->why));
        set_line(words->name, words_of(view->stretch->name));
}

static void show_word(WordsView *words, const DeskShown *shown, const char *word, bool still)
{
        const PlayerView *view = &shown->session.view;

        measure_word(words, view->stretch);
        if (still)
                gtk_widget_add_css_class(words->word, "still");
        else
                gtk_widget_remove_css_class(words->word, "still");
        set_line(words->word, word);
        set_there(words->word_row, true);
        set_there(words->ring.area, view->phase != NULL);
        if (view->phase)
                ring_show(&words->ring, view->fraction, seconds_left(view->phase_ms - view->phase_done_ms));
}

static void show_steps(WordsView *words, const Stretch *stretch, size_t from)
{
        for (size_t i = 0; i < WORDS_MAX_STEPS; i++)
                set_line(
                        words->steps[i],
                        stretch && from + i < stretch->n_steps ? words_of(stretch->steps[from + i]) : NULL);
}

static void show_count(WordsView *words, const PlayerView *view)
{
        char text[LINE_SIZE];
        int n = snprintf(text, sizeof text, _("Repeat %u of %u"), view->repeat + 1, view->repeats);

        if (*view->way->label)
                snprintf(text + n, sizeof text - (size_t) n, " \u00b7 %s", words_of(view->way->label));
        set_line(words->count, text);
        set_there(words->dots.area, true);
        dots_show(&words->dots, view->repeats, view->repeats_done, view->stage != PLAYER_PLAYING);
}

static void show_coming(WordsView *words, const PlayerView *view)
{
        char text[LINE_SIZE], duration[WORDS_SIZE];
        const char *next = NULL;

        if (view->next)
                next = *view->next->cue ? view->next->cue : view->next->show;
        if (next)
                snprintf(text, sizeof text, _("Next: %s"), words_of(next));
        set_line(words->next, next ? text : NULL);
        if (view->then)
                snprintf(
                        text, sizeof text, _("Then: %s, %s"), words_of(view->then->stretch->name),
                        words_duration(
                                stretch_dose_ms(view->then->stretch, view->then->dose, 100), duration));
        set_line(words->then, view->then ? text : NULL);
        set_there(words->rule, next || view->then);
}

/* ---- scenes: each sets every line, and sets it once ---- */

static void scene_ready(WordsView *words, const DeskShown *shown)
{
        const PlayerView *view = &shown->session.view;
        char text[LINE_SIZE], dose[WORDS_SIZE], duration[WORDS_SIZE];

        show_head(words, shown);
        show_word(words, shown, view->paused ? _("Paused") : _("Ready"), view->paused);
        set_line(words->cue, view->stretch->n_steps > 0 ? words_of(view->stretch->steps[0]) : NULL);
        set_there(words->dots.area, false);
        set_line(words->then, NULL);
        snprintf(
                text, sizeof text, "%.150s \u00b7 %.60s",
                words_dose(view->stretch, view->dose, view->repeats, dose),
                words_duration(view->left_ms, duration));
        set_line(words->count, text);
        show_steps(words, words->brief ? NULL : view->stretch, 1);
        set_there(words->rule, !words->brief && view->stretch->n_steps > 1);
        set_line(words->next, words_of(view->dose->note));
        set_line(words->stop, words_stop());
}

static void scene_playing(WordsView *words, const DeskShown *shown)
{
        const PlayerView *view = &shown->session.view;
        const char *cue = view->reminder ? view->reminder : view->phase->cue;

        show_head(words, shown);
        show_word(words, shown, view->paused ? _("Paused") : words_of(view->phase->show), view->paused);
        set_line(words->cue, view->paused ? _("Space goes on where you stopped.") : words_of(cue));
        show_count(words, view);
        show_steps(words, NULL, 0);
        show_coming(words, view);
        set_line(words->stop, NULL);
}

static void scene_asking(WordsView *words, const DeskShown *shown)
{
        set_line(words->head, words_of(shown->session.view.stretch->name));
        set_line(words->name, _("How much does it hurt?"));
        set_there(words->word_row, false);
        set_line(words->cue, _("0 is not at all, 10 the worst there is."));
        set_there(words->dots.area, false);
        set_line(words->count, NULL);
        set_line(words->then, NULL);
        show_steps(words, NULL, 0);
        set_there(words->rule, false);
        set_line(words->next, _("This one is over, and rests for today."));
        set_line(words->stop, _("Type a number, or Enter to go on without one."));
}

static void scene_confirming(WordsView *words, const DeskShown *shown)
{
        set_line(words->head, _("DONE"));
        set_line(words->name, _("Did you stretch along?"));
        set_there(words->word_row, false);
        set_line(words->cue, _("Then it counts for today."));
        set_there(words->dots.area, false);
        set_line(words->count, NULL);
        set_line(words->next, NULL);
        set_line(words->then, NULL);
        show_steps(words, NULL, 0);
        set_there(words->rule, false);
        set_line(words->stop, NULL);
}

static void scene_done(WordsView *words, const DeskShown *shown)
{
        char text[WORDS_SIZE];

        set_line(words->head, _("DONE"));
        set_line(words->name, _("Well done."));
        set_there(words->word_row, false);
        set_line(words->cue, _("Take the calm back with you."));
        set_there(words->dots.area, false);
        set_line(words->count, NULL);
        set_line(words->next, NULL);
        set_line(words->then, NULL);
        for (size_t i = 0; i < WORDS_MAX_STEPS; i++)
                set_line(
                        words->steps[i],
                        i < shown->n_results ? words_result(&shown->results[i], text) : NULL);
        set_there(words->rule, shown->n_results > 0);
        set_line(words->stop, NULL);
}

void words_view_show(WordsView *words, const DeskShown *shown)
{
        PlayerStage stage = shown->session.view.stage;
        bool asking = !shown->done && stage == PLAYER_ASKING;

        set_there(words->rating_box, asking);
        if (shown->session.confirming)
                scene_confirming(words, shown);
        else if (shown->done || stage == PLAYER_OVER)
                scene_done(words, shown);
        else if (asking)
                scene_asking(words, shown);
        else if (stage == PLAYER_READY)
                scene_ready(words, shown);
        else
                scene_playing(words, shown);
        set_line(words->hint, shown->session.skip_asked ? _("Esc again to skip the rest.") : NULL);
        /* In the place of what comes next, so that a card keeps its figure. */
        if (shown->session.skip_asked && words->card) {
                set_line(words->next, NULL);
                set_line(words->then, NULL);
        }
}

void words_view_deinit(WordsView *words)
{
        ring_deinit(&words->ring);
}
