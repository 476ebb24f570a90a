/* SPDX-License-Identifier: MIT */
/*
 * Lines of a text file. One buffer of twice the longest line: what is left of an unfinished line moves to
 * the front before more is read behind it.
 */

#include "text-reader.h"

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"

enum { BUFFER_SIZE = 2 * TEXT_LINE_SIZE_MAX };

int text_reader_init(TextReader *reader, ImportFile *file)
{
        *reader = (TextReader){ .file = file, .buffer = malloc(BUFFER_SIZE) };
        return reader->buffer ? 0 : -ENOMEM;
}

void text_reader_deinit(TextReader *reader)
{
        free(reader->buffer);
        *reader = (TextReader){ 0 };
}

int text_reader_rewind(TextReader *reader, Error *error)
{
        *reader = (TextReader){ .file = reader->file, .buffer = reader->buffer };
        return import_file_rewind(reader->file, error);
}

static int fill(TextReader *reader, Error *error)
{
        ssize_t n;

        memmove(reader->buffer, reader->buffer + reader->start, reader->end - reader->start);
        reader->end -= reader->start;
        reader->start = 0;
        n = import_file_read(reader->file, reader->buffer + reader->end, BUFFER_SIZE - reader->end, error);
        if (n < 0)
                return (int) n;
        reader->end += (size_t) n;
        reader->ended = n == 0;
        return 0;
}

static int skip_byte_order_mark(TextReader *reader, Error *error)
{
        while (!reader->ended && reader->end < 3) {
                int r = fill(reader, error);

                if (r < 0)
                        return r;
        }
        if (reader->end >= 3 && memcmp(reader->buffer, "\xef\xbb\xbf", 3) == 0)
                reader->start = 3;
        reader->begun = true;
        return 0;
}

static bool has_odd_quotes(const char *bytes, size_t n)
{
        size_t n_quotes = 0;

        for (size_t i = 0; i < n; i++)
                n_quotes += bytes[i] == '"';
        return n_quotes % 2 == 1;
}

/* Finds the end of the next line or record; *ret_n is its length with its line end, 0 at the end of file. */
static int find_end(TextReader *reader, bool quotes_span, size_t *ret_n, Error *error)
{
        size_t seen = 0; /* bytes of complete lines inside quotes, then bytes without a line end */
        bool in_quotes = false;

        for (;;) {
                const char *from = reader->buffer + reader->start + seen;
                size_t left = reader->end - reader->start - seen;
                const char *newline = memchr(from, '\n', left);
                size_t n = newline ? (size_t) (newline - from) + 1 : left;
                int r;

                if (seen + n > TEXT_LINE_SIZE_MAX)
                        return error_set(
                                error, -EINVAL,
                                _("line %" PRIu64 ": it is longer than 64 KiB; is this the right file?"),
                                reader->line);
                if (newline || reader->ended) {
                        in_quotes ^= quotes_span && has_odd_quotes(from, n);
                        seen += n;
                        if (!in_quotes || !newline) {
                                *ret_n = seen;
                                return 0;
                        }
                        reader->n_more++;
                } else {
                        r = fill(reader, error);
                        if (r < 0)
                                return r;
                }
        }
}

static int next(TextReader *reader, bool quotes_span, Slice *ret, Error *error)
{
        size_t n = 0;
        int r;

        if (!reader->begun) {
                r = skip_byte_order_mark(reader, error);
                if (r < 0)
                        return r;
        }
        reader->line += reader->n_more + 1;
        reader->n_more = 0;
        r = find_end(reader, quotes_span, &n, error);
        if (r < 0)
                return r;
        if (n == 0)
                return 0;

        *ret = (Slice){ reader->buffer + reader->start, n };
        reader->start += n;
        if (memchr(ret->p, '\0', n))
                return error_set(
                        error, -EINVAL, _("line %" PRIu64 ": it has a NUL byte; is this the right file?"),
                        reader->line);
        if (ret->p[ret->n - 1] == '\n')
                ret->n--;
        if (ret->n > 0 && ret->p[ret->n - 1] == '\r')
                ret->n--;
        return 1;
}

int text_reader_line(TextReader *reader, Slice *ret, Error *error)
{
        return next(reader, false, ret, error);
}

int text_reader_record(TextReader *reader, Slice *ret, Error *error)
{
        return next(reader, true, ret, error);
}
