/* SPDX-License-Identifier: MIT */
/* The one function behind growable arrays. Doubling keeps appending cheap; reallocarray checks overflow. */

#include "array.h"

int array_grow(void **items, size_t *allocated, size_t n, size_t more, size_t item_size)
{
        size_t wanted;
        void *grown;

        if (__builtin_add_overflow(n, more, &wanted))
                return -ENOMEM;
        if (wanted <= *allocated)
                return 0;
        if (wanted < *allocated * 2)
                wanted = *allocated * 2;
        if (wanted < 8)
                wanted = 8;
        grown = reallocarray(*items, wanted, item_size);
        if (!grown)
                return -ENOMEM;
        *items = grown;
        *allocated = wanted;
        return 0;
}
