/* SPDX-License-Identifier: MIT */
/*
 * The status on the bus. One table says for every field its key in GetStatus, the property it is as well (if
 * it changes only with events), its type and where it lives: writing, reading, comparing and the properties
 * are all walks over it.
 */

#include "status-record.h"

#include <errno.h>
#include <string.h>

#include "macro.h"
#include "status-field.h"

static const char *posture_word(unsigned value)
{
        return posture_name((Posture) value);
}

static const char *gone_word(unsigned value)
{
        return gone_reason_name((GoneReason) value);
}

static const char *break_state_word(unsigned value)
{
        return break_state_name((BreakState) value);
}

static const char *window_word(unsigned value)
{
        return break_window_name((BreakWindow) value);
}

static const char *firm_word(unsigned value)
{
        return firmness_name((Firmness) value);
}

#define AT(member) .offset = offsetof(StatusRecord, member), .size = sizeof((StatusRecord *) NULL)->member
#define WITH(member) .flag_offset = 1 + offsetof(StatusRecord, member)

/* clang-format off */
static const StatusField fields[] = {
        { "now_unix_ms",           NULL,                FIELD_WALL,      AT(now) },
        { "version",               "Version",           FIELD_TEXT,      AT(version) },
        { "source",                "Source",            FIELD_TEXT,      AT(source) },
        { "source_problem",        "SourceProblem",     FIELD_TEXT,      AT(source_problem) },
        { "config_error",          "ConfigError",       FIELD_TEXT,      AT(config_error) },
        { "store_problem",         "StoreProblem",      FIELD_TEXT,      AT(store_problem) },
        { "present",               "Present",           FIELD_BOOL,      AT(present) },
        { "gone",                  "Gone",              FIELD_WORD,      AT(gone_reason), WITH(gone),
          .word = gone_word, .n_words = N_GONE_REASONS },
        { "posture",               "Posture",           FIELD_WORD,      AT(posture),
          .word = posture_word, .n_words = N_POSTURES },
        { "bout_ms",               NULL,                FIELD_LENGTH,    AT(bout_ms) },
        { "bout_start_unix_ms",    "BoutStartUnixMs",   FIELD_WALL,      AT(bout_start), WITH(bout_open) },
        { "busy",                  "Busy",              FIELD_BUSY,      AT(busy) },
        { "paused",                "Paused",            FIELD_BOOL,      AT(paused) },
        { "paused_until_unix_ms",  "PausedUntilUnixMs", FIELD_WALL,      AT(paused_until) },
        { "break_name",            "BreakName",         FIELD_TEXT,      AT(break_name) },
        { "break_state",           "BreakState",        FIELD_WORD,      AT(break_state),
          .word = break_state_word, .n_words = N_BREAK_STATES },
        { "break_due_in_ms",       NULL,                FIELD_LENGTH,    AT(break_due_in_ms) },
        { "break_ends_in_ms",      NULL,                FIELD_LENGTH,    AT(break_ends_in_ms) },
        { "session",               "Session",           FIELD_BOOL,      AT(session) },
        { "window",                "Window",            FIELD_WORD,      AT(window),
          .word = window_word, .n_words = N_BREAK_WINDOWS },
        { "firm",                  "Firm",              FIELD_WORD,      AT(firm),
          .word = firm_word, .n_words = N_FIRMNESSES },
        { "break_taken",           "BreakTaken",        FIELD_BOOL,      AT(break_taken) },
        { "skip_allowed_in_ms",    NULL,                FIELD_LENGTH,    AT(skip_allowed_in_ms) },
        { "break_postponed",       "BreakPostponed",    FIELD_COUNT,     AT(break_postponed) },
        { "today_sitting_ms",      NULL,                FIELD_LENGTH,    AT(today.sitting_ms) },
        { "today_standing_ms",     NULL,                FIELD_LENGTH,    AT(today.standing_ms) },
        { "today_bouts",           "TodayBouts",        FIELD_COUNT,     AT(today.bouts) },
        { "today_longest_bout_ms", NULL,                FIELD_LENGTH,    AT(today.longest_bout_ms) },
        { "today_breaks",          "TodayBreaks",       FIELD_OUTCOMES,  AT(today.breaks) },
        { "today_stretches",       "TodayStretches",    FIELD_STRETCHES, AT(today.stretches) },
};
/* clang-format on */

