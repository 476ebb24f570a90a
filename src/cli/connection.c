/* SPDX-License-Identifier: MIT */
/* Connecting, with the same words for every verb. */

#include "connection.h"

#include "client-here.h"
#include "verb.h"

int connection_open(BusClient **ret)
{
        Error error = { 0 };

        return bus_client_open_here(ret, &error) < 0 ? verb_fail(&error) : EXIT_DONE;
}

int connection_open_status(BusClient **ret, StatusRecord *ret_record)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 };

        if (bus_client_open_here(&client, &error) < 0 || bus_client_status(client, ret_record, &error) < 0)
                return verb_fail(&error);
        *ret = TAKE_PTR(client);
        return EXIT_DONE;
}
