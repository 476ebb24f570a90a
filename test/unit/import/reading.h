/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_READING_H
#define LIMBER_TEST_READING_H

/* What a test reads: bytes put into a file, and what an importer makes of them as text. */

#include "importer.h"

/* Writes the bytes into a new temporary file; the caller unlinks and frees the path. */
char *reading_write(const void *bytes, size_t n);

/*
 * All observations of the file as timeline lines, in `ret` (which is emptied first). 0, or -errno with the
 * reason; then nothing was given out. `ret_counts`, `ret_order` may be NULL.
 */
int reading_of_path(
        const char *format, const char *path, DateOrder told, Str *ret, ImportCounts *ret_counts,
        DateOrder *ret_order, Error *error);
int reading_of_bytes(
        const char *format, const void *bytes, size_t n, DateOrder told, Str *ret, ImportCounts *ret_counts,
        DateOrder *ret_order, Error *error);

#endif
