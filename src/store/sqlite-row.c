/* SPDX-License-Identifier: MIT */
/* Rows. Every select gives id, device, wall_ms, replaces, origin and then the kind's own columns, in the
 * order in which its insert binds them. */

#include "sqlite-row.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"

enum { N_SHARED_COLUMNS = 5 };

#define SHARED "id, device, wall_ms, replaces, origin, "
#define BOUT "length_ms, posture, source"
#define AWAY "length_ms, reason"
#define BREAK "name, outcome, began_ms, on_ms, held_ms, held_by, postpone_ms"
#define STRETCH "length_ms, stretch, dose, position, repeats_done, repeats_asked, ended, pain"
#define IMPORT "format, digest, n_read, n_kept, n_merged, n_dropped, n_already"

#define INSERT(table, columns, marks) \
        "INSERT INTO " table " (" SHARED columns ") VALUES (?1, ?2, ?3, ?4, ?5, " marks \
        ") ON CONFLICT (id) DO NOTHING"
#define SELECT(table, columns, reaches) \
        "SELECT " SHARED columns " FROM " table \
        " WHERE id >= ?1 AND id < ?2 AND (wall_ms >= ?3 OR " reaches \
        ") AND id NOT IN (SELECT replaces FROM " table " WHERE replaces IS NOT NULL) ORDER BY id"
#define REACHES "wall_ms + length_ms > ?3"
#define LONGEST(table) "SELECT max(length_ms) FROM " table " WHERE length_ms >= 86400000"

const char row_find_import[] = "SELECT id, device, wall_ms, replaces, NULL, " IMPORT
                               " FROM current_import WHERE digest = ?1 ORDER BY id LIMIT 1";

/* ---- columns ---- */

static int bind_uuid(sqlite3_stmt *statement, int column, const Uuid *uuid)
{
        if (uuid_is_nil(uuid))
                return sqlite3_bind_null(statement, column);
        return sqlite3_bind_blob(statement, column, uuid->bytes, sizeof uuid->bytes, SQLITE_STATIC);
}

static int bind_text(sqlite3_stmt *statement, int column, const char *text)
{
        return sqlite3_bind_text(statement, column, text, -1, SQLITE_STATIC);
}

/* Binds n numbers from `column` on. */
static int bind_numbers(sqlite3_stmt *statement, int column, const int64_t *numbers, int n)
{
        int code = SQLITE_OK;

        for (int i = 0; i < n && code == SQLITE_OK; i++)
                code = sqlite3_bind_int64(statement, column + i, numbers[i]);
        return code;
}

static int read_bytes(sqlite3_stmt *statement, int column, void *ret, size_t n)
{
        const void *blob = sqlite3_column_blob(statement, column);

        if (!blob || (size_t) sqlite3_column_bytes(statement, column) != n)
                return -EINVAL;
        memcpy(ret, blob, n);
        return 0;
}

static int read_uuid_or_null(sqlite3_stmt *statement, int column, Uuid *ret)
{
        if (sqlite3_column_type(statement, column) == SQLITE_NULL)
                return 0;
        return read_bytes(statement, column, ret->bytes, sizeof ret->bytes);
}

static const char *read_word(sqlite3_stmt *statement, int column)
{
        const char *text = (const char *) sqlite3_column_text(statement, column);

        return text ? text : "";
}

static int read_name(sqlite3_stmt *statement, int column, char name[static RECORD_NAME_SIZE])
{
        const char *text = read_word(statement, column);
        size_t n = strlen(text);

        if (n >= RECORD_NAME_SIZE)
                return -EINVAL;
        memcpy(name, text, n);
        return 0;
}

/* ---- kinds ---- */

enum { OWN = N_SHARED_COLUMNS }; /* the first column of the kind's own; parameters count from 1 */

static int bind_bout(sqlite3_stmt *statement, const Record *record)
{
        int code = sqlite3_bind_int64(statement, OWN + 1, record->bout.length_ms);

        if (code == SQLITE_OK)
                code = bind_text(statement, OWN + 2, record_posture_word(record->bout.posture));
        if (code == SQLITE_OK)
                code = bind_text(statement, OWN + 3, record->bout.source);
        return code;
}

static int read_bout(sqlite3_stmt *statement, Record *record)
{
        int r;

        record->bout.length_ms = sqlite3_column_int64(statement, OWN);
        r = record_posture_of(read_word(statement, OWN + 1), &record->bout.posture);
        return r < 0 ? r : read_name(statement, OWN + 2, record->bout.source);
}

