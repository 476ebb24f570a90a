/* SPDX-License-Identifier: MIT */
/*
 * sd-bus in the loop. What sd-bus waits for changes with every message sent or received, by whomever, so the
 * events and the time-out are read again before each wait. When it has read more than it has handled, its
 * time-out is 0: then it is processed before the wait.
 */

#include "loop-bus.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <time.h>

enum { N_MESSAGES_MAX = 64 }; /* at a time; a peer that never stops must not starve the others */

struct LoopBus {
        Loop *loop;
        sd_bus *bus;
        LoopIo *io;
        LoopTimer *timer;
        LoopPrepare *prepare;
        uint32_t events;
        uint64_t timeout_us; /* what the timer is set to */
        LoopBusClosedFunction closed;
        void *userdata;
        bool processing, freed;
};

static void detach(LoopBus *self)
{
        loop_io_free(TAKE_PTR(self->io));
        loop_timer_free(TAKE_PTR(self->timer));
        loop_prepare_free(TAKE_PTR(self->prepare));
}

void loop_bus_free(LoopBus *self)
{
        if (!self)
                return;
        detach(self);
        self->freed = true;
        if (self->processing) /* a handler freed us; process() does the rest */
                return;
        sd_bus_unref(self->bus);
        free(self);
}

static void tell_closed(LoopBus *self, int error)
{
        detach(self);
        if (self->closed)
                self->closed(self, error, self->userdata);
}

/* Returns > 0 if anything was processed. `self` may be gone afterwards. */
static int process(LoopBus *self)
{
        int n = 0, r = 0;

        assert(!self->processing);
        self->processing = true;
        while (!self->freed && n < N_MESSAGES_MAX) {
                r = sd_bus_process(self->bus, NULL);
                if (r <= 0)
                        break;
                n++;
        }
        if (r < 0 && !self->freed)
                tell_closed(self, r);
        self->processing = false;
        if (self->freed)
                loop_bus_free(self);
        return n > 0;
}

static int on_io(LoopIo *io, uint32_t events, void *userdata)
{
        process(userdata);
        return 0;
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        LoopBus *self = userdata;

        self->timeout_us = UINT64_MAX;
        process(self);
        return 0;
}

/* sd-bus counts in microseconds of CLOCK_MONOTONIC, which never runs ahead of CLOCK_BOOTTIME: a timer that
 * fires early because of a suspend is set again. */
static BootTime boot_time_of(uint64_t monotonic_us)
{
        BootTime now = clock_boot_now();
        struct timespec monotonic;
        uint64_t now_us;

        if (monotonic_us == UINT64_MAX || clock_gettime(CLOCK_MONOTONIC, &monotonic) < 0)
                return (BootTime){ INT64_MAX };
        now_us = (uint64_t) monotonic.tv_sec * 1000000 + (uint64_t) monotonic.tv_nsec / 1000;
        if (monotonic_us <= now_us)
                return now;
        return (BootTime){ now.ms + (int64_t) ((monotonic_us - now_us) / 1000) + 1 };
}

static int prepare(Loop *loop, void *userdata)
{
        LoopBus *self = userdata;
        uint64_t timeout_us = UINT64_MAX;
        int events, r;

        r = sd_bus_get_timeout(self->bus, &timeout_us);
        if (r < 0) {
                tell_closed(self, r);
                return 1;
        }
        if (timeout_us == 0)
                return process(self);
        events = sd_bus_get_events(self->bus);
        if (events < 0) {
                tell_closed(self, events);
                return 1;
        }
        if ((uint32_t) events != self->events) {
                self->events = (uint32_t) events; /* POLLIN is EPOLLIN, POLLOUT is EPOLLOUT */
                r = loop_io_set_events(self->io, self->events);
                if (r < 0)
                        return r;
        }
        if (timeout_us != self->timeout_us) {
                self->timeout_us = timeout_us;
                return loop_timer_set(self->timer, boot_time_of(timeout_us));
        }
        return 0;
}

int loop_attach_bus(
        Loop *loop, sd_bus *bus, LoopBusClosedFunction closed, void *userdata, LoopBus **ret_loop_bus)
{
        _cleanup_(loop_bus_freep) LoopBus *self = calloc(1, sizeof *self);
        int fd, r;

        if (!self)
                return -ENOMEM;
        *self = (LoopBus){
                .loop = loop,
                .bus = sd_bus_ref(bus),
                .events = EPOLLIN,
                .timeout_us = UINT64_MAX,
                .closed = closed,
                .userdata = userdata,
        };
        fd = sd_bus_get_fd(bus);
        if (fd < 0)
                return fd;
        r = loop_add_io(loop, fd, self->events, on_io, self, &self->io);
        if (r < 0)
                return r;
        r = loop_add_timer(loop, on_timer, self, &self->timer);
        if (r < 0)
                return r;
        r = loop_add_prepare(loop, prepare, self, &self->prepare);
        if (r < 0)
                return r;
        *ret_loop_bus = TAKE_PTR(self);
        return 0;
}
