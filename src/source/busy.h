/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUSY_H
#define LIMBER_BUSY_H

/*
 * Busy sources: each watches for one reason why nobody wants to be interrupted, in one kind of world (X11,
 * the session bus), and says busy or free. An ops struct each, in one named table. None polls: while nothing
 * changes, none wakes anybody.
 */

#include <stdbool.h>
#include <systemd/sd-bus.h>

#include "error.h"
#include "loop.h"
#include "observation.h"

typedef struct Busy Busy;
typedef struct BusyOps BusyOps;

/*
 * How a busy source speaks: only from the loop or from busy_set_bus(), and only what has changed. Opened, it
 * counts as free. A source that cannot see any more says free first, then the problem, in one line; NULL: it
 * sees again. It keeps trying by itself. A sink does not close the source that speaks.
 */
typedef struct BusySink {
        void (*busy)(void *userdata, Busy *busy, bool is_busy);
        void (*problem)(void *userdata, Busy *busy, const char *text);
        void *userdata;
} BusySink;

struct BusyOps {
        const char *name;  /* "fullscreen": in the settings and in doctor */
        const char *title; /* N_(): what it sees, for doctor */
        BusyReason reason;
        /* -ENOENT: its world is not here, with the reason in `error`, and will not come while we run. Other
         * errors but -ENOMEM have a reason too. */
        int (*open)(Loop *loop, const BusySink *sink, Busy **ret, Error *error);
        void (*close)(Busy *busy);
        /* The session bus, shared, until told otherwise; NULL: none. The op is NULL where none is needed. */
        void (*set_bus)(Busy *busy, sd_bus *bus);
};

struct Busy {
        const BusyOps *ops;
};

enum { N_BUSY_SOURCES = 2 };

extern const BusyOps *const busy_table[N_BUSY_SOURCES];

void busy_close(Busy *busy);                /* NULL is fine */
void busy_set_bus(Busy *busy, sd_bus *bus); /* the same one again changes nothing */

#endif
