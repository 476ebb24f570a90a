/* SPDX-License-Identifier: MIT */
/*
 * The engine's state on disk, so that kill -9 and a power cut cost at most a minute. Written when something
 * that matters happened, and once a minute while the person is there; never while nothing changes.
 */

#include "daemon-struct.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "log.h"
#include "state-file.h"

enum { SAVE_EVERY_MS = 57 * 1000 };

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

        memcpy(state.boot_id, daemon->boot_id, BOOT_ID_SIZE);
        state.n_engine = engine_save(daemon->engine, state.engine);
        daemon->save_wanted = false;
        if (state_file_write(daemon->state_path, &state, &error) < 0) {
                if (!daemon->save_failed)
                        log_warning("%s; a crash would lose the sitting since the last break", error.text);
                daemon->save_failed = true;
        } else if (daemon->save_failed) {
                log_info("%s is written again", daemon->state_path);
                daemon->save_failed = false;
        }
}

/* While input goes on the open bout grows and must be written each minute; else only what happened. */
void saving_arm(Daemon *daemon)
{
        EngineStatus status;
        bool grows;

        engine_status(daemon->engine, &status);
        grows = status.present && status.last_sign.ms == status.boot.ms;
        loop_timer_set(
                daemon->save_timer, grows || daemon->save_wanted
                                            ? (BootTime){ clock_boot_now().ms + SAVE_EVERY_MS }
                                            : BOOT_NEVER);
}

/* At once means after this round of the loop, so that the effects of one input are one write. */
void saving_note(Daemon *daemon, bool at_once)
{
        EngineStatus status;

        if (!daemon->save_timer)
                return;
        engine_status(daemon->engine, &status);
        if (at_once || (status.bout_open && status.bout_start.ms == status.boot.ms)) {
                daemon->save_wanted = true;
                loop_timer_set(daemon->save_timer, clock_boot_now());
        } else if (!daemon->save_wanted) {
                daemon->save_wanted = true;
                saving_arm(daemon);
        }
}
