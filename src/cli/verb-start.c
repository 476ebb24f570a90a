/* SPDX-License-Identifier: MIT */
/* limber start: the daemon, as a systemd unit where there is one, else as a process of its own. */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>

#include "arguments.h"
#include "client-here.h"
#include "i18n.h"
#include "launch.h"
#include "length-text.h"
#include "status-text.h"
#include "systemd-unit.h"
#include "verb.h"

extern const Verb verb_start;

static bool is_absent(int code)
{
        return code == -ENOENT || code == -ENOTCONN;
}

static int say_runs(BusClient *client, const char *words)
{
        char length[LENGTH_TEXT_SIZE];
        StatusRecord record;
        Error error = { 0 };

        if (bus_client_status(client, &record, &error) < 0)
                return verb_fail(&error);
        fputs(words, stdout);
        if (record.break_state == BREAK_NONE && record.break_due_in_ms >= 0) {
                putchar(' ');
                printf(_("Next %s after %s at the desk."), break_text(record.break_name),
                       length_to_go_text(record.break_due_in_ms, length));
        }
        putchar('\n');
        status_text_problems(&record, stdout);
        return EXIT_DONE;
}

/* A build that is not installed has no unit, and says so with LIMBERD_BINARY. */
static bool start_unit(void)
{
        return !getenv("LIMBERD_BINARY") && systemd_unit_is_installed() && systemd_unit_start();
}

static int start(void)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 }, ignored;
        int r = start_unit() ? 0 : launch(&error);

        if (r < 0 && bus_client_open_here(&client, &ignored) == 0)
                return say_runs(client, _("Limber runs already.")); /* another start was quicker */
        if (r < 0 || bus_client_open_here(&client, &error) < 0)
                return verb_fail(&error);
        return say_runs(client, _("Limber runs."));
}

static int run(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 };
        int r;

        r = arguments_parse(&verb_start, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(&verb_start, _("%s is one word too many"), argv[0]);
        r = bus_client_open_here(&client, &error);
        if (r == 0)
                return say_runs(client, _("Limber runs already."));
        return is_absent(r) ? start() : verb_fail(&error);
}

const Verb verb_start = {
        .name = "start",
        .summary = N_("Starts limberd, which watches and calls breaks"),
        .usage = "",
        .help = N_("As the systemd user unit limberd.service where that is installed, else as a process of "
                   "its\n"
                   "own, which writes to limber/limberd.log in the state home. Returns when limberd is "
                   "ready. If it\n"
                   "runs already, that is said and nothing is changed.\n"
                   "LIMBERD_BINARY names another limberd than the installed one.\n"),
        .run = run,
};
