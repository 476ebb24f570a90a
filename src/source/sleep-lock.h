/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SLEEP_LOCK_H
#define LIMBER_SLEEP_LOCK_H

/* logind's delay lock on sleep: while it is held, the machine waits a few seconds before it sleeps. */

#include <systemd/sd-bus.h>

typedef struct SleepLock {
        sd_bus_slot *call; /* under way */
        int fd;            /* held; -1: not */
} SleepLock;

#define SLEEP_LOCK_NONE ((SleepLock){ .fd = -1 })

/* Asks for it, if it is not held or asked for already. Where it is refused, the machine sleeps at once. */
void sleep_lock_take(SleepLock *lock, sd_bus *bus);

/* Lets go of it, or of the asking. */
void sleep_lock_release(SleepLock *lock);

#endif
