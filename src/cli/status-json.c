/* SPDX-License-Identifier: MIT */
/* JSON for scripts. Keys keep the order of doc/cli.md, with what is new after what is written there. */

#include "status-json.h"

#include "i18n.h"

static json_int_t passed_s(int64_t ms)
{
        return MAX(ms, 0) / MS_PER_SECOND;
}

/* A length to go; null for -1, which means that there is none. */
static json_t *to_go_s(int64_t ms)
{
        return ms < 0 ? json_null() : json_integer((ms + MS_PER_SECOND - 1) / MS_PER_SECOND);
}

static json_t *wall(bool known, WallTime time)
{
        char text[WALL_TEXT_SIZE];

        return known ? json_string(wall_format(time, text)) : json_null();
}

static json_t *word(bool known, const char *text)
{
        return known ? json_string(text) : json_null();
}

static json_t *busy(uint32_t bits)
{
        json_t *array = json_array();

        for (unsigned i = 0; i < N_BUSY_REASONS; i++)
                if (bits & UINT32_C(1) << i)
                        json_array_append_new(array, json_string(busy_reason_name((BusyReason) i)));
        return array;
}

static json_t *outcomes(const StatusToday *today)
{
        static const Outcome order[] = {
                OUTCOME_DONE,    OUTCOME_RESTED,  OUTCOME_SKIPPED,   OUTCOME_POSTPONED,
                OUTCOME_NATURAL, OUTCOME_IGNORED, OUTCOME_WITHDRAWN,
        };
        json_t *object = json_object();

        static_assert(ELEMENTSOF(order) == N_OUTCOMES, "each outcome is told");
        for (size_t i = 0; i < ELEMENTSOF(order); i++)
                json_object_set_new(object, outcome_name(order[i]), json_integer(today->breaks[order[i]]));
        return object;
}

static json_t *stretches(const StatusToday *today)
{
        json_t *object = json_object();

        for (size_t i = 0; i < today->n_stretches; i++)
                json_object_set_new(object, today->stretches[i].id, json_integer(today->stretches[i].count));
        return object;
}

static json_t *today_json(const StatusToday *today)
{
        return json_pack(
                "{s:I, s:I, s:i, s:I, s:o, s:o}", "sitting_s", passed_s(today->sitting_ms), "standing_s",
                passed_s(today->standing_ms), "bouts", (int) today->bouts, "longest_bout_s",
                passed_s(today->longest_bout_ms), "breaks", outcomes(today), "stretches", stretches(today));
}

static json_t *break_json(const StatusRecord *record)
{
        return json_pack(
                "{s:o, s:s, s:o, s:o, s:b}", "name", word(record->break_name[0], record->break_name),
                "state", break_state_name(record->break_state), "due_in_s", to_go_s(record->break_due_in_ms),
                "ends_in_s", to_go_s(record->break_ends_in_ms), "session", record->session);
}

static json_t *problems(const StatusRecord *record)
{
        const struct {
                const char *part, *text;
        } all[] = {
                { "source", record->source_problem },
                { "settings", record->config_error },
                { "history", record->store_problem },
        };
        json_t *array = json_array();

        for (size_t i = 0; i < ELEMENTSOF(all); i++)
                if (all[i].text[0])
                        json_array_append_new(
                                array, json_pack("{s:s, s:s}", "part", all[i].part, "text", all[i].text));
        return array;
}

static int64_t bout_ms_as(const StatusRecord *record, Posture posture)
{
        return record->bout_open && record->posture == posture ? record->bout_ms : 0;
}

json_t *status_json(const StatusRecord *record)
{
        return json_pack(
                "{s:o, s:o, s:b, s:s, s:I, s:o, s:o, s:o, s:o, s:I, s:o, s:b, s:o, s:o, s:s}", "now",
                wall(true, record->now), "source", word(record->source[0], record->source), "present",
                record->present, "posture", posture_name(record->posture), "sitting_s",
                passed_s(bout_ms_as(record, POSTURE_SITTING)), "bout_start",
                wall(record->bout_open, record->bout_start), "busy", busy(record->busy), "break",
                break_json(record), "today", today_json(&record->today), "standing_s",
                passed_s(bout_ms_as(record, POSTURE_STANDING)), "gone",
                word(record->gone, gone_reason_name(record->gone_reason)), "paused", record->paused,
                "paused_until", wall(record->paused && record->paused_until.ms > 0, record->paused_until),
                "problems", problems(record), "version", record->version);
}
