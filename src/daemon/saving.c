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

static void save(Daemon *daemon)
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
static void arm(Daemon *daemon)
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

static int on_save_timer(LoopTimer *timer, void *userdata)
{
        Daemon *daemon = userdata;
        Input input = { .kind = INPUT_TICK };

        daemon_feed(daemon, &input);
        save(daemon);
        arm(daemon);
        return 0;
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
                arm(daemon);
        }
}

/* Where the daemon was killed or the machine went down, the person was gone from the last save on. */
static void restore(Daemon *daemon, const SavedState *state)
{
        BootTime now = clock_boot_now();
        int64_t shift_ms = state_file_shift_ms(state, daemon->boot_id, now, clock_wall_now());
        bool same_boot = shift_ms == 0;
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

        if (state->paused && (state->paused_until.ms == 0 || state->paused_until.ms > clock_wall_now().ms))
                pausing_begin(daemon, state->paused_until);
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
                        error, -EEXIST, "limberd already runs with %s; stop it first with: limber stop",
                        daemon->state_path);
        return 0;
}

int saving_open(Daemon *daemon, Error *error)
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

void saving_start(Daemon *daemon)
{
        if (loop_add_timer(daemon->loop, on_save_timer, daemon, &daemon->save_timer) < 0)
                log_warning("the state is saved only at the end: no timer could be made");
}

void saving_close(Daemon *daemon)
{
        if (daemon->save_timer) {
                daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
                save(daemon);
        }
        loop_timer_free(TAKE_PTR(daemon->save_timer));
}
