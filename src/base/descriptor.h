/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESCRIPTOR_H
#define LIMBER_DESCRIPTOR_H

/* What read(2) and write(2) leave to their callers. */

#include <stddef.h>

/* Writes all n bytes, however often write(2) has to be called. 0 or -errno; some may be written then. */
int descriptor_write_all(int fd, const void *bytes, size_t n);

#endif
