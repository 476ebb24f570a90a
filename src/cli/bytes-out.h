/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BYTES_OUT_H
#define LIMBER_BYTES_OUT_H

/* A file's bytes, before the file is touched: what cannot be drawn leaves the old one as it was. */

#include <stddef.h>

#include "array.h"

typedef ARRAY(unsigned char) BytesOut;

static inline int bytes_out_add(BytesOut *out, const void *bytes, size_t n)
{
        if (array_reserve(out, n) < 0)
                return -ENOMEM;
        for (size_t i = 0; i < n; i++)
                out->items[out->n + i] = ((const unsigned char *) bytes)[i];
        out->n += n;
        return 0;
}

#endif
