/* SPDX-License-Identifier: MIT */
/*
 * Office hours. Spans become toggles: the minutes of the week at which inside changes, ascending. An instant
 * is judged by the toggles before and after it, each turned into the instant at which the local clock first
 * reaches it, so that a DST change moves boundaries and never makes one count twice.
 */

#include "hours.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"

enum { MINUTES_PER_DAY = 24 * 60, MINUTES_PER_WEEK = 7 * MINUTES_PER_DAY };

#define SHOWN(slice) (int) MIN((slice).n, (size_t) 40), (slice).p

static const char *const day_names[] = { "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" };

static bool parse_day(Slice text, uint8_t *ret)
{
        for (uint8_t i = 0; i < ELEMENTSOF(day_names); i++)
                if (slice_equals(text, day_names[i])) {
                        *ret = i;
                        return true;
                }
        return false;
}

/* "Mon" or "Mon-Fri". */
static bool parse_days(Slice text, HoursSpan *span)
{
        bool is_range = text.n == 7 && text.p[3] == '-';

        if (!parse_day((Slice){ text.p, MIN(text.n, (size_t) 3) }, &span->first_day))
                return false;
        span->last_day = span->first_day;
        return text.n == 3 || (is_range && parse_day((Slice){ text.p + 4, 3 }, &span->last_day));
}

bool hours_parse_minute(Slice text, int *ret_minute)
{
        uint64_t hour, minute;

        if (text.n != 5 || text.p[2] != ':' || parse_u64((Slice){ text.p, 2 }, &hour) < 0 ||
            parse_u64((Slice){ text.p + 3, 2 }, &minute) < 0)
                return false;
        if (minute > 59 || hour * 60 + minute > MINUTES_PER_DAY)
                return false;
        *ret_minute = (int) (hour * 60 + minute);
        return true;
}

/* "08:00-18:00". */
static bool parse_times(Slice text, HoursSpan *span)
{
        int start, end;

        if (text.n != 11 || text.p[5] != '-' || !hours_parse_minute((Slice){ text.p, 5 }, &start) ||
            !hours_parse_minute((Slice){ text.p + 6, 5 }, &end))
                return false;
        if (start == MINUTES_PER_DAY || end == 0)
                return false; /* 24:00 only ends, 00:00 only begins: one way to write midnight */
        span->start_minute = (int16_t) start;
        span->end_minute = (int16_t) end;
        return start != end;
}

static int parse_span(Slice text, HoursSpan *ret, Error *error)
{
        Slice rest = text, days = { "", 0 }, times = { "", 0 }, more;

        if (!slice_next_word(&rest, &days) || !slice_next_word(&rest, &times) ||
            slice_next_word(&rest, &more))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not hours; write them like Mon-Fri 08:00-18:00, or off"), SHOWN(text));
        if (!parse_days(days, ret))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a day; write Mon, Tue, Wed, Thu, Fri, Sat, Sun, or Mon-Fri"),
                        SHOWN(days));
        if (!parse_times(times, ret))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a span; write it like 08:00-18:00, from 00:00 to 24:00"),
                        SHOWN(times));
        return 0;
}

/* Marks the span's minutes in the week, a bit each; the week is a ring. */
static void mark(const HoursSpan *span, uint8_t week[static MINUTES_PER_WEEK])
{
        int n_days = (span->last_day - span->first_day + 7) % 7 + 1;
        int length = span->end_minute - span->start_minute;

        if (length <= 0)
                length += MINUTES_PER_DAY;
        for (int i = 0; i < n_days; i++) {
                int start = (span->first_day + i) % 7 * MINUTES_PER_DAY + span->start_minute;

                for (int minute = start; minute < start + length; minute++)
                        week[minute % MINUTES_PER_WEEK] = 1;
        }
}

static void find_toggles(Hours *hours)
{
        uint8_t week[MINUTES_PER_WEEK] = { 0 };
        bool inside;

        for (size_t i = 0; i < hours->n_spans; i++)
                mark(&hours->spans[i], week);
        inside = week[MINUTES_PER_WEEK - 1];
        for (int minute = 0; minute < MINUTES_PER_WEEK; minute++) {
                if (week[minute] == inside)
                        continue;
                inside = week[minute];
                if (hours->n_toggles == 0)
                        hours->toggle_0_enters = inside;
                hours->toggles[hours->n_toggles++] = (int16_t) minute;
        }
}

