/* SPDX-License-Identifier: MIT */
/* Clocks and their texts. The calendar arithmetic is Hinnant's days_from_civil (chrono-compatible, public
 * domain algorithm), which needs no table and no time zone; only civil_day_* asks the C library for the
 * zone. */

#include "clock.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "i18n.h"

static int64_t clock_read_ms(clockid_t id)
{
        struct timespec now;

        if (clock_gettime(id, &now) < 0)
                return 0; /* cannot fail for these two clocks on Linux */
        return now.tv_sec * MS_PER_SECOND + now.tv_nsec / 1000000;
}

BootTime clock_boot_now(void)
{
        return (BootTime){ clock_read_ms(CLOCK_BOOTTIME) };
}

WallTime clock_wall_now(void)
{
        return (WallTime){ clock_read_ms(CLOCK_REALTIME) };
}

int64_t clock_slept_ms(void)
{
        return clock_read_ms(CLOCK_BOOTTIME) - clock_read_ms(CLOCK_MONOTONIC);
}

int64_t civil_days(int64_t year, int month, int day)
{
        int64_t era, year_of_era, day_of_year, day_of_era;

        year -= month <= 2;
        era = (year >= 0 ? year : year - 399) / 400;
        year_of_era = year - era * 400;
        day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
        day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        return era * 146097 + day_of_era - 719468;
}

void civil_from_days(int64_t days, int64_t *ret_year, int *ret_month, int *ret_day)
{
        int64_t era, day_of_era, year_of_era, day_of_year, month_index;

        days += 719468;
        era = (days >= 0 ? days : days - 146096) / 146097;
        day_of_era = days - era * 146097;
        year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
        day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        month_index = (5 * day_of_year + 2) / 153;
        *ret_day = (int) (day_of_year - (153 * month_index + 2) / 5 + 1);
        *ret_month = (int) (month_index < 10 ? month_index + 3 : month_index - 9);
        *ret_year = year_of_era + era * 400 + (*ret_month <= 2);
}

int civil_days_in_month(int64_t year, int month)
{
        static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
        bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

        return days[month - 1] + (month == 2 && leap);
}

/* Reads exactly n_digits digits at *p. */
static bool take_digits(const char **p, const char *end, int n_digits, int *ret)
{
        int value = 0;

        if (end - *p < n_digits)
                return false;
        for (int i = 0; i < n_digits; i++, (*p)++) {
                if (**p < '0' || **p > '9')
                        return false;
                value = value * 10 + (**p - '0');
        }
        *ret = value;
        return true;
}

static bool take_char(const char **p, const char *end, char upper)
{
        if (*p == end || (**p != upper && **p != upper + ('a' - 'A') * (upper >= 'A' && upper <= 'Z')))
                return false;
        (*p)++;
        return true;
}

static bool take_fraction_ms(const char **p, const char *end, int *ret_ms)
{
        int n = 0, ms = 0;

        *ret_ms = 0;
        if (!take_char(p, end, '.'))
                return true;
        for (; *p < end && **p >= '0' && **p <= '9'; (*p)++, n++)
                if (n < 3)
                        ms = ms * 10 + (**p - '0');
        for (int i = n; i < 3; i++)
                ms *= 10;
        *ret_ms = ms;
        return n > 0 && n <= 18;
}

static bool take_offset(const char **p, const char *end, int *ret_minutes)
{
        int hour, minute, sign;

        *ret_minutes = 0;
        if (take_char(p, end, 'Z'))
                return true;
        if (take_char(p, end, '+'))
                sign = 1;
        else if (take_char(p, end, '-'))
                sign = -1;
        else
                return false;
        if (!take_digits(p, end, 2, &hour) || !take_char(p, end, ':') || !take_digits(p, end, 2, &minute))
                return false;
        if (hour > 23 || minute > 59)
                return false;
        *ret_minutes = sign * (hour * 60 + minute);
        return true;
}

