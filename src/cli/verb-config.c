/* SPDX-License-Identifier: MIT */
/* limber config: the settings, read and changed. */

#include "i18n.h"
#include "verb.h"

static int run(int argc, char **argv)
{
        return EXIT_DONE;
}

extern const Verb verb_config;
const Verb verb_config = {
        .name = "config",
        .summary = N_("settings: list, get, set, check"),
        .usage = N_("list [--json]\nget KEY\nset KEY VALUE ...\nunset KEY ...\ncheck [FILE]\npath"),
        .help = N_("  list   every key, its unit, default and help\n"),
        .run = run,
};
