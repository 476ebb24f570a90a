/* SPDX-License-Identifier: MIT */
/* A table of buttons: what is on each, when it is there, and what it presses. */

#include "key-row.h"

#include <stdio.h>
#include <string.h>

#include "flow.h"
#include "i18n.h"
#include "macro.h"

#define NUMBER "limber-row"

typedef enum KeyWhen {
        WHEN_GUIDED, /* ready or playing */
        WHEN_LEAVING,
        WHEN_ASKING,
        WHEN_CONFIRMING,
        WHEN_DONE,
} KeyWhen;

typedef struct KeyButton {
        const char *cap, *does, *other; /* `other`: what it does while paused, or muted */
        GuideKey key;
        KeyWhen when;
} KeyButton;

static const KeyButton table[] = {
        { NC_("key", "Space"), NC_("key", "pause"), NC_("key", "go on"), GUIDE_PAUSE, WHEN_GUIDED },
        { "\u2190", NC_("key", "again"), NULL, GUIDE_AGAIN, WHEN_GUIDED },
        { "\u2192", NC_("key", "next"), NULL, GUIDE_NEXT, WHEN_GUIDED },
        { "P", NC_("key", "later"), NULL, GUIDE_POSTPONE, WHEN_LEAVING },
        { NC_("key", "Esc"), NC_("key", "skip"), NULL, GUIDE_SKIP, WHEN_LEAVING },
        { "O", NC_("key", "ouch"), NULL, GUIDE_OUCH, WHEN_GUIDED },
        { "M", NC_("key", "mute"), NC_("key", "sound on"), GUIDE_MUTE, WHEN_GUIDED },
        { NC_("key", "Enter"), NC_("key", "go on"), NULL, GUIDE_ENTER, WHEN_ASKING },
        { NC_("key", "Enter"), NC_("key", "yes"), NULL, GUIDE_ENTER, WHEN_CONFIRMING },
        { NC_("key", "Esc"), NC_("key", "not this time"), NULL, GUIDE_SKIP, WHEN_CONFIRMING },
        { NC_("key", "Enter"), NC_("key", "close"), NULL, GUIDE_CLOSE, WHEN_DONE },
};

static bool is_there(const KeyButton *button, const DeskShown *shown)
{
        bool asking = shown->session.view.stage == PLAYER_ASKING, confirming = shown->session.confirming;
        bool guided = !shown->done && !asking && !confirming;

        switch (button->when) {
        case WHEN_GUIDED:
                return guided;
        case WHEN_LEAVING:
                return guided && shown->session.may_leave;
        case WHEN_CONFIRMING:
                return confirming;
        case WHEN_ASKING:
                return !shown->done && asking;
        case WHEN_DONE:
        default:
                return shown->done;
        }
}

static bool is_other(const KeyButton *button, const PlayerView *view)
{
        return (button->key == GUIDE_PAUSE && view->paused) || (button->key == GUIDE_MUTE && view->muted);
}

static void on_clicked(GtkButton *widget, gpointer userdata)
{
        const KeyRow *row = userdata;
        size_t i = GPOINTER_TO_SIZE(g_object_get_data(G_OBJECT(widget), NUMBER));

        if (table[i].key == GUIDE_SKIP)
                row->presses->skip(row->presses->userdata);
        else
                row->presses->key(table[i].key, row->presses->userdata);
}

static void say(KeyRow *row, size_t i, const char *does)
{
        char text[WORDS_SIZE];

        if (row->said[i] == does)
                return;
        row->said[i] = does;
        gtk_label_set_text(GTK_LABEL(row->does[i]), does);
        snprintf(text, sizeof text, "%.80s (%.20s)", does, i18n_in("key", table[i].cap));
        gtk_accessible_update_property(
                GTK_ACCESSIBLE(row->buttons[i]), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

/* "in 5 min" */
static void say_postpone(KeyRow *row, size_t i, int64_t ms)
{
        char duration[WORDS_SIZE];

        if (ms == row->postpone_ms)
                return;
        row->postpone_ms = ms;
        snprintf(row->postpone, sizeof row->postpone, C_("key", "in %s"), words_duration(ms, duration));
        row->said[i] = NULL;
        say(row, i, row->postpone);
}

static void add_button(KeyRow *row, size_t i)
{
        GtkWidget *button = gtk_button_new(), *box = gtk_box_new(GTK_ORIENTATION_HORIZONTAL, 0);
        GtkWidget *cap = gtk_label_new(i18n_in("key", table[i].cap));

        row->does[i] = gtk_label_new(NULL);
        row->buttons[i] = button;
        gtk_widget_add_css_class(cap, "cap");
        gtk_widget_add_css_class(row->does[i], "does");
        gtk_box_append(GTK_BOX(box), cap);
        gtk_box_append(GTK_BOX(box), row->does[i]);
        gtk_button_set_child(GTK_BUTTON(button), box);
        g_object_set_data(G_OBJECT(button), NUMBER, GSIZE_TO_POINTER(i));
        g_signal_connect(button, "clicked", G_CALLBACK(on_clicked), row);
        gtk_box_append(GTK_BOX(row->box), button);
        say(row, i, i18n_in("key", table[i].does));
}

void key_row_init(KeyRow *row, const DeskPresses *presses)
{
        static_assert(ELEMENTSOF(table) <= KEY_ROW_MAX, "room for every key");

        *row = (KeyRow){ .box = flow_new(), .presses = presses };
        gtk_widget_add_css_class(row->box, "keys");
        for (size_t i = 0; i < ELEMENTSOF(table); i++)
                add_button(row, i);
}

void key_row_show(KeyRow *row, const DeskShown *shown)
{
        const PlayerView *view = &shown->session.view;

        for (size_t i = 0; i < ELEMENTSOF(table); i++) {
                bool there = is_there(&table[i], shown);

                if (there != gtk_widget_get_visible(row->buttons[i]))
                        gtk_widget_set_visible(row->buttons[i], there);
                if (there && table[i].key == GUIDE_POSTPONE)
                        say_postpone(row, i, shown->postpone_ms);
                if (there && table[i].other)
                        say(row, i,
                            is_other(&table[i], view) ? i18n_in("key", table[i].other)
                                                      : i18n_in("key", table[i].does));
        }
}

void key_row_set_size(KeyRow *row, double em, bool centred)
{
        flow_set(row->box, (int) (em * (centred ? 0.5 : 0.9)), centred);
        for (size_t i = 0; i < ELEMENTSOF(table); i++)
                gtk_box_set_spacing(
                        GTK_BOX(gtk_button_get_child(GTK_BUTTON(row->buttons[i]))), (int) (em * 0.6));
}
