/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUS_DRIVER_H
#define LIMBER_BUS_DRIVER_H

/*
 * As much of org.freedesktop.DBus as a program needs that takes a private connection for a bus: `busctl
 * --address=unix:path=...`, python-dbus. On such a bus live the driver, the daemon (":1.0") and the caller.
 * For bus/ only.
 */

#include <stdbool.h>
#include <stdint.h>
#include <systemd/sd-bus.h>

typedef struct BusDriver {
        uint64_t serial; /* the caller is ":1.SERIAL"; >= 1 */
        bool said_hello;
        uint32_t n_matches;
} BusDriver;

int bus_driver_export(BusDriver *driver, sd_bus *bus);
bool bus_driver_wants_signals(const BusDriver *driver); /* it asked for some */
const char *bus_driver_sender(const BusDriver *driver); /* as whom the daemon speaks to it; NULL: nobody */

#endif