static const char *const type_signatures[] = {
        [FIELD_BOOL] = "b",  [FIELD_TEXT] = "s",         [FIELD_WORD] = "s",
        [FIELD_WALL] = "x",  [FIELD_LENGTH] = "x",       [FIELD_COUNT] = "u",
        [FIELD_BUSY] = "as", [FIELD_OUTCOMES] = "a{su}", [FIELD_STRETCHES] = "a{su}",
};

void status_record_init(StatusRecord *record)
{
        *record = (StatusRecord){
                .break_due_in_ms = -1,
                .break_ends_in_ms = -1,
                .window = WINDOW_NONE,
                .firm = FIRM_FIRM,
                .skip_allowed_in_ms = -1,
        };
}

static const void *value_of(const StatusField *field, const StatusRecord *record)
{
        return (const char *) record + field->offset;
}

static void *place_of(const StatusField *field, StatusRecord *record)
{
        return (char *) record + field->offset;
}

static bool is_told(const StatusField *field, const StatusRecord *record)
{
        return !field->flag_offset || *(const bool *) ((const char *) record + field->flag_offset - 1);
}

const StatusField *status_field_of_property(const char *property)
{
        for (size_t i = 0; i < ELEMENTSOF(fields); i++)
                if (fields[i].property && strcmp(fields[i].property, property) == 0)
                        return &fields[i];
        return NULL;
}

const StatusField *status_field_next(const StatusField *field)
{
        field = field ? field + 1 : fields;
        return field < fields + ELEMENTSOF(fields) ? field : NULL;
}

const char *status_field_signature(const StatusField *field)
{
        return type_signatures[field->type];
}

bool status_field_equals(const StatusField *field, const StatusRecord *a, const StatusRecord *b)
{
        const void *value_a = value_of(field, a), *value_b = value_of(field, b);

        if (is_told(field, a) != is_told(field, b))
                return false;
        if (!is_told(field, a))
                return true;
        if (field->type == FIELD_TEXT)
                return strncmp(value_a, value_b, field->size) == 0;
        if (field->type != FIELD_STRETCHES)
                return memcmp(value_a, value_b, field->size) == 0;
        if (a->today.n_stretches != b->today.n_stretches)
                return false;
        for (size_t i = 0; i < a->today.n_stretches; i++)
                if (a->today.stretches[i].count != b->today.stretches[i].count ||
                    strcmp(a->today.stretches[i].id, b->today.stretches[i].id) != 0)
                        return false;
        return true;
}

/* ---- writing ---- */

static int append_busy(sd_bus_message *message, uint32_t busy)
{
        int r = sd_bus_message_open_container(message, 'a', "s");

        for (unsigned i = 0; r >= 0 && i < N_BUSY_REASONS; i++)
                if (busy & UINT32_C(1) << i)
                        r = sd_bus_message_append(message, "s", busy_reason_name((BusyReason) i));
        return r < 0 ? r : sd_bus_message_close_container(message);
}

static int append_outcomes(sd_bus_message *message, const uint32_t *counts)
{
        int r = sd_bus_message_open_container(message, 'a', "{su}");

        for (unsigned i = 0; r >= 0 && i < N_OUTCOMES; i++)
                r = sd_bus_message_append(message, "{su}", outcome_name((Outcome) i), counts[i]);
        return r < 0 ? r : sd_bus_message_close_container(message);
}

