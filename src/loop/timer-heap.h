/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TIMER_HEAP_H
#define LIMBER_TIMER_HEAP_H

/* The timers of a loop that are set, the earliest first. Only for the loop itself. */

#include <stddef.h>
#include <stdint.h>

#include "array.h"
#include "loop.h"

#define TIMER_NOT_IN_HEAP SIZE_MAX

struct LoopTimer {
        Loop *loop;
        BootTime when;
        uint64_t set; /* how many were set before: equal instants fire in the order of setting */
        size_t index; /* in the heap */
        LoopTimerFunction function;
        void *userdata;
        LoopTimer *next_dead; /* freed, waiting for the round to end */
};

typedef ARRAY(LoopTimer *) TimerHeap; /* items[0] is the earliest */

/* There must be room (array_reserve()), and the timer must not be in it. */
void timer_heap_add(TimerHeap *heap, LoopTimer *timer);
void timer_heap_remove(TimerHeap *heap, LoopTimer *timer); /* one that is not in it: nothing */

#endif
