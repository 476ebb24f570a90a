/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CLOCK_H
#define LIMBER_CLOCK_H

/*
 * Two clocks, as types, so that the compiler keeps them apart, and their texts.
 *
 * BootTime counts suspend and never steps: every duration comes from it. WallTime is UTC, may step at any
 * moment, and is for storing and showing only. Both are milliseconds in an int64_t. Nothing here reads a
 * clock but clock_boot_now() and clock_wall_now().
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "error.h"

typedef struct BootTime {
        int64_t ms; /* since some start that never changes while the machine is up */
} BootTime;

typedef struct WallTime {
        int64_t ms; /* since 1970-01-01T00:00:00Z, leap seconds not counted */
} WallTime;

#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_MINUTE (60 * MS_PER_SECOND)
#define MS_PER_HOUR (60 * MS_PER_MINUTE)
#define MS_PER_DAY (24 * MS_PER_HOUR)

/* Wall times of the years 1 to 9999, the range of RFC 3339 that Limber reads and writes. */
#define WALL_MS_MIN INT64_C(-62135596800000)
#define WALL_MS_MAX INT64_C(253402300799999)

/* The longest duration anybody may configure, say or import: 366 days. */
#define DURATION_MS_MAX (366 * MS_PER_DAY)

BootTime clock_boot_now(void); /* CLOCK_BOOTTIME */
WallTime clock_wall_now(void); /* CLOCK_REALTIME */

/* How long the machine has slept since it was started: CLOCK_BOOTTIME less CLOCK_MONOTONIC. */
int64_t clock_slept_ms(void);

enum { WALL_TEXT_SIZE = 32, DURATION_TEXT_SIZE = 40 };

/*
 * RFC 3339 with any UTC offset ("2026-01-05T09:00:00.250+01:00"), the whole of the n bytes. Fractions are
 * cut to milliseconds. -EINVAL with a reason for everything else, dates that do not exist and leap seconds
 * included.
 */
int wall_parse(const char *text, size_t n, WallTime *ret, Error *error);

/* In UTC with Z; milliseconds only where not zero. Returns `text`. */
const char *wall_format(WallTime wall, char text[static WALL_TEXT_SIZE]);

/*
 * "90s", "5m", "1h30m": whole numbers with unit h, m or s, each unit at most once and in that order, sum at
 * most DURATION_MS_MAX. "0s" is a duration (the caller says whether zero is allowed). -EINVAL with a reason
 * for "", a missing or unknown unit, a sign, a fraction, trailing bytes; -ERANGE for what is too long.
 */
int duration_parse(const char *text, size_t n, int64_t *ret_ms, Error *error);

/* The same in reverse, "1h30m"; milliseconds below a second are cut. Returns `text`. */
const char *duration_format(int64_t ms, char text[static DURATION_TEXT_SIZE]);

/* Days since 1970-01-01 of a proleptic Gregorian date, and back. month 1 to 12, day 1 to 31. */
int64_t civil_days(int64_t year, int month, int day);
void civil_from_days(int64_t days, int64_t *ret_year, int *ret_month, int *ret_day);
int civil_days_in_month(int64_t year, int month);

/*
 * A civil day: the local calendar date on which a day that starts at `day_starts` began. Until day_starts
 * (04:00 unless set) the evening before goes on. The zone is that of the process (TZ).
 */
typedef struct CivilDay {
        int32_t days; /* since 1970-01-01 */
} CivilDay;

CivilDay civil_day_of(WallTime wall, int day_starts_minute);

/*
 * The instant at which the local clock first shows that minute of that day (since 1970-01-01) or a later
 * one: where a DST change skips it, the first instant after the change; where it comes twice, its first
 * coming.
 */
WallTime wall_of_local(int64_t day, int minute);

/* The local date (days since 1970-01-01) and the minute of it, at an instant. */
int64_t local_day_of(WallTime wall, int *ret_minute);

/* The instant at which that day starts. Where a DST change skips day_starts, the first instant after it. */
WallTime civil_day_start(CivilDay day, int day_starts_minute);

/* The Monday of the day's week. */
CivilDay civil_monday(CivilDay day);

/* "2026-01-05". Returns `text`. */
enum { CIVIL_DAY_TEXT_SIZE = 16 };
const char *civil_day_format(CivilDay day, char text[static CIVIL_DAY_TEXT_SIZE]);

#endif
