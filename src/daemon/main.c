/* SPDX-License-Identifier: MIT */
/* limberd(1): thin. Everything is in daemon.c and below, so that tests can have it as a library. */

#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <sys/stat.h>

#include "daemon.h"
#include "i18n.h"

static int print_help(void)
{
        printf(_("Usage: limberd\n"
                 "Limber's daemon: notices how long you sit and calls breaks. Runs in the foreground; to "
                 "start it\n"
                 "in the background use: limber start. See limberd(1).\n\n"
                 "  --help      this text\n"
                 "  --version   the version\n"));
        return 0;
}

int main(int argc, char **argv)
{
        static const struct option options[] = {
                { "help", no_argument, NULL, 'h' },
                { "version", no_argument, NULL, 'v' },
                { NULL, 0, NULL, 0 },
        };
        _cleanup_(daemon_freep) Daemon *daemon = NULL;
        Error error = { 0 };
        int r;

        i18n_init();
        umask(0077);

        switch (getopt_long(argc, argv, "", options, NULL)) {
        case 'h':
                return print_help();
        case 'v':
                printf("limberd %s\n", LIMBER_VERSION);
                return 0;
        case -1:
                break;
        default:
                return 2;
        }
        if (optind < argc) {
                fprintf(stderr, _("limberd: '%s' is too much; see limberd --help\n"), argv[optind]);
                return 2;
        }

        r = daemon_new(&daemon, &error);
        if (r < 0) {
                fprintf(stderr, "limberd: %s\n", error.text);
                return 1;
        }
        return daemon_run(daemon) < 0 ? 1 : 0;
}
