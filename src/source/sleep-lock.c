/* SPDX-License-Identifier: MIT */
/* The lock is a descriptor that logind hands out; closing it lets go. */

#include "sleep-lock.h"

#include <fcntl.h>
#include <unistd.h>

#include "i18n.h"
#include "logind-names.h"

void sleep_lock_release(SleepLock *lock)
{
        lock->call = sd_bus_slot_unref(lock->call);
        if (lock->fd >= 0)
                close(lock->fd);
        lock->fd = -1;
}

static int on_taken(sd_bus_message *message, void *userdata, sd_bus_error *error)
{
        SleepLock *lock = userdata;
        int fd; /* the message's */

        if (!sd_bus_message_is_method_error(message, NULL) && sd_bus_message_read(message, "h", &fd) > 0)
                lock->fd = fcntl(fd, F_DUPFD_CLOEXEC, 3);
        lock->call = sd_bus_slot_unref(lock->call);
        return 0;
}

void sleep_lock_take(SleepLock *lock, sd_bus *bus)
{
        if (lock->fd >= 0 || lock->call)
                return;
        (void) sd_bus_call_method_async(
                bus, &lock->call, LOGIND_NAME, LOGIND_PATH, LOGIND_MANAGER, "Inhibit", on_taken, lock,
                "ssss", "sleep", "Limber", _("Limber stores how long you have been sitting"), "delay");
}
