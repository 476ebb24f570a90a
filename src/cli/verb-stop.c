/* SPDX-License-Identifier: MIT */
/* limber stop: asks the daemon to end, and waits until it has. One that does not answer is ended. */

#include <errno.h>
#include <stdio.h>

#include "arguments.h"
#include "connection.h"
#include "daemon-process.h"
#include "i18n.h"
#include "place.h"
#include "systemd-unit.h"
#include "verb.h"

extern const Verb verb_stop;

enum { GONE_TIMEOUT_MS = 5000 };

static int say(const char *words)
{
        puts(words);
        return EXIT_DONE;
}

static int end_process(int pidfd, const Error *error)
{
        if (pidfd < 0)
                return verb_fail(error);
        return daemon_process_end(pidfd) ? say(_("limberd did not answer and was ended."))
                                         : verb_failf(_("limberd does not end; restart the machine"));
}

static int ask(BusClient *client, int pidfd)
{
        Error error = { 0 };
        int r;

        r = bus_client_quit(client, &error);
        if (r == -ETIMEDOUT)
                return end_process(pidfd, &error);
        if (r < 0)
                return verb_fail(&error);
        /* Its connections are closed; what is still to be written is written after that. */
        if (pidfd >= 0 && !daemon_process_wait(pidfd, GONE_TIMEOUT_MS))
                return end_process(pidfd, &error);
        return say(_("Limber has stopped."));
}

static int stop(void)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        _cleanup_free_ char *path = NULL;
        _cleanup_close_ int pidfd = -1;
        Error error = { 0 };
        int r;

        r = place_socket(&path, &error);
        if (r < 0)
                return verb_fail(&error);
        if (systemd_unit_is_active() && systemd_unit_stop())
                return say(_("Limber has stopped."));
        pidfd = daemon_process_open(path);
        r = bus_client_open(path, &client, &error);
        if (r == -ENOENT || r == -ENOTCONN)
                return say(_("Limber was not running."));
        if (r == -ETIMEDOUT)
                return end_process(pidfd, &error);
        return r < 0 ? verb_fail(&error) : ask(client, pidfd);
}

static int run(int argc, char **argv)
{
        int r;

        r = arguments_parse(&verb_stop, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(&verb_stop, _("%s is one word too many"), argv[0]);
        return stop();
}

const Verb verb_stop = {
        .name = "stop",
        .summary = N_("Stops limberd"),
        .usage = "",
        .help = N_("Returns when it is gone. What it knows is kept: sitting that goes on across a stop and "
                   "a start\n"
                   "within a few minutes is one bout.\n"),
        .run = run,
};
