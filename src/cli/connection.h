/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CONNECTION_H
#define LIMBER_CONNECTION_H

/* The way from a verb to the daemon of this user; bus_client_open_here() is the one without words. */

#include "client.h"
#include "error.h"

/* EXIT_DONE, or EXIT_FAILED with a line on stderr. */
int connection_open(BusClient **ret);

/* The same, and the status. */
int connection_open_status(BusClient **ret, StatusRecord *ret_record);

#endif
