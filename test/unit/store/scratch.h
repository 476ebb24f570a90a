/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_SCRATCH_H
#define LIMBER_TEST_SCRATCH_H

/* A folder of a test's own, removed with all that is in it, and children that see it differently. */

#include <stdbool.h>
#include <stdio.h>

typedef struct Scratch {
        char folder[64];
        char path[128]; /* of a file in it: folder/limber/limber.db */
} Scratch;

void scratch_init(Scratch *scratch);
void scratch_deinit(Scratch *scratch);

/* How many files in folder/limber have a name that begins so; the first one's path in `ret_path` (of 512).
 */
int scratch_count(const Scratch *scratch, const char *prefix, char *ret_path);

/*
 * Runs `function` in a process of its own, where asserts of cmocka do not work: it returns 0, or 1 after
 * saying what was wrong, or CHILD_SKIP. Gives what it returned.
 */
enum { CHILD_SKIP = 255 };
int scratch_in_child(int (*function)(const Scratch *scratch), const Scratch *scratch);
#define CHILD_CHECK(condition) \
        do { \
                if (!(condition)) { \
                        fprintf(stderr, "# %s:%d: %s\n", __FILE__, __LINE__, #condition); \
                        return 1; \
                } \
        } while (0)

/* In a child: makes the folder a file system of its own that only this process sees: a small tmpfs of so
 * many bytes, or what is there, read-only. False where the kernel does not let us. */
bool scratch_mount_small(const Scratch *scratch, int n_bytes);
bool scratch_mount_read_only(const Scratch *scratch);

/* The mode bits of a file, or -1. */
int scratch_mode(const char *path);

#endif
