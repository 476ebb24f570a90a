/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_POSTURE_CHANGE_H
#define LIMBER_POSTURE_CHANGE_H

/* What `limber sit` and `limber stand` have in common: all but the posture. */

#include "observation.h"
#include "verb.h"

/* As Verb.run(). */
int posture_change_run(const Verb *verb, Posture posture, int argc, char **argv);

#endif
