/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CLIENT_WATCH_H
#define LIMBER_CLIENT_WATCH_H

/*
 * The daemon followed from a main loop of the caller's, without waiting for it:
 *
 *      bus_watch_new(TAKE_PTR(client), &events, &watch, &error)
 *      the loop polls bus_watch_fd() for bus_watch_poll_events() until bus_watch_wake_us(), all three asked
 *      anew after each bus_watch_process() and each bus_watch_send_...()
 */

#include "client.h"

typedef struct BusWatch BusWatch;

/* Called from bus_watch_process() alone, as the last thing that it does: each may free the watch. */
typedef struct BusWatchEvents {
        void (*changed)(void *userdata, const StatusRecord *status);
        void (*refused)(void *userdata, int code, const Error *error); /* a call; as of BusHandlers */
        void *userdata;
} BusWatchEvents;

/* Takes the client over, also where it fails. Listens and asks for the status, which may take
 * BUS_CLIENT_TIMEOUT_MS each. 0, or -errno with words as of bus_client_status(). */
int bus_watch_new(BusClient *client, const BusWatchEvents *events, BusWatch **ret, Error *error);
void bus_watch_free(BusWatch *watch);
DEFINE_CLEANUP(BusWatch, bus_watch_free)

const StatusRecord *bus_watch_status(const BusWatch *watch); /* the last that came */

int bus_watch_fd(const BusWatch *watch);
int bus_watch_poll_events(const BusWatch *watch); /* POLLIN, POLLOUT */
int64_t bus_watch_wake_us(const BusWatch *watch); /* on CLOCK_MONOTONIC; -1: no need to */

/* Does one thing. > 0: call it again; 0: nothing is left; -ENOTCONN: the daemon went away. */
int bus_watch_process(BusWatch *watch);

/* Sends and returns. 0; -ENOTCONN or another error: the daemon cannot be told any more. */
int bus_watch_send_answer(BusWatch *watch, AnswerKind answer, const char *break_name, int64_t postpone_ms);
int bus_watch_send_window_ready(BusWatch *watch);

#endif
