/* SPDX-License-Identifier: MIT */
/* limber pause: no reminders for a while. */

#include <stdio.h>

#include "arguments.h"
#include "connection.h"
#include "duration-word.h"
#include "i18n.h"
#include "length-text.h"
#include "verb.h"

extern const Verb verb_pause;

static int say(BusClient *client)
{
        char until[LENGTH_TEXT_SIZE];
        StatusRecord record;
        Error error = { 0 };

        if (bus_client_status(client, &record, &error) < 0)
                return verb_fail(&error);
        if (record.paused && record.paused_until.ms > 0)
                printf(_("Reminders are off until %s. Sooner: limber resume\n"),
                       time_text(record.paused_until, record.now, until));
        else
                printf(_("Reminders are off until you say: limber resume\n"));
        return EXIT_DONE;
}

static int run(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 };
        int64_t ms = 0;
        int r;

        r = duration_words_refuse_negative(argc, argv);
        if (r != EXIT_DONE)
                return r;
        r = arguments_parse(&verb_pause, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 1)
                return verb_misuse(&verb_pause, _("%s is one word too many"), argv[1]);
        if (argc == 1) {
                r = duration_word_parse(argv[0], &ms);
                if (r != EXIT_DONE)
                        return r;
        }
        r = connection_open(&client);
        if (r != EXIT_DONE)
                return r;
        if (bus_client_pause(client, ms, &error) < 0)
                return verb_fail(&error);
        return say(client);
}

const Verb verb_pause = {
        .name = "pause",
        .summary = N_("Reminders off for a while"),
        .usage = N_("[DUR]"),
        .help = N_(
                "For DUR (90s, 5m, 1h30m), or without it until `limber resume`. Sitting is counted all the\n"
                "same, and a break that comes up meanwhile waits.\n"),
        .run = run,
};
