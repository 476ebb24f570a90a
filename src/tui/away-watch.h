/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_AWAY_WATCH_H
#define LIMBER_AWAY_WATCH_H

/* Notices, through limberd, that the screen was locked or the machine goes to sleep. */

#include "loop.h"
#include "macro.h"

typedef struct AwayWatch AwayWatch;

/* Once each time. Returns as LoopIoFunction does. */
typedef int (*AwayFunction)(void *userdata);

/*
 * Over a connection of its own. 0, also where the daemon cannot be reached: then, and once it goes away,
 * nothing is noticed. -ENOMEM, or -errno of the loop.
 */
int away_watch_new(Loop *loop, AwayFunction function, void *userdata, AwayWatch **ret_watch);
void away_watch_free(AwayWatch *watch); /* before the loop */
DEFINE_CLEANUP(AwayWatch, away_watch_free)

#endif