int hours_parse(Slice text, Hours *ret, Error *error)
{
        Hours hours = { 0 };
        Slice rest = text;

        while (!slice_equals(text, "off")) {
                const char *comma = memchr(rest.p, ',', rest.n);
                size_t n = comma ? (size_t) (comma - rest.p) : rest.n;
                int r;

                if (hours.n_spans == MAX_HOURS_SPANS)
                        return error_set(
                                error, -EINVAL, _("more than %d spans; write some together"),
                                MAX_HOURS_SPANS);
                r = parse_span(slice_trim((Slice){ rest.p, n }), &hours.spans[hours.n_spans], error);
                if (r < 0)
                        return r;
                hours.n_spans++;
                if (!comma)
                        break;
                rest = (Slice){ comma + 1, rest.n - n - 1 };
        }
        find_toggles(&hours);
        *ret = hours;
        return 0;
}

int hours_print(const Hours *hours, Str *ret)
{
        int r = hours->n_spans == 0 ? str_append(ret, "off") : 0;

        for (size_t i = 0; i < hours->n_spans && r == 0; i++) {
                const HoursSpan *span = &hours->spans[i];

                r = str_appendf(ret, "%s%s", i > 0 ? ", " : "", day_names[span->first_day]);
                if (r == 0 && span->last_day != span->first_day)
                        r = str_appendf(ret, "-%s", day_names[span->last_day]);
                if (r == 0)
                        r = str_appendf(
                                ret, " %02d:%02d-%02d:%02d", span->start_minute / 60,
                                span->start_minute % 60, span->end_minute / 60, span->end_minute % 60);
        }
        return r;
}

bool hours_equal(const Hours *a, const Hours *b)
{
        return a->n_toggles == b->n_toggles && a->toggle_0_enters == b->toggle_0_enters &&
               memcmp(a->toggles, b->toggles, a->n_toggles * sizeof a->toggles[0]) == 0;
}

/* A toggle of some week: toggles[i] in the week whose Monday is `monday`. */
typedef struct Toggle {
        size_t i;
        int64_t monday; /* days since 1970-01-01 */
} Toggle;

static void toggle_advance(const Hours *hours, Toggle *toggle)
{
        if (++toggle->i < hours->n_toggles)
                return;
        toggle->i = 0;
        toggle->monday += 7;
}

static WallTime toggle_wall(const Hours *hours, Toggle toggle)
{
        int minute = hours->toggles[toggle.i];

        return wall_of_local(toggle.monday + minute / MINUTES_PER_DAY, minute % MINUTES_PER_DAY);
}

/* The first toggle that lies after `wall`, and when. */
static Toggle toggle_after(const Hours *hours, WallTime wall, WallTime *ret_when)
{
        int minute_of_day, minute;
        int64_t day = local_day_of(wall, &minute_of_day),
                weekday = ((day + 3) % 7 + 7) % 7; /* 0 is Monday */
        Toggle toggle = { .monday = day - weekday };

        minute = (int) weekday * MINUTES_PER_DAY + minute_of_day;
        while (toggle.i < hours->n_toggles && hours->toggles[toggle.i] <= minute)
                toggle.i++;
        if (toggle.i == hours->n_toggles) {
                toggle.i = 0;
                toggle.monday += 7;
        }
        /* In an hour that comes twice, the second time, toggles that the local clock has yet to reach are
         * past. */
        while ((*ret_when = toggle_wall(hours, toggle)).ms <= wall.ms)
                toggle_advance(hours, &toggle);
        return toggle;
}

static bool toggle_enters(const Hours *hours, Toggle toggle)
{
        return (toggle.i % 2 == 0) == hours->toggle_0_enters;
}

bool hours_contains(const Hours *hours, WallTime wall)
{
        WallTime when;

        if (hours->n_toggles == 0)
                return true;
        return !toggle_enters(hours, toggle_after(hours, wall, &when));
}

WallTime hours_next_change(const Hours *hours, WallTime after)
{
        WallTime when, next;
        Toggle toggle;

        if (hours->n_toggles == 0)
                return (WallTime){ WALL_MS_MAX };
        toggle = toggle_after(hours, after, &when);
        for (;;) {
                toggle_advance(hours, &toggle);
                next = toggle_wall(hours, toggle);
                if (next.ms != when.ms)
                        return when;
                /* Both lie in an hour that DST skips: a span of no length. */
                toggle_advance(hours, &toggle);
                when = toggle_wall(hours, toggle);
        }
}
