/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_INTERFACE_H
#define LIMBER_INTERFACE_H

/* The interface itself: methods, properties and signals over the daemon's handlers. For bus/ only. */

#include <systemd/sd-bus.h>

#include "bus-sessions.h"
#include "service.h"

typedef struct BusInterface {
        BusHandlers handlers;
        void *userdata;
        BusSessions sessions;
        StatusRecord told; /* what followers were told last */
        bool told_once;
} BusInterface;

/* Puts the interface on a connection. The slot floats: it goes with the connection. */
int bus_interface_export(BusInterface *interface, sd_bus *bus);

/* Reads the status anew; `ret_changed` gets the properties that differ from what was told, ended by NULL. */
enum { BUS_PROPERTIES_MAX = 32 };
int bus_interface_refresh(BusInterface *interface, const char *ret_changed[static BUS_PROPERTIES_MAX]);

/* Tells one connection what bus_interface_refresh() found. `sender`: as whom, NULL where the bus says it. */
int bus_interface_tell(BusInterface *interface, sd_bus *bus, const char *sender, const char *const *changed);

#endif
