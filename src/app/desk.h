/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_H
#define LIMBER_DESK_H

/* The controller: a guided session, the windows that show it, and the daemon whose break it is. */

#include "catalogue.h"
#include "desk-options.h"

/* Runs until its windows are gone. Returns the exit status (desk-link.h). GTK is initialised. */
int desk_run(const DeskOptions *options, Catalogue *catalogue);

#endif
