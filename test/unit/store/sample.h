/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_SAMPLE_H
#define LIMBER_TEST_SAMPLE_H

/* Records for the tests of the store: plausible ones, each with the id that the program would give it. */

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "record.h"

/* 2026-01-05T09:00:00Z */
#define MONDAY_MS INT64_C(1767603600000)

static const Uuid sample_device _unused_ = { { 0x11, 0x22, 0x33, 0x44, 0x55, 0x66, 0x87, 0x88, 0x99, 1, 2, 3,
                                               4, 5, 6, 7 } };

static inline Record sample_identified(Record record)
{
        record_identify(&record, &sample_device, NULL, 0);
        return record;
}

static inline Record sample_bout(int64_t wall_ms, int64_t length_ms)
{
        Record record = { .kind = RECORD_BOUT,
                          .wall = { wall_ms },
                          .bout = { .length_ms = length_ms, .posture = POSTURE_SITTING, .source = "x11" } };

        return sample_identified(record);
}

static inline Record sample_away(int64_t wall_ms, int64_t length_ms, AwayReason reason)
{
        return sample_identified((Record){ .kind = RECORD_AWAY,
                                           .wall = { wall_ms },
                                           .away = { .length_ms = length_ms, .reason = reason } });
}

/* Came up at wall_ms; began a minute later and lasted as long unless on_ms is negative: it never began. */
static inline Record sample_break(int64_t wall_ms, int64_t on_ms, Outcome outcome)
{
        Record record = { .kind = RECORD_BREAK,
                          .wall = { wall_ms },
                          .pause = { .name = "stretch", .outcome = outcome } };

        if (on_ms >= 0) {
                record.pause.began = true;
                record.pause.begin_wall.ms = wall_ms + MS_PER_MINUTE;
                record.pause.on_ms = on_ms;
        }
        return sample_identified(record);
}

static inline Record sample_stretch(int64_t wall_ms, const char *stretch, RecordEnd end)
{
        Record record = { .kind = RECORD_STRETCH,
                          .wall = { wall_ms },
                          .stretch = { .dose = "short",
                                       .position = "sit",
                                       .length_ms = 64000,
                                       .repeats_done = end == RECORD_END_FINISHED ? 8 : 0,
                                       .repeats_asked = 8,
                                       .end = end,
                                       .pain = -1 } };

        record_set_name(record.stretch.stretch, stretch);
        return sample_identified(record);
}

static inline Record sample_import(int64_t wall_ms, uint8_t digest_byte)
{
        Record record = { .kind = RECORD_IMPORT,
                          .wall = { wall_ms },
                          .import = { .format = "manictime",
                                      .n_read = 17821,
                                      .n_kept = 17000,
                                      .n_merged = 800,
                                      .n_dropped = 21,
                                      .n_already = 3 } };

        memset(record.import.digest, digest_byte, sizeof record.import.digest);
        return sample_identified(record);
}

/* Field by field: structs may hold padding. */
static inline bool sample_equals(const Record *a, const Record *b)
{
        if (a->kind != b->kind || a->wall.ms != b->wall.ms || !uuid_equals(&a->id, &b->id) ||
            !uuid_equals(&a->device, &b->device) || !uuid_equals(&a->replaces, &b->replaces) ||
            !uuid_equals(&a->origin, &b->origin))
                return false;
        switch (a->kind) {
        case RECORD_BOUT:
                return a->bout.length_ms == b->bout.length_ms && a->bout.posture == b->bout.posture &&
                       strcmp(a->bout.source, b->bout.source) == 0;
        case RECORD_AWAY:
                return a->away.length_ms == b->away.length_ms && a->away.reason == b->away.reason;
        case RECORD_BREAK:
                return strcmp(a->pause.name, b->pause.name) == 0 && a->pause.outcome == b->pause.outcome &&
                       a->pause.began == b->pause.began &&
                       a->pause.begin_wall.ms == b->pause.begin_wall.ms &&
                       a->pause.on_ms == b->pause.on_ms && a->pause.held_ms == b->pause.held_ms &&
                       a->pause.held_by == b->pause.held_by && a->pause.postpone_ms == b->pause.postpone_ms;
        case RECORD_STRETCH:
                return strcmp(a->stretch.stretch, b->stretch.stretch) == 0 &&
                       strcmp(a->stretch.dose, b->stretch.dose) == 0 &&
                       strcmp(a->stretch.position, b->stretch.position) == 0 &&
                       a->stretch.length_ms == b->stretch.length_ms &&
                       a->stretch.repeats_done == b->stretch.repeats_done &&
                       a->stretch.repeats_asked == b->stretch.repeats_asked &&
                       a->stretch.end == b->stretch.end && a->stretch.pain == b->stretch.pain;
        case RECORD_IMPORT:
                return strcmp(a->import.format, b->import.format) == 0 &&
                       memcmp(a->import.digest, b->import.digest, SHA256_SIZE) == 0 &&
                       a->import.n_read == b->import.n_read && a->import.n_kept == b->import.n_kept &&
                       a->import.n_merged == b->import.n_merged &&
                       a->import.n_dropped == b->import.n_dropped &&
                       a->import.n_already == b->import.n_already;
        case N_RECORD_KINDS:
                break;
        }
        return false;
}

#endif
