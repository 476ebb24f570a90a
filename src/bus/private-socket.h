/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PRIVATE_SOCKET_H
#define LIMBER_PRIVATE_SOCKET_H

/* The private socket as a file: made, trusted, connected to, removed. For bus/ only. */

#include <sys/types.h>

#include "error.h"
#include "macro.h"

typedef struct PrivateSocket PrivateSocket;

/* As bus_service_listen(). */
int private_socket_open(const char *path, PrivateSocket **ret, Error *error);
void private_socket_free(PrivateSocket *socket); /* removes the file if it is still the one we made */
DEFINE_CLEANUP(PrivateSocket, private_socket_free)

/* A new connection, non-blocking, its other end of our uid or root's. -EAGAIN: none waits. -EPERM: somebody
 * else came and was sent away. */
int private_socket_accept(PrivateSocket *socket);
int private_socket_fd(const PrivateSocket *socket);

/*
 * Connects to the daemon at `path`: a descriptor; -ENOENT or -ECONNREFUSED where nobody listens; -EPERM with
 * a reason if who listens is neither us nor root.
 */
int private_socket_connect(const char *path, Error *error);

#endif
