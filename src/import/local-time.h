/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LOCAL_TIME_H
#define LIMBER_LOCAL_TIME_H

/*
 * Dates and times as a desktop program writes them in its user's country, without a zone:
 *
 *      4/24/2017 9:35:02 AM    22/11/2015 18:48:56    24.4.2017 9.35.02    2017-04-24 09:35:02
 *
 * A stamp is what the text says; only with a date order does it become an instant.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "str.h"

typedef enum DateOrder {
        DATE_ORDER_UNKNOWN,
        DATE_ORDER_DMY,
        DATE_ORDER_MDY,
        DATE_ORDER_YMD,
        N_DATE_ORDERS,
} DateOrder;

/* "dmy", "mdy", "ymd"; "unknown" cannot be said. */
const char *date_order_name(DateOrder order);
bool date_order_from_name(Slice name, DateOrder *ret);

typedef struct LocalStamp {
        int parts[3];        /* day, month and year in the order of the text */
        bool begins_by_year; /* then it is year, month, day; otherwise the year is the last */
        int second_of_day;
} LocalStamp;

/*
 * One of - . / between the parts of the date, : or . between those of the time, a year of four digits, an
 * hour of 0 to 23 or of 1 to 12 with AM or PM. Blanks around and no-break spaces are fine. -EINVAL with a
 * reason for all else.
 */
int local_stamp_parse(Slice text, LocalStamp *ret, Error *error);

/* Seconds since 1970 of a clock on the wall; false where the order does not fit or there is no such date. */
bool local_stamp_seconds(const LocalStamp *stamp, DateOrder order, int64_t *ret);

/*
 * From wall clocks to instants in the zone of the process (TZ), quick for times that lie near each other.
 * Zero before the first use. A time that came twice is its first coming; one that a change skipped is as
 * long after the change as it would have been without it (02:30 becomes 03:30).
 */
typedef struct LocalZone {
        bool known;
        int64_t day;           /* for which: days since 1970 */
        int64_t before, after; /* seconds ahead of UTC around that day */
} LocalZone;

WallTime local_zone_wall(LocalZone *zone, int64_t local_s);

/* Makes `name` the zone of the process. -EINVAL with a reason where the system has no such zone. */
int local_zone_use(const char *name, Error *error);

#endif
