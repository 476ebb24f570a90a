/* SPDX-License-Identifier: MIT */
/* The style sheet and its themes. All sizes are in em, so that one letter size scales a whole window. */

#include "desk-style.h"

#include <stdio.h>
#include <string.h>

#include "macro.h"

#define PROVIDER_PRIORITY (GTK_STYLE_PROVIDER_PRIORITY_USER + 1)

static const DeskStyle styles[N_THEMES] = {
        [THEME_LIGHT] = { THEME_LIGHT, 0xf4faf8, 0xd5e5e2, 0x1b6f66, 0x12302e, 0xa9c6c1, 0.07 },
        [THEME_DARK] = { THEME_DARK, 0x17413f, 0x0d1a1f, 0x8fe3d3, 0xffffff, 0x39605e, 0.085 },
        [THEME_CONTRAST] = { THEME_CONTRAST, 0x000000, 0x000000, 0xffe94d, 0xffffff, 0xffffff, 0 },
};

/* Colours come from the theme's class; the rest is shared. */
static const char sheet[] =
        ".desk { background: none; }"
        ".desk * { text-shadow: none; box-shadow: none; }"
        ".desk-dark { color: #dfeae8; background-color: #12302f; }"
        ".desk-light { color: #21403d; background-color: #e6f1ef; }"
        ".desk-contrast { color: #ffffff; background-color: #000000; }"
        ".desk.dim { background-color: #0a1316; }"
        ".desk-light.dim { background-color: #c3d6d2; }"
        ".desk .head { font-size: 1.06em; }"
        ".desk .name { font-size: 2.7em; font-weight: 700; }"
        ".desk .word { font-size: 4em; font-weight: 800; }"
        ".desk .cue { font-size: 1.4em; }"
        ".desk .count { font-size: 1.06em; }"
        ".desk .next { font-size: 1.12em; }"
        ".desk .then { font-size: 1.12em; }"
        ".desk .step { font-size: 1.12em; }"
        ".desk .stop { font-size: 1.06em; }"
        ".desk .hint { font-size: 1.2em; font-weight: 700; }"
        ".desk .left { font-size: 7em; font-weight: 700; }"
        ".desk-dark .left { color: #a5bfbc; }"
        ".desk.dim .then { font-size: 2em; }"
        ".desk.large .name { font-size: 2em; }"
        ".desk.large .word { font-size: 2.6em; }"
        ".desk.large .cue { font-size: 1.15em; }"
        ".desk.card .name { font-size: 1.7em; }"
        ".desk.card .word { font-size: 2.7em; }"
        ".desk.card .cue { font-size: 1.15em; }"
        ".desk.card .head, .desk.card .count, .desk.card .next, .desk.card .then, .desk.card .step,"
        " .desk.card .stop { font-size: 0.95em; }"
        ".desk.card .keys { font-size: 0.88em; }"
        ".desk.large .keys { font-size: 0.75em; }"
        ".desk-dark .name, .desk-dark .hint { color: #ffffff; }"
        ".desk-dark .word { color: #8fe3d3; }"
        ".desk-dark .word.still { color: #b9ccca; }"
        ".desk-dark .quiet { color: #a5bfbc; }"
        ".desk-light .name, .desk-light .hint { color: #12302e; }"
        ".desk-light .word { color: #1b6f66; }"
        ".desk-light .word.still { color: #4a6663; }"
        ".desk-light .quiet { color: #4a6663; }"
        ".desk-contrast .word { color: #ffe94d; }"
        ".desk .rule { min-height: 1px; background: rgba(143, 227, 211, 0.28); }"
        ".desk-light .rule { background: rgba(18, 48, 46, 0.25); }"
        ".desk-contrast .rule { min-height: 2px; background: #ffffff; }"
        /* keys */
        ".desk button { background: none; border: 2px solid transparent; border-radius: 0.5em;"
        " padding: 0.28em 0.45em; min-height: 0; min-width: 0; color: inherit; outline: none;"
        " font-weight: 400; transition: none; }"
        ".desk button .cap { background: rgba(255, 255, 255, 0.07); border: 1px solid rgba(143, 227, 211,"
        " 0.25); border-radius: 0.4em; padding: 0.2em 0.6em; font-weight: 700; font-size: 0.92em;"
        " color: #ffffff; }"
        ".desk button .does { font-size: 1em; color: #a5bfbc; }"
        ".desk button:hover .cap { background: rgba(143, 227, 211, 0.25); }"
        ".desk button:hover .does { color: #ffffff; }"
        ".desk button:active .cap { background: rgba(143, 227, 211, 0.45); }"
        ".desk button:focus-visible { border-color: #8fe3d3; }"
        ".desk button.rating { background: rgba(255, 255, 255, 0.07); border: 2px solid rgba(143, 227, 211,"
        " 0.35); min-width: 2em; min-height: 2em; font-size: 1.25em; font-weight: 700; padding: 0.1em 0.2em;"
        " color: #ffffff; }"
        ".desk button.rating:hover { background: rgba(143, 227, 211, 0.3); }"
        ".desk button.rating:focus-visible { border-color: #ffffff; background: rgba(143, 227, 211, 0.2); }"
        ".desk-light button .cap, .desk-light button.rating { background: #ffffff; border-color: #9dbdb8;"
        " color: #12302e; }"
        ".desk-light button .does { color: #4a6663; }"
        ".desk-light button:hover .does { color: #12302e; }"
        ".desk-light button:focus-visible { border-color: #1b6f66; }"
        ".desk-contrast button .cap, .desk-contrast button.rating { background: #000000; border: 2px solid"
        " #ffffff; color: #ffffff; }"
        ".desk-contrast button .does { color: #ffffff; }"
        ".desk-contrast button:hover .cap, .desk-contrast button.rating:hover { background: #ffffff;"
        " color: #000000; }"
        ".desk-contrast button:focus-visible { border-color: #ffe94d; }"
        ".desk scrolledwindow, .desk viewport { background: none; border: none; }";

