/* SPDX-License-Identifier: MIT */
/* Connecting, with the same words for every verb. */

#include "connection.h"

#include "place.h"
#include "verb.h"

int connection_try(BusClient **ret, Error *error)
{
        _cleanup_free_ char *path = NULL;
        int r;

        r = place_socket(&path, error);
        return r < 0 ? r : bus_client_open(path, ret, error);
}

int connection_open(BusClient **ret)
{
        Error error = { 0 };

        return connection_try(ret, &error) < 0 ? verb_fail(&error) : EXIT_DONE;
}

int connection_open_status(BusClient **ret, StatusRecord *ret_record)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 };

        if (connection_try(&client, &error) < 0 || bus_client_status(client, ret_record, &error) < 0)
                return verb_fail(&error);
        *ret = TAKE_PTR(client);
        return EXIT_DONE;
}
