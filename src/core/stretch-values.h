/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_VALUES_H
#define LIMBER_STRETCH_VALUES_H

/*
 * The keys of stretch files, as a table: section, key, how its value is read and where it goes. Private to
 * stretch-parse. Values are terminated in place: the text they lie in is the Stretch's own.
 */

#include "error.h"
#include "str.h"
#include "stretch.h"

typedef enum SectionKind {
        SECTION_HEAD, /* what stands above the first section */
        SECTION_STEPS,
        SECTION_POSE,
        SECTION_WAY,
        SECTION_PHASE,
        SECTION_DOSE,
        N_SECTIONS,
} SectionKind;

typedef struct KeyRule KeyRule;

typedef int (*ReadValue)(const KeyRule *rule, Stretch *stretch, void *field, char *value, Error *error);

struct KeyRule {
        SectionKind section;
        const char *key;
        const char *example; /* of the line; NULL: the key may be left out */
        ReadValue read;
        size_t offset;   /* of the field in the struct of its section */
        double min, max; /* of a number; of a text's bytes; of a time in ms */
        const char *(*word)(int);
        int n_words;
};

/* What a dose's section says before it is worked out. */
typedef struct DoseDraft {
        Dose dose;
        int64_t time_ms, time_enough_ms; /* 0: not said */
        bool said_repeats;
} DoseDraft;

extern const KeyRule stretch_keys[];
extern const size_t n_stretch_keys;

#endif
