/* SPDX-License-Identifier: MIT */
/* Sorting more than fits: nothing is lost, and the order is right at every number of runs. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "span-sort.h"

/* A run is 8192 spans; sixteen runs are merged at once. */
static const uint32_t sizes[] = {
        0, 1, 2, 8191, 8192, 8193, 16385, 16 * 8192, 16 * 8192 + 1, 40 * 8192 + 7
};

static void test_size(void **state)
{
        const uint32_t *n = *state;
        SpanSort *sort = span_sort_new();
        uint64_t sum = 0, sum_taken = 0;
        uint32_t random = *n, n_taken = 0;
        Span span, last = { 0 };
        Error error = { 0 };
        int r;

        assert_non_null(sort);
        for (uint32_t i = 0; i < *n; i++) {
                random = random * 1664525 + 1013904223;
                span = (Span){ { random >> 12 },
                               { (random >> 12) + 1 + i % 50 },
                               (SpanKind) (i % N_SPAN_KINDS) };
                sum += (uint64_t) (span.start.ms * 3 + span.end.ms * 5 + span.kind);
                assert_int_equal(span_sort_add(sort, &span, &error), 0);
        }
        while ((r = span_sort_next(sort, &span, &error)) > 0) {
                assert_true(
                        span.start.ms > last.start.ms ||
                        (span.start.ms == last.start.ms && span.end.ms >= last.end.ms));
                sum_taken += (uint64_t) (span.start.ms * 3 + span.end.ms * 5 + span.kind);
                n_taken++;
                last = span;
        }
        assert_int_equal(r, 0);
        assert_int_equal(n_taken, *n);
        assert_int_equal(sum_taken, sum);
        assert_int_equal(span_sort_next(sort, &span, &error), 0);
        span_sort_free(sort);
}

/* Where no temporary file can be made, that is said. */
static void test_no_room(void **state)
{
        SpanSort *sort = span_sort_new();
        const char *before = getenv("TMPDIR");
        Error error = { 0 };
        int r = 0;

        setenv("TMPDIR", "/nowhere", 1);
        for (int i = 0; i < 8193 && r == 0; i++)
                r = span_sort_add(sort, &(Span){ { i }, { i + 1 }, SPAN_LOCK }, &error);
        assert_true(r < 0);
        assert_string_not_equal(error.text, "");
        if (before)
                setenv("TMPDIR", before, 1);
        else
                unsetenv("TMPDIR");
        span_sort_free(sort);
}

int main(void)
{
        struct CMUnitTest tests[ELEMENTSOF(sizes) + 1] = { cmocka_unit_test(test_no_room) };
        static char names[ELEMENTSOF(sizes)][32];

        for (size_t i = 0; i < ELEMENTSOF(sizes); i++) {
                snprintf(names[i], sizeof names[i], "%u spans", sizes[i]);
                tests[i + 1] = (struct CMUnitTest){ .name = names[i],
                                                    .test_func = test_size,
                                                    .initial_state = (void *) &sizes[i] };
        }
        return cmocka_run_group_tests(tests, NULL, NULL);
}
