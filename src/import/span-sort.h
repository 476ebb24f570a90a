/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SPAN_SORT_H
#define LIMBER_SPAN_SORT_H

/*
 * Spans put in the order of their starts, in constant memory however many there are: sorted runs go to a
 * temporary file and are merged from there.
 */

#include <stdint.h>

#include "clock.h"
#include "error.h"

typedef enum SpanKind {
        SPAN_ACTIVE,
        SPAN_LOCK,
        SPAN_OFF,
        N_SPAN_KINDS,
} SpanKind;

typedef struct Span {
        WallTime start, end; /* start < end */
        SpanKind kind;
} Span;

typedef struct SpanSort SpanSort;

/* NULL when out of memory. */
SpanSort *span_sort_new(void);
void span_sort_free(SpanSort *sort);

/* All spans are added, then all are taken: 0, or 1 for a span and 0 at the end; -errno with a reason. */
int span_sort_add(SpanSort *sort, const Span *span, Error *error);
int span_sort_next(SpanSort *sort, Span *ret, Error *error);

#endif
