/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_NEAREST_H
#define LIMBER_NEAREST_H

/* Which known word somebody meant who mistyped one. */

#include "str.h"

/*
 * Offered one candidate after the other, keeps the nearest; { .wanted = word } starts. Near enough are at
 * most a third of the letters wrong (and at least one allowed), a swap of two neighbours being one.
 */
typedef struct Nearest {
        Slice wanted;
        const char *found; /* borrowed from the candidates; NULL: none is near enough */
        size_t distance;
} Nearest;

void nearest_offer(Nearest *nearest, const char *candidate);

/* The number of letters to insert, drop, change or swap with their neighbour. Words over 63 bytes: SIZE_MAX.
 */
size_t word_distance(Slice a, Slice b);

#endif
