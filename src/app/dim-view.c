/* SPDX-License-Identifier: MIT */
/* Two labels, changed once a second. */

#include "dim-view.h"

#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "macro.h"

static void set_text(GtkWidget *label, const char *text)
{
        if (strcmp(gtk_label_get_text(GTK_LABEL(label)), text) != 0)
                gtk_label_set_text(GTK_LABEL(label), text);
}

static GtkWidget *add_label(DimView *dim, const char *css_class)
{
        GtkWidget *label = gtk_label_new("");

        gtk_widget_add_css_class(label, css_class);
        gtk_box_append(GTK_BOX(dim->box), label);
        return label;
}

void dim_view_init(DimView *dim, Theme theme, int height)
{
        *dim = (DimView){ .box = g_object_ref_sink(gtk_box_new(GTK_ORIENTATION_VERTICAL, 0)) };
        gtk_widget_add_css_class(dim->box, "desk");
        gtk_widget_add_css_class(dim->box, "dim");
        gtk_widget_add_css_class(dim->box, desk_style_class(theme));
        letter_size_init(&dim->letters, dim->box);
        letter_size_set(&dim->letters, MAX(12.0, 16.0 * height / 800) * desk_style_text_factor());
        dim->left = add_label(dim, "left");
        dim->word = add_label(dim, "then");
        gtk_widget_set_valign(dim->left, GTK_ALIGN_END);
        gtk_widget_set_valign(dim->word, GTK_ALIGN_START);
        gtk_widget_set_vexpand(dim->left, TRUE);
        gtk_widget_set_vexpand(dim->word, TRUE);
        gtk_widget_add_css_class(dim->word, "quiet");
}

void dim_view_deinit(DimView *dim)
{
        letter_size_deinit(&dim->letters);
        g_clear_object(&dim->box);
}

void dim_view_show(DimView *dim, const DeskShown *shown)
{
        const PlayerView *view = &shown->session.view;
        int seconds = seconds_left(view->left_ms);
        char text[32] = "";

        if (view->stage != PLAYER_OVER && view->stage != PLAYER_ASKING)
                snprintf(text, sizeof text, "%d:%02d", seconds / 60, seconds % 60);
        set_text(dim->left, text);
        if (shown->done)
                set_text(dim->word, _("Well done."));
        else if (view->paused)
                set_text(dim->word, _("Paused"));
        else if (view->stage == PLAYER_READY)
                set_text(dim->word, _("Ready"));
        else
                set_text(dim->word, words_of(view->phase ? view->phase->show : view->stretch->name));
}
