/* SPDX-License-Identifier: MIT */
/*
 * ManicTime's computer usage as CSV. The first reading finds the order of the dates and whether the rows
 * are in the order of time; where they are not, the second one sorts them.
 */

#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>

#include "date-trial.h"
#include "i18n.h"
#include "import-file.h"
#include "importer.h"
#include "manictime-row.h"
#include "span-sort.h"
#include "span-sweep.h"
#include "text-reader.h"

typedef struct Manictime {
        Importer base;
        ImportFile file;
        TextReader reader;
        size_t n_columns; /* of the header */
        LocalZone zone;
        SpanSort *sort; /* NULL: the rows are in order */
        SpanSweep sweep;
} Manictime;

static void manictime_free(Importer *importer)
{
        Manictime *manictime = CONTAINER_OF(importer, Manictime, base);

        span_sort_free(manictime->sort);
        text_reader_deinit(&manictime->reader);
        import_file_close(&manictime->file);
        free(manictime);
}

/* The next record that is not an empty line: 1, 0 at the end, -errno with a reason that has its line. */
static int next_csv_row(Manictime *manictime, CsvRow *ret, Error *error)
{
        Slice record;
        int r;

        while ((r = text_reader_record(&manictime->reader, &record, error)) > 0) {
                if (record.n == 0)
                        continue;
                r = csv_row_parse(record, ret, error);
                if (r < 0)
                        return error_prefix(error, r, _("line %" PRIu64), manictime->reader.line);
                return 1;
        }
        return r;
}

static int read_header(Manictime *manictime, Error *error)
{
        CsvRow csv;
        int r = next_csv_row(manictime, &csv, error);

        if (r < 0)
                return r;
        if (r == 0)
                return error_set(
                        error, -EINVAL, _("it is empty; export the computer usage of ManicTime as CSV"));
        r = manictime_header_check(&csv, error);
        if (r < 0)
                return error_prefix(error, r, _("line %" PRIu64), manictime->reader.line);
        manictime->n_columns = csv.n;
        return 0;
}

static int next_row(Manictime *manictime, ManictimeRow *ret, Error *error)
{
        CsvRow csv;
        int r = next_csv_row(manictime, &csv, error);

        if (r <= 0)
                return r;
        if (csv.n != manictime->n_columns)
                r = error_set(
                        error, -EINVAL,
                        _("it has %zu fields where the header has %zu; is the file cut short?"), csv.n,
                        manictime->n_columns);
        else
                r = manictime_row_parse(&csv, ret, error);
        if (r < 0)
                return error_prefix(error, r, _("line %" PRIu64), manictime->reader.line);
        return 1;
}

/* The first reading: is every row right, and what do all of them say about the order of dates? */
static int check_rows(Manictime *manictime, DateTrials *trials, Error *error)
{
        ManictimeRow row;
        int r;

        r = read_header(manictime, error);
        if (r < 0)
                return r;
        while ((r = next_row(manictime, &row, error)) > 0)
                if (!date_trials_try(trials, &row.start, &row.end, row.duration_s))
                        return error_set(
                                error, -EINVAL,
                                _("line %" PRIu64
                                  ": '%.*s' to '%.*s' are no dates in the order of the others; "
                                  "mend or remove that line"),
                                manictime->reader.line, (int) MIN(row.start_text.n, (size_t) 40),
                                row.start_text.p, (int) MIN(row.end_text.n, (size_t) 40), row.end_text.p);
        return r;
}

static WallTime wall_of(Manictime *manictime, const LocalStamp *stamp)
{
        int64_t local_s = 0;

        /* The first reading has seen that it is a date; a file that changed meanwhile gives some time. */
        (void) local_stamp_seconds(stamp, manictime->base.date_order, &local_s);
        return local_zone_wall(&manictime->zone, local_s);
}

/* The second reading: the next row that says something. */
static int next_span_in_file(void *userdata, Span *ret, Error *error)
{
        static const SpanKind kinds[] = {
                [MANICTIME_ACTIVE] = SPAN_ACTIVE,
                [MANICTIME_LOCK] = SPAN_LOCK,
                [MANICTIME_OFF] = SPAN_OFF,
        };
        Manictime *manictime = userdata;
        ManictimeRow row;
        int r;

        while ((r = next_row(manictime, &row, error)) > 0) {
                WallTime start = wall_of(manictime, &row.start), end = wall_of(manictime, &row.end);

                manictime->base.counts.read++;
                if (start.ms >= end.ms) {
                        manictime->base.counts.dropped++;
                } else if (row.name != MANICTIME_AWAY) {
                        *ret = (Span){ start, end, kinds[row.name] };
                        return 1;
                }
        }
        return r;
}

static int next_span_sorted(void *userdata, Span *ret, Error *error)
{
        Manictime *manictime = userdata;

        return span_sort_next(manictime->sort, ret, error);
}

static int sort_rows(Manictime *manictime, Error *error)
{
        Span span;
        int r;

        manictime->sort = span_sort_new();
        if (!manictime->sort)
                return -ENOMEM;
        while ((r = next_span_in_file(manictime, &span, error)) > 0) {
                r = span_sort_add(manictime->sort, &span, error);
                if (r < 0)
                        return r;
        }
        manictime->sweep.next_span = next_span_sorted;
        return r;
}

static int manictime_next(Importer *importer, ReplayItem *ret, Error *error)
{
        Manictime *manictime = CONTAINER_OF(importer, Manictime, base);
        ImportCounts *counts = &importer->counts;
        int r = span_sweep_next(&manictime->sweep, ret, error);

        counts->merged = manictime->sweep.n_merged;
        counts->kept = counts->read - counts->dropped - counts->merged;
        return r;
}

static int manictime_open(const char *path, const ImportOptions *options, Importer **ret, Error *error)
{
        _cleanup_(importer_freep) Importer *importer = NULL;
        Manictime *manictime = calloc(1, sizeof *manictime);
        DateTrials trials;
        int r;

        if (!manictime)
                return -ENOMEM;
        manictime->file = (ImportFile){ .fd = -1, .copy_fd = -1 };
        manictime->sweep = (SpanSweep){ .next_span = next_span_in_file, .userdata = manictime };
        manictime->base = (Importer){ .ops = &importer_manictime, .has_local_dates = true };
        importer = &manictime->base;

        r = import_file_open(path, &manictime->file, error);
        if (r < 0)
                return r;
        manictime->file.on_bytes = options->on_bytes;
        manictime->file.userdata = options->userdata;
        r = text_reader_init(&manictime->reader, &manictime->file);
        if (r < 0)
                return r;
        date_trials_init(&trials, options->date_order);
        r = check_rows(manictime, &trials, error);
        if (r < 0)
                return r;
        r = date_trials_decide(&trials, &importer->date_order, error);
        if (r < 0)
                return r;

        r = text_reader_rewind(&manictime->reader, error);
        if (r < 0)
                return r;
        r = read_header(manictime, error);
        if (r < 0)
                return r;
        if (trials.trials[importer->date_order].unsorted) {
                r = sort_rows(manictime, error);
                if (r < 0)
                        return r;
        }
        *ret = TAKE_PTR(importer);
        return 0;
}

const ImporterOps importer_manictime = {
        .name = "manictime",
        .open = manictime_open,
        .next = manictime_next,
        .free = manictime_free,
};
