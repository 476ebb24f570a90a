/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STATUS_FIELD_H
#define LIMBER_STATUS_FIELD_H

/* One field of the status as the bus sees it. For bus/ only. */

#include "status-record.h"

typedef enum FieldType {
        FIELD_BOOL,
        FIELD_TEXT,
        FIELD_WORD,   /* an enum, told as its word */
        FIELD_WALL,   /* ms since 1970 UTC */
        FIELD_LENGTH, /* ms, or -1 */
        FIELD_COUNT,
        FIELD_BUSY,
        FIELD_OUTCOMES,
        FIELD_STRETCHES,
} FieldType;

typedef struct StatusField {
        const char *key;      /* in GetStatus */
        const char *property; /* NULL: changes by the mere passing of time, so it is none */
        FieldType type;
        size_t offset, size; /* in StatusRecord */
        size_t flag_offset; /* 1 + the offset of the bool without which the field means nothing; 0: always */
        const char *(*word)(unsigned value); /* FIELD_WORD */
        unsigned n_words;
} StatusField;

const StatusField *status_field_next(const StatusField *field); /* NULL: the first; NULL after the last */
const StatusField *status_field_of_property(const char *property);
const char *status_field_signature(const StatusField *field);
bool status_field_equals(const StatusField *field, const StatusRecord *a, const StatusRecord *b);

/* The bare value (no variant); "" or 0 where the field means nothing. */
int status_field_append(sd_bus_message *message, const StatusField *field, const StatusRecord *record);

#endif
