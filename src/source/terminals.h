/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TERMINALS_H
#define LIMBER_TERMINALS_H

/*
 * The terminals of this user, /dev/pts/N and /dev/ttyN, and when something was last typed at each: the
 * kernel sets the access time when a program reads what was typed, at most once in 8 s.
 */

#include <sys/types.h>

#include "array.h"
#include "clock.h"
#include "macro.h"

enum { TERMINAL_PATH_SIZE = 32 };

typedef struct Terminal {
        char path[TERMINAL_PATH_SIZE];
        WallTime accessed;
} Terminal;

typedef ARRAY(Terminal) Terminals;

void terminals_deinit(Terminals *terminals);
#define _cleanup_terminals_ _cleanup_(terminals_deinit)

/* Fills the (empty) list with the terminals that belong to `uid`; `only` NULL, or the path of the one that
 * counts. 0 or -ENOMEM; folders that cannot be read count as empty. */
int terminals_scan(Terminals *terminals, uid_t uid, const char *only);

/* The latest access of all, WALL_MS_MIN for none. */
WallTime terminals_last_access(const Terminals *terminals);

/*
 * What was typed between two scans: the latest access among the terminals that are in both and whose access
 * time changed. False if none changed. A terminal that is new says nothing: programs make them too.
 */
bool terminals_find_input(const Terminals *before, const Terminals *after, WallTime *ret);

#endif
