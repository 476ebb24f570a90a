/* SPDX-License-Identifier: MIT */
/*
 * Civil time for an engine that knows none: office hours become busy and free, and each day's start is told.
 * One timer stands at the next of both; when the wall clock is set, or the zone changes, everything is
 * worked out anew.
 */

#include "daemon-struct.h"

#include <time.h>

#include "log.h"

static void feed_hours(Daemon *daemon, bool closed)
{
        Observation observation = {
                .kind = closed ? OBSERVATION_BUSY : OBSERVATION_FREE,
                .busy = BUSY_HOURS,
        };

        daemon->hours_closed = closed;
        daemon_observe(daemon, &observation, (BootTime){ 0 });
}

static void fill_today(Daemon *daemon, WallTime now)
{
        _cleanup_(store_closep) Store *store = NULL;
        StoreDay day;
        StoreStretches week;
        Error error;

        if (store_open(daemon->store_path, STORE_READ, &store, &error) < 0)
                return; /* a fresh home, or trouble that the queue has told of already */
        if (store_day(store, daemon->today.from, daemon->today.to, &day, &error) < 0 ||
            store_stretches(store, (WallTime){ now.ms - 7 * MS_PER_DAY }, daemon->today.to, &week, &error) <
                    0) {
                log_warning("today's counts begin at zero: %s", error.text);
                return;
        }
        today_fill(&daemon->today, &day, &week);
}

static void begin_day(Daemon *daemon, CivilDay day, WallTime now)
{
        int starts = daemon->settings.day_starts_minute;
        Input input = { .kind = INPUT_DAY };
        bool is_new = day.days != daemon->day.days;

        daemon->day = day;
        today_begin(
                &daemon->today, civil_day_start(day, starts),
                civil_day_start((CivilDay){ day.days + 1 }, starts));
        fill_today(daemon, now);
        if (is_new)
                daemon_feed(daemon, &input);
}

void civil_check(Daemon *daemon)
{
        WallTime now = clock_wall_now(), next;
        CivilDay day;
        bool closed;

        if (!daemon->civil_timer)
                return; /* still starting */
        tzset();
        day = civil_day_of(now, daemon->settings.day_starts_minute);
        closed = !hours_contains(&daemon->settings.hours, now);
        next = hours_next_change(&daemon->settings.hours, now);

        if (day.days != daemon->day.days ||
            daemon->today.from.ms != civil_day_start(day, daemon->settings.day_starts_minute).ms)
                begin_day(daemon, day, now);
        if (closed != daemon->hours_closed)
                feed_hours(daemon, closed);
        next.ms = MIN(next.ms, daemon->today.to.ms);
        /* Civil boundaries lie on whole seconds of the wall clock; the boot clock is asked for just after.
         */
        loop_timer_set(daemon->civil_timer, (BootTime){ clock_boot_now().ms + (next.ms - now.ms) + 1 });
}

static int on_civil_timer(LoopTimer *timer, void *userdata)
{
        civil_check(userdata);
        return 0;
}

int civil_open(Daemon *daemon)
{
        int r;

        r = loop_add_timer(daemon->loop, on_civil_timer, daemon, &daemon->civil_timer);
        if (r < 0)
                return r;
        civil_check(daemon);
        return 0;
}
