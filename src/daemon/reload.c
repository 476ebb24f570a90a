/* SPDX-License-Identifier: MIT */
/*
 * Settings while running. The folder of limber.conf is watched; a file that became wrong changes nothing:
 * the last good settings stay, and status, log and doctor say what is wrong.
 */

#include "daemon-struct.h"

#include <errno.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "log.h"
#include "place.h"

static bool has_same_rules(const EngineOptions *a, const EngineOptions *b)
{
        if (a->n_rules != b->n_rules)
                return false;
        for (size_t i = 0; i < a->n_rules; i++)
                if (strcmp(a->rules[i].name, b->rules[i].name) != 0)
                        return false;
        return true;
}

static void apply(Daemon *daemon, const Settings *settings)
{
        size_t first = daemon->effects.n;

        if (settings_equal(&daemon->settings, settings))
                return;
        log_info("new settings from %s", daemon->config_path);
        if (engine_set_options(daemon->engine, &settings->engine, &daemon->effects) == 0)
                for (size_t i = first; i < daemon->effects.n; i++)
                        daemon_carry_out(daemon, &daemon->effects.items[i]);
        if (!has_same_rules(&daemon->settings.engine, &settings->engine))
                windows_forget(daemon);
        daemon->settings = *settings;
        senses_set_long(daemon);
        busy_senses_check(daemon);
        civil_check(daemon);
        daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
}

int reload_now(Daemon *daemon, Error *error)
{
        Settings settings;
        int r;

        r = settings_load(daemon->config_path, &settings, error);
        if (r < 0) {
                daemon->config_error = *error;
                bus_service_status_changed(daemon->service);
                return r;
        }
        daemon->config_error.text[0] = '\0';
        apply(daemon, &settings);
        bus_service_status_changed(daemon->service);
        return 0;
}

static bool names_the_file(const struct inotify_event *event)
{
        return event->len > 0 && strcmp(event->name, PLACE_CONFIG_FILE) == 0;
}

static int on_inotify(LoopIo *io, uint32_t events, void *userdata)
{
        Daemon *daemon = userdata;
        char buffer[4096] __attribute__((aligned(__alignof__(struct inotify_event))));
        bool touched = false;
        Error error;
        ssize_t n;

        while ((n = read(daemon->config_watch_fd, buffer, sizeof buffer)) > 0)
                for (char *p = buffer; p < buffer + n;) {
                        const struct inotify_event *event = (const struct inotify_event *) (void *) p;

                        touched |= names_the_file(event) || event->mask & IN_Q_OVERFLOW;
                        p += sizeof *event + event->len;
                }
        if (touched && reload_now(daemon, &error) < 0)
                log_warning("%s; the settings before stay in force", error.text);
        return 0;
}

static void watch(Daemon *daemon)
{
        _cleanup_free_ char *dir = NULL;
        Error error;

        if (place_find(PLACE_CONFIG, &dir, &error) < 0)
                return;
        daemon->config_watch_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (daemon->config_watch_fd < 0 ||
            inotify_add_watch(
                    daemon->config_watch_fd, dir, IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE) <
                    0 ||
            loop_add_io(
                    daemon->loop, daemon->config_watch_fd, EPOLLIN, on_inotify, daemon,
                    &daemon->config_watch) < 0)
                log_info("changes of %s are read at SIGHUP only", daemon->config_path);
}

int reload_open(Daemon *daemon, Error *error)
{
        settings_init(&daemon->settings);
        if (settings_load(daemon->config_path, &daemon->settings, error) < 0) {
                daemon->config_error = *error;
                log_warning("%s; the defaults are in force", error->text);
        }
        watch(daemon);
        return 0;
}

void reload_close(Daemon *daemon)
{
        loop_io_free(TAKE_PTR(daemon->config_watch));
        if (daemon->config_watch_fd >= 0)
                close(daemon->config_watch_fd);
        daemon->config_watch_fd = -1;
}
