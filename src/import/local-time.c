/* SPDX-License-Identifier: MIT */
/*
 * Local dates and times. mktime() is not used: for a time that comes twice its answer depends on the calls
 * before, and it is slow. Here the offset of each day is asked once.
 */

#include "local-time.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "i18n.h"

static const char *const order_names[N_DATE_ORDERS] = {
        [DATE_ORDER_UNKNOWN] = "unknown",
        [DATE_ORDER_DMY] = "dmy",
        [DATE_ORDER_MDY] = "mdy",
        [DATE_ORDER_YMD] = "ymd",
};

const char *date_order_name(DateOrder order)
{
        return order_names[order];
}

bool date_order_from_name(Slice name, DateOrder *ret)
{
        for (int i = DATE_ORDER_DMY; i < N_DATE_ORDERS; i++)
                if (slice_equals(name, order_names[i])) {
                        *ret = (DateOrder) i;
                        return true;
                }
        return false;
}

/* ---- reading ---- */

static bool take_text(Slice *rest, const char *text)
{
        size_t n = strlen(text);

        if (rest->n < n || memcmp(rest->p, text, n) != 0)
                return false;
        *rest = (Slice){ rest->p + n, rest->n - n };
        return true;
}

/* Blanks, among them the no-break spaces that some countries write before AM and PM. Was there one? */
static bool take_blanks(Slice *rest)
{
        bool any = false;

        while (rest->n > 0 && ((unsigned char) rest->p[0] > '~'
                                       ? take_text(rest, "\xc2\xa0") || take_text(rest, "\xe2\x80\xaf")
                                       : take_text(rest, " ")))
                any = true;
        return any;
}

/* One to `max` digits; how many, 0 for none. */
static int take_number(Slice *rest, int max, int *ret)
{
        int n = 0, value = 0;

        while (n < max && (size_t) n < rest->n && rest->p[n] >= '0' && rest->p[n] <= '9')
                value = value * 10 + (rest->p[n++] - '0');
        *rest = (Slice){ rest->p + n, rest->n - (size_t) n };
        *ret = value;
        return n;
}

static char take_one_of(Slice *rest, const char *characters)
{
        for (; rest->n > 0 && *characters; characters++)
                if (rest->p[0] == *characters) {
                        *rest = (Slice){ rest->p + 1, rest->n - 1 };
                        return *characters;
                }
        return '\0';
}

static bool take_date(Slice *rest, LocalStamp *stamp)
{
        char separator = '\0';
        int n_digits[3];

        for (int i = 0; i < 3; i++) {
                n_digits[i] = take_number(rest, 4, &stamp->parts[i]);
                if (i == 0)
                        separator = take_one_of(rest, "-./");
                else if (i == 1 && take_one_of(rest, "-./") != separator)
                        return false;
                if (i < 2)
                        take_blanks(rest); /* "2017. 04. 24." */
        }
        stamp->begins_by_year = n_digits[0] == 4;
        if (separator == '\0' || n_digits[1] < 1 || n_digits[1] > 2)
                return false;
        if (stamp->begins_by_year ? n_digits[2] < 1 || n_digits[2] > 2
                                  : n_digits[0] < 1 || n_digits[0] > 2 || n_digits[2] != 4)
                return false;
        if (separator == '.')
                take_one_of(rest, ".");
        return true;
}

/* -1 for neither, 0 for AM, 12 for PM. */
static int take_half_of_day(Slice *rest)
{
        static const struct {
                const char *text;
                int hours;
        } halves[] = {
                { "AM", 0 },           { "PM", 12 },           { "am", 0 },    { "pm", 12 },
                { "a.m.", 0 },         { "p.m.", 12 },         { "a. m.", 0 }, { "p. m.", 12 },
                { "a.\xc2\xa0m.", 0 }, { "p.\xc2\xa0m.", 12 },
        };

        for (size_t i = 0; rest->n > 0 && i < ELEMENTSOF(halves); i++)
                if (take_text(rest, halves[i].text))
                        return halves[i].hours;
        return -1;
}

