/* SPDX-License-Identifier: MIT */
/* Telling the daemon how the person works from now on. */

#include "posture-change.h"

#include <stdio.h>

#include "arguments.h"
#include "connection.h"
#include "i18n.h"

static const char *words(Posture posture, bool changed)
{
        if (posture == POSTURE_STANDING)
                return changed ? _("Standing from now on.") : _("Standing, as before.");
        return changed ? _("Sitting from now on.") : _("Sitting, as before.");
}

int posture_change_run(const Verb *verb, Posture posture, int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        StatusRecord before;
        Error error = { 0 };
        int r;

        r = arguments_parse(verb, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(verb, _("%s is one word too many"), argv[0]);
        r = connection_open_status(&client, &before);
        if (r != EXIT_DONE)
                return r;
        if (bus_client_set_posture(client, posture, &error) < 0)
                return verb_fail(&error);
        puts(words(posture, before.posture != posture));
        return EXIT_DONE;
}
