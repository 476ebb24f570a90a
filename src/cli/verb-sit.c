/* SPDX-License-Identifier: MIT */
/* limber sit: the posture at the desk. */

#include "i18n.h"
#include "posture-change.h"

extern const Verb verb_sit;

static int run(int argc, char **argv)
{
        return posture_change_run(&verb_sit, POSTURE_SITTING, argc, argv);
}

const Verb verb_sit = {
        .name = "sit",
        .summary = N_("You sit at the desk from now on"),
        .usage = "",
        .help = N_("Time at the desk counts as sitting until `limber stand`. A change ends the bout and "
                   "begins another.\n"),
        .run = run,
};
