/* SPDX-License-Identifier: MIT */
/* Locks and sleep, as limberd knows of them: see away-watch.h. */

#include "away-watch.h"

#include <stdlib.h>

#include "client-here.h"
#include "client-watch.h"

struct AwayWatch {
        BusWatch *bus;
        LoopIo *io;
        AwayFunction function;
        void *userdata;
        bool away, told; /* what the daemon says, and whether it was said on */
};

static bool is_away(const StatusRecord *status)
{
        return status->gone && (status->gone_reason == GONE_LOCK || status->gone_reason == GONE_SUSPEND);
}

static void on_changed(void *userdata, const StatusRecord *status)
{
        AwayWatch *watch = userdata;

        if (is_away(status) && !watch->away)
                watch->told = false;
        watch->away = is_away(status);
}

/* The daemon went away: it is not come back to. */
static void stop(AwayWatch *watch)
{
        loop_io_free(TAKE_PTR(watch->io));
        bus_watch_free(TAKE_PTR(watch->bus));
}

static int process(AwayWatch *watch)
{
        int r;

        do
                r = bus_watch_process(watch->bus);
        while (r > 0);
        if (r < 0)
                stop(watch);
        else
                loop_io_set_events(watch->io, (uint32_t) bus_watch_poll_events(watch->bus));
        if (watch->told)
                return 0;
        watch->told = true;
        return watch->function(watch->userdata);
}

static int on_io(LoopIo *io, uint32_t events, void *userdata)
{
        return process(userdata);
}

static int follow(AwayWatch *watch, Loop *loop)
{
        const BusWatchEvents events = { .changed = on_changed, .userdata = watch };
        BusClient *client;
        int r;

        if (bus_client_open_here(&client, NULL) < 0 || bus_watch_new(client, &events, &watch->bus, NULL) < 0)
                return 0;
        watch->away = is_away(bus_watch_status(watch->bus));
        r = loop_add_io(loop, bus_watch_fd(watch->bus), EPOLLIN, on_io, watch, &watch->io);
        return r < 0 ? r : process(watch); /* what came while it asked for the status */
}

int away_watch_new(Loop *loop, AwayFunction function, void *userdata, AwayWatch **ret_watch)
{
        _cleanup_(away_watch_freep) AwayWatch *watch = calloc(1, sizeof *watch);
        int r;

        if (!watch)
                return -ENOMEM;
        *watch = (AwayWatch){ .function = function, .userdata = userdata, .told = true };
        r = follow(watch, loop);
        if (r >= 0)
                *ret_watch = TAKE_PTR(watch);
        return r;
}

void away_watch_free(AwayWatch *watch)
{
        stop(watch);
        free(watch);
}
