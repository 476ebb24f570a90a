/* SPDX-License-Identifier: MIT */
/* The table of busy sources. */

#include "busy.h"

#include "busy-ops.h"

const BusyOps *const busy_table[N_BUSY_SOURCES] = { &busy_dnd };

void busy_close(Busy *busy)
{
        if (busy)
                busy->ops->close(busy);
}

void busy_set_bus(Busy *busy, sd_bus *bus)
{
        if (busy->ops->set_bus)
                busy->ops->set_bus(busy, bus);
}
