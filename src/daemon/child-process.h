/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CHILD_PROCESS_H
#define LIMBER_CHILD_PROCESS_H

/* A program of ours or of the person's: started, watched through a pidfd (no SIGCHLD, no polling, no
 * zombie), ended with all that it started. */

#include <stdbool.h>
#include <stddef.h>

#include "clock.h"
#include "error.h"
#include "loop.h"
#include "macro.h"

typedef struct ChildProcess ChildProcess;

/* It ended, with exit status `status`, or by signal `status - 128`. The process may be freed here. */
typedef void (*ChildProcessDone)(void *userdata, int status);

typedef struct ChildProgram {
        const char *path;
        char *const *arguments; /* with its name, up to a NULL */
        char *const *added;     /* NAME=VALUE; they go before what the environment has already */
        size_t n_added;
        int output_fd;    /* standard output and error; -1: ours */
        bool is_stranger; /* is to see none of our own LIMBER_ variables, nor where our log goes */
} ChildProgram;

/*
 * Starts it in a process group of its own, with no signal blocked or ignored and nothing open but standard
 * input (empty), output and error. What service managers say to us alone is not passed on. Nothing of
 * `program` is needed afterwards. 0, or -errno with words.
 */
int child_process_start(
        Loop *loop, const ChildProgram *program, ChildProcessDone done, void *userdata, ChildProcess **ret,
        Error *error);

/* Asks it to end; what has not ended `patience_ms` later is killed. Asking twice is fine. */
void child_process_end(ChildProcess *process, int64_t patience_ms);

/* The same without the loop, patient until that instant: returns when it has ended. done() is not called. */
void child_process_end_now(ChildProcess *process, BootTime until);

/* Looks away: a process that still runs goes on by itself. */
void child_process_free(ChildProcess *process);
DEFINE_CLEANUP(ChildProcess, child_process_free)

#endif
