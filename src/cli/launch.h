/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LAUNCH_H
#define LIMBER_LAUNCH_H

/* limberd as a process of its own, that outlives this one. */

#include "error.h"

enum { LAUNCH_TIMEOUT_MS = 10000 };

/*
 * Starts $LIMBERD_BINARY, else the limberd beside this program, else the one in PATH, and waits until it
 * says that it is ready. What it writes goes to limberd.log in the state home. 0; -ENOENT: there is no
 * limberd; -ECHILD: it ended, with its last words; -ETIMEDOUT: it did not get ready, and was ended.
 */
int launch(Error *error);

#endif
