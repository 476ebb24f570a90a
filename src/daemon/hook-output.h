/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HOOK_OUTPUT_H
#define LIMBER_HOOK_OUTPUT_H

/*
 * What a hook prints, into the log: the first HOOK_OUTPUT_LINES lines, each cut to its first bytes. The pipe
 * is read up to HOOK_OUTPUT_BYTES and then closed, as head(1) does, so that no hook keeps us busy.
 */

#include "loop.h"
#include "macro.h"

enum { HOOK_OUTPUT_LINES = 20, HOOK_OUTPUT_LINE_SIZE = 256, HOOK_OUTPUT_BYTES = 64 * 1024 };

typedef struct HookOutput HookOutput;

/* `ret_fd`: the end to write into, which the caller closes once the hook has it. `name` is copied. 0 or
 * -errno. */
int hook_output_new(Loop *loop, const char *name, int *ret_fd, HookOutput **ret);

/* Takes what is there without waiting for more, and closes. */
void hook_output_free(HookOutput *output);
DEFINE_CLEANUP(HookOutput, hook_output_free)

#endif
