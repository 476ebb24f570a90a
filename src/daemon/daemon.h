/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DAEMON_H
#define LIMBER_DAEMON_H

/*
 * limberd: the senses on one side, the engine in the middle, the carrying-out on the other. Sources speak
 * observations; each is fed to the engine with the time; the engine's effects are carried out in order.
 * Nothing else reacts to the world.
 */

#include "error.h"
#include "macro.h"

typedef struct Daemon Daemon;

/*
 * Reads the settings and the saved state, opens what can be opened and listens. -EEXIST: one runs already
 * (the reason says so). Other errors name what is wrong and what to do. Things that can be missing (display,
 * bus, database, notifications) are no errors: the daemon goes on without and says so in status and doctor.
 */
int daemon_new(Daemon **ret, Error *error);

/* Until SIGTERM, SIGINT or Quit. 0, or -errno if the loop broke. */
int daemon_run(Daemon *daemon);

/* Saves, says goodbye on the bus, closes in reverse. */
void daemon_free(Daemon *daemon);
DEFINE_CLEANUP(Daemon, daemon_free)

#endif
