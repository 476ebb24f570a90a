/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SOURCE_X11_CONNECTION_H
#define LIMBER_SOURCE_X11_CONNECTION_H

/*
 * A connection to an X server with the one alarm on IDLETIME. Everything but opening is asynchronous; the
 * listener is called from the loop.
 */

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "loop.h"
#include "macro.h"

typedef struct X11Connection X11Connection;

typedef struct X11Listener {
        void (*alarm)(void *userdata, int64_t idle_ms); /* what was awaited last has come */
        void (*idle)(void *userdata, int64_t idle_ms);  /* the counter, once after each await */
        /* Answers x11_connection_query_devices(). Not `is_input`: all devices together, so no person. */
        void (*devices)(void *userdata, int64_t idle_ms, bool is_input);
        void (*lost)(void *userdata); /* the server is gone; nothing else follows; may free the connection */
} X11Listener;

/* `display` NULL: that of DISPLAY. Blocks until the server has answered. */
int x11_connection_open(
        Loop *loop, const char *display, const X11Listener *listener, void *userdata, X11Connection **ret,
        Error *error);
void x11_connection_free(X11Connection *connection);
DEFINE_CLEANUP(X11Connection, x11_connection_free)

/* Awaits that no input comes for so long, or the next input; each replaces the one before. */
void x11_connection_await_idle(X11Connection *connection, int64_t idle_ms);
void x11_connection_await_input(X11Connection *connection);
void x11_connection_query_devices(X11Connection *connection);

/* Where the socket of a local display is, NULL for one elsewhere. -EINVAL: not a name of a display. */
int x11_socket_path(const char *display, char **ret, Error *error);
const char *x11_display_name(const char *display);

#endif
