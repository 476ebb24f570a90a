/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_WAYLAND_DISPLAY_H
#define LIMBER_WAYLAND_DISPLAY_H

/*
 * A connection to a Wayland compositor: its seats, and whichever protocol of idle times it has. A compositor
 * is a stranger: opening ends after OPEN_TIMEOUT_MS, and what is wrong in what it says ends the connection
 * (`lost`) and nothing else.
 */

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "loop.h"
#include "macro.h"

struct wl_seat;
typedef struct WaylandDisplay WaylandDisplay;
typedef struct IdleWatch IdleWatch;

typedef struct WaylandListener {
        /* From within wayland_display_open() too, for those that are there. `name` tells it from others. */
        void (*seat)(void *userdata, WaylandDisplay *display, uint32_t name, struct wl_seat *seat);
        void (*seat_gone)(void *userdata, uint32_t name); /* end its watches */
        void (*lost)(void *userdata); /* nothing else follows; may free the display, watches first */
} WaylandListener;

/*
 * `socket_path`: whole. 0; -ECONNREFUSED where nobody answers; -EOPNOTSUPP where the compositor tells
 * nothing of idle times; -EPROTO.
 */
int wayland_display_open(
        Loop *loop, const char *socket_path, const WaylandListener *listener, void *userdata,
        WaylandDisplay **ret, Error *error);
void wayland_display_free(WaylandDisplay *display);
DEFINE_CLEANUP(WaylandDisplay, wayland_display_free)

/* "ext_idle_notifier_v1 version 2". */
const char *wayland_display_protocol(const WaylandDisplay *display);
/* Input is told apart from programs that keep the screen on, such as film players. */
bool wayland_display_tells_input(const WaylandDisplay *display);

/* Tells when a seat has been idle for `timeout_ms`, counted from now, and of the first activity after that,
 * over and over. It may free the watch. */
typedef void (*IdleFunction)(void *userdata, IdleWatch *watch, bool idle);

/* `with_films`: a program that keeps the screen on counts as activity, too. Without, that depends. */
int idle_watch_new(
        WaylandDisplay *display, struct wl_seat *seat, int64_t timeout_ms, bool with_films,
        IdleFunction function, void *userdata, IdleWatch **ret);
void idle_watch_free(IdleWatch *watch);
bool idle_watch_is_idle(const IdleWatch *watch);       /* NULL: not */
int64_t idle_watch_timeout_ms(const IdleWatch *watch); /* as asked for; NULL: 0 */

/* The socket that `name` (WAYLAND_DISPLAY) means. -ENOENT where there is no XDG_RUNTIME_DIR for it. */
int wayland_socket_path(const char *name, char **ret, Error *error);

#endif
