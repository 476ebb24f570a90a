/* SPDX-License-Identifier: MIT */
/* Records: their words, their ranges, their ids. */

#include "record.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "i18n.h"
#include "str.h"

/* The words of the database. They are part of its schema: new ones may be added, none may change. */
static const char *const kind_words[N_RECORD_KINDS] = {
        [RECORD_BOUT] = "bout",       [RECORD_AWAY] = "away",     [RECORD_BREAK] = "break",
        [RECORD_STRETCH] = "stretch", [RECORD_IMPORT] = "import",
};
static const char *const posture_words[N_POSTURES] = {
        [POSTURE_SITTING] = "sitting",
        [POSTURE_STANDING] = "standing",
};
static const char *const away_words[N_AWAY_REASONS] = {
        [AWAY_UNKNOWN] = "unknown", [AWAY_LOCK] = "lock", [AWAY_SUSPEND] = "suspend",
        [AWAY_OFF] = "off",         [AWAY_LOST] = "lost",
};
static const char *const outcome_words[N_OUTCOMES] = {
        [OUTCOME_DONE] = "done",           [OUTCOME_RESTED] = "rested",       [OUTCOME_IGNORED] = "ignored",
        [OUTCOME_SKIPPED] = "skipped",     [OUTCOME_POSTPONED] = "postponed", [OUTCOME_NATURAL] = "natural",
        [OUTCOME_WITHDRAWN] = "withdrawn",
};
static const char *const end_words[N_RECORD_ENDS] = {
        [RECORD_END_FINISHED] = "finished",
        [RECORD_END_QUIT] = "quit",
        [RECORD_END_OUCH] = "ouch",
        [RECORD_END_LOST] = "lost",
};

static int index_of(const char *const words[], size_t n, const char *word)
{
        for (size_t i = 0; i < n; i++)
                if (strcmp(words[i], word) == 0)
                        return (int) i;
        return -EINVAL;
}

/* record_posture_word() and record_posture_of(), and so on. */
#define DEFINE_WORDS(name, Type, words) \
        const char *record_##name##_word(Type value) \
        { \
                assert((size_t) value < ELEMENTSOF(words)); \
                return words[value]; \
        } \
        int record_##name##_of(const char *word, Type *ret) \
        { \
                int i = index_of(words, ELEMENTSOF(words), word); \
                if (i < 0) \
                        return i; \
                *ret = (Type) i; \
                return 0; \
        }

DEFINE_WORDS(posture, Posture, posture_words)
DEFINE_WORDS(away, AwayReason, away_words)
DEFINE_WORDS(outcome, Outcome, outcome_words)
DEFINE_WORDS(end, RecordEnd, end_words)

const char *record_kind_word(RecordKind kind)
{
        assert((size_t) kind < N_RECORD_KINDS);
        return kind_words[kind];
}

AwayReason away_reason_of(bool known, GoneReason reason)
{
        static const AwayReason reasons[N_GONE_REASONS] = {
                [GONE_LOCK] = AWAY_LOCK,
                [GONE_SUSPEND] = AWAY_SUSPEND,
                [GONE_OFF] = AWAY_OFF,
                [GONE_LOST] = AWAY_LOST,
        };

        return known && (size_t) reason < N_GONE_REASONS ? reasons[reason] : AWAY_UNKNOWN;
}

void record_set_name(char name[static RECORD_NAME_SIZE], const char *text)
{
        size_t n = strnlen(text, RECORD_NAME_SIZE);

        if (n == RECORD_NAME_SIZE)
                for (n--; n > 0 && ((unsigned char) text[n] & 0xc0) == 0x80;)
                        n--;
        memset(name, 0, RECORD_NAME_SIZE);
        memcpy(name, text, n);
}

void record_identify(Record *record, const Uuid *device, const void *key, size_t n_key)
{
        uint8_t whole[RECORD_NAME_SIZE + sizeof record->replaces.bytes + SHA256_SIZE] = { 0 };
        uint8_t key_digest[SHA256_SIZE];
        Sha256 sha;

        /* What tells facts of one instant apart, in fixed fields: name or digest; replaced; further key. */
        if (record->kind == RECORD_BREAK)
                memcpy(whole, record->pause.name, RECORD_NAME_SIZE);
        else if (record->kind == RECORD_STRETCH)
                memcpy(whole, record->stretch.stretch, RECORD_NAME_SIZE);
        else if (record->kind == RECORD_IMPORT)
                memcpy(whole, record->import.digest, SHA256_SIZE);
        memcpy(whole + RECORD_NAME_SIZE, record->replaces.bytes, sizeof record->replaces.bytes);
        if (n_key > 0) {
                sha256_init(&sha);
                sha256_add(&sha, key, n_key);
                sha256_finish(&sha, key_digest);
                memcpy(whole + sizeof whole - SHA256_SIZE, key_digest, SHA256_SIZE);
        }
        record->device = *device;
        record->id = uuid_derive(record->wall, device, kind_words[record->kind], whole, sizeof whole);
}

/* A break that was on covers the time from when it came up to its end; the wall clock may have stepped. */
static int64_t break_length_ms(const Record *record)
{
        int64_t length_ms;

        if (!record->pause.began)
                return 0;
        length_ms = record->pause.begin_wall.ms + record->pause.on_ms - record->wall.ms;
        return MIN(MAX(length_ms, INT64_C(0)), RECORD_LENGTH_MS_MAX);
}

int64_t record_length_ms(const Record *record)
{
        switch (record->kind) {
        case RECORD_BOUT:
                return record->bout.length_ms;
        case RECORD_AWAY:
                return record->away.length_ms;
        case RECORD_BREAK:
                return break_length_ms(record);
        case RECORD_STRETCH:
                return record->stretch.length_ms;
        case RECORD_IMPORT:
        case N_RECORD_KINDS:
                break;
        }
        return 0;
}

