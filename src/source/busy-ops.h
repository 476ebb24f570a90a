/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUSY_OPS_H
#define LIMBER_BUSY_OPS_H

/* The busy sources that there are, for the table in busy.c. */

#include "busy.h"

extern const BusyOps busy_fullscreen;
extern const BusyOps busy_dnd;

/* A module, so that libxcb is loaded only where an X server is. */
#define BUSY_X11_MODULE "busy-x11"
#define BUSY_X11_SYMBOL "limber_busy_x11"

#endif
