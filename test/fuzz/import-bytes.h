/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_IMPORT_BYTES_H
#define LIMBER_TEST_IMPORT_BYTES_H

/* Bytes put into a file without a name and opened by an importer, as both import targets do. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "importer.h"

#define CHECK(condition) \
        do { \
                if (!(condition)) \
                        abort(); \
        } while (0)

/* NULL where the bytes are refused, with one line that says why. */
static inline Importer *import_bytes(const ImporterOps *ops, const uint8_t *bytes, size_t n)
{
        Importer *importer = NULL;
        Error error = { 0 };
        char path[64];
        int fd = memfd_create("import", MFD_CLOEXEC), r;

        CHECK(fd >= 0);
        CHECK(write(fd, bytes, n) == (ssize_t) n);
        snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
        r = importer_open(ops, path, &(ImportOptions){ 0 }, &importer, &error);
        close(fd);
        CHECK((r < 0) == (error.text[0] != '\0'));
        CHECK(strpbrk(error.text, "\n\r") == NULL);
        CHECK((r == 0) == (importer != NULL));
        return importer;
}

#endif
