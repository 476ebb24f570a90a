/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CSV_ROW_H
#define LIMBER_CSV_ROW_H

/*
 * The fields of one CSV record as RFC 4180 writes them: separated by commas, in double quotes or not, a
 * double quote inside quotes written twice. Strict: a quote inside a field without quotes, bytes after a
 * closing quote and a quote that is never closed are errors. (libcsv gives each field in a callback of its
 * own and cannot say in which line a quote was opened.)
 */

#include "error.h"
#include "str.h"

enum { CSV_FIELDS_MAX = 16 };

typedef struct CsvRow {
        size_t n;
        Slice fields[CSV_FIELDS_MAX]; /* point into the record */
} CsvRow;

/* Changes the record's bytes where quotes were written twice. -EINVAL with a reason, without the line. */
int csv_row_parse(Slice record, CsvRow *ret, Error *error);

#endif
