/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STORE_QUEUE_H
#define LIMBER_STORE_QUEUE_H

/*
 * What stands between the daemon and the store: a record goes in and is written at once (open, put, close);
 * when that cannot be done it waits here, in order, and Limber goes on reminding. The owner is told once
 * that nothing can be saved, and once that it can again.
 */

#include "store.h"

typedef struct StoreQueue StoreQueue;

typedef enum StoreQueueEvent {
        STORE_QUEUE_FAILS,     /* cannot save, with the reason; told once until it works again */
        STORE_QUEUE_WORKS,     /* saves again, what was kept is written */
        STORE_QUEUE_SET_ASIDE, /* the database was damaged; where it is now */
        STORE_QUEUE_FULL,      /* records are being lost; told once until it works again */
        STORE_QUEUE_REFUSED,   /* the store will never take a record (our bug); it was dropped */
} StoreQueueEvent;

/* `text`: one line for people. */
typedef void (*StoreQueueFunction)(StoreQueueEvent event, const char *text, void *userdata);

enum {
        STORE_QUEUE_KEPT = 1, /* put, retry: not written yet, kept in memory */
        STORE_QUEUE_MAX = 100000,
};

/* Opens nothing yet. `function` may be NULL. */
int store_queue_new(const char *path, StoreQueueFunction function, void *userdata, StoreQueue **ret);

/* Tries a last time; what cannot be written then is lost. */
void store_queue_free(StoreQueue *queue);
DEFINE_CLEANUP(StoreQueue, store_queue_free)

/*
 * Opens the store with a look through it for damage, writes what waits, and closes it: for the daemon's
 * start. 0, or STORE_QUEUE_KEPT if it cannot be opened (the owner was told).
 */
int store_queue_check(StoreQueue *queue);

/*
 * Writes the record, after those that wait. 0 once it is durable (or was there before), STORE_QUEUE_KEPT if
 * it waits, -EINVAL for a record that record_check() refuses, -ENOBUFS if STORE_QUEUE_MAX wait already,
 * -ENOMEM. Takes at most about a second, whatever the store is doing.
 */
int store_queue_put(StoreQueue *queue, const Record *record);

/* Tries again to write what waits: 0 or STORE_QUEUE_KEPT. The daemon calls it every minute while something
 * waits. */
int store_queue_retry(StoreQueue *queue);

size_t store_queue_n(const StoreQueue *queue); /* how many wait */

/* What is wrong, for status and doctor; NULL: nothing. */
const char *store_queue_problem(const StoreQueue *queue);

#endif
