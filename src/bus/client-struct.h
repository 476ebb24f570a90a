/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CLIENT_STRUCT_H
#define LIMBER_CLIENT_STRUCT_H

/* The client's inside, for client*.c alone. */

#include "client.h"

#define BUS_CLIENT_TIMEOUT_US (BUS_CLIENT_TIMEOUT_MS * UINT64_C(1000))

struct BusClient {
        sd_bus *bus;
        const char *destination; /* NULL on the private socket */
};

/* Whatever sd-bus itself says about a connection, in words. Returns the code, -ENOTCONN for all that mean
 * it. */
int bus_client_lost(int code, Error *error);

int bus_client_new_call(BusClient *client, const char *member, sd_bus_message **ret, Error *error);
int bus_client_new_answer(
        BusClient *client, AnswerKind answer, const char *break_name, int64_t postpone_ms,
        sd_bus_message **ret, Error *error);

/* Sends and waits. What is refused comes back with its errno and words. */
int bus_client_send(BusClient *client, sd_bus_message *call, sd_bus_message **ret_reply, Error *error);

/* A call whose answer is that it was done. */
int bus_client_call(BusClient *client, Error *error, const char *member, const char *types, ...);

/* ---- client-follow.c ---- */

/* What was heard; `changed` is the listener's to put back. { 0 } listens to nothing. */
typedef struct BusListening {
        bool changed, left;
        StatusRecord record;
        sd_bus_slot *signal_slot, *owner_slot;
} BusListening;

/* Must stay where it is until bus_listening_deinit(). 0 or -errno as of sd-bus. */
int bus_client_listen(BusClient *client, BusListening *listening);
void bus_listening_deinit(BusListening *listening);

#endif
