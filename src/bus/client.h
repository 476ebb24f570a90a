/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CLIENT_H
#define LIMBER_CLIENT_H

/*
 * The daemon as seen by a program: typed calls, blocking, each at most BUS_CLIENT_TIMEOUT_MS long. Asks the
 * private socket first, then the session bus; never starts a daemon.
 *
 * All return 0 or -errno with words in `error`. -ENOENT from bus_client_open() and -ENOTCONN later: limberd
 * is not running (any more). -ETIMEDOUT: it runs and does not answer. What a handler refuses comes back with
 * its own errno and words (names.h).
 */

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "observation.h"
#include "service.h"
#include "status-record.h"

enum { BUS_CLIENT_TIMEOUT_MS = 2000 };

typedef struct BusClient BusClient;

/* `socket_path` may be NULL: the session bus only. A socket of somebody else is refused (-EPERM). */
int bus_client_open(const char *socket_path, BusClient **ret, Error *error);
void bus_client_free(BusClient *client); /* a session that was not ended is over then */
DEFINE_CLEANUP(BusClient, bus_client_free)

int bus_client_status(BusClient *client, StatusRecord *ret, Error *error);

/* Arguments as in BusHandlers: break_name "" any, postpone_ms 0 the configured length. */
int bus_client_answer(
        BusClient *client, AnswerKind answer, const char *break_name, int64_t postpone_ms, Error *error);
int bus_client_break_now(BusClient *client, const char *rule, Error *error);
int bus_client_pause(BusClient *client, int64_t ms, Error *error); /* 0: until resume */
int bus_client_resume(BusClient *client, Error *error);
int bus_client_set_posture(BusClient *client, Posture posture, Error *error);

/* A guided session of this connection. The connection may stay unread for as long as it lasts. */
int bus_client_session_begin(BusClient *client, Error *error);
int bus_client_session_end(
        BusClient *client, bool done, const BusStretchResult *results, size_t n_results, Error *error);

int bus_client_reload(BusClient *client, Error *error);
/* Asks the daemon to stop and waits, at most the timeout, until its connection is closed. */
int bus_client_quit(BusClient *client, Error *error);
int bus_client_doctor(
        BusClient *client, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n, Error *error);

/* > 0 ends following with that value; < 0 ends it as an error. */
typedef int (*BusFollowFunction)(void *userdata, const StatusRecord *record);

/*
 * Calls `function` at once and then at each change, sleeping in between. Returns 0 when the daemon goes
 * away, 1 when `stop_fd` is readable, hung up or broken (-1: none; standard output there notices a reader
 * that left), what the function returned, or -errno.
 */
int bus_client_follow(
        BusClient *client, int stop_fd, BusFollowFunction function, void *userdata, Error *error);

#endif
