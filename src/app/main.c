/* SPDX-License-Identifier: MIT */
/*
 * limber-desk: the windows. Drawn in software: a figure of 600 pixels costs less on the processor than a GL
 * context costs in memory (PSS 26 MB against 138 MB with llvmpipe).
 */

#include <gtk/gtk.h>
#include <stdio.h>
#include <stdlib.h>

#include "desk.h"
#include "desk-link.h"
#include "i18n.h"
#include "stretch-files.h"

static void print_help(void)
{
        printf("%s",
               _("The window of a guided stretch.\n"
                 "\n"
                 "  limber-desk [--stretch] [NAME ...] [--dose short|full|article] [--layout card|screen]\n"
                 "  limber-desk --break\n"
                 "\n"
                 "  --stretch        a session now; without names the next stretch in rotation\n"
                 "  --break          the break at hand: waits unseen until it is on; limberd starts it\n"
                 "  --dose DOSE      how much; short unless limber.conf says otherwise\n"
                 "  --layout LAYOUT  card: a floating window; screen: every monitor\n"
                 "  --theme THEME    light, dark or contrast\n"
                 "  --speed X        so many times faster, for tests\n"
                 "  --version, --help\n"));
}

static int fail(const Error *error, int code)
{
        fprintf(stderr, "limber-desk: %s\n", error->text);
        return code;
}

/* GTK reads these before anything else. What a person set stays. */
static void set_renderer(void)
{
        setenv("GSK_RENDERER", "cairo", 0);
        setenv("GDK_DEBUG", "gl-disable", 0);
}

int main(int argc, char **argv)
{
        _cleanup_(catalogue_deinit) Catalogue catalogue = { 0 };
        DeskOptions options;
        Error error = { "" };

        i18n_init();
        bind_textdomain_codeset("limber", "UTF-8"); /* GTK takes nothing else */
        if (desk_options_parse(argc, argv, &options, &error) < 0)
                return fail(&error, DESK_EXIT_USAGE);
        if (options.task == DESK_HELP) {
                print_help();
                return EXIT_SUCCESS;
        }
        if (options.task == DESK_VERSION) {
                printf("limber-desk %s\n", LIMBER_VERSION);
                return EXIT_SUCCESS;
        }
        if (stretch_files_load(&catalogue, &error) < 0)
                return fail(&error, DESK_EXIT_FAILED);
        for (size_t i = 0; i < catalogue.problems.n; i++)
                fail(&catalogue.problems.items[i], 0);
        set_renderer();
        /* The name of the desktop file: compositors find the icon by it, and screen readers say Limber. */
        g_set_prgname("org.limber.Desk");
        g_set_application_name("Limber");
        if (!gtk_init_check()) {
                error_set(
                        &error, -ENOENT, "%s",
                        _("there is no display here; limber stretch guides in a terminal"));
                return fail(&error, DESK_EXIT_NO_DISPLAY);
        }
        return desk_run(&options, &catalogue);
}
