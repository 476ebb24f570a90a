/* SPDX-License-Identifier: MIT */
/* Where the last daemon left off: its lock, its engine, its pause. What happened meanwhile, nobody saw. */

#include "daemon-struct.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/file.h>

#include "i18n.h"
#include "log.h"
#include "state-file.h"

/* Where the daemon was killed or the machine went down, the person was gone from the last save on. */
static void restore(Daemon *daemon, const SavedState *state)
{
        BootTime now = clock_boot_now();
        int64_t shift_ms = state_file_shift_ms(state, daemon->boot_id, now, clock_wall_now());
        bool same_boot = shift_ms == 0;
        /* A pause is so long as it was asked for, whatever was done to the wall clock meanwhile. */
        int64_t pause_left_ms =
                state->paused_until.ms - state->wall.ms - (now.ms - state->boot.ms - shift_ms);
        Input input = {
                .kind = INPUT_OBSERVATION,
                .observation = { .kind = OBSERVATION_GONE, .gone = same_boot ? GONE_LOST : GONE_OFF },
                .boot = { state->boot.ms + shift_ms },
        };

        if (engine_load(daemon->engine, state->engine, state->n_engine, shift_ms) < 0) {
                log_warning("%s makes no sense; the engine starts afresh", daemon->state_path);
                return;
        }
        daemon->day.days = state->civil_day;
        daemon_feed(daemon, &input);
        daemon_feed(daemon, &(Input){ .kind = INPUT_SESSION_END });

        if (state->paused && (state->paused_until.ms == 0 || pause_left_ms > 0))
                pausing_begin(
                        daemon,
                        (WallTime){ state->paused_until.ms ? clock_wall_now().ms + pause_left_ms : 0 });
        else
                pausing_end(daemon);
        /* What else was busy is told anew by who sees it. */
        for (int reason = 0; reason < N_BUSY_REASONS; reason++)
                if (reason != BUSY_USER)
                        daemon_observe(
                                daemon,
                                &(Observation){ .kind = OBSERVATION_FREE, .busy = (BusyReason) reason },
                                (BootTime){ 0 });
}

static int lock(Daemon *daemon, Error *error)
{
        daemon->lock_fd = open(daemon->state_path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (daemon->lock_fd < 0)
                return 0; /* a read-only home: the socket is the lock */
        if (flock(daemon->lock_fd, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK)
                return error_set(
                        error, -EEXIST, _("limberd already runs with %s; stop it first with: limber stop"),
                        daemon->state_path);
        return 0;
}

int restore_open(Daemon *daemon, Error *error)
{
        SavedState state;
        int r;

        state_file_boot_id(daemon->boot_id);
        r = lock(daemon, error);
        if (r < 0)
                return r;
        r = state_file_read(daemon->state_path, &state, error);
        if (r == 0)
                restore(daemon, &state);
        else if (error->text[0])
                log_warning("%s", error->text);
        error->text[0] = '\0';
        return 0;
}
