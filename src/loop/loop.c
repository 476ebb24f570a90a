/* SPDX-License-Identifier: MIT */
/*
 * The loop. Three lists (descriptors, timers, prepare functions) around one epoll_wait().
 *
 * All timers share one timerfd. It is armed lazily, just before the wait and only when the earliest instant
 * differs from the one it is armed to, so that moving timers about costs no system call and an instant that
 * nobody wants any more never wakes the process.
 *
 * Whatever a callback frees is unlinked at once, so that it is never called again, but its memory stays
 * until the round is over, because epoll may have handed out a pointer to it already.
 */

#include "loop.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include "array.h"
#include "macro.h"
#include "timer-heap.h"

enum {
        N_EVENTS_MAX = 16,         /* a round; what does not fit comes in the next one */
        N_PREPARE_ROUNDS_MAX = 16, /* then the descriptors get their turn */
        N_SIGNALS_MAX = 8,         /* a read */
};

#define NEVER_MS INT64_MAX
#define EXPIRED_MS INT64_C(-1) /* the timerfd must be set anew, if only to disarm it */

struct LoopIo {
        Loop *loop;
        int fd;
        LoopIoFunction function; /* NULL: freed, waiting for the round to end */
        void *userdata;
        LoopIo *next_dead;
};

struct LoopPrepare {
        Loop *loop;
        LoopPrepareFunction function; /* NULL: freed */
        void *userdata;
        LoopPrepare *next;
};

struct Loop {
        int epoll_fd, timer_fd, signal_fd;
        sigset_t signals_before; /* the mask that loop_free() puts back */
        LoopIo *signal_io;
        LoopSignalFunction signal_function;
        void *signal_userdata;

        TimerHeap heap; /* of those that are set; room for every timer there is */
        uint64_t n_sets;
        BootTime armed; /* what the timerfd is armed to; NEVER_MS: disarmed; EXPIRED_MS */

        LoopPrepare *prepares;
        size_t n_ios, n_timers, n_prepares;

        LoopIo *dead_ios;
        LoopTimer *dead_timers;
        bool running, firing, quit;
        BootTime now;
};

/* ---- life ---- */

static void bury(Loop *loop)
{
        LoopPrepare **link = &loop->prepares;

        while (loop->dead_ios) {
                LoopIo *io = loop->dead_ios;

                loop->dead_ios = io->next_dead;
                free(io);
        }
        while (loop->dead_timers) {
                LoopTimer *timer = loop->dead_timers;

                loop->dead_timers = timer->next_dead;
                free(timer);
        }
        while (*link) {
                LoopPrepare *prepare = *link;

                if (prepare->function) {
                        link = &prepare->next;
                        continue;
                }
                *link = prepare->next;
                free(prepare);
        }
}

void loop_free(Loop *loop)
{
        if (!loop)
                return;
        assert(!loop->running);
        if (loop->signal_io)
                loop_io_free(loop->signal_io);
        assert(loop->n_ios == 0);
        assert(loop->n_timers == 0);
        assert(loop->n_prepares == 0);
        bury(loop);
        array_free(&loop->heap);
        if (loop->signal_fd >= 0) {
                close(loop->signal_fd);
                sigprocmask(SIG_SETMASK, &loop->signals_before, NULL);
        }
        if (loop->timer_fd >= 0)
                close(loop->timer_fd);
        if (loop->epoll_fd >= 0)
                close(loop->epoll_fd);
        free(loop);
}

int loop_new(Loop **ret)
{
        _cleanup_(loop_freep) Loop *loop = calloc(1, sizeof *loop);
        struct epoll_event event = { .events = EPOLLIN, .data.ptr = NULL };

        if (!loop)
                return -ENOMEM;
        loop->timer_fd = loop->signal_fd = -1;
        loop->armed.ms = NEVER_MS;
        loop->now = clock_boot_now();
        loop->epoll_fd = epoll_create1(EPOLL_CLOEXEC);
        if (loop->epoll_fd < 0)
                return -errno;
        loop->timer_fd = timerfd_create(CLOCK_BOOTTIME, TFD_CLOEXEC | TFD_NONBLOCK);
        if (loop->timer_fd < 0)
                return -errno;
        if (epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, loop->timer_fd, &event) < 0)
                return -errno;
        *ret = TAKE_PTR(loop);
        return 0;
}

/* ---- descriptors ---- */

int loop_add_io(Loop *loop, int fd, uint32_t events, LoopIoFunction function, void *userdata, LoopIo **ret)
{
        struct epoll_event event = { .events = events };
        LoopIo *io;

        assert(function);
        io = calloc(1, sizeof *io);
        if (!io)
                return -ENOMEM;
        *io = (LoopIo){ .loop = loop, .fd = fd, .function = function, .userdata = userdata };
        event.data.ptr = io;
        if (epoll_ctl(loop->epoll_fd, EPOLL_CTL_ADD, fd, &event) < 0) {
                int saved = errno;

                free(io);
                return -saved;
        }
        loop->n_ios++;
        *ret = io;
        return 0;
}

