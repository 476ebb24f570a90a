/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ARRAY_H
#define LIMBER_ARRAY_H

/*
 * Growable arrays. An array is any struct with the members `items`, `n` and `allocated`:
 *
 *      ARRAY(Bout) bouts = { 0 };
 *      if (array_reserve(&bouts, 1) < 0) return -ENOMEM;
 *      bouts.items[bouts.n++] = bout;
 */

#include <errno.h>
#include <stdlib.h>

#define ARRAY(Type) \
        struct { \
                Type *items; \
                size_t n, allocated; \
        }

/* Makes room for `more` further items. 0, or -ENOMEM with the array as it was. */
#define array_reserve(array, more) \
        array_grow( \
                (void **) &(array)->items, &(array)->allocated, (array)->n, (more), sizeof *(array)->items)

#define array_free(array) \
        do { \
                free((array)->items); \
                (array)->items = NULL; \
                (array)->n = (array)->allocated = 0; \
        } while (0)

int array_grow(void **items, size_t *allocated, size_t n, size_t more, size_t item_size);

#endif
