/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BREATH_H
#define LIMBER_BREATH_H

/* What the circle behind the figure breathes with, on every surface. */

#include "player.h"

/* How full the chest is, 0 to 1. */
double breath_level(const PlayerView *view);

#endif
