/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_PROCESS_H
#define LIMBER_DESK_PROCESS_H

/* One limber-desk, as a child process. */

#include "child-process.h"

/*
 * The program: LIMBER_DESK_BINARY, else limber-desk beside this program, else where it was installed. The
 * caller frees. -ENOENT with words: it is not there. -ENOMEM.
 */
int desk_process_find(char **ret, Error *error);

/* Starts `limber-desk --break` with `n_added` NAME=VALUE more in its environment. 0, or -errno with words.
 */
int desk_process_start(
        Loop *loop, const char *binary, char *const *added, size_t n_added, ChildProcessDone done,
        void *userdata, ChildProcess **ret, Error *error);

/* For child_process_end(): how long it may take. */
enum { DESK_PROCESS_PATIENCE_MS = 5000 };

#endif
