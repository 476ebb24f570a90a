/* SPDX-License-Identifier: MIT */
/* The one way in: an input goes to the engine with the time, its effects are carried out, and what comes
 * next is armed. */

#include "daemon-struct.h"

#include <stdlib.h>

#include "log.h"

/* A wall clock that moved by more than this against the boot clock was set. */
enum { STEP_MS = 1000 };

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

void daemon_feed(Daemon *daemon, Input *input)
{
        BootTime now = clock_boot_now();
        int64_t offset_ms = clock_wall_now().ms - now.ms;

        assert(!daemon->feeding);
        daemon->feeding = true;
        if (input->boot.ms == 0)
                input->boot = now;
        input->wall.ms = input->boot.ms + offset_ms;

        daemon->effects.n = 0;
        if (engine_feed(daemon->engine, input, &daemon->effects) < 0) {
                log_error("out of memory; stopping, so that nothing is lost silently");
                loop_quit(daemon->loop);
        }
        for (size_t i = 0; i < daemon->effects.n; i++)
                daemon_carry_out(daemon, &daemon->effects.items[i]);
        daemon->feeding = false;

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
}

void daemon_observe(Daemon *daemon, const Observation *observation, BootTime since)
{
        Input input = { .kind = INPUT_OBSERVATION, .observation = *observation, .since = since };

        daemon_feed(daemon, &input);
        saving_note(daemon, observation->kind == OBSERVATION_GONE);
}
