/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SQLITE_ROW_H
#define LIMBER_SQLITE_ROW_H

/* Records as rows: one table of statements, bindings and readings, one line a kind. */

#include <sqlite3.h>

#include "record.h"

typedef struct RowKind {
        const char *insert; /* one row; none if the id is there */
        /* Parameters 1 and 2: ids from and up to, as their first 6 bytes; 3: wall_ms from which on a row has
         * to reach. */
        const char *select;
        const char *longest; /* of the rows of a day and more: length_ms, or NULL */
        int (*bind)(sqlite3_stmt *statement, const Record *record);
        int (*read)(sqlite3_stmt *statement, Record *record); /* the kind's own columns: 0 or -EINVAL */
} RowKind;

extern const RowKind row_kinds[N_RECORD_KINDS];

/* The import of a digest, parameter 1; columns as those of the import's select. */
extern const char row_find_import[];

/* Binds a whole record to its insert: SQLITE_OK or an error. */
int row_bind(sqlite3_stmt *statement, const Record *record);

/* Reads a row of a select. 0, or -EUCLEAN with the reason: it holds what Limber never wrote. */
int row_read(sqlite3_stmt *statement, RecordKind kind, Record *ret, Error *error);

#endif
