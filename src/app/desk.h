/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_H
#define LIMBER_DESK_H

/* The controller: a guided session and the windows that show it. */

#include "catalogue.h"
#include "desk-options.h"

/* Runs until the session is over and its windows are gone. Returns the exit code. GTK is initialised. */
int desk_run(const DeskOptions *options, const Catalogue *catalogue);

#endif
