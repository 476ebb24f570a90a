/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUSY_OPS_H
#define LIMBER_BUSY_OPS_H

/* The busy sources that there are, for the table in busy.c. */

#include "busy.h"

extern const BusyOps busy_dnd;

#endif
