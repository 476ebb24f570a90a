/* SPDX-License-Identifier: MIT */
/* limber stand: the posture at the desk. */

#include "i18n.h"
#include "posture-change.h"

extern const Verb verb_stand;

static int run(int argc, char **argv)
{
        return posture_change_run(&verb_stand, POSTURE_STANDING, argc, argv);
}

const Verb verb_stand = {
        .name = "stand",
        .summary = N_("You stand at the desk from now on"),
        .usage = "",
        .help = N_("Time at the desk counts as standing until `limber sit`. A change ends the bout and "
                   "begins another.\n"),
        .run = run,
};
