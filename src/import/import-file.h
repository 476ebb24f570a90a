/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_IMPORT_FILE_H
#define LIMBER_IMPORT_FILE_H

/*
 * A file that is read twice: the first time to know that all of it is right, the second time to use it. What
 * cannot be read twice (a pipe) is copied, as it is read the first time, into a temporary file without a
 * name.
 */

#include <stdbool.h>
#include <sys/types.h>

#include "error.h"

typedef struct ImportFile {
        int fd;
        off_t start;  /* where the reading begins */
        int copy_fd;  /* gets what is read the first time; -1: not needed, or the second reading has begun */
        bool is_ours; /* fd is closed at the end */

        /* Sees what is read the first time. May be NULL. Set by whoever opened the file. */
        void (*on_bytes)(void *userdata, const void *bytes, size_t n);
        void *userdata;
} ImportFile;

/* "-" is standard input. -errno with a reason; nothing is open then. */
int import_file_open(const char *path, ImportFile *ret, Error *error);
void import_file_close(ImportFile *file);

/* A temporary file without a name, in TMPDIR or /tmp. The descriptor, which the caller closes, or -errno. */
int import_file_temporary(Error *error);

/* The next bytes; how many, 0 at the end, -errno with a reason. */
ssize_t import_file_read(ImportFile *file, void *bytes, size_t n, Error *error);

/* Begins the second reading. 0 or -errno with a reason. */
int import_file_rewind(ImportFile *file, Error *error);

#endif