static bool take_time(Slice *rest, LocalStamp *stamp)
{
        int hour, minute, second, half;
        char separator;

        if (take_number(rest, 2, &hour) < 1)
                return false;
        separator = take_one_of(rest, ":.");
        if (separator == '\0' || take_number(rest, 2, &minute) != 2 ||
            take_one_of(rest, ":.") != separator || take_number(rest, 2, &second) != 2)
                return false;
        take_blanks(rest);
        half = take_half_of_day(rest);
        if (half >= 0) {
                if (hour < 1 || hour > 12)
                        return false;
                hour = hour % 12 + half;
        }
        stamp->second_of_day = (hour * 60 + minute) * 60 + second;
        return hour <= 23 && minute <= 59 && second <= 59;
}

int local_stamp_parse(Slice text, LocalStamp *ret, Error *error)
{
        Slice rest = text;
        LocalStamp stamp = { 0 };

        take_blanks(&rest);
        if (take_date(&rest, &stamp) && take_blanks(&rest) && take_time(&rest, &stamp)) {
                take_blanks(&rest);
                if (rest.n == 0) {
                        *ret = stamp;
                        return 0;
                }
        }
        return error_set(
                error, -EINVAL, _("'%.*s' is no date and time; they look like 4/24/2017 9:35:02 AM"),
                (int) MIN(text.n, (size_t) 40), text.p);
}

bool local_stamp_seconds(const LocalStamp *stamp, DateOrder order, int64_t *ret)
{
        static const struct {
                int year, month, day; /* which part it is */
        } places[N_DATE_ORDERS] = {
                [DATE_ORDER_DMY] = { 2, 1, 0 },
                [DATE_ORDER_MDY] = { 2, 0, 1 },
                [DATE_ORDER_YMD] = { 0, 1, 2 },
        };
        int year = stamp->parts[places[order].year], month = stamp->parts[places[order].month],
            day = stamp->parts[places[order].day];

        if (order == DATE_ORDER_UNKNOWN || stamp->begins_by_year != (order == DATE_ORDER_YMD))
                return false;
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > civil_days_in_month(year, month))
                return false;
        *ret = civil_days(year, month, day) * 86400 + stamp->second_of_day;
        return true;
}

/* ---- the zone ---- */

static int64_t offset_at(int64_t utc_s)
{
        time_t at = (time_t) utc_s;
        struct tm local = { 0 };

        localtime_r(&at, &local);
        return local.tm_gmtoff;
}

WallTime local_zone_wall(LocalZone *zone, int64_t local_s)
{
        int64_t day = local_s / 86400 - (local_s % 86400 < 0), first, second, utc_s;

        if (!zone->known || zone->day != day)
                *zone = (LocalZone){
                        .known = true,
                        .day = day,
                        .before = offset_at((day - 1) * 86400),
                        .after = offset_at((day + 2) * 86400),
                };

        first = local_s - zone->before;
        second = local_s - zone->after;
        if (first == second || offset_at(first) == zone->before)
                utc_s = first;
        else if (offset_at(second) == zone->after)
                utc_s = second;
        else
                utc_s = first; /* skipped: goes on as if the clock had not been changed */
        return (WallTime){ MIN(MAX(utc_s * MS_PER_SECOND, WALL_MS_MIN), WALL_MS_MAX) };
}

int local_zone_use(const char *name, Error *error)
{
        const char *folder = getenv("TZDIR");
        _cleanup_free_ char *path = NULL;
        struct stat status;

        if (!folder || folder[0] != '/')
                folder = "/usr/share/zoneinfo";
        path = str_format("%s/%s", folder, name);
        if (!path)
                return -ENOMEM;
        if (name[0] == '\0' || name[0] == '/' || strstr(name, "..") || stat(path, &status) < 0 ||
            !S_ISREG(status.st_mode) || !strchr("ABCDEFGHIJKLMNOPQRSTUVWXYZ", name[0]))
                return error_set(
                        error, -EINVAL,
                        _("%s is not a time zone of this machine; write it like Europe/Paris"), name);
        if (setenv("TZ", name, 1) < 0)
                return -errno;
        tzset();
        return 0;
}
