/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CONNECTION_H
#define LIMBER_CONNECTION_H

/* The way from a verb to the daemon of this user. */

#include "client.h"
#include "error.h"

/* As bus_client_open(), at this user's place. Says nothing; -ENOENT: limberd is not running. */
int connection_try(BusClient **ret, Error *error);

/* EXIT_DONE, or EXIT_FAILED with a line on stderr. */
int connection_open(BusClient **ret);

/* The same, and the status. */
int connection_open_status(BusClient **ret, StatusRecord *ret_record);

#endif
