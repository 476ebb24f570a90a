/* SPDX-License-Identifier: MIT */
/* The two cleanups that every layer uses: heap memory and file descriptors. */

#include "macro.h"

#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

void freep(void *pointer)
{
        free(*(void **) pointer);
}

void closep(int *fd)
{
        int saved = errno;

        if (*fd >= 0)
                close(*fd);
        errno = saved;
}
