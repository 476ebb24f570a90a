/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_MANICTIME_ROW_H
#define LIMBER_MANICTIME_ROW_H

/* One row of ManicTime's computer usage: Name, Start, End, Duration, with names in its user's language. */

#include "csv-row.h"
#include "local-time.h"

typedef enum ManictimeName {
        MANICTIME_ACTIVE,
        MANICTIME_LOCK,
        MANICTIME_OFF,
        MANICTIME_AWAY, /* says nothing */
        N_MANICTIME_NAMES,
} ManictimeName;

typedef struct ManictimeRow {
        ManictimeName name;
        LocalStamp start, end;
        int64_t duration_s; /* as written; -1 where it is not written as h:mm:ss */
        Slice start_text, end_text;
} ManictimeRow;

/* Is this the header? -EINVAL with a reason. */
int manictime_header_check(const CsvRow *csv, Error *error);

/* -EINVAL with a reason. Borrows from `csv`. */
int manictime_row_parse(const CsvRow *csv, ManictimeRow *ret, Error *error);

#endif
