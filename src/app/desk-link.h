/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_LINK_H
#define LIMBER_DESK_LINK_H

/*
 * How a window follows limberd, inside GLib's default main loop: the status now and at each change, and the
 * few calls of a break's window. Nothing here waits for the daemon but desk_link_open(), at most 2 s. It
 * speaks over the private socket, or over the session bus where that is missing.
 *
 * What `limber-desk --break` does, whom limberd starts at the announcement (or cold, with a break that
 * began):
 *
 *      desk_link_open(&events, &link, &error);     limberd is not running: exit 1
 *      ... the window is made, and not shown
 *      desk_link_ready(link);                      "I show this break": no notification of its beginning
 *
 * and then, as desk_link_status() and changed() say: announced, it waits; on, it shows the window; none,
 * waiting or held, or no window is wanted, it exits. So it does after gone(), with what was done kept. Its
 * exit status is one of those below, so that limberd shows the notification instead where that has a point.
 * A guided session is a matter of its own, with a connection of its own.
 */

#include <stdint.h>

#include "error.h"
#include "macro.h"
#include "observation.h"
#include "status-record.h"

/* Exit statuses of limber-desk --break. With any but DESK_EXIT_DONE limberd shows its notification, if the
 * break still is on. */
enum {
        DESK_EXIT_DONE = 0,
        DESK_EXIT_FAILED = 1, /* a line on standard error says why */
        DESK_EXIT_USAGE = 2,
        DESK_EXIT_FULL_SCREEN = 3, /* something fills the screen: it is not to be covered */
        DESK_EXIT_NO_DISPLAY = 4,  /* there is no display to show anything on */
};

typedef struct DeskLink DeskLink;

/* Called from the main loop alone. Each may free the link. */
typedef struct DeskLinkEvents {
        void (*changed)(void *userdata, const StatusRecord *status);
        /* A call was not taken. `error`: -errno as of BusHandlers and its words, for the log. May be NULL.
         */
        void (*refused)(void *userdata, int code, const Error *error);
        /* limberd went away: once, and nothing after it. It is not come back to. */
        void (*gone)(void *userdata);
        void *userdata;
} DeskLinkEvents;

/*
 * Connects, listens, and asks for the status: desk_link_status() has it at once, changed() is called for
 * what comes later. 0, or -errno with words: -ENOENT limberd is not running, -ETIMEDOUT it does not answer.
 */
int desk_link_open(const DeskLinkEvents *events, DeskLink **ret, Error *error);
void desk_link_free(DeskLink *link);
DEFINE_CLEANUP(DeskLink, desk_link_free)

/* The last status that came. What counts down in it (..._in_ms) is as of its `now`. */
const StatusRecord *desk_link_status(const DeskLink *link);

/*
 * Calls. Each sends and returns: 0, or -ENOTCONN (gone() follows). A refusal comes later through refused(),
 * what became of it through changed().
 */
int desk_link_ready(DeskLink *link);
/* To the break at hand; postpone_ms 0: the configured length. */
int desk_link_answer(DeskLink *link, AnswerKind answer, int64_t postpone_ms);

#endif
