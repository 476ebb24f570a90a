/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_BUS_H
#define LIMBER_SESSION_BUS_H

/* The daemon's place on the session bus: joined, named, lost and joined again. For bus/ only. */

#include <stdbool.h>
#include <systemd/sd-bus.h>

#include "interface.h"
#include "loop.h"
#include "loop-bus.h"

typedef struct SessionBus {
        Loop *loop;
        BusInterface *interface;
        sd_bus *bus; /* NULL while there is none */
        LoopBus *loop_bus;
        bool told;      /* the daemon was told of `bus` */
        bool told_away; /* ... that there is none */
        LoopTimer *retry;
        unsigned n_tries; /* in vain, one after the other */
        int inotify_fd;   /* -1: not watching */
        LoopIo *inotify_io;
} SessionBus;

int session_bus_join(SessionBus *session);
void session_bus_tell(SessionBus *session, const char *const *changed);
void session_bus_deinit(SessionBus *session);

#endif
