/* SPDX-License-Identifier: MIT */
/* limber resume: reminders on again. */

#include <stdio.h>

#include "arguments.h"
#include "connection.h"
#include "i18n.h"
#include "status-text.h"
#include "verb.h"

extern const Verb verb_resume;

static int run(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        StatusRecord before, after;
        Error error = { 0 };
        int r;

        r = arguments_parse(&verb_resume, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(&verb_resume, _("%s is one word too many"), argv[0]);
        r = connection_open_status(&client, &before);
        if (r != EXIT_DONE)
                return r;
        if (bus_client_resume(client, &error) < 0 || bus_client_status(client, &after, &error) < 0)
                return verb_fail(&error);
        fputs(before.paused ? _("Reminders are on again.") : _("Reminders were on."), stdout);
        putchar(' ');
        status_text_now(&after, stdout);
        putchar('\n');
        return EXIT_DONE;
}

const Verb verb_resume = {
        .name = "resume",
        .summary = N_("Reminders on again"),
        .usage = "",
        .help = N_("Ends what `limber pause` began.\n"),
        .run = run,
};
