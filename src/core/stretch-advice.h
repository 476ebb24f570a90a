/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_ADVICE_H
#define LIMBER_STRETCH_ADVICE_H

/*
 * What is odd about a stretch file that is right: what nothing uses, and what would be too fast, or held for
 * too long. For the person who writes it; a stretch works all the same.
 */

#include "stretch-parse.h"

/* Adds a line for each thing, in the order of the kinds. 0 or -ENOMEM. */
int stretch_advise(const Stretch *stretch, FileProblems *ret);

#endif