static int bind_away(sqlite3_stmt *statement, const Record *record)
{
        int code = sqlite3_bind_int64(statement, OWN + 1, record->away.length_ms);

        if (code == SQLITE_OK)
                code = bind_text(statement, OWN + 2, record_away_word(record->away.reason));
        return code;
}

static int read_away(sqlite3_stmt *statement, Record *record)
{
        record->away.length_ms = sqlite3_column_int64(statement, OWN);
        return record_away_of(read_word(statement, OWN + 1), &record->away.reason);
}

static int bind_break(sqlite3_stmt *statement, const Record *record)
{
        const RecordBreak *pause = &record->pause;
        const int64_t numbers[] = { pause->on_ms, pause->held_ms, pause->held_by, pause->postpone_ms };
        int code = bind_text(statement, OWN + 1, pause->name);

        if (code == SQLITE_OK)
                code = bind_text(statement, OWN + 2, record_outcome_word(pause->outcome));
        if (code == SQLITE_OK)
                code = pause->began ? sqlite3_bind_int64(statement, OWN + 3, pause->begin_wall.ms)
                                    : sqlite3_bind_null(statement, OWN + 3);
        if (code == SQLITE_OK)
                code = bind_numbers(statement, OWN + 4, numbers, ELEMENTSOF(numbers));
        return code;
}

static int read_break(sqlite3_stmt *statement, Record *record)
{
        RecordBreak *pause = &record->pause;
        int64_t held_by = sqlite3_column_int64(statement, OWN + 5);
        int r = read_name(statement, OWN, pause->name);

        if (r >= 0)
                r = record_outcome_of(read_word(statement, OWN + 1), &pause->outcome);
        if (r >= 0 && (held_by < 0 || held_by > UINT32_MAX))
                r = -EINVAL;
        pause->began = sqlite3_column_type(statement, OWN + 2) != SQLITE_NULL;
        pause->begin_wall.ms = sqlite3_column_int64(statement, OWN + 2);
        pause->on_ms = sqlite3_column_int64(statement, OWN + 3);
        pause->held_ms = sqlite3_column_int64(statement, OWN + 4);
        pause->held_by = (uint32_t) held_by;
        pause->postpone_ms = sqlite3_column_int64(statement, OWN + 6);
        return r;
}

static int bind_stretch(sqlite3_stmt *statement, const Record *record)
{
        const RecordStretch *stretch = &record->stretch;
        const char *const names[] = { stretch->stretch, stretch->dose, stretch->position };
        const int64_t repeats[] = { stretch->repeats_done, stretch->repeats_asked };
        int code = sqlite3_bind_int64(statement, OWN + 1, stretch->length_ms);

        for (int i = 0; i < 3 && code == SQLITE_OK; i++)
                code = bind_text(statement, OWN + 2 + i, names[i]);
        if (code == SQLITE_OK)
                code = bind_numbers(statement, OWN + 5, repeats, ELEMENTSOF(repeats));
        if (code == SQLITE_OK)
                code = bind_text(statement, OWN + 7, record_end_word(stretch->end));
        if (code == SQLITE_OK)
                code = stretch->pain < 0 ? sqlite3_bind_null(statement, OWN + 8)
                                         : sqlite3_bind_int(statement, OWN + 8, stretch->pain);
        return code;
}

static int read_stretch(sqlite3_stmt *statement, Record *record)
{
        RecordStretch *stretch = &record->stretch;
        int r;

        stretch->length_ms = sqlite3_column_int64(statement, OWN);
        r = read_name(statement, OWN + 1, stretch->stretch);
        if (r >= 0)
                r = read_name(statement, OWN + 2, stretch->dose);
        if (r >= 0)
                r = read_name(statement, OWN + 3, stretch->position);
        stretch->repeats_done = sqlite3_column_int64(statement, OWN + 4);
        stretch->repeats_asked = sqlite3_column_int64(statement, OWN + 5);
        if (r >= 0)
                r = record_end_of(read_word(statement, OWN + 6), &stretch->end);
        stretch->pain = sqlite3_column_type(statement, OWN + 7) == SQLITE_NULL
                                ? -1
                                : sqlite3_column_int(statement, OWN + 7);
        return r;
}

