/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_RECORD_H
#define LIMBER_RECORD_H

/*
 * Records: facts that never change. A correction is a new record that names the one it replaces. Plain
 * values without pointers, so that they can be copied, queued and compared. doc/store.md tells what the same
 * things are called in the database.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "engine.h"
#include "error.h"
#include "observation.h"
#include "sha256.h"
#include "uuid.h"

typedef enum RecordKind {
        RECORD_BOUT,
        RECORD_AWAY,
        RECORD_BREAK,
        RECORD_STRETCH,
        RECORD_IMPORT,
        N_RECORD_KINDS,
} RecordKind;

/* Names hold 1 to RECORD_NAME_SIZE - 1 bytes of printable text. */
enum { RECORD_NAME_SIZE = 64 };

/* The longest that a bout, an absence, a break or a stretch can be: ten years. */
#define RECORD_LENGTH_MS_MAX (3653 * MS_PER_DAY)

/* A bout: from its first sign to its last. record.wall: its start. */
typedef struct RecordBout {
        int64_t length_ms; /* > 0 */
        Posture posture;
        char source[RECORD_NAME_SIZE]; /* who saw it: "x11", "tty", "manictime" */
} RecordBout;

typedef enum AwayReason {
        AWAY_UNKNOWN,
        AWAY_LOCK,
        AWAY_SUSPEND,
        AWAY_OFF,
        AWAY_LOST,
        N_AWAY_REASONS,
} AwayReason;

/* An absence. record.wall: its start. */
typedef struct RecordAway {
        int64_t length_ms; /* >= 0 */
        AwayReason reason;
} RecordAway;

/* A break that came up and its outcome. record.wall: when it came up. */
typedef struct RecordBreak {
        char name[RECORD_NAME_SIZE]; /* of the rule: "stretch" */
        Outcome outcome;
        bool began;          /* it was on ... */
        WallTime begin_wall; /* ... since then; 0 if it never was */
        int64_t on_ms;       /* ... for so long, >= 0; 0 if it never was */
        int64_t held_ms;     /* how long something busy held it, >= 0 */
        uint32_t held_by;    /* bit 1 << BusyReason of all that held it */
        int64_t postpone_ms; /* OUTCOME_POSTPONED: by how much; else 0 */
} RecordBreak;

typedef enum RecordEnd {
        RECORD_END_FINISHED, /* to its last repeat */
        RECORD_END_QUIT,     /* the person closed or skipped it */
        RECORD_END_OUCH,     /* it hurt */
        RECORD_END_LOST,     /* the terminal, the window or the machine went away */
        N_RECORD_ENDS,
} RecordEnd;

/* One stretch of a guided session. record.wall: its start. */
typedef struct RecordStretch {
        char stretch[RECORD_NAME_SIZE];  /* id: "shoulder-shrugs" */
        char dose[RECORD_NAME_SIZE];     /* "short" */
        char position[RECORD_NAME_SIZE]; /* "sit", "stand" */
        int64_t length_ms;               /* >= 0 */
        int64_t repeats_done;            /* >= 0 */
        int64_t repeats_asked;           /* >= 0 */
        RecordEnd end;
        int pain; /* RECORD_END_OUCH: 0 to 10; -1: not said; -1 for all others */
} RecordStretch;

/* A file that was imported; its records name this one as their origin. record.wall: when it was imported. */
typedef struct RecordImport {
        char format[RECORD_NAME_SIZE];                          /* "manictime" */
        uint8_t digest[SHA256_SIZE];                            /* of the file's bytes */
        int64_t n_read, n_kept, n_merged, n_dropped, n_already; /* lines or spans, >= 0 */
} RecordImport;

typedef struct Record {
        RecordKind kind;
        Uuid id;       /* its first 48 bits are `wall` */
        Uuid device;   /* where it comes from */
        WallTime wall; /* when it was, 1970 to 9999 */
        Uuid replaces; /* the record of the same kind that this one corrects; nil: none */
        Uuid origin;   /* the RECORD_IMPORT it came with; nil: seen live */
        union {
                RecordBout bout;
                RecordAway away;
                RecordBreak pause; /* `break` is a word of C */
                RecordStretch stretch;
                RecordImport import;
        };
} Record;

/*
 * Fills in `device` and `id`, derived from device, kind, wall and what tells the fact apart from others at
 * the same instant: a break's name, a stretch's id, a file's digest, and `key` (NULL with 0: nothing more).
 * How long something lasted is not part of it: a bout that was written when it ended and again from the
 * snapshot after a crash is the same bout. A correction includes what it replaces.
 */
void record_identify(Record *record, const Uuid *device, const void *key, size_t n_key);

/* 0, or -EINVAL with the reason: a value is out of its range, or id and wall differ. */
int record_check(const Record *record, Error *error);

/* The length of the span that the record covers from record.wall on; 0 for one without. A break covers the
 * time from when it came up to its end. */
int64_t record_length_ms(const Record *record);

/* Copies a name into a record, cut at a whole UTF-8 character if it is too long. */
void record_set_name(char name[static RECORD_NAME_SIZE], const char *text);

/* The words that the database uses, "bout", "sitting", "lock", "done", "ouch", and back; -EINVAL. */
const char *record_kind_word(RecordKind kind);
const char *record_posture_word(Posture posture);
const char *record_away_word(AwayReason reason);
const char *record_outcome_word(Outcome outcome);
const char *record_end_word(RecordEnd end);
int record_posture_of(const char *word, Posture *ret);
int record_away_of(const char *word, AwayReason *ret);
int record_outcome_of(const char *word, Outcome *ret);
int record_end_of(const char *word, RecordEnd *ret);

AwayReason away_reason_of(bool known, GoneReason reason);

#endif
