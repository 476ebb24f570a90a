/* SPDX-License-Identifier: MIT */
/* A binary heap; each timer knows its place in it, so that any of them can be taken out. */

#include "timer-heap.h"

#include <assert.h>

static bool timer_is_before(const LoopTimer *a, const LoopTimer *b)
{
        return a->when.ms != b->when.ms ? a->when.ms < b->when.ms : a->set < b->set;
}

static void heap_put(TimerHeap *heap, size_t index, LoopTimer *timer)
{
        heap->items[index] = timer;
        timer->index = index;
}

static void heap_rise(TimerHeap *heap, LoopTimer *timer)
{
        while (timer->index > 0) {
                size_t index = timer->index;
                LoopTimer *parent = heap->items[(index - 1) / 2];

                if (!timer_is_before(timer, parent))
                        return;
                heap_put(heap, (index - 1) / 2, timer);
                heap_put(heap, index, parent);
        }
}

static void heap_sink(TimerHeap *heap, LoopTimer *timer)
{
        for (;;) {
                size_t index = timer->index, first = 2 * index + 1;
                LoopTimer *child;

                if (first >= heap->n)
                        return;
                child = heap->items[first];
                if (first + 1 < heap->n && timer_is_before(heap->items[first + 1], child))
                        child = heap->items[first + 1];
                if (!timer_is_before(child, timer))
                        return;
                heap_put(heap, child->index, timer);
                heap_put(heap, index, child);
        }
}

void timer_heap_remove(TimerHeap *heap, LoopTimer *timer)
{
        size_t index = timer->index;
        LoopTimer *last;

        if (index == TIMER_NOT_IN_HEAP)
                return;
        timer->index = TIMER_NOT_IN_HEAP;
        last = heap->items[--heap->n];
        if (last == timer)
                return;
        heap_put(heap, index, last);
        heap_rise(heap, last);
        heap_sink(heap, last);
}

void timer_heap_add(TimerHeap *heap, LoopTimer *timer)
{
        assert(heap->n < heap->allocated);
        heap_put(heap, heap->n++, timer);
        heap_rise(heap, timer);
}
