/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_SCRATCH_H
#define LIMBER_TEST_SCRATCH_H

/* A folder of a test's own, removed with all that is in it. */

typedef struct Scratch {
        char folder[64];
        char path[128]; /* of a file in it: folder/limber/limber.db */
} Scratch;

void scratch_init(Scratch *scratch);
void scratch_deinit(Scratch *scratch);

/* How many files in folder/limber have a name that begins so; the first one's path in `ret_path` (of 512).
 */
int scratch_count(const Scratch *scratch, const char *prefix, char *ret_path);

/* The mode bits of a file, or -1. */
int scratch_mode(const char *path);

#endif
