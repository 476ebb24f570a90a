/* SPDX-License-Identifier: MIT */
/* The distance of Damerau and Levenshtein (optimal string alignment), three rows of its table at a time. */

#include "nearest.h"

#include <stdint.h>
#include <string.h>

enum { MAX_WORD = 63 };

size_t word_distance(Slice a, Slice b)
{
        size_t rows[3][MAX_WORD + 1];
        size_t *before = rows[0], *last = rows[1], *row = rows[2];

        if (a.n > MAX_WORD || b.n > MAX_WORD)
                return SIZE_MAX;
        for (size_t j = 0; j <= b.n; j++)
                last[j] = j;
        for (size_t i = 1; i <= a.n; i++) {
                size_t *spare = before;

                row[0] = i;
                for (size_t j = 1; j <= b.n; j++) {
                        size_t change = last[j - 1] + (a.p[i - 1] != b.p[j - 1]);

                        row[j] = MIN(change, MIN(last[j], row[j - 1]) + 1);
                        if (i > 1 && j > 1 && a.p[i - 1] == b.p[j - 2] && a.p[i - 2] == b.p[j - 1])
                                row[j] = MIN(row[j], before[j - 2] + 1);
                }
                before = last;
                last = row;
                row = spare;
        }
        return last[b.n];
}

void nearest_offer(Nearest *nearest, const char *candidate)
{
        size_t distance = word_distance(nearest->wanted, slice_of(candidate));

        if (distance > MAX(nearest->wanted.n / 3, (size_t) 1) || distance >= nearest->wanted.n)
                return;
        if (!nearest->found || distance < nearest->distance) {
                nearest->found = candidate;
                nearest->distance = distance;
        }
}