/* ---- checking ---- */

static int check_range(const char *what, int64_t value, int64_t lowest, int64_t highest, Error *error)
{
        if (value >= lowest && value <= highest)
                return 0;
        return error_set(
                error, -EINVAL, _("%s is %" PRId64 "; it has to be %" PRId64 " to %" PRId64), what, value,
                lowest, highest);
}

static int check_length(const char *what, int64_t ms, int64_t lowest, Error *error)
{
        return check_range(what, ms, lowest, RECORD_LENGTH_MS_MAX, error);
}

static int check_name(const char *what, const char name[static RECORD_NAME_SIZE], Error *error)
{
        size_t n = strnlen(name, RECORD_NAME_SIZE);

        if (n == 0 || n == RECORD_NAME_SIZE)
                return error_set(
                        error, -EINVAL, _("%s has to be 1 to %d bytes long"), what, RECORD_NAME_SIZE - 1);
        for (size_t i = 0; i < n; i++)
                if ((unsigned char) name[i] < 0x20 || name[i] == 0x7f)
                        return error_set(error, -EINVAL, _("%s holds a control character"), what);
        return 0;
}

static int check_bout(const Record *record, Error *error)
{
        int r = check_length("length_ms", record->bout.length_ms, 1, error);

        if (r >= 0)
                r = check_range("posture", (int64_t) record->bout.posture, 0, N_POSTURES - 1, error);
        if (r >= 0)
                r = check_name("source", record->bout.source, error);
        return r;
}

static int check_away(const Record *record, Error *error)
{
        int r = check_length("length_ms", record->away.length_ms, 0, error);

        return r < 0 ? r
                     : check_range("reason", (int64_t) record->away.reason, 0, N_AWAY_REASONS - 1, error);
}

static int check_break(const Record *record, Error *error)
{
        const RecordBreak *pause = &record->pause;
        int r = check_name("name", pause->name, error);

        if (r >= 0)
                r = check_range("outcome", (int64_t) pause->outcome, 0, N_OUTCOMES - 1, error);
        if (r >= 0)
                r = check_range("began_ms", pause->begin_wall.ms, 0, pause->began ? WALL_MS_MAX : 0, error);
        if (r >= 0)
                r = check_range("on_ms", pause->on_ms, 0, pause->began ? RECORD_LENGTH_MS_MAX : 0, error);
        if (r >= 0)
                r = check_length("held_ms", pause->held_ms, 0, error);
        if (r >= 0)
                r = check_range("held_by", pause->held_by, 0, (1 << N_BUSY_REASONS) - 1, error);
        if (r >= 0)
                r = check_range(
                        "postpone_ms", pause->postpone_ms, 0,
                        pause->outcome == OUTCOME_POSTPONED ? DURATION_MS_MAX : 0, error);
        return r;
}

static int check_stretch(const Record *record, Error *error)
{
        const RecordStretch *stretch = &record->stretch;
        int r = check_name("stretch", stretch->stretch, error);

        if (r >= 0)
                r = check_name("dose", stretch->dose, error);
        if (r >= 0)
                r = check_name("position", stretch->position, error);
        if (r >= 0)
                r = check_length("length_ms", stretch->length_ms, 0, error);
        if (r >= 0)
                r = check_range("repeats_done", stretch->repeats_done, 0, INT32_MAX, error);
        if (r >= 0)
                r = check_range("repeats_asked", stretch->repeats_asked, 0, INT32_MAX, error);
        if (r >= 0)
                r = check_range("ended", (int64_t) stretch->end, 0, N_RECORD_ENDS - 1, error);
        if (r >= 0)
                r = check_range("pain", stretch->pain, -1, stretch->end == RECORD_END_OUCH ? 10 : -1, error);
        return r;
}

static int check_import(const Record *record, Error *error)
{
        const RecordImport *import = &record->import;
        const int64_t counts[] = { import->n_read, import->n_kept, import->n_merged, import->n_dropped,
                                   import->n_already };
        int r = check_name("format", import->format, error);

        for (size_t i = 0; r >= 0 && i < ELEMENTSOF(counts); i++)
                r = check_range("count", counts[i], 0, INT64_MAX, error);
        if (r >= 0 && !uuid_is_nil(&record->origin))
                r = error_set(error, -EINVAL, _("an import has no origin"));
        return r;
}

int record_check(const Record *record, Error *error)
{
        static int (*const checks[N_RECORD_KINDS])(const Record *, Error *) = {
                [RECORD_BOUT] = check_bout,     [RECORD_AWAY] = check_away,
                [RECORD_BREAK] = check_break,   [RECORD_STRETCH] = check_stretch,
                [RECORD_IMPORT] = check_import,
        };
        int r;

        if ((size_t) record->kind >= N_RECORD_KINDS)
                return error_set(error, -EINVAL, _("a record of an unknown kind"));
        r = check_range("wall_ms", record->wall.ms, 0, WALL_MS_MAX, error);
        if (r >= 0 && uuid_wall(&record->id).ms != record->wall.ms)
                r = error_set(error, -EINVAL, _("the id is of another time than the record"));
        if (r >= 0 && uuid_is_nil(&record->device))
                r = error_set(error, -EINVAL, _("no device is named"));
        if (r >= 0 && uuid_equals(&record->id, &record->replaces))
                r = error_set(error, -EINVAL, _("it replaces itself"));
        if (r >= 0)
                r = checks[record->kind](record, error);
        if (r < 0)
                return error_prefix(error, r, "%s", kind_words[record->kind]);
        return 0;
}
