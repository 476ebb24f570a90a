/* SPDX-License-Identifier: MIT */
/*
 * External merge sort. Runs of equal length lie one after the other in a file, so that the number of a run
 * says where it is; sixteen at a time become one longer run in a second file, until sixteen are left, which
 * are merged as they are taken. What fits into the first run never sees a file.
 */

#include "span-sort.h"

#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "import-file.h"
#include "macro.h"

enum { RUN_SPANS = 8192, FAN_IN = 16, INPUT_SPANS = RUN_SPANS / FAN_IN / 2 };

typedef struct Input {
        uint64_t next, end; /* spans of the file that are not yet in the buffer */
        size_t n, i;        /* in the buffer: how many, how many of them are taken */
} Input;

typedef struct Merge {
        size_t n_inputs;
        Input inputs[FAN_IN];
} Merge;

struct SpanSort {
        int fd, other_fd; /* -1 while everything fits into memory */
        uint64_t n;       /* spans in the file */
        bool taking;
        Merge merge;
        size_t n_held, i_held;
        Span held[RUN_SPANS]; /* a run being filled; later the buffers of the inputs and of the output */
};

SpanSort *span_sort_new(void)
{
        SpanSort *sort = malloc(sizeof *sort);

        if (!sort)
                return NULL;
        /* Not calloc'ed: pages of `held` that are never used are never there. */
        sort->fd = sort->other_fd = -1;
        sort->n = 0;
        sort->taking = false;
        sort->merge = (Merge){ 0 };
        sort->n_held = sort->i_held = 0;
        return sort;
}

void span_sort_free(SpanSort *sort)
{
        if (!sort)
                return;
        if (sort->fd >= 0)
                close(sort->fd);
        if (sort->other_fd >= 0)
                close(sort->other_fd);
        free(sort);
}

static int compare(const void *a, const void *b)
{
        const Span *left = a, *right = b;

        if (left->start.ms != right->start.ms)
                return left->start.ms < right->start.ms ? -1 : 1;
        return (left->end.ms > right->end.ms) - (left->end.ms < right->end.ms);
}

static int fail_file(Error *error)
{
        int r = errno ? -errno : -EIO;

        return error_set(
                error, r, _("the temporary file for sorting: %s; set TMPDIR to a folder with room"),
                strerror(-r));
}

static int write_spans(int fd, uint64_t at, const Span *spans, size_t n, Error *error)
{
        const char *bytes = (const char *) spans;
        size_t left = n * sizeof *spans;
        off_t offset = (off_t) (at * sizeof *spans);

        while (left > 0) {
                ssize_t written = pwrite(fd, bytes, left, offset);

                if (written < 0 && errno == EINTR)
                        continue;
                if (written <= 0)
                        return fail_file(error);
                bytes += written;
                left -= (size_t) written;
                offset += written;
        }
        return 0;
}

static int read_spans(int fd, uint64_t at, Span *spans, size_t n, Error *error)
{
        char *bytes = (char *) spans;
        size_t left = n * sizeof *spans;
        off_t offset = (off_t) (at * sizeof *spans);

        while (left > 0) {
                ssize_t n_read = pread(fd, bytes, left, offset);

                if (n_read < 0 && errno == EINTR)
                        continue;
                if (n_read <= 0) {
                        errno = n_read < 0 ? errno : 0;
                        return fail_file(error);
                }
                bytes += n_read;
                left -= (size_t) n_read;
                offset += n_read;
        }
        return 0;
}

static int write_run(SpanSort *sort, Error *error)
{
        int r;

        qsort(sort->held, sort->n_held, sizeof sort->held[0], compare);
        if (sort->fd < 0) {
                sort->fd = import_file_temporary(error);
                if (sort->fd < 0)
                        return sort->fd;
        }
        r = write_spans(sort->fd, sort->n, sort->held, sort->n_held, error);
        if (r < 0)
                return r;
        sort->n += sort->n_held;
        sort->n_held = 0;
        return 0;
}

