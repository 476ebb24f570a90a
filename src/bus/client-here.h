/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CLIENT_HERE_H
#define LIMBER_CLIENT_HERE_H

/* The way from a program to the daemon of this user. */

#include "client.h"
#include "error.h"

/* As bus_client_open(), at this user's place. Says nothing; -ENOENT: limberd is not running. */
int bus_client_open_here(BusClient **ret, Error *error);

#endif