int wall_parse(const char *text, size_t n, WallTime *ret, Error *error)
{
        const char *p = text, *end = text + n;
        int year, month, day, hour, minute, second, ms, offset_minutes, shown = (int) MIN(n, (size_t) 40);
        int64_t wall_ms;

        if (!take_digits(&p, end, 4, &year) || !take_char(&p, end, '-') ||
            !take_digits(&p, end, 2, &month) || !take_char(&p, end, '-') || !take_digits(&p, end, 2, &day) ||
            !take_char(&p, end, 'T') || !take_digits(&p, end, 2, &hour) || !take_char(&p, end, ':') ||
            !take_digits(&p, end, 2, &minute) || !take_char(&p, end, ':') ||
            !take_digits(&p, end, 2, &second) || !take_fraction_ms(&p, end, &ms) ||
            !take_offset(&p, end, &offset_minutes) || p != end)
                return error_set(
                        error, -EINVAL, _("'%.*s' is not a time; write it like 2026-01-05T09:00:00Z"), shown,
                        text);
        if (year < 1 || month < 1 || month > 12 || day < 1 || day > civil_days_in_month(year, month) ||
            hour > 23 || minute > 59 || second > 59)
                return error_set(
                        error, -EINVAL, _("the time '%.*s' does not exist; check the date and the hour"),
                        shown, text);

        wall_ms = civil_days(year, month, day) * MS_PER_DAY + hour * MS_PER_HOUR +
                  (minute - offset_minutes) * MS_PER_MINUTE + second * MS_PER_SECOND + ms;
        if (wall_ms < WALL_MS_MIN || wall_ms > WALL_MS_MAX)
                return error_set(
                        error, -EINVAL, _("the time '%.*s' is outside the years 1 to 9999"), shown, text);
        *ret = (WallTime){ wall_ms };
        return 0;
}

static int64_t floor_div(int64_t a, int64_t b)
{
        return a / b - (a % b < 0);
}

static char *put_digits(char *p, int value, int n_digits)
{
        for (int i = n_digits - 1; i >= 0; i--, value /= 10)
                p[i] = (char) ('0' + value % 10);
        return p + n_digits;
}

const char *wall_format(WallTime wall, char text[static WALL_TEXT_SIZE])
{
        int64_t ms = MIN(MAX(wall.ms, WALL_MS_MIN), WALL_MS_MAX), days, year;
        int month, day, of_day;
        char *p = text;

        days = floor_div(ms, MS_PER_DAY);
        of_day = (int) (ms - days * MS_PER_DAY);
        civil_from_days(days, &year, &month, &day);
        p = put_digits(p, (int) year, 4);
        *p++ = '-';
        p = put_digits(p, month, 2);
        *p++ = '-';
        p = put_digits(p, day, 2);
        *p++ = 'T';
        p = put_digits(p, (int) (of_day / MS_PER_HOUR), 2);
        *p++ = ':';
        p = put_digits(p, (int) (of_day / MS_PER_MINUTE % 60), 2);
        *p++ = ':';
        p = put_digits(p, (int) (of_day / MS_PER_SECOND % 60), 2);
        if (of_day % 1000) {
                *p++ = '.';
                p = put_digits(p, of_day % 1000, 3);
        }
        *p++ = 'Z';
        *p = '\0';
        return text;
}

int duration_parse(const char *text, size_t n, int64_t *ret_ms, Error *error)
{
        static const struct {
                char letter;
                int64_t ms;
        } units[] = { { 'h', MS_PER_HOUR }, { 'm', MS_PER_MINUTE }, { 's', MS_PER_SECOND } };
        size_t next_unit = 0, i = 0;
        int64_t sum = 0;
        int shown = (int) MIN(n, (size_t) 40);

        while (i < n) {
                int64_t value = 0;
                size_t first = i, unit;

                for (; i < n && text[i] >= '0' && text[i] <= '9'; i++)
                        if (value <= DURATION_MS_MAX)
                                value = value * 10 + (text[i] - '0');
                for (unit = next_unit; unit < ELEMENTSOF(units); unit++)
                        if (i < n && text[i] == units[unit].letter)
                                break;
                if (i == first || unit == ELEMENTSOF(units))
                        goto wrong;
                i++;
                next_unit = unit + 1;
                if (value > DURATION_MS_MAX || value * units[unit].ms > DURATION_MS_MAX ||
                    (sum += value * units[unit].ms) > DURATION_MS_MAX)
                        return error_set(
                                error, -ERANGE, _("'%.*s' is too long; the longest duration is 366 days"),
                                shown, text);
        }
        if (n > 0) {
                *ret_ms = sum;
                return 0;
        }
wrong:
        return error_set(
                error, -EINVAL, _("'%.*s' is not a duration; write it like 90s, 5m or 1h30m"), shown, text);
}

