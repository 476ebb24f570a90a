/* SPDX-License-Identifier: MIT */
/* Lines are found anew at each look: there are a dozen children at most. */

#include "flow.h"

#include "macro.h"

#define DATA "limber-flow"

typedef struct Flow {
        int gap;
        bool centred;
} Flow;

typedef struct FlowLine {
        GtkWidget *first, *end; /* the child after the last one */
        int width, height;
} FlowLine;

static void child_size(GtkWidget *child, int *ret_width, int *ret_height)
{
        GtkRequisition natural;

        gtk_widget_get_preferred_size(child, NULL, &natural);
        *ret_width = natural.width;
        *ret_height = natural.height;
}

static GtkWidget *next_shown(GtkWidget *child)
{
        while (child && !gtk_widget_should_layout(child))
                child = gtk_widget_get_next_sibling(child);
        return child;
}

static GtkWidget *next_sibling_shown(GtkWidget *child)
{
        return next_shown(gtk_widget_get_next_sibling(child));
}

/* The line that begins with `first`, at least one child long. */
static FlowLine take_line(const Flow *flow, GtkWidget *first, int room)
{
        FlowLine line = { .first = first };

        for (GtkWidget *child = first; child; child = next_sibling_shown(child)) {
                int width, height, more;

                child_size(child, &width, &height);
                more = child == first ? width : line.width + flow->gap + width;
                if (child != first && more > room)
                        break;
                line.width = more;
                line.height = MAX(line.height, height);
                line.end = next_sibling_shown(child);
        }
        return line;
}

/* Lines as even as can be: the narrowest room that needs no more lines. */
static int n_lines(const Flow *flow, GtkWidget *first, int room)
{
        int n = 0;

        for (GtkWidget *child = first; child; n++)
                child = take_line(flow, child, room).end;
        return n;
}

static int even_room(const Flow *flow, GtkWidget *first, int room)
{
        int n = n_lines(flow, first, room), low = room / 2;

        while (low < room) {
                int middle = (low + room) / 2;

                if (n_lines(flow, first, middle) <= n)
                        room = middle;
                else
                        low = middle + 1;
        }
        return room;
}

static GtkSizeRequestMode request_mode(GtkWidget *widget)
{
        return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure(GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
        int *minimum_baseline, int *natural_baseline)
{
        const Flow *flow = g_object_get_data(G_OBJECT(widget), DATA);
        GtkWidget *first = next_shown(gtk_widget_get_first_child(widget));
        int widest = 0, all = 0, height = 0, n = 0;

        for (GtkWidget *child = first; child; child = next_sibling_shown(child)) {
                int w, h;

                child_size(child, &w, &h);
                widest = MAX(widest, w);
                all += w + (child == first ? 0 : flow->gap);
        }
        if (orientation == GTK_ORIENTATION_HORIZONTAL) {
                *minimum = widest;
                *natural = all;
                return;
        }
        for (GtkWidget *child = first; child; n++) {
                FlowLine line = take_line(flow, child, for_size < 0 ? all : for_size);

                height += line.height + (n > 0 ? flow->gap / 3 : 0);
                child = line.end;
        }
        *minimum = *natural = height;
}

static void allocate(GtkWidget *widget, int width, int height, int baseline)
{
        const Flow *flow = g_object_get_data(G_OBJECT(widget), DATA);
        GtkWidget *child = next_shown(gtk_widget_get_first_child(widget));
        int y = 0, room = even_room(flow, child, width);

        while (child) {
                FlowLine line = take_line(flow, child, room);
                int x = flow->centred ? MAX(0, (width - line.width) / 2) : 0;

                for (; child != line.end; child = next_sibling_shown(child)) {
                        int w, h;

                        child_size(child, &w, &h);
                        gtk_widget_size_allocate(
                                child, &(GtkAllocation){ x, y + (line.height - h) / 2, w, h }, -1);
                        x += w + flow->gap;
                }
                y += line.height + flow->gap / 3;
        }
}

GtkWidget *flow_new(void)
{
        GtkWidget *widget = g_object_new(GTK_TYPE_BOX, "accessible-role", GTK_ACCESSIBLE_ROLE_GROUP, NULL);

        g_object_set_data_full(G_OBJECT(widget), DATA, g_new0(Flow, 1), g_free);
        gtk_widget_set_layout_manager(widget, gtk_custom_layout_new(request_mode, measure, allocate));
        return widget;
}

void flow_set(GtkWidget *widget, int gap, bool centred)
{
        Flow *flow = g_object_get_data(G_OBJECT(widget), DATA);

        if (flow->gap == gap && flow->centred == centred)
                return;
        *flow = (Flow){ gap, centred };
        gtk_widget_queue_resize(widget);
}