int span_sort_add(SpanSort *sort, const Span *span, Error *error)
{
        assert(!sort->taking);

        if (sort->n_held == RUN_SPANS) {
                int r = write_run(sort, error);

                if (r < 0)
                        return r;
        }
        sort->held[sort->n_held++] = *span;
        return 0;
}

static Span *buffer_of(SpanSort *sort, size_t input)
{
        return &sort->held[input * INPUT_SPANS];
}

/* Up to FAN_IN runs of `run` spans, the first of which begins at span `first`. */
static void merge_begin(SpanSort *sort, uint64_t first, uint64_t run)
{
        sort->merge.n_inputs = 0;
        for (size_t i = 0; i < FAN_IN && first < sort->n; i++, first += run)
                sort->merge.inputs[sort->merge.n_inputs++] =
                        (Input){ .next = first, .end = MIN(first + run, sort->n) };
}

static int merge_next(SpanSort *sort, Span *ret, Error *error)
{
        Input *least = NULL;
        const Span *least_span = NULL;

        for (size_t i = 0; i < sort->merge.n_inputs; i++) {
                Input *input = &sort->merge.inputs[i];
                Span *buffer = buffer_of(sort, i);

                if (input->i == input->n) {
                        size_t n = (size_t) MIN(input->end - input->next, (uint64_t) INPUT_SPANS);
                        int r = read_spans(sort->fd, input->next, buffer, n, error);

                        if (r < 0)
                                return r;
                        if (n == 0)
                                continue;
                        input->next += n;
                        input->n = n;
                        input->i = 0;
                }
                if (!least || compare(&buffer[input->i], least_span) < 0) {
                        least = input;
                        least_span = &buffer[input->i];
                }
        }
        if (!least)
                return 0;
        *ret = *least_span;
        least->i++;
        return 1;
}

/* Merges each FAN_IN runs of `run` spans into one, in the other file. */
static int merge_pass(SpanSort *sort, uint64_t run, Error *error)
{
        Span *out = &sort->held[RUN_SPANS / 2];
        int fd;

        for (uint64_t first = 0, written = 0; first < sort->n; first += run * FAN_IN) {
                size_t n = 0;
                int r;

                merge_begin(sort, first, run);
                do {
                        r = merge_next(sort, &out[n], error);
                        if (r < 0)
                                return r;
                        n += (size_t) r;
                        if (n == RUN_SPANS / 2 || (r == 0 && n > 0)) {
                                int w = write_spans(sort->other_fd, written, out, n, error);

                                if (w < 0)
                                        return w;
                                written += n;
                                n = 0;
                        }
                } while (r > 0);
        }
        fd = sort->fd;
        sort->fd = sort->other_fd;
        sort->other_fd = fd;
        return 0;
}

static int begin_taking(SpanSort *sort, Error *error)
{
        uint64_t run = RUN_SPANS;
        int r;

        sort->taking = true;
        if (sort->fd < 0) {
                qsort(sort->held, sort->n_held, sizeof sort->held[0], compare);
                return 0;
        }
        r = write_run(sort, error);
        if (r < 0)
                return r;
        if (sort->n > run * FAN_IN) {
                sort->other_fd = import_file_temporary(error);
                if (sort->other_fd < 0)
                        return sort->other_fd;
        }
        for (; sort->n > run * FAN_IN; run *= FAN_IN) {
                r = merge_pass(sort, run, error);
                if (r < 0)
                        return r;
        }
        merge_begin(sort, 0, run);
        return 0;
}

int span_sort_next(SpanSort *sort, Span *ret, Error *error)
{
        if (!sort->taking) {
                int r = begin_taking(sort, error);

                if (r < 0)
                        return r;
        }
        if (sort->fd >= 0)
                return merge_next(sort, ret, error);
        if (sort->i_held == sort->n_held)
                return 0;
        *ret = sort->held[sort->i_held++];
        return 1;
}