const char *duration_format(int64_t ms, char text[static DURATION_TEXT_SIZE])
{
        int64_t h = ms / MS_PER_HOUR, m = ms / MS_PER_MINUTE % 60, s = ms / MS_PER_SECOND % 60;
        int n = 0;

        assert(ms >= 0);
        text[0] = '\0';
        if (h)
                n += snprintf(text + n, (size_t) (DURATION_TEXT_SIZE - n), "%" PRId64 "h", h);
        if (m)
                n += snprintf(text + n, (size_t) (DURATION_TEXT_SIZE - n), "%" PRId64 "m", m);
        if (s || n == 0)
                snprintf(text + n, (size_t) (DURATION_TEXT_SIZE - n), "%" PRId64 "s", s);
        return text;
}

static struct tm local_of(int64_t ms)
{
        time_t seconds = (time_t) floor_div(ms, MS_PER_SECOND);
        struct tm local = { 0 };

        localtime_r(&seconds, &local);
        return local;
}

/* By how much the local clock is ahead of UTC. */
static int64_t zone_offset_ms(int64_t ms)
{
        return local_of(ms).tm_gmtoff * MS_PER_SECOND;
}

int64_t local_day_of(WallTime wall, int *ret_minute)
{
        struct tm local = local_of(wall.ms);

        *ret_minute = local.tm_hour * 60 + local.tm_min;
        return civil_days(local.tm_year + 1900, local.tm_mon + 1, local.tm_mday);
}

/* Offsets lie between -12 h and +14 h; one change of the offset at most is expected in the time around. */
WallTime wall_of_local(int64_t day, int minute)
{
        int64_t local = day * MS_PER_DAY + minute * MS_PER_MINUTE;
        int64_t before = zone_offset_ms(local - 15 * MS_PER_HOUR);
        int64_t after = zone_offset_ms(local + 13 * MS_PER_HOUR);
        int64_t low, high;

        if (before == after || zone_offset_ms(local - before) == before)
                return (WallTime){ local - before };
        if (zone_offset_ms(local - after) == after)
                return (WallTime){ local - after };
        /* Skipped: the change lies between the two, at a whole second. */
        low = local - after;
        high = local - before;
        while (high - low > MS_PER_SECOND) {
                int64_t middle = low + floor_div((high - low) / 2, MS_PER_SECOND) * MS_PER_SECOND;

                if (zone_offset_ms(middle) == before)
                        low = middle;
                else
                        high = middle;
        }
        return (WallTime){ high };
}

CivilDay civil_day_of(WallTime wall, int day_starts_minute)
{
        int minute;
        int64_t day = local_day_of(wall, &minute);

        /* In an hour that comes twice the day may have begun already: once begun, it goes on. */
        if (minute < day_starts_minute &&
            (minute < day_starts_minute - 180 || wall.ms < wall_of_local(day, day_starts_minute).ms))
                day--;
        return (CivilDay){ (int32_t) day };
}

WallTime civil_day_start(CivilDay day, int day_starts_minute)
{
        return wall_of_local(day.days, day_starts_minute);
}

CivilDay civil_monday(CivilDay day)
{
        int32_t after = (day.days % 7 + 7 + 3) % 7; /* 1970-01-01 was a Thursday */

        return (CivilDay){ day.days - after };
}

const char *civil_day_format(CivilDay day, char text[static CIVIL_DAY_TEXT_SIZE])
{
        int64_t year;
        int month, date;

        char *p = text;

        civil_from_days(day.days, &year, &month, &date);
        p = put_digits(p, (int) (year % 10000), 4);
        *p++ = '-';
        p = put_digits(p, month, 2);
        *p++ = '-';
        p = put_digits(p, date, 2);
        *p = '\0';
        return text;
}