const DeskStyle *desk_style(Theme theme)
{
        return &styles[theme];
}

bool desk_style_has_depth(const DeskStyle *style)
{
        return style->near_colour != style->far_colour;
}

const char *desk_style_class(Theme theme)
{
        static const char *const classes[N_THEMES] = { "desk-light", "desk-dark", "desk-contrast" };

        return classes[theme];
}

/* GNOME's, Xfce's and MATE's high contrast themes are all called so; libadwaita's sheets end in -hc. */
Theme desk_style_wanted(void)
{
        _cleanup_(freep) char *name = NULL;
        const char *forced = g_getenv("GTK_THEME");
        bool contrast;

        g_object_get(gtk_settings_get_default(), "gtk-theme-name", &name, NULL);
        if (forced && *forced) {
                free(name);
                name = g_strdup(forced);
        }
        contrast = name && (strncmp(name, "HighContrast", 12) == 0 || strstr(name, "-hc"));
        return contrast ? THEME_CONTRAST : THEME_DARK;
}

void desk_style_install(void)
{
        GtkCssProvider *provider = gtk_css_provider_new();

        gtk_css_provider_load_from_data(provider, sheet, -1);
        gtk_style_context_add_provider_for_display(
                gdk_display_get_default(), GTK_STYLE_PROVIDER(provider), PROVIDER_PRIORITY);
        g_object_unref(provider);
}

double desk_style_text_factor(void)
{
        int dpi = -1;
        double factor;

        g_object_get(gtk_settings_get_default(), "gtk-xft-dpi", &dpi, NULL);
        factor = dpi > 0 ? dpi / 1024.0 / 96.0 : 1;
        return CLAMP(factor, 1, 3);
}

bool desk_style_moves(void)
{
        gboolean moves = TRUE;

        g_object_get(gtk_settings_get_default(), "gtk-enable-animations", &moves, NULL);
        return moves;
}

void desk_style_set_moves(bool moves)
{
        g_object_set(gtk_settings_get_default(), "gtk-enable-animations", moves, NULL);
}

void letter_size_init(LetterSize *size, GtkWidget *widget)
{
        *size = (LetterSize){ .widget = widget, .provider = gtk_css_provider_new() };
        /* For this widget alone; those in it inherit the size. */
        gtk_style_context_add_provider(
                gtk_widget_get_style_context(widget), GTK_STYLE_PROVIDER(size->provider), PROVIDER_PRIORITY);
}

void letter_size_set(LetterSize *size, double px)
{
        char text[64];
        int tenths = (int) (px * 10 + 0.5);

        if (size->px == px)
                return;
        size->px = px;
        /* No %f: its point is the locale's. */
        snprintf(text, sizeof text, "* { font-size: %d.%dpx; }", tenths / 10, tenths % 10);
        gtk_css_provider_load_from_data(size->provider, text, -1);
}

void letter_size_deinit(LetterSize *size)
{
        g_clear_object(&size->provider);
}

void desk_set_colour(cairo_t *cr, uint32_t rgb, double alpha)
{
        cairo_set_source_rgba(
                cr, (rgb >> 16 & 0xff) / 255.0, (rgb >> 8 & 0xff) / 255.0, (rgb & 0xff) / 255.0, alpha);
}