/* Imports have no origin: their column 5 is the format. */
static int bind_import(sqlite3_stmt *statement, const Record *record)
{
        const RecordImport *import = &record->import;
        const int64_t counts[] = { import->n_read, import->n_kept, import->n_merged, import->n_dropped,
                                   import->n_already };
        int code = bind_text(statement, OWN + 1, import->format);

        if (code == SQLITE_OK)
                code = sqlite3_bind_blob(
                        statement, OWN + 2, import->digest, sizeof import->digest, SQLITE_STATIC);
        if (code == SQLITE_OK)
                code = bind_numbers(statement, OWN + 3, counts, ELEMENTSOF(counts));
        return code;
}

static int read_import(sqlite3_stmt *statement, Record *record)
{
        RecordImport *import = &record->import;
        int64_t *const counts[] = { &import->n_read, &import->n_kept, &import->n_merged, &import->n_dropped,
                                    &import->n_already };
        int r = read_name(statement, OWN, import->format);

        if (r >= 0)
                r = read_bytes(statement, OWN + 1, import->digest, sizeof import->digest);
        for (int i = 0; i < (int) ELEMENTSOF(counts); i++)
                *counts[i] = sqlite3_column_int64(statement, OWN + 2 + i);
        return r;
}

const RowKind row_kinds[N_RECORD_KINDS] = {
        [RECORD_BOUT] = { INSERT("bout", BOUT, "?6, ?7, ?8"), SELECT("bout", BOUT, REACHES), LONGEST("bout"),
                          bind_bout, read_bout },
        [RECORD_AWAY] = { INSERT("away", AWAY, "?6, ?7"), SELECT("away", AWAY, REACHES), LONGEST("away"),
                          bind_away, read_away },
        [RECORD_BREAK] = { INSERT("break", BREAK, "?6, ?7, ?8, ?9, ?10, ?11, ?12"),
                           SELECT("break", BREAK, REACHES), LONGEST("break"), bind_break, read_break },
        [RECORD_STRETCH] = { INSERT("stretch", STRETCH, "?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13"),
                             SELECT("stretch", STRETCH, REACHES), LONGEST("stretch"), bind_stretch,
                             read_stretch },
        [RECORD_IMPORT] = { "INSERT INTO import (id, device, wall_ms, replaces, " IMPORT
                            ") VALUES (?1, ?2, ?3, ?4, ?6, ?7, ?8, ?9, ?10, ?11, ?12) "
                            "ON CONFLICT (id) DO NOTHING",
                            "SELECT id, device, wall_ms, replaces, NULL, " IMPORT
                            " FROM current_import WHERE id >= ?1 AND id < ?2 AND wall_ms >= ?3 ORDER BY id",
                            NULL, bind_import, read_import },
};

int row_bind(sqlite3_stmt *statement, const Record *record)
{
        int code = bind_uuid(statement, 1, &record->id);

        if (code == SQLITE_OK)
                code = bind_uuid(statement, 2, &record->device);
        if (code == SQLITE_OK)
                code = sqlite3_bind_int64(statement, 3, record->wall.ms);
        if (code == SQLITE_OK)
                code = bind_uuid(statement, 4, &record->replaces);
        if (code == SQLITE_OK && record->kind != RECORD_IMPORT)
                code = bind_uuid(statement, 5, &record->origin);
        if (code == SQLITE_OK)
                code = row_kinds[record->kind].bind(statement, record);
        return code;
}

int row_read(sqlite3_stmt *statement, RecordKind kind, Record *ret, Error *error)
{
        Record record = { .kind = kind, .wall.ms = sqlite3_column_int64(statement, 2) };
        int r;

        r = read_bytes(statement, 0, record.id.bytes, sizeof record.id.bytes);
        if (r >= 0)
                r = read_bytes(statement, 1, record.device.bytes, sizeof record.device.bytes);
        if (r >= 0)
                r = read_uuid_or_null(statement, 3, &record.replaces);
        if (r >= 0)
                r = read_uuid_or_null(statement, 4, &record.origin);
        if (r >= 0)
                r = row_kinds[kind].read(statement, &record);
        if (r < 0)
                return error_set(
                        error, -EUCLEAN, _("the table %s holds a row that Limber did not write"),
                        record_kind_word(kind));
        r = record_check(&record, error);
        if (r < 0)
                return error_prefix(error, -EUCLEAN, _("a row that Limber did not write"));
        *ret = record;
        return 0;
}
