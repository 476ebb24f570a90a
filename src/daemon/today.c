/* SPDX-License-Identifier: MIT */
/* The counts of the day. A bout is split at the day's start for its time; it counts, whole, on the day it
 * began. */

#include "today.h"

#include <string.h>

#include "timeline.h"

void today_begin(Today *today, WallTime from, WallTime to)
{
        today->from = from;
        today->to = to;
        today->counts = (StatusToday){ 0 };
        today->n_changes++;
}

static void count_stretch(StatusToday *counts, const char *id, uint32_t n)
{
        size_t i;

        for (i = 0; i < counts->n_stretches; i++)
                if (strcmp(counts->stretches[i].id, id) == 0)
                        break;
        if (i == STATUS_STRETCHES_MAX)
                return;
        if (i == counts->n_stretches) {
                counts->n_stretches++;
                status_text_set(counts->stretches[i].id, sizeof counts->stretches[i].id, id);
                counts->stretches[i].count = 0;
        }
        counts->stretches[i].count += n;
}

void today_fill(Today *today, const StoreDay *day, const StoreStretches *week)
{
        StatusToday *counts = &today->counts;

        counts->sitting_ms = day->sitting_ms;
        counts->standing_ms = day->standing_ms;
        counts->bouts = (uint32_t) day->n_bouts;
        counts->longest_bout_ms = day->longest_bout_ms;
        for (int i = 0; i < N_OUTCOMES; i++)
                counts->breaks[i] = (uint32_t) day->n_breaks[i];
        for (size_t i = 0; i < day->stretches.n; i++)
                if (day->stretches.items[i].n_finished > 0)
                        count_stretch(
                                counts, day->stretches.items[i].stretch,
                                (uint32_t) day->stretches.items[i].n_finished);
        today->week = *week;
        today->n_changes++;
}

static bool is_today(const Today *today, WallTime wall)
{
        return wall.ms >= today->from.ms && wall.ms < today->to.ms;
}

static void
add_bout(const Today *today, StatusToday *counts, WallTime start, int64_t length_ms, Posture posture)
{
        TimelineSlice slice = { .from = today->from, .to = today->to };

        timeline_slice_add(&slice, start, length_ms, posture);
        counts->sitting_ms += slice.ms[POSTURE_SITTING];
        counts->standing_ms += slice.ms[POSTURE_STANDING];
        counts->bouts += (uint32_t) slice.n_bouts;
        counts->longest_bout_ms = MAX(counts->longest_bout_ms, slice.longest_bout_ms);
}

static StoreStretch *week_entry(StoreStretches *week, const char *id)
{
        for (size_t i = 0; i < week->n; i++)
                if (strcmp(week->items[i].stretch, id) == 0)
                        return &week->items[i];
        if (week->n == STORE_STRETCHES_MAX)
                return NULL;
        week->items[week->n] = (StoreStretch){ 0 };
        record_set_name(week->items[week->n].stretch, id);
        return &week->items[week->n++];
}

static void add_stretch(Today *today, const Record *record)
{
        const RecordStretch *stretch = &record->stretch;
        StoreStretch *entry = week_entry(&today->week, stretch->stretch);

        if (stretch->end == RECORD_END_FINISHED && is_today(today, record->wall))
                count_stretch(&today->counts, stretch->stretch, 1);
        if (!entry)
                return;
        entry->n_begun++;
        entry->n_finished += stretch->end == RECORD_END_FINISHED;
        if (stretch->repeats_done > 0)
                entry->last = record->wall;
        if (stretch->end == RECORD_END_OUCH)
                entry->last_ouch = record->wall;
}

void today_add(Today *today, const Record *record)
{
        switch (record->kind) {
        case RECORD_BOUT:
                add_bout(today, &today->counts, record->wall, record->bout.length_ms, record->bout.posture);
                break;
        case RECORD_BREAK:
                if (is_today(today, record->wall))
                        today->counts.breaks[record->pause.outcome]++;
                break;
        case RECORD_STRETCH:
                add_stretch(today, record);
                break;
        case RECORD_AWAY:
        case RECORD_IMPORT:
        case N_RECORD_KINDS:
                return;
        }
        today->n_changes++;
}

void today_get(
        const Today *today, bool open, WallTime start, int64_t length_ms, Posture posture, StatusToday *ret)
{
        *ret = today->counts;
        if (open)
                add_bout(today, ret, start, length_ms, posture);
}
