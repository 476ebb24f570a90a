/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LOOP_H
#define LIMBER_LOOP_H

/*
 * The one loop of a Limber process: epoll over descriptors, one-shot timers at instants of CLOCK_BOOTTIME
 * (one timerfd for all of them, so that an idle loop never wakes), and signals through a signalfd.
 * Single-threaded; callbacks run one after the other and may add and remove anything, themselves included.
 */

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/signalfd.h>

#include "clock.h"

typedef struct Loop Loop;
typedef struct LoopIo LoopIo;
typedef struct LoopTimer LoopTimer;

/* A callback that returns < 0 (-errno) ends loop_run() with that error. */
typedef int (*LoopIoFunction)(LoopIo *io, uint32_t events, void *userdata);
typedef int (*LoopTimerFunction)(LoopTimer *timer, void *userdata);
typedef int (*LoopSignalFunction)(Loop *loop, const struct signalfd_siginfo *signal, void *userdata);
/*
 * Runs before each wait: for libraries that must flush or be drained before epoll (xcb, sd-bus, wayland).
 * > 0: it did something, which may be work for others, so that all of them run once more before the wait.
 */
typedef int (*LoopPrepareFunction)(Loop *loop, void *userdata);

int loop_new(Loop **ret);
void loop_free(Loop *loop); /* asserts that no descriptor, timer or prepare function is left */
DEFINE_CLEANUP(Loop, loop_free)

/*
 * The descriptor stays the caller's, who closes it after loop_io_free(). `events` are EPOLLIN, EPOLLOUT;
 * EPOLLERR and EPOLLHUP come unasked.
 */
int loop_add_io(Loop *loop, int fd, uint32_t events, LoopIoFunction function, void *userdata, LoopIo **ret);
int loop_io_set_events(LoopIo *io, uint32_t events);
void loop_io_free(LoopIo *io);
DEFINE_CLEANUP(LoopIo, loop_io_free)

/*
 * A timer that is not set. loop_timer_set() re-arms it (an instant that is past fires in the next round); it
 * fires once, never before its millisecond, and equal instants in the order of setting. loop_timer_set()
 * cannot fail.
 */
int loop_add_timer(Loop *loop, LoopTimerFunction function, void *userdata, LoopTimer **ret);
int loop_timer_set(LoopTimer *timer, BootTime when); /* INT64_MAX: off */
void loop_timer_free(LoopTimer *timer);
DEFINE_CLEANUP(LoopTimer, loop_timer_free)

typedef struct LoopPrepare LoopPrepare;
int loop_add_prepare(Loop *loop, LoopPrepareFunction function, void *userdata, LoopPrepare **ret);
void loop_prepare_free(LoopPrepare *prepare);
DEFINE_CLEANUP(LoopPrepare, loop_prepare_free)

/* Blocks the signals for the process, until loop_free(), and delivers them here. Once per loop. */
int loop_set_signals(Loop *loop, const sigset_t *signals, LoopSignalFunction function, void *userdata);

BootTime loop_now(const Loop *loop);               /* the time of the last wake-up */
int loop_run(Loop *loop);                          /* until loop_quit(): 0; or a callback's error */
int loop_run_once(Loop *loop, int64_t timeout_ms); /* one wait, -1 for ever; for tests */
void loop_quit(Loop *loop);

#endif
