/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HOOK_QUEUE_H
#define LIMBER_HOOK_QUEUE_H

/*
 * Hooks that run and hooks that wait for their turn: begun in the order in which they were put, a few at
 * once, each for a limited time, and only so many waiting. Nothing here waits for a hook.
 */

#include "loop.h"
#include "macro.h"
#include "str.h"

enum {
        HOOK_RUNNING_MAX = 4,
        HOOK_WAITING_MAX = 32,
        HOOK_TIME_MS = 10 * 1000,    /* then SIGTERM ... */
        HOOK_PATIENCE_MS = 2 * 1000, /* ... and so much later SIGKILL */
};

typedef struct HookQueue HookQueue;

/* 0 or -errno. */
int hook_queue_new(Loop *loop, HookQueue **ret);

/* Ends those that run, within a second, and forgets those that wait. */
void hook_queue_free(HookQueue *queue);
DEFINE_CLEANUP(HookQueue, hook_queue_free)

/*
 * `folder`/`name` with `variables` in its environment: n times NAME=VALUE, each with its NUL. It starts in
 * the loop's next round at the earliest. What fails, or is one too many, is said in the log.
 */
void hook_queue_put(
        HookQueue *queue, const char *folder, const char *name, const Str *variables, size_t n_variables);

#endif