static int append_stretches(sd_bus_message *message, const StatusToday *today)
{
        size_t n = MIN(today->n_stretches, (size_t) STATUS_STRETCHES_MAX);
        int r = sd_bus_message_open_container(message, 'a', "{su}");

        for (size_t i = 0; r >= 0 && i < n; i++) {
                char id[STRETCH_ID_TEXT_SIZE];

                status_text_set(id, sizeof id, today->stretches[i].id);
                r = sd_bus_message_append(message, "{su}", id, today->stretches[i].count);
        }
        return r < 0 ? r : sd_bus_message_close_container(message);
}

int status_field_append(sd_bus_message *message, const StatusField *field, const StatusRecord *record)
{
        const void *value = value_of(field, record);
        char text[STATUS_PROBLEM_SIZE];
        bool told = is_told(field, record);

        switch (field->type) {
        case FIELD_BOOL:
                return sd_bus_message_append(message, "b", *(const bool *) value);
        case FIELD_TEXT:
                status_text_set(text, MIN(sizeof text, field->size), value);
                return sd_bus_message_append(message, "s", text);
        case FIELD_WORD:
                return sd_bus_message_append(
                        message, "s", told ? field->word(*(const unsigned *) value) : "");
        case FIELD_WALL:
                return sd_bus_message_append(
                        message, "x", told ? ((const WallTime *) value)->ms : INT64_C(0));
        case FIELD_LENGTH:
                return sd_bus_message_append(message, "x", *(const int64_t *) value);
        case FIELD_COUNT:
                return sd_bus_message_append(message, "u", *(const uint32_t *) value);
        case FIELD_BUSY:
                return append_busy(message, *(const uint32_t *) value);
        case FIELD_OUTCOMES:
                return append_outcomes(message, value);
        case FIELD_STRETCHES:
                return append_stretches(message, &record->today);
        }
        assert(false);
        return -EINVAL;
}

static int append_entry(sd_bus_message *message, const StatusField *field, const StatusRecord *record)
{
        int r;

        if (!is_told(field, record))
                return 0;
        r = sd_bus_message_open_container(message, 'e', "sv");
        if (r >= 0)
                r = sd_bus_message_append(message, "s", field->key);
        if (r >= 0)
                r = sd_bus_message_open_container(message, 'v', type_signatures[field->type]);
        if (r >= 0)
                r = status_field_append(message, field, record);
        if (r >= 0)
                r = sd_bus_message_close_container(message);
        if (r >= 0)
                r = sd_bus_message_close_container(message);
        return r;
}

int status_record_append(sd_bus_message *message, const StatusRecord *record)
{
        int r = sd_bus_message_open_container(message, 'a', "{sv}");

        for (size_t i = 0; r >= 0 && i < ELEMENTSOF(fields); i++)
                r = append_entry(message, &fields[i], record);
        return r < 0 ? r : sd_bus_message_close_container(message);
}

/* ---- reading ---- */

static int read_word(const StatusField *field, const char *text, unsigned *ret)
{
        for (unsigned i = 0; i < field->n_words; i++)
                if (strcmp(field->word(i), text) == 0) {
                        *ret = i;
                        return 0;
                }
        return -EBADMSG;
}

static int read_busy(sd_bus_message *message, uint32_t *ret)
{
        uint32_t busy = 0;
        const char *text;
        int r = sd_bus_message_enter_container(message, 'a', "s");

        if (r < 0)
                return r;
        while ((r = sd_bus_message_read(message, "s", &text)) > 0) {
                BusyReason reason;

                if (busy_reason_from_name(
                            slice_of(text), &reason)) /* a newer daemon may know more reasons */
                        busy |= UINT32_C(1) << reason;
        }
        *ret = busy;
        return r < 0 ? r : sd_bus_message_exit_container(message);
}

static int read_outcomes(sd_bus_message *message, uint32_t counts[static N_OUTCOMES])
{
        const char *text;
        uint32_t count;
        int r = sd_bus_message_enter_container(message, 'a', "{su}");

        if (r < 0)
                return r;
        while ((r = sd_bus_message_read(message, "{su}", &text, &count)) > 0)
                for (unsigned i = 0; i < N_OUTCOMES; i++)
                        if (strcmp(outcome_name((Outcome) i), text) == 0)
                                counts[i] = count;
        return r < 0 ? r : sd_bus_message_exit_container(message);
}

