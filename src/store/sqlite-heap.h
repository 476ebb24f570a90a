/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SQLITE_HEAP_H
#define LIMBER_SQLITE_HEAP_H

/*
 * Memory for SQLite that is given back whole. With malloc() each opening leaves crumbs in the C library's
 * caches, 150 to 250 KB of them, in a daemon that means to own 500 KB.
 */

#include <stdbool.h>

/* Gives SQLite the heap, until sqlite3_shutdown(). False: SQLite is in use in this process already and stays
 * with malloc(). Only for a process in which nobody else uses SQLite: the heap goes with the module. */
bool sqlite_heap_install(void);

#endif
