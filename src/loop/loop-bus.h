/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LOOP_BUS_H
#define LIMBER_LOOP_BUS_H

/* An sd-bus connection in the loop: reading, writing and time-outs, without a wake-up of its own. */

#include <systemd/sd-bus.h>

#include "loop.h"
#include "macro.h"

typedef struct LoopBus LoopBus;

/*
 * The connection is over (the other end went away, or sd_bus_close() was called); `error` is -errno. Told
 * once, after sd-bus has answered every pending call with an error. NULL: nobody wants to know. It may call
 * loop_bus_free().
 */
typedef void (*LoopBusClosedFunction)(LoopBus *loop_bus, int error, void *userdata);

/*
 * Serves `bus`, which must be started (sd_bus_open_*() or sd_bus_start()), and keeps a reference to it.
 * Handlers may send, call and free anything, this included. 0 or -errno.
 */
int loop_attach_bus(
        Loop *loop, sd_bus *bus, LoopBusClosedFunction closed, void *userdata, LoopBus **ret_loop_bus);

/* Takes the connection out of the loop; does not close or flush it. */
void loop_bus_free(LoopBus *loop_bus);
DEFINE_CLEANUP(LoopBus, loop_bus_free)

#endif
