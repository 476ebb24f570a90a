/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_OBSERVATION_H
#define LIMBER_OBSERVATION_H

/*
 * Observations: what the senses say, in the words of the timeline format (limber-timeline(5)).
 * Pure values; parsed from and printed to the text after the time on a timeline line.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "str.h"

typedef enum Posture {
        POSTURE_SITTING,
        POSTURE_STANDING,
        N_POSTURES,
} Posture;

typedef enum GoneReason {
        GONE_LOCK,
        GONE_SUSPEND,
        GONE_OFF,
        GONE_LOST, /* the source of input was lost */
        N_GONE_REASONS,
} GoneReason;

typedef enum BusyReason {
        BUSY_MIC,
        BUSY_CAMERA,
        BUSY_FULLSCREEN,
        BUSY_DND,
        BUSY_CALENDAR,
        BUSY_HOURS,
        BUSY_USER,
        N_BUSY_REASONS,
} BusyReason;

typedef enum AnswerKind {
        ANSWER_TAKE,
        ANSWER_SKIP,
        ANSWER_POSTPONE,
        N_ANSWERS,
} AnswerKind;

typedef enum ObservationKind {
        OBSERVATION_ACTIVE, /* from this instant on there is input at every instant */
        OBSERVATION_QUIET,  /* the last input was at this instant */
        OBSERVATION_GONE,   /* gone: which reason */
        OBSERVATION_BACK,   /* unlocked, woken: changes no decision */
        OBSERVATION_BUSY,   /* busy: which reason */
        OBSERVATION_FREE,   /* busy: which reason */
        OBSERVATION_FILM,   /* something plays and asks the screen to stay on */
        OBSERVATION_FILM_OFF,
        OBSERVATION_SIT,
        OBSERVATION_STAND,
        OBSERVATION_ANSWER, /* answer; postpone_ms */
        N_OBSERVATION_KINDS,
} ObservationKind;

typedef struct Observation {
        ObservationKind kind;
        GoneReason gone;
        BusyReason busy;
        AnswerKind answer;
        int64_t postpone_ms; /* of ANSWER_POSTPONE; 0: the configured length */
} Observation;

/* The words, as in files, JSON and on the bus: "sitting", "lock", "mic", "take". */
const char *posture_name(Posture posture);
const char *gone_reason_name(GoneReason reason);
const char *busy_reason_name(BusyReason reason);
const char *answer_name(AnswerKind answer);
bool busy_reason_from_name(Slice name, BusyReason *ret);
bool answer_from_name(Slice name, AnswerKind *ret);

/* "gone lock", "answer postpone 10m". -EINVAL with a reason for anything else. */
int observation_parse(Slice text, Observation *ret, Error *error);

enum { OBSERVATION_TEXT_SIZE = 64 };
const char *observation_format(const Observation *observation, char text[static OBSERVATION_TEXT_SIZE]);

#endif
