/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_OPTION_TYPE_H
#define LIMBER_OPTION_TYPE_H

/* The kinds of values, each over the C type that it reads and writes. */

#include "option-table.h"

extern const OptionType option_duration; /* int64_t, ms */
extern const OptionType option_switch;   /* bool */
extern const OptionType option_choice;   /* unsigned int, the index of the word */
extern const OptionType option_count;    /* uint32_t, min_ms to max_ms */
extern const OptionType option_number;   /* int, min_ms to max_ms */
extern const OptionType option_time;     /* int, minutes after midnight */
extern const OptionType option_hours;    /* Hours */
extern const OptionType option_name;     /* char[STRETCH_NAME_SIZE] */
extern const OptionType option_ids;      /* StretchIds */
extern const OptionType option_doses;    /* StretchDoses */

#endif
