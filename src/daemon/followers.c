/* SPDX-License-Identifier: MIT */
/* Followers of the status are told when something changes that they show, and not each second. */

#include "daemon-struct.h"

#include <string.h>

void followers_tell(Daemon *daemon)
{
        EngineStatus status;
        StatusRecord window;
        FollowKey key;

        engine_status(daemon->engine, &status);
        status_record_init(&window);
        windows_fill(daemon, &status, &window);
        memset(&key, 0, sizeof key); /* compared as bytes */
        key.present = status.present;
        key.gone = status.gone;
        key.session = status.session;
        key.paused = daemon->paused;
        key.paused_until_ms = daemon->paused_until.ms;
        key.gone_reason = status.gone_reason;
        key.posture = status.posture;
        key.busy = status.busy;
        key.state = status.state;
        key.rule = status.state == BREAK_NONE ? 0 : status.rule;
        key.bout_start_ms = status.bout_open ? status.bout_start.ms : -1;
        key.n_changes = daemon->today.n_changes;
        key.window = window.window;
        key.firm = window.firm;
        key.taken = window.break_taken;
        key.store_fails = daemon->queue && store_queue_problem(daemon->queue);
        /* NOLINTNEXTLINE(bugprone-suspicious-memory-comparison,cert-exp42-c,cert-flp37-c): zeroed above */
        if (memcmp(&key, &daemon->followed, sizeof key) == 0)
                return;
        memcpy(&daemon->followed, &key, sizeof key);
        if (daemon->service)
                bus_service_status_changed(daemon->service);
}