int loop_io_set_events(LoopIo *io, uint32_t events)
{
        struct epoll_event event = { .events = events, .data.ptr = io };

        return epoll_ctl(io->loop->epoll_fd, EPOLL_CTL_MOD, io->fd, &event) < 0 ? -errno : 0;
}

void loop_io_free(LoopIo *io)
{
        if (!io)
                return;
        assert(io->function);
        /* Fails where the owner closed the descriptor first, which removed it already. */
        (void) epoll_ctl(io->loop->epoll_fd, EPOLL_CTL_DEL, io->fd, NULL);
        io->function = NULL;
        io->loop->n_ios--;
        io->next_dead = io->loop->dead_ios;
        io->loop->dead_ios = io;
        if (!io->loop->running)
                bury(io->loop);
}

/* ---- timers ---- */

int loop_add_timer(Loop *loop, LoopTimerFunction function, void *userdata, LoopTimer **ret)
{
        LoopTimer *timer;

        assert(function);
        /* Room for all of them now, so that setting one never fails. */
        if (array_reserve(&loop->heap, loop->n_timers + 1 - loop->heap.n) < 0)
                return -ENOMEM;
        timer = calloc(1, sizeof *timer);
        if (!timer)
                return -ENOMEM;
        *timer = (LoopTimer){
                .loop = loop,
                .when.ms = NEVER_MS,
                .index = TIMER_NOT_IN_HEAP,
                .function = function,
                .userdata = userdata,
        };
        loop->n_timers++;
        *ret = timer;
        return 0;
}

int loop_timer_set(LoopTimer *timer, BootTime when)
{
        Loop *loop = timer->loop;

        assert(timer->function);
        timer_heap_remove(&loop->heap, timer);
        timer->when = when;
        if (loop->firing) /* one that keeps setting itself to the past must not overtake those that are due
                           */
                timer->when.ms = MAX(when.ms, loop->now.ms);
        timer->set = loop->n_sets++;
        if (when.ms != NEVER_MS)
                timer_heap_add(&loop->heap, timer);
        return 0;
}

void loop_timer_free(LoopTimer *timer)
{
        if (!timer)
                return;
        assert(timer->function);
        timer_heap_remove(&timer->loop->heap, timer);
        timer->function = NULL;
        timer->loop->n_timers--;
        timer->next_dead = timer->loop->dead_timers;
        timer->loop->dead_timers = timer;
        if (!timer->loop->running)
                bury(timer->loop);
}

static int arm(Loop *loop)
{
        BootTime earliest = { loop->heap.n > 0 ? MAX(loop->heap.items[0]->when.ms, 0) : NEVER_MS };
        struct itimerspec at = { 0 }; /* all zero disarms */

        if (earliest.ms == loop->armed.ms)
                return 0;
        if (earliest.ms == 0) {
                at.it_value.tv_nsec = 1; /* long past */
        } else if (earliest.ms != NEVER_MS) {
                at.it_value.tv_sec = earliest.ms / MS_PER_SECOND;
                at.it_value.tv_nsec = earliest.ms % MS_PER_SECOND * 1000000;
        }
        /* Setting also forgets an expiry that was not read, so that the timerfd is never read at all. */
        if (timerfd_settime(loop->timer_fd, TFD_TIMER_ABSTIME, &at, NULL) < 0)
                return -errno;
        loop->armed = earliest;
        return 0;
}

static int fire_due_timers(Loop *loop)
{
        uint64_t n_sets = loop->n_sets; /* what callbacks set from now on waits for the next round */

        while (loop->heap.n > 0) {
                LoopTimer *timer = loop->heap.items[0];
                int r;

                if (timer->when.ms > loop->now.ms || timer->set >= n_sets)
                        return 0;
                timer_heap_remove(&loop->heap, timer);
                timer->when.ms = NEVER_MS;
                loop->firing = true;
                r = timer->function(timer, timer->userdata);
                loop->firing = false;
                if (r < 0)
                        return r;
        }
        return 0;
}

/* ---- prepare functions ---- */

int loop_add_prepare(Loop *loop, LoopPrepareFunction function, void *userdata, LoopPrepare **ret)
{
        LoopPrepare *prepare, **link = &loop->prepares;

        assert(function);
        prepare = calloc(1, sizeof *prepare);
        if (!prepare)
                return -ENOMEM;
        *prepare = (LoopPrepare){ .loop = loop, .function = function, .userdata = userdata };
        while (*link)
                link = &(*link)->next;
        *link = prepare;
        loop->n_prepares++;
        *ret = prepare;
        return 0;
}

