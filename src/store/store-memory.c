/* SPDX-License-Identifier: MIT */
/*
 * The store in memory: for simulations and tests, and the plain picture of what a store is. One array a
 * kind, sorted by id. Records come mostly in order, so that putting one appends.
 */

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"
#include "i18n.h"
#include "store.h"

typedef ARRAY(Record) Records;
typedef ARRAY(Uuid) Uuids;

typedef struct StoreMemory {
        Store base;
        Records records[N_RECORD_KINDS];
        Uuids replaced[N_RECORD_KINDS]; /* few: corrections are rare */
} StoreMemory;

static StoreMemory *memory_of(Store *store)
{
        return CONTAINER_OF(store, StoreMemory, base);
}

/* Where the id is, or would be. */
static size_t position_of(const Records *records, const Uuid *id, bool *ret_found)
{
        size_t low = 0, high = records->n;

        if (records->n > 0 && uuid_compare(&records->items[records->n - 1].id, id) < 0)
                low = records->n;
        while (low < high) {
                size_t middle = low + (high - low) / 2;

                if (uuid_compare(&records->items[middle].id, id) < 0)
                        low = middle + 1;
                else
                        high = middle;
        }
        *ret_found = low < records->n && uuid_equals(&records->items[low].id, id);
        return low;
}

/* Is the origin of records[i] in the store, or before it in the batch? */
static bool has_origin(const StoreMemory *memory, const Record *records, size_t i)
{
        const Uuid *origin = &records[i].origin;
        bool found;

        if (uuid_is_nil(origin))
                return true;
        position_of(&memory->records[RECORD_IMPORT], origin, &found);
        for (size_t j = 0; !found && j < i; j++)
                found = records[j].kind == RECORD_IMPORT && uuid_equals(&records[j].id, origin);
        return found;
}

/* Everything that can fail, so that the batch goes in whole or not at all. */
static int prepare(StoreMemory *memory, const Record *records, size_t n, Error *error)
{
        size_t n_kinds[N_RECORD_KINDS] = { 0 }, n_replacing[N_RECORD_KINDS] = { 0 };

        for (size_t i = 0; i < n; i++) {
                if (!has_origin(memory, records, i))
                        return error_set(
                                error, -EINVAL, _("%s: its origin is not in the store"),
                                record_kind_word(records[i].kind));
                n_kinds[records[i].kind]++;
                n_replacing[records[i].kind] += !uuid_is_nil(&records[i].replaces);
        }
        for (size_t kind = 0; kind < N_RECORD_KINDS; kind++)
                if (array_reserve(&memory->records[kind], n_kinds[kind]) < 0 ||
                    array_reserve(&memory->replaced[kind], n_replacing[kind]) < 0)
                        return error_set(error, -ENOMEM, _("out of memory"));
        return 0;
}

static int memory_put(Store *store, const Record *records, size_t n, size_t *ret_n_new, Error *error)
{
        StoreMemory *memory = memory_of(store);
        size_t n_new = 0;
        int r;

        r = prepare(memory, records, n, error);
        if (r < 0)
                return r;
        for (size_t i = 0; i < n; i++) {
                Records *kind = &memory->records[records[i].kind];
                Uuids *replaced = &memory->replaced[records[i].kind];
                bool found;
                size_t at = position_of(kind, &records[i].id, &found);

                if (found)
                        continue;
                memmove(&kind->items[at + 1], &kind->items[at], (kind->n - at) * sizeof *kind->items);
                kind->items[at] = records[i];
                kind->n++;
                n_new++;
                if (!uuid_is_nil(&records[i].replaces))
                        replaced->items[replaced->n++] = records[i].replaces;
        }
        *ret_n_new = n_new;
        return 0;
}

static bool is_replaced(const StoreMemory *memory, const Record *record)
{
        const Uuids *replaced = &memory->replaced[record->kind];

        for (size_t i = 0; i < replaced->n; i++)
                if (uuid_equals(&replaced->items[i], &record->id))
                        return true;
        return false;
}

static int memory_each(
        Store *store, RecordKind kind, WallTime from, WallTime to, StoreFunction function, void *userdata,
        Error *error _unused_)
{
        StoreMemory *memory = memory_of(store);
        const Records *records = &memory->records[kind];
        int r;

        for (size_t i = 0; i < records->n && records->items[i].wall.ms < to.ms; i++) {
                const Record *record = &records->items[i];
                int64_t end = record->wall.ms + record_length_ms(record);

                if ((record->wall.ms < from.ms && end <= from.ms) || is_replaced(memory, record))
                        continue;
                r = function(record, userdata);
                if (r != 0)
                        return r;
        }
        return 0;
}

static int memory_find_import(
        Store *store, const uint8_t digest[static SHA256_SIZE], Record *ret, Error *error _unused_)
{
        StoreMemory *memory = memory_of(store);
        const Records *imports = &memory->records[RECORD_IMPORT];

        for (size_t i = 0; i < imports->n; i++) {
                const Record *record = &imports->items[i];

                if (memcmp(record->import.digest, digest, SHA256_SIZE) == 0 &&
                    !is_replaced(memory, record)) {
                        *ret = *record;
                        return 0;
                }
        }
        return STORE_NONE;
}

static void memory_close(Store *store)
{
        StoreMemory *memory = memory_of(store);

        for (size_t kind = 0; kind < N_RECORD_KINDS; kind++) {
                array_free(&memory->records[kind]);
                array_free(&memory->replaced[kind]);
        }
        free(memory);
}

static const StoreOps memory_ops = {
        .name = "memory",
        .close = memory_close,
        .put = memory_put,
        .each = memory_each,
        .find_import = memory_find_import,
};

int store_memory_open(Store **ret)
{
        StoreMemory *memory = calloc(1, sizeof *memory);

        if (!memory)
                return -ENOMEM;
        memory->base.ops = &memory_ops;
        *ret = &memory->base;
        return 0;
}
