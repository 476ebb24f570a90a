/* SPDX-License-Identifier: MIT */
/* Writing to the end: see descriptor.h. */

#include "descriptor.h"

#include <errno.h>
#include <unistd.h>

int descriptor_write_all(int fd, const void *bytes, size_t n)
{
        const char *p = bytes;

        while (n > 0) {
                ssize_t written = write(fd, p, n);

                if (written < 0 && errno == EINTR)
                        continue;
                if (written < 0)
                        return -errno;
                p += written;
                n -= (size_t) written;
        }
        return 0;
}
