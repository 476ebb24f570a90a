/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUS_PEERS_H
#define LIMBER_BUS_PEERS_H

/* The connections on the private socket. For bus/ only. */

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "interface.h"
#include "loop.h"
#include "private-socket.h"

enum {
        BUS_PEERS_MAX = 16,
        BUS_PEER_QUEUE_MAX = 64, /* messages that one who does not read may have waiting */
        BUS_PEER_MATCHES_MAX = 256,
};

typedef struct BusPeer BusPeer;

typedef struct BusPeers {
        Loop *loop;
        BusInterface *interface;
        PrivateSocket *socket;
        LoopIo *io;
        LoopTimer *rest; /* before accepting again when descriptors ran out */
        uint64_t last_serial;
        size_t n;
        BusPeer *items[BUS_PEERS_MAX];
} BusPeers;

int bus_peers_listen(BusPeers *peers, const char *path, Error *error);
void bus_peers_tell(BusPeers *peers, const char *const *changed);
void bus_peers_deinit(BusPeers *peers);

/* Takes a connected descriptor over, as accept does. For the fuzzer too. */
int bus_peers_add(BusPeers *peers, int fd);

#endif
