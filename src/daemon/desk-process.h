/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_PROCESS_H
#define LIMBER_DESK_PROCESS_H

/* One limber-desk: started, watched through a pidfd (no SIGCHLD, no polling, no zombie), ended. */

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "loop.h"
#include "macro.h"

typedef struct DeskProcess DeskProcess;

/* It ended, with exit status `status`, or by signal `status - 128`. The process may be freed here. */
typedef void (*DeskProcessDone)(void *userdata, int status);

/*
 * The program: LIMBER_DESK_BINARY, else limber-desk beside this program, else where it was installed. The
 * caller frees. -ENOENT with words: it is not there. -ENOMEM.
 */
int desk_process_find(char **ret, Error *error);

/*
 * Starts `limber-desk --break` in a process group of its own, with no signal blocked or ignored, nothing
 * open but standard input (empty), output and error (ours), and `n_added` NAME=VALUE more in its
 * environment. 0, or -errno with words.
 */
int desk_process_start(
        Loop *loop, const char *binary, char *const *added, size_t n_added, DeskProcessDone done,
        void *userdata, DeskProcess **ret, Error *error);

/* Asks it to end; what has not ended DESK_PROCESS_PATIENCE_MS later is killed. Asking twice is fine. */
enum { DESK_PROCESS_PATIENCE_MS = 5000 };
void desk_process_end(DeskProcess *process);

/* The same without a loop: returns when it has ended. done() is not called. */
void desk_process_end_now(DeskProcess *process);

/* Looks away: a process that still runs goes on by itself. */
void desk_process_free(DeskProcess *process);
DEFINE_CLEANUP(DeskProcess, desk_process_free)

#endif
