/* SPDX-License-Identifier: MIT */
/* The daemon's life: opening everything in order, and closing it in reverse. */

#include "daemon-struct.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include "device.h"
#include "i18n.h"
#include "log.h"
#include "place.h"

static int on_deadline(LoopTimer *timer, void *userdata)
{
        Daemon *daemon = userdata;
        Input input = { .kind = INPUT_TICK };

        daemon_feed(daemon, &input);
        return 0;
}

/* ---- the store queue's words ---- */

static int on_retry(LoopTimer *timer, void *userdata)
{
        Daemon *daemon = userdata;
        int r = daemon->store_checked ? store_queue_retry(daemon->queue) : store_queue_check(daemon->queue);

        daemon->store_checked = true;
        if (r == STORE_QUEUE_KEPT)
                loop_timer_set(timer, (BootTime){ clock_boot_now().ms + MS_PER_MINUTE });
        followers_tell(daemon);
        return 0;
}

static void on_store(StoreQueueEvent event, const char *text, void *userdata)
{
        Daemon *daemon = userdata;

        if (event == STORE_QUEUE_WORKS) {
                log_info("%s", text);
                return;
        }
        log_warning("%s", text);
        if (event == STORE_QUEUE_FAILS || event == STORE_QUEUE_SET_ASIDE)
                notices_trouble(daemon, text);
        if (event == STORE_QUEUE_FAILS && daemon->retry_timer)
                loop_timer_set(daemon->retry_timer, (BootTime){ clock_boot_now().ms + MS_PER_MINUTE });
}

/* ---- the state on disk ---- */

enum { SAVE_EARLY_MS = 18 * 1000 };

static int on_save_timer(LoopTimer *timer, void *userdata)
{
        Daemon *daemon = userdata;
        bool urgent = daemon->save_urgent;

        daemon->save_urgent = false; /* one write, at the end */
        daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
        daemon->save_urgent = urgent;
        saving_save(daemon);
        saving_arm(daemon);
        return 0;
}

/* The loop is awake anyway: a save that is due soon is done now and costs no wake-up of its own. */
static int on_prepare(Loop *loop, void *userdata)
{
        Daemon *daemon = userdata;

        if (daemon->save_at.ms != BOOT_NEVER.ms && daemon->save_at.ms - SAVE_EARLY_MS <= loop_now(loop).ms)
                on_save_timer(daemon->save_timer, daemon);
        return 0;
}

static void save_last(Daemon *daemon)
{
        if (daemon->save_timer) {
                daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
                daemon->save_urgent = true;
                saving_save(daemon);
        }
        loop_prepare_free(TAKE_PTR(daemon->save_prepare));
        loop_timer_free(TAKE_PTR(daemon->save_timer));
}

/* ---- life ---- */

static int on_signal(Loop *loop, const struct signalfd_siginfo *signal, void *userdata)
{
        Daemon *daemon = userdata;
        Error error;

        if (signal->ssi_signo != SIGHUP) {
                loop_quit(loop);
                return 0;
        }
        if (reload_now(daemon, &error) < 0)
                log_warning("%s", error.text);
        return 0;
}

static int set_signals(Daemon *daemon)
{
        sigset_t signals;

        sigemptyset(&signals);
        sigaddset(&signals, SIGTERM);
        sigaddset(&signals, SIGINT);
        sigaddset(&signals, SIGHUP);
        signal(SIGPIPE, SIG_IGN);
        signal(SIGCHLD, SIG_DFL); /* who started us may have ignored it: then children leave no status */
        return loop_set_signals(daemon->loop, &signals, on_signal, daemon);
}

/* A directory that cannot be made is said once; what needs it says what it cannot do. */
static int find_places(Daemon *daemon, Error *error)
{
        static const Place made[] = { PLACE_CONFIG, PLACE_DATA, PLACE_STATE };
        int r;

        for (size_t i = 0; i < ELEMENTSOF(made); i++) {
                _cleanup_free_ char *path = NULL;

                r = place_make(made[i], &path, error);
                if (r == -ENOENT)
                        return r; /* no home is known at all */
                if (r < 0)
                        log_warning("%s", error->text);
        }
        r = place_file(PLACE_CONFIG, PLACE_CONFIG_FILE, &daemon->config_path, error);
        if (r < 0)
                return r;
        r = place_file(PLACE_DATA, PLACE_DATABASE_FILE, &daemon->store_path, error);
        if (r < 0)
                return r;
        return place_file(PLACE_STATE, "limber.state", &daemon->state_path, error);
}

