/* SPDX-License-Identifier: MIT */
/* The queue. Usually it holds one record for the length of one put. The store is opened for each flush and
 * closed again, so that whatever was wrong with it is looked at anew each time. */

#include "store-queue.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "i18n.h"

struct StoreQueue {
        char *path;
        StoreQueueFunction function;
        void *userdata;
        ARRAY(Record) waiting;
        bool fails;    /* told, until it works again */
        bool full;     /* told, until it works again */
        bool suspects; /* damage was met: look through the whole file at the next opening */
        Error problem; /* "" while it works */
};

int store_queue_new(const char *path, StoreQueueFunction function, void *userdata, StoreQueue **ret)
{
        _cleanup_free_ StoreQueue *queue = calloc(1, sizeof *queue);

        if (!queue)
                return -ENOMEM;
        queue->path = strdup(path);
        if (!queue->path)
                return -ENOMEM;
        queue->function = function;
        queue->userdata = userdata;
        *ret = TAKE_PTR(queue);
        return 0;
}

static void tell(StoreQueue *queue, StoreQueueEvent event, const char *text)
{
        if (queue->function)
                queue->function(event, text, queue->userdata);
}

static int fail(StoreQueue *queue, int r, const Error *why)
{
        if (r == -EUCLEAN)
                queue->suspects = true;
        error_set(
                &queue->problem, r,
                _("cannot save: %.400s; reminders go on, and it is written as soon as that works"),
                why->text[0] ? why->text : strerror(-r));
        if (!queue->fails) {
                queue->fails = true;
                tell(queue, STORE_QUEUE_FAILS, queue->problem.text);
        }
        return r;
}

static void succeed(StoreQueue *queue, size_t n_written)
{
        Error text;

        queue->problem.text[0] = '\0';
        queue->full = false;
        if (!queue->fails)
                return;
        queue->fails = false;
        error_set(
                &text, 0,
                ngettext(
                        "saving works again; %zu record that waited is written",
                        "saving works again; %zu records that waited are written", n_written),
                n_written);
        tell(queue, STORE_QUEUE_WORKS, text.text);
}

/* One by one, past those that the store will never take. */
static int put_what_it_takes(StoreQueue *queue, Store *store, size_t *ret_n_done, Error *error)
{
        for (size_t i = 0; i < queue->waiting.n; i++) {
                int r = store_put(store, &queue->waiting.items[i], error);

                if (r < 0 && r != -EINVAL)
                        return r;
                *ret_n_done = i + 1;
                if (r < 0)
                        tell(queue, STORE_QUEUE_REFUSED, error ? error->text : "");
        }
        return 0;
}

static void drop_first(StoreQueue *queue, size_t n)
{
        queue->waiting.n -= n;
        memmove(queue->waiting.items, queue->waiting.items + n,
                queue->waiting.n * sizeof *queue->waiting.items);
        if (queue->waiting.n == 0)
                array_free(&queue->waiting);
}

static int write_waiting(StoreQueue *queue, Store *store, Error *error)
{
        size_t n_done = 0;
        int r;

        r = store_put_many(store, queue->waiting.items, queue->waiting.n, NULL, error);
        if (r >= 0)
                n_done = queue->waiting.n;
        else if (r == -EINVAL)
                r = put_what_it_takes(queue, store, &n_done, error);
        if (n_done > 0)
                drop_first(queue, n_done);
        return r < 0 ? r : 0;
}

static int flush_once(StoreQueue *queue, StoreFlags flags, Error *error)
{
        _cleanup_(store_closep) Store *store = NULL;
        int r;

        if (queue->suspects)
                flags |= STORE_CHECK;
        r = store_open(queue->path, flags | STORE_LEAN, &store, error);
        if (r < 0)
                return r;
        queue->suspects = false;
        if (r == STORE_SET_ASIDE)
                tell(queue, STORE_QUEUE_SET_ASIDE, error->text);
        return queue->waiting.n > 0 ? write_waiting(queue, store, error) : 0;
}

static int flush(StoreQueue *queue, StoreFlags flags)
{
        size_t n_before = queue->waiting.n;
        Error error = { 0 };
        int r;

        r = flush_once(queue, flags, &error);
        if (r == -EUCLEAN) {
                queue->suspects = true;
                r = flush_once(queue, flags, &error);
        }
        if (r < 0) {
                fail(queue, r, &error);
                return STORE_QUEUE_KEPT;
        }
        succeed(queue, n_before);
        return 0;
}

int store_queue_check(StoreQueue *queue)
{
        return flush(queue, STORE_CHECK);
}

int store_queue_retry(StoreQueue *queue)
{
        return queue->waiting.n > 0 ? flush(queue, 0) : 0;
}

int store_queue_put(StoreQueue *queue, const Record *record)
{
        int r;

        r = record_check(record, NULL);
        if (r < 0)
                return r;
        if (queue->waiting.n >= STORE_QUEUE_MAX && store_queue_retry(queue) != 0) {
                if (!queue->full) {
                        queue->full = true;
                        tell(queue, STORE_QUEUE_FULL,
                             _("no room for more unsaved records; new ones are lost"));
                }
                return -ENOBUFS;
        }
        r = array_reserve(&queue->waiting, 1);
        if (r < 0)
                return r;
        queue->waiting.items[queue->waiting.n++] = *record;
        return flush(queue, 0);
}

size_t store_queue_n(const StoreQueue *queue)
{
        return queue->waiting.n;
}

const char *store_queue_problem(const StoreQueue *queue)
{
        return queue->problem.text[0] ? queue->problem.text : NULL;
}

void store_queue_free(StoreQueue *queue)
{
        if (!queue)
                return;
        (void) store_queue_retry(queue);
        array_free(&queue->waiting);
        free(queue->path);
        free(queue);
}
