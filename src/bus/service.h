/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SERVICE_H
#define LIMBER_SERVICE_H

/*
 * The daemon on the bus: one interface, LIMBER_INTERFACE at LIMBER_OBJECT, on the session bus and, without
 * any bus daemon, peer to peer on a private socket. It knows nothing of the engine: each method checks its
 * arguments and calls a handler.
 *
 *      bus_service_new(loop, &handlers, daemon, &service);
 *      bus_service_listen(service, "/run/user/1000/limber/bus", &error);     -EEXIST: limberd already runs
 *      bus_service_join_session(service);                                    comes and goes by itself
 *      ... bus_service_status_changed(service) whenever something changed that followers want to know
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

#include "clock.h"
#include "error.h"
#include "loop.h"
#include "observation.h"
#include "status-record.h"

typedef struct BusService BusService;

/* One stretch of a guided session, as it is kept. */
typedef struct BusStretchResult {
        char stretch[STRETCH_ID_TEXT_SIZE]; /* [a-z0-9-]+ */
        char dose[16];                      /* "short", "full", "article": [a-z-]+ */
        char ended[16];                     /* how it ended, in the player's words: [a-z-]+ */
        WallTime start;
        int64_t duration_ms; /* 0 to DURATION_MS_MAX */
        uint32_t repeats_done, repeats_asked;
        int32_t pain; /* 0 to 10, said after an ouch; -1: not said */
} BusStretchResult;

enum { BUS_RESULTS_MAX = 64 };

/* A row of `limber doctor`. */
typedef struct BusDoctorRow {
        char name[STATUS_WORD_SIZE];      /* "input", "store" */
        char state[STATUS_WORD_SIZE];     /* "works", "missing", "broken", "off" */
        char detail[STATUS_PROBLEM_SIZE]; /* what it is, or what would make it work */
} BusDoctorRow;

enum { BUS_DOCTOR_ROWS_MAX = 32 };

/*
 * What the daemon does for a caller. All return 0, or -errno with the words for the person in `error`
 * (names.h says which errno is which D-Bus error) and then have changed nothing. Arguments are checked
 * already: names are words of [a-z][a-z0-9-]* that fit RULE_NAME_SIZE, lengths 1 s to DURATION_MS_MAX or 0
 * where said. Handlers may call bus_service_status_changed(), but neither free the service nor call the bus
 * and wait.
 */
typedef struct BusHandlers {
        int (*get_status)(void *userdata, StatusRecord *ret);
        /* break_name "": whichever is at hand. postpone_ms 0: the configured length. */
        int (*answer)(
                void *userdata, AnswerKind answer, const char *break_name, int64_t postpone_ms,
                Error *error);
        int (*break_now)(void *userdata, const char *rule, Error *error); /* "": the one at hand, or next */
        int (*pause)(void *userdata, int64_t ms, Error *error);           /* 0: until resume */
        int (*resume)(void *userdata, Error *error);
        int (*set_posture)(void *userdata, Posture posture, Error *error);
        /* A guided session of a client, at most one each; a client is known by its number as long as its
         * connection lasts. */
        int (*session_begin)(void *userdata, uint64_t client, Error *error);
        int (*session_end)(
                void *userdata, uint64_t client, bool done, const BusStretchResult *results,
                size_t n_results, Error *error);
        /* The connection vanished in the middle of its session, which is over then. */
        void (*client_gone)(void *userdata, uint64_t client);
        /* The window that the daemon started shows the break at hand from now on. -ENODATA: none is. */
        int (*window_ready)(void *userdata, Error *error);
        int (*reload)(void *userdata, Error *error);
        int (*quit)(void *userdata, Error *error); /* the answer is sent before the loop runs again */
        int (*doctor)(
                void *userdata, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n, Error *error);
        /*
         * The session bus came (`bus`: ours to share until told otherwise, e.g. with the notifier) or went
         * (NULL); also called when only the problem changes. `problem`: one line, or NULL when the name is
         * owned and all is well. Called from the loop or from bus_service_join_session(). May be NULL.
         */
        void (*session_bus)(void *userdata, sd_bus *bus, const char *problem);
} BusHandlers;

/* `handlers` is copied. 0 or -ENOMEM. */
int bus_service_new(Loop *loop, const BusHandlers *handlers, void *userdata, BusService **ret);

/* Says goodbye: flushes what is queued without waiting, closes every connection, removes the socket. */
void bus_service_free(BusService *service);
DEFINE_CLEANUP(BusService, bus_service_free)

/*
 * Listens on a unix socket of mode 0600 at `path`, in a directory that is made (0700) if it is missing; its
 * parent must be there. -EEXIST: a live daemon listens there. -EPERM: the directory or what is at `path` is
 * not ours or is a link. -ENAMETOOLONG, and whatever the system says. A socket that a dead daemon left is
 * replaced.
 */
int bus_service_listen(BusService *service, const char *path, Error *error);

/*
 * Joins the session bus and asks for LIMBER_BUS_NAME without replacing its owner (it waits in the queue).
 * What becomes of it is told by session_bus(). When the bus goes away it is joined again as soon as it is
 * back, without polling. 0 or -ENOMEM.
 */
int bus_service_join_session(BusService *service);

/* Tells followers (StatusChanged, PropertiesChanged of the properties that differ). Cheap if nobody listens.
 */
void bus_service_status_changed(BusService *service);

size_t bus_service_n_peers(const BusService *service); /* connections on the private socket */

#endif