void loop_prepare_free(LoopPrepare *prepare)
{
        Loop *loop;

        if (!prepare)
                return;
        loop = prepare->loop;
        assert(prepare->function);
        prepare->function = NULL;
        loop->n_prepares--;
        if (!loop->running)
                bury(loop);
}

/* What one prepare function does may be work for another one that ran before it: repeat until all rest. */
static int prepare_all(Loop *loop, bool *ret_rest)
{
        for (int i = 0; i < N_PREPARE_ROUNDS_MAX; i++) {
                bool rest = true;

                for (LoopPrepare *prepare = loop->prepares; prepare; prepare = prepare->next) {
                        int r;

                        if (!prepare->function)
                                continue;
                        r = prepare->function(loop, prepare->userdata);
                        if (r < 0)
                                return r;
                        rest = rest && r == 0;
                }
                if (rest) {
                        *ret_rest = true;
                        return 0;
                }
        }
        *ret_rest = false;
        return 0;
}

/* ---- signals ---- */

static int read_signals(LoopIo *io, uint32_t events, void *userdata)
{
        Loop *loop = userdata;
        struct signalfd_siginfo signals[N_SIGNALS_MAX];
        ssize_t n;

        n = read(loop->signal_fd, signals, sizeof signals);
        if (n < 0)
                return errno == EAGAIN || errno == EINTR ? 0 : -errno;
        for (size_t i = 0; i < (size_t) n / sizeof signals[0]; i++) {
                int r = loop->signal_function(loop, &signals[i], loop->signal_userdata);

                if (r < 0)
                        return r;
        }
        return 0;
}

int loop_set_signals(Loop *loop, const sigset_t *signals, LoopSignalFunction function, void *userdata)
{
        int r;

        assert(loop->signal_fd < 0);
        assert(function);
        if (sigprocmask(SIG_BLOCK, signals, &loop->signals_before) < 0)
                return -errno;
        loop->signal_fd = signalfd(-1, signals, SFD_CLOEXEC | SFD_NONBLOCK);
        if (loop->signal_fd < 0) {
                r = -errno;
                sigprocmask(SIG_SETMASK, &loop->signals_before, NULL);
                return r;
        }
        loop->signal_function = function;
        loop->signal_userdata = userdata;
        return loop_add_io(loop, loop->signal_fd, EPOLLIN, read_signals, loop, &loop->signal_io);
}

/* ---- running ---- */

BootTime loop_now(const Loop *loop)
{
        return loop->now;
}

void loop_quit(Loop *loop)
{
        loop->quit = true;
}

/* Timers first: what was due is done before what came in at the same instant. */
static int dispatch(Loop *loop, const struct epoll_event *events, int n_events)
{
        int r;

        r = fire_due_timers(loop);
        if (r < 0)
                return r;
        for (int i = 0; i < n_events; i++) {
                LoopIo *io = events[i].data.ptr;

                if (!io) /* the timerfd; arm() clears it */
                        continue;
                if (!io->function)
                        continue;
                r = io->function(io, events[i].events, io->userdata);
                if (r < 0)
                        return r;
        }
        return 0;
}

static bool timerfd_is_among(const struct epoll_event *events, int n_events)
{
        for (int i = 0; i < n_events; i++)
                if (!events[i].data.ptr)
                        return true;
        return false;
}

static int wait_and_dispatch(Loop *loop, int64_t timeout_ms)
{
        struct epoll_event events[N_EVENTS_MAX];
        bool rest;
        int n, r;

        r = prepare_all(loop, &rest);
        if (r < 0 || loop->quit)
                return r;
        r = arm(loop);
        if (r < 0)
                return r;
        if (!rest)
                timeout_ms = 0;
        n = epoll_wait(
                loop->epoll_fd, events, N_EVENTS_MAX,
                timeout_ms < 0 ? -1 : (int) MIN(timeout_ms, INT32_MAX));
        if (n < 0) {
                if (errno != EINTR)
                        return -errno;
                n = 0;
        }
        loop->now = clock_boot_now();
        if (timerfd_is_among(events, n))
                loop->armed.ms = EXPIRED_MS;
        return dispatch(loop, events, n);
}

int loop_run_once(Loop *loop, int64_t timeout_ms)
{
        int r;

        assert(!loop->running);
        loop->running = true;
        r = wait_and_dispatch(loop, timeout_ms);
        loop->running = false;
        bury(loop);
        return r;
}

int loop_run(Loop *loop)
{
        loop->now = clock_boot_now(); /* starting up may have taken a while */
        while (!loop->quit) {
                int r = loop_run_once(loop, -1);

                if (r < 0)
                        return r;
        }
        loop->quit = false;
        return 0;
}
