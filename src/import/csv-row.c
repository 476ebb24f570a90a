/* SPDX-License-Identifier: MIT */
/* CSV records, field by field. */

#include "csv-row.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"

/* *p is behind the opening quote, and behind the closing one afterwards. */
static int parse_quoted(char **p, const char *end, Slice *ret, Error *error)
{
        char *from = *p, *to = *p, *start = *p;

        for (;;) {
                char *quote = memchr(from, '"', (size_t) (end - from));
                size_t n;

                if (!quote)
                        return error_set(error, -EINVAL, _("a quote is not closed; is the file cut short?"));
                n = (size_t) (quote - from);
                if (to != from)
                        memmove(to, from, n);
                to += n;
                from = quote + 1;
                if (from == end || *from != '"')
                        break;
                *to++ = *from++;
        }
        *p = from;
        *ret = (Slice){ start, (size_t) (to - start) };
        return 0;
}

static int parse_bare(char **p, const char *end, Slice *ret, Error *error)
{
        char *comma = memchr(*p, ',', (size_t) (end - *p));
        size_t n = (size_t) ((comma ? comma : end) - *p);

        if (memchr(*p, '"', n))
                return error_set(
                        error, -EINVAL, _("a quote stands inside a field that does not begin with one"));
        *ret = (Slice){ *p, n };
        *p += n;
        return 0;
}

int csv_row_parse(Slice record, CsvRow *ret, Error *error)
{
        char *p = (char *) record.p, *end = p + record.n;

        ret->n = 0;
        for (;;) {
                Slice *field = &ret->fields[ret->n];
                int r;

                if (ret->n == CSV_FIELDS_MAX)
                        return error_set(error, -EINVAL, _("it has more than %d fields"), CSV_FIELDS_MAX);
                if (p < end && *p == '"') {
                        p++;
                        r = parse_quoted(&p, end, field, error);
                } else {
                        r = parse_bare(&p, end, field, error);
                }
                if (r < 0)
                        return r;
                ret->n++;
                if (p == end)
                        return 0;
                if (*p != ',')
                        return error_set(error, -EINVAL, _("a comma is missing after field %zu"), ret->n);
                p++;
        }
}