/* Private things first: a second daemon must be refused before it touches anything. */
static int listen_on_socket(Daemon *daemon, Error *error)
{
        _cleanup_free_ char *dir = NULL, *path = NULL;
        int r;

        r = bus_service_new(daemon->loop, &request_handlers, daemon, &daemon->service);
        if (r < 0)
                return error_set(error, r, _("out of memory"));
        r = place_make(PLACE_RUNTIME, &dir, error);
        if (r < 0)
                return r;
        r = place_socket(&path, error);
        if (r < 0)
                return r;
        return bus_service_listen(daemon->service, path, error);
}

static int open_store(Daemon *daemon, Error *error)
{
        int r;

        r = device_id(daemon->store_path, &daemon->device, error);
        if (r < 0)
                return r;
        r = store_queue_new(daemon->store_path, on_store, daemon, &daemon->queue);
        if (r < 0)
                return error_set(error, r, _("out of memory"));
        r = loop_add_timer(daemon->loop, on_retry, daemon, &daemon->retry_timer);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        /* Looking through years of history takes longer than starting may: it comes first thing after. */
        return loop_timer_set(daemon->retry_timer, clock_boot_now());
}

static int open_all(Daemon *daemon, Error *error)
{
        int r;

        r = loop_new(&daemon->loop);
        if (r < 0)
                return error_set(error, r, _("cannot make the event loop"));
        r = set_signals(daemon);
        if (r < 0)
                return error_set(error, r, _("cannot take signals"));
        r = find_places(daemon, error);
        if (r < 0)
                return r;
        r = listen_on_socket(daemon, error);
        if (r < 0)
                return r;
        r = reload_open(daemon, error);
        if (r < 0)
                return r;
        r = loop_add_timer(daemon->loop, on_deadline, daemon, &daemon->deadline_timer);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        r = windows_open(daemon);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        r = requests_open(daemon);
        if (r < 0)
                return error_set(error, r, _("out of memory"));
        r = open_store(daemon, error);
        if (r < 0)
                return r;
        daemon->engine = engine_new(&daemon->settings.engine);
        if (!daemon->engine)
                return error_set(error, -ENOMEM, _("out of memory"));
        daemon->wall_offset_ms = clock_wall_now().ms - clock_boot_now().ms;
        daemon->slept_ms = clock_slept_ms();
        r = pausing_open(daemon);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        r = hooks_open(daemon, error);
        if (r < 0)
                return r;
        r = restore_open(daemon, error);
        if (r < 0)
                return r;
        r = civil_open(daemon);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        hooks_settle(daemon);
        r = loop_add_timer(daemon->loop, on_save_timer, daemon, &daemon->save_timer);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        r = loop_add_prepare(daemon->loop, on_prepare, daemon, &daemon->save_prepare);
        if (r < 0)
                return error_set(error, r, _("out of memory"));
        r = senses_open(daemon);
        if (r < 0)
                return error_set(error, r, _("cannot make a timer"));
        busy_senses_check(daemon);
        r = bus_service_join_session(daemon->service);
        if (r < 0)
                return error_set(error, r, _("out of memory"));
        return 0;
}

int daemon_new(Daemon **ret, Error *error)
{
        _cleanup_(daemon_freep) Daemon *daemon = calloc(1, sizeof *daemon);
        int r;

        if (!daemon)
                return error_set(error, -ENOMEM, _("out of memory"));
        daemon->lock_fd = daemon->config_watch_fd = -1;
        daemon->save_at = BOOT_NEVER;
        r = open_all(daemon, error);
        if (r < 0)
                return r;
        *ret = TAKE_PTR(daemon);
        return 0;
}

int daemon_run(Daemon *daemon)
{
        sd_notify(0, "READY=1");
        log_info("limberd %s is ready", LIMBER_VERSION);
        return loop_run(daemon->loop);
}

void daemon_free(Daemon *daemon)
{
        if (!daemon)
                return;
        sd_notify(0, "STOPPING=1");
        save_last(daemon);
        busy_senses_close(daemon);
        senses_close(daemon);
        notifier_free(daemon->notifier);
        bus_service_free(daemon->service);
        windows_close(daemon);
        hooks_close(daemon);
        loop_timer_free(daemon->civil_timer);
        loop_timer_free(daemon->pause_timer);
        loop_timer_free(daemon->deadline_timer);
        store_queue_free(daemon->queue);
        loop_timer_free(daemon->retry_timer);
        reload_close(daemon);
        effects_deinit(&daemon->effects);
        engine_free(daemon->engine);
        loop_free(daemon->loop);
        if (daemon->lock_fd >= 0)
                close(daemon->lock_fd);
        free(daemon->session_problem);
        free(daemon->config_path);
        free(daemon->store_path);
        free(daemon->state_path);
        free(daemon);
}
