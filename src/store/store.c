/* SPDX-License-Identifier: MIT */
/* The store, as seen from above: puts are checked, then handed to the implementation; the totals of a day
 * are worked out from walks, the same way for all implementations. */

#include "store.h"

#include "timeline.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"
#include "str.h"

int store_put_many(Store *store, const Record *records, size_t n, size_t *ret_n_new, Error *error)
{
        size_t n_new = 0;
        int r;

        for (size_t i = 0; i < n; i++) {
                r = record_check(&records[i], error);
                if (r < 0)
                        return n > 1 ? error_prefix(error, r, _("record %zu"), i + 1) : r;
        }
        if (n > 0) {
                r = store->ops->put(store, records, n, &n_new, error);
                if (r < 0)
                        return r;
        }
        if (ret_n_new)
                *ret_n_new = n_new;
        return n_new > 0 ? 0 : STORE_ALREADY;
}

int store_put(Store *store, const Record *record, Error *error)
{
        return store_put_many(store, record, 1, NULL, error);
}

int store_each(
        Store *store, RecordKind kind, WallTime from, WallTime to, StoreFunction function, void *userdata,
        Error *error)
{
        assert((size_t) kind < N_RECORD_KINDS);
        from.ms = MAX(from.ms, INT64_C(0));
        to.ms = MIN(to.ms, WALL_MS_MAX + 1);
        if (from.ms >= to.ms)
                return 0;
        return store->ops->each(store, kind, from, to, function, userdata, error);
}

int store_find_import(Store *store, const uint8_t digest[static SHA256_SIZE], Record *ret, Error *error)
{
        return store->ops->find_import(store, digest, ret, error);
}

/* ---- stretches ---- */

typedef struct Window {
        WallTime from, to;
} Window;

static bool window_holds(const Window *window, WallTime wall)
{
        return wall.ms >= window->from.ms && wall.ms < window->to.ms;
}

const StoreStretch *store_stretches_find(const StoreStretches *stretches, const char *stretch)
{
        for (size_t i = 0; i < stretches->n; i++)
                if (strcmp(stretches->items[i].stretch, stretch) == 0)
                        return &stretches->items[i];
        return NULL;
}

static StoreStretch *find_or_add(StoreStretches *stretches, const char *stretch)
{
        const StoreStretch *found = store_stretches_find(stretches, stretch);
        StoreStretch *added;

        if (found)
                return &stretches->items[found - stretches->items];
        if (stretches->n == STORE_STRETCHES_MAX)
                return NULL;
        added = &stretches->items[stretches->n++];
        *added = (StoreStretch){ 0 };
        record_set_name(added->stretch, stretch);
        return added;
}

typedef struct StretchWalk {
        Window window;
        StoreStretches *stretches;
} StretchWalk;

static int count_stretch(const Record *record, void *userdata)
{
        StretchWalk *walk = userdata;
        StoreStretch *stretch;

        if (!window_holds(&walk->window, record->wall))
                return 0;
        stretch = find_or_add(walk->stretches, record->stretch.stretch);
        if (!stretch)
                return 0;
        stretch->n_begun++;
        if (record->stretch.end == RECORD_END_FINISHED)
                stretch->n_finished++;
        if (record->stretch.end == RECORD_END_FINISHED || record->stretch.repeats_done > 0)
                stretch->last = record->wall;
        if (record->stretch.end == RECORD_END_OUCH)
                stretch->last_ouch = record->wall;
        return 0;
}

int store_stretches(Store *store, WallTime from, WallTime to, StoreStretches *ret, Error *error)
{
        StoreStretches stretches = { 0 };
        StretchWalk walk = { { from, to }, &stretches };
        int r;

        r = store_each(store, RECORD_STRETCH, from, to, count_stretch, &walk, error);
        if (r < 0)
                return r;
        *ret = stretches;
        return 0;
}

/* ---- a day ---- */

typedef struct DayWalk {
        Window window;
        StoreDay *day;
} DayWalk;

static int count_bout(const Record *record, void *userdata)
{
        timeline_slice_add(userdata, record->wall, record->bout.length_ms, record->bout.posture);
        return 0;
}

static int count_break(const Record *record, void *userdata)
{
        DayWalk *walk = userdata;

        if (window_holds(&walk->window, record->wall))
                walk->day->n_breaks[record->pause.outcome]++;
        return 0;
}

int store_day(Store *store, WallTime from, WallTime to, StoreDay *ret, Error *error)
{
        StoreDay day = { 0 };
        DayWalk walk = { { from, to }, &day };
        TimelineSlice slice = { .from = from, .to = to };
        int r;

        r = store_each(store, RECORD_BOUT, from, to, count_bout, &slice, error);
        if (r >= 0)
                r = store_each(store, RECORD_BREAK, from, to, count_break, &walk, error);
        if (r >= 0)
                r = store_stretches(store, from, to, &day.stretches, error);
        if (r < 0)
                return r;
        day.sitting_ms = slice.ms[POSTURE_SITTING];
        day.standing_ms = slice.ms[POSTURE_STANDING];
        day.n_bouts = slice.n_bouts;
        day.longest_bout_ms = slice.longest_bout_ms;
        *ret = day;
        return 0;
}
