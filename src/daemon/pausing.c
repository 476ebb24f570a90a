/* SPDX-License-Identifier: MIT */
/* Reminders off for a while: busy with the reason `user`, until an instant of the wall clock or until
 * resume. */

#include "daemon-struct.h"

static void observe_user(Daemon *daemon, ObservationKind kind)
{
        daemon_observe(daemon, &(Observation){ .kind = kind, .busy = BUSY_USER }, (BootTime){ 0 });
        saving_note(daemon, true);
}

void pausing_begin(Daemon *daemon, WallTime until)
{
        BootTime at = BOOT_NEVER;

        daemon->paused = true;
        daemon->paused_until = until;
        if (until.ms > 0)
                at.ms = clock_boot_now().ms + MAX(until.ms - clock_wall_now().ms, 0);
        loop_timer_set(daemon->pause_timer, at);
        observe_user(daemon, OBSERVATION_BUSY);
}

void pausing_end(Daemon *daemon)
{
        daemon->paused = false;
        daemon->paused_until = (WallTime){ 0 };
        loop_timer_set(daemon->pause_timer, BOOT_NEVER);
        observe_user(daemon, OBSERVATION_FREE);
}

static int on_pause_over(LoopTimer *timer, void *userdata)
{
        pausing_end(userdata);
        return 0;
}

int pausing_open(Daemon *daemon)
{
        return loop_add_timer(daemon->loop, on_pause_over, daemon, &daemon->pause_timer);
}