static int read_stretches(sd_bus_message *message, StatusToday *today)
{
        const char *text;
        uint32_t count;
        int r = sd_bus_message_enter_container(message, 'a', "{su}");

        if (r < 0)
                return r;
        today->n_stretches = 0;
        while ((r = sd_bus_message_read(message, "{su}", &text, &count)) > 0) {
                StatusStretch *stretch = &today->stretches[today->n_stretches];

                if (today->n_stretches == STATUS_STRETCHES_MAX)
                        continue;
                status_text_set(stretch->id, sizeof stretch->id, text);
                stretch->count = count;
                today->n_stretches++;
        }
        return r < 0 ? r : sd_bus_message_exit_container(message);
}

static int read_value(sd_bus_message *message, const StatusField *field, StatusRecord *record)
{
        void *place = place_of(field, record);
        const char *text;
        int64_t number;
        int r, yes;

        switch (field->type) {
        case FIELD_BOOL:
                r = sd_bus_message_read(message, "b", &yes);
                if (r >= 0)
                        *(bool *) place = yes;
                return r;
        case FIELD_TEXT:
                r = sd_bus_message_read(message, "s", &text);
                if (r >= 0)
                        status_text_set(place, field->size, text);
                return r;
        case FIELD_WORD:
                r = sd_bus_message_read(message, "s", &text);
                return r < 0 ? r : read_word(field, text, place);
        case FIELD_WALL:
                r = sd_bus_message_read(message, "x", &number);
                if (r >= 0 && (number < WALL_MS_MIN || number > WALL_MS_MAX))
                        return -EBADMSG;
                if (r >= 0)
                        *(WallTime *) place = (WallTime){ number };
                return r;
        case FIELD_LENGTH:
                r = sd_bus_message_read(message, "x", &number);
                if (r >= 0 && (number < -1 || number > WALL_MS_MAX))
                        return -EBADMSG;
                if (r >= 0)
                        *(int64_t *) place = number;
                return r;
        case FIELD_COUNT:
                return sd_bus_message_read(message, "u", (uint32_t *) place);
        case FIELD_BUSY:
                return read_busy(message, place);
        case FIELD_OUTCOMES:
                return read_outcomes(message, place);
        case FIELD_STRETCHES:
                return read_stretches(message, &record->today);
        }
        assert(false);
        return -EINVAL;
}

static int read_entry(sd_bus_message *message, const char *key, StatusRecord *record)
{
        const StatusField *field = fields;
        int r;

        while (field < fields + ELEMENTSOF(fields) && strcmp(field->key, key) != 0)
                field++;
        if (field == fields + ELEMENTSOF(fields))
                return sd_bus_message_skip(message, "v");
        r = sd_bus_message_enter_container(message, 'v', type_signatures[field->type]);
        if (r < 0)
                return r;
        r = read_value(message, field, record);
        if (r < 0)
                return r;
        if (field->flag_offset)
                *(bool *) ((char *) record + field->flag_offset - 1) = true;
        return sd_bus_message_exit_container(message);
}

int status_record_read(sd_bus_message *message, StatusRecord *ret)
{
        StatusRecord record;
        const char *key;
        int r;

        status_record_init(&record);
        r = sd_bus_message_enter_container(message, 'a', "{sv}");
        while (r >= 0 && (r = sd_bus_message_enter_container(message, 'e', "sv")) > 0) {
                r = sd_bus_message_read(message, "s", &key);
                if (r >= 0)
                        r = read_entry(message, key, &record);
                if (r >= 0)
                        r = sd_bus_message_exit_container(message);
        }
        if (r >= 0)
                r = sd_bus_message_exit_container(message);
        if (r < 0)
                return r == -ENOMEM ? r : -EBADMSG;
        *ret = record;
        return 0;
}
