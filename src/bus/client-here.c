/* SPDX-License-Identifier: MIT */
/* The daemon of this user: see client-here.h. */

#include "client-here.h"

#include "place.h"

int bus_client_open_here(BusClient **ret, Error *error)
{
        _cleanup_free_ char *path = NULL;
        int r;

        r = place_socket(&path, error);
        return r < 0 ? r : bus_client_open(path, ret, error);
}
