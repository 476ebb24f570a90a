/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HOURS_H
#define LIMBER_HOURS_H

/*
 * Weekly office hours, "Mon-Fri 08:00-18:00, Sat 10:00-14:00": when Limber may remind. In the local time of
 * the process (TZ; call tzset() after changing it). A boundary that a DST change skips is the first instant
 * after the change; one that comes twice is its first coming.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "str.h"

enum { MAX_HOURS_SPANS = 16, MAX_HOURS_TOGGLES = MAX_HOURS_SPANS * 7 * 2 };

typedef struct HoursSpan {
        uint8_t first_day, last_day; /* 0 is Monday; last_day < first_day wraps over Sunday */
        int16_t start_minute;        /* of the day, 0 to 1439 */
        int16_t end_minute;          /* 1 to 1440; <= start_minute: on the next day */
} HoursSpan;

/* { 0 } is `off`: no office hours, every instant is inside. */
typedef struct Hours {
        size_t n_spans;
        HoursSpan spans[MAX_HOURS_SPANS]; /* as written */
        size_t n_toggles; /* 0: always inside. Even, else: the minutes of the week, ascending, at which */
        int16_t toggles[MAX_HOURS_TOGGLES]; /* inside changes; ... */
        bool toggle_0_enters;               /* ... whether the first of them is a beginning */
} Hours;

/* "off" or spans. -EINVAL with a reason for everything else. */
int hours_parse(Slice text, Hours *ret, Error *error);

/* Appends the text that hours_parse() reads back as the same. 0 or -ENOMEM. */
int hours_print(const Hours *hours, Str *ret);

/* "08:00", to "24:00". */
bool hours_parse_minute(Slice text, int *ret_minute);

/* The same instants are inside. */
bool hours_equal(const Hours *a, const Hours *b);

/* Is that instant inside the hours? */
bool hours_contains(const Hours *hours, WallTime wall);

/* The first instant strictly after `after` at which hours_contains() changes; WALL_MS_MAX if it never does.
 */
WallTime hours_next_change(const Hours *hours, WallTime after);

#endif
