/* SPDX-License-Identifier: MIT */
/* The one way in: an input goes to the engine with the time, its effects are carried out, and what comes
 * next is armed. */

#include "daemon-struct.h"

#include <stdlib.h>

#include "log.h"

/* A wall clock that moved by more than this against the boot clock was set. */
enum { STEP_MS = 1000 };

/* A sleep of the machine shorter than this is none: the two clocks are read one after the other. */
enum { SLEEP_MS = 1000 };

static void watch(Daemon *daemon, int64_t short_ms)
{
        if (short_ms == daemon->watch_ms)
                return;
        daemon->watch_ms = short_ms;
        if (daemon->source && source_watch(daemon->source, short_ms) < 0)
                log_debug("%s cannot watch for a pause now", source_name(daemon->source));
}

/* What the engine wants next: its deadline, and to hear of pauses. */
static void arm(Daemon *daemon)
{
        BootTime deadline = engine_deadline(daemon->engine), watch_from;
        int64_t watch_ms = engine_wanted_watch_ms(daemon->engine, &watch_from);

        if (watch_ms > 0 && watch_from.ms > clock_boot_now().ms) {
                deadline.ms = MIN(deadline.ms, watch_from.ms);
                watch_ms = 0;
        }
        watch(daemon, watch_ms);
        loop_timer_set(daemon->deadline_timer, deadline);
}

static void feed_engine(Daemon *daemon, const Input *input)
{
        assert(!daemon->feeding);
        daemon->feeding = true;
        daemon->effects.n = 0;
        if (engine_feed(daemon->engine, input, &daemon->effects) < 0) {
                log_error("out of memory; stopping, so that nothing is lost silently");
                loop_quit(daemon->loop);
        }
        for (size_t i = 0; i < daemon->effects.n; i++)
                daemon_carry_out(daemon, &daemon->effects.items[i]);
        daemon->feeding = false;
}

/*
 * Where logind does not tell of sleep (or there is none), the clocks do: to the engine the person was gone
 * from when the machine fell asleep, and the source is asked anew where things stand.
 */
static void note_sleep(Daemon *daemon, BootTime now, int64_t offset_ms)
{
        int64_t slept_ms = clock_slept_ms(), this_time_ms = slept_ms - daemon->slept_ms;
        Input asleep = {
                .kind = INPUT_OBSERVATION,
                .observation = { .kind = OBSERVATION_GONE, .gone = GONE_SUSPEND },
                .boot = { now.ms - this_time_ms },
                .wall = { now.ms - this_time_ms + offset_ms },
        };

        daemon->slept_ms = slept_ms;
        if (this_time_ms < SLEEP_MS)
                return;
        log_info("the machine slept for %lld s", (long long) this_time_ms / 1000);
        feed_engine(daemon, &asleep);
        if (daemon->source_timer)
                loop_timer_set(daemon->source_timer, now);
}

/* A break that comes up while somebody is being guided is theirs already: it is on until that ends. */
static void join_session(Daemon *daemon)
{
        EngineStatus status;

        if (!daemon->has_session)
                return;
        engine_status(daemon->engine, &status);
        if (!status.gone && (status.state == BREAK_WAITING || status.state == BREAK_HELD))
                daemon_feed(daemon, &(Input){ .kind = INPUT_SESSION_BEGIN });
}

void daemon_feed(Daemon *daemon, Input *input)
{
        BootTime now = clock_boot_now();
        int64_t offset_ms = clock_wall_now().ms - now.ms;

        note_sleep(daemon, now, offset_ms);
        if (input->boot.ms == 0)
                input->boot = now;
        input->wall.ms = input->boot.ms + offset_ms;
        feed_engine(daemon, input);
        /* Before anybody hears of it: what was told must not be undone by a crash. */
        if (daemon->save_urgent && daemon->save_timer) {
                saving_save(daemon);
                saving_arm(daemon);
        }

        if (llabs(offset_ms - daemon->wall_offset_ms) > STEP_MS) {
                log_info(
                        "the wall clock was set by %lld s",
                        (long long) (offset_ms - daemon->wall_offset_ms) / 1000);
                if (daemon->civil_timer) /* hours and days are worked out anew, first thing */
                        loop_timer_set(daemon->civil_timer, now);
        }
        daemon->wall_offset_ms = offset_ms;
        arm(daemon);
        followers_tell(daemon);
        hooks_note_busy(daemon);
        join_session(daemon);
}

void daemon_observe(Daemon *daemon, const Observation *observation, BootTime since)
{
        Input input = { .kind = INPUT_OBSERVATION, .observation = *observation, .since = since };

        daemon_feed(daemon, &input);
        saving_note(daemon, observation->kind == OBSERVATION_GONE);
}
