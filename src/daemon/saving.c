/* SPDX-License-Identifier: MIT */
/*
 * The engine's state on disk, so that kill -9 and a power cut cost at most a minute. Written when something
 * that matters happened, and about once a minute while the person is there, without waiting for the disk;
 * never while nothing changes.
 */

#include "daemon-struct.h"

#include <string.h>

#include "log.h"
#include "state-file.h"

enum { SAVE_EVERY_MS = 58 * 1000 };

void saving_save(Daemon *daemon)
{
        SavedState state = {
                .boot = clock_boot_now(),
                .wall = clock_wall_now(),
                .civil_day = daemon->day.days,
                .paused = daemon->paused,
                .paused_until = daemon->paused_until,
        };
        Error error;
        int r;

        memcpy(state.boot_id, daemon->boot_id, BOOT_ID_SIZE);
        state.n_engine = engine_save(daemon->engine, state.engine);
        r = state_file_write(daemon->state_path, &state, daemon->save_urgent, &error);
        daemon->save_wanted = daemon->save_urgent = false;
        daemon->save_at = BOOT_NEVER;
        if (r < 0) {
                if (!daemon->save_failed)
                        log_warning("%s; a crash would lose the sitting since the last break", error.text);
                daemon->save_failed = true;
        } else if (daemon->save_failed) {
                log_info("%s is written again", daemon->state_path);
                daemon->save_failed = false;
        }
}

/* A save that is due earlier stays due. */
static void save_by(Daemon *daemon, BootTime when)
{
        if (when.ms >= daemon->save_at.ms)
                return;
        daemon->save_at = when;
        loop_timer_set(daemon->save_timer, when);
}

/* While input goes on the open bout grows and must be written each minute; else only what happened. */
void saving_arm(Daemon *daemon)
{
        EngineStatus status;

        engine_status(daemon->engine, &status);
        if (daemon->save_wanted || (status.present && status.last_sign.ms == status.boot.ms))
                save_by(daemon, (BootTime){ clock_boot_now().ms + SAVE_EVERY_MS });
}

/* At once means when the effects of this input were carried out, so that they are one write. */
void saving_note(Daemon *daemon, bool at_once)
{
        EngineStatus status;

        if (!daemon->save_timer)
                return;
        daemon->save_wanted = true;
        engine_status(daemon->engine, &status);
        if (at_once || (status.bout_open && status.bout_start.ms == status.boot.ms)) {
                daemon->save_urgent = true;
                if (!daemon->feeding) /* else it is done at the end of the feed */
                        save_by(daemon, clock_boot_now());
        } else
                saving_arm(daemon);
}
