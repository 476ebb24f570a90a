/* SPDX-License-Identifier: MIT */
/*
 * The session bus. It may be missing at the start, go away and come back. After it went, a few tries, each
 * after twice the time; and while it is away the directory of its socket is watched, so that a bus that
 * comes back hours later is joined at once and nothing wakes the daemon in between.
 */

#include "session-bus.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/socket.h>
#include <unistd.h>

#include "i18n.h"
#include "log.h"
#include "names.h"

enum {
        FIRST_RETRY_MS = 100,
        N_TRIES_MAX = 5,  /* 100 ms to 1.6 s, 3 s in all */
        QUEUE_MAX = 1024, /* messages; a bus daemon that hangs gets no more signals */
        CALL_TIMEOUT_US = 2000000,
};

static void tell_daemon(SessionBus *self, sd_bus *bus, const char *problem)
{
        const BusInterface *interface = self->interface;

        self->told = bus != NULL;
        self->told_away = !bus;
        if (interface->handlers.session_bus)
                interface->handlers.session_bus(interface->userdata, bus, problem);
}

/* ---- who may call ---- */

/*
 * A session bus lets in its own user only, unless its configuration says otherwise. We do not rely on it:
 * the bus itself is asked whose the caller is. sd-bus's check of privileges would also admit other users
 * that hold a capability.
 */
static int on_message(sd_bus_message *message, void *userdata, sd_bus_error *ret_error)
{
        _cleanup_(sd_bus_creds_unrefp) sd_bus_creds *creds = NULL;
        uid_t uid;
        int r;

        if (sd_bus_message_is_method_call(message, NULL, NULL) <= 0)
                return 0;
        r = sd_bus_query_sender_creds(message, SD_BUS_CREDS_EUID, &creds);
        if (r >= 0)
                r = sd_bus_creds_get_euid(creds, &uid);
        if (r >= 0 && (uid == geteuid() || uid == 0))
                return 0;
        if (r >= 0)
                log_warning(_("a program of user %u called; it was refused"), (unsigned) uid);
        sd_bus_reply_method_errorf(
                message, SD_BUS_ERROR_ACCESS_DENIED, "%s", _("this is another user's limberd"));
        return 1;
}

/* ---- coming and going ---- */

static void forget_bus(SessionBus *self)
{
        sd_bus *bus = TAKE_PTR(self->bus);

        loop_bus_free(TAKE_PTR(self->loop_bus)); /* before the descriptor is closed */
        if (bus)
                bus_sessions_drop(&self->interface->sessions, bus);
        sd_bus_close_unref(bus);
}

static void stop_watching(SessionBus *self)
{
        loop_io_free(TAKE_PTR(self->inotify_io));
        if (self->inotify_fd >= 0)
                close(self->inotify_fd);
        self->inotify_fd = -1;
}

/* The bus's socket in the file system; false where it has none (abstract, or no bus is known at all). */
static bool find_socket(char path[static PATH_MAX])
{
        const char *address = secure_getenv("DBUS_SESSION_BUS_ADDRESS"), *p;
        const char *runtime = secure_getenv("XDG_RUNTIME_DIR");
        size_t n;

        if (!address || !address[0]) {
                if (!runtime || runtime[0] != '/' || strlen(runtime) + sizeof "/bus" > PATH_MAX)
                        return false;
                stpcpy(stpcpy(path, runtime), "/bus");
                return true;
        }
        p = strstr(address, "unix:path=/");
        if (!p)
                return false;
        p += strlen("unix:path=");
        n = strcspn(p, ",;%"); /* an escaped path is not worth watching for */
        if (n >= PATH_MAX || p[n] == '%')
                return false;
        memcpy(path, p, n);
        path[n] = '\0';
        return true;
}

static int set_retry(SessionBus *self)
{
        int64_t delay_ms = FIRST_RETRY_MS;

        if (self->n_tries >= N_TRIES_MAX) /* from now on only when its socket is made anew */
                return loop_timer_set(self->retry, (BootTime){ INT64_MAX });
        delay_ms <<= self->n_tries++;
        return loop_timer_set(self->retry, (BootTime){ clock_boot_now().ms + delay_ms });
}

static int on_directory_changed(LoopIo *io, uint32_t events, void *userdata)
{
        SessionBus *self = userdata;
        union {
                struct inotify_event event;
                char bytes[4096];
        } buffer;
        char path[PATH_MAX];
        const char *name = find_socket(path) ? strrchr(path, '/') + 1 : "";
        bool made = false;
        ssize_t n;

        while ((n = read(self->inotify_fd, &buffer, sizeof buffer)) > 0)
                for (ssize_t i = 0; i < n;) {
                        const struct inotify_event *event = (const void *) (buffer.bytes + i);

                        if (event->mask & IN_Q_OVERFLOW ||
                            (event->len > 0 && strcmp(event->name, name) == 0))
                                made = true;
                        i += (ssize_t) (sizeof *event + event->len);
                }
        if (!made)
                return 0;
        self->n_tries = 0; /* it is made before anybody listens: the first try may come too early */
        return set_retry(self);
}

static void start_watching(SessionBus *self)
{
        char path[PATH_MAX], *slash;

        if (self->inotify_fd >= 0 || !find_socket(path))
                return;
        slash = strrchr(path, '/');
        *(slash == path ? slash + 1 : slash) = '\0';
        self->inotify_fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
        if (self->inotify_fd >= 0 &&
            inotify_add_watch(self->inotify_fd, path, IN_CREATE | IN_MOVED_TO | IN_ONLYDIR) >= 0 &&
            loop_add_io(
                    self->loop, self->inotify_fd, EPOLLIN, on_directory_changed, self, &self->inotify_io) >=
                    0)
                return;
        log_warning(_("cannot watch %s for the session bus; restart limberd when the bus is there"), path);
        stop_watching(self);
}

/* Away: said once, then tried again. */
static int lose(SessionBus *self, const char *why)
{
        char problem[256];

        forget_bus(self);
        if (!self->told_away) {
                snprintf(
                        problem, sizeof problem, _("no session bus (%s): no notifications; limber works"),
                        why);
                tell_daemon(self, NULL, problem);
        }
        start_watching(self);
        return set_retry(self);
}

static void on_closed(LoopBus *loop_bus, int error, void *userdata)
{
        lose(userdata, _("it went away"));
}

/* ---- the name ---- */

static int on_name_reply(sd_bus_message *reply, void *userdata, sd_bus_error *ret_error)
{
        enum { PRIMARY_OWNER = 1, IN_QUEUE = 2, ALREADY_OWNER = 4 };
        SessionBus *self = userdata;
        const char *problem = NULL;
        uint32_t answer = 0;

        if (sd_bus_message_is_method_error(reply, NULL)) {
                const sd_bus_error *error = sd_bus_message_get_error(reply);

                if (sd_bus_error_has_name(error, SD_BUS_ERROR_NO_REPLY)) { /* it hangs, or is going away */
                        shutdown(sd_bus_get_fd(self->bus), SHUT_RDWR);
                        return 0; /* on_closed() comes next */
                }
                problem =
                        _("the session bus does not let limberd have its name; limber uses its own socket");
        } else if (sd_bus_message_read(reply, "u", &answer) < 0 || answer == IN_QUEUE) {
                problem = _("another program has the name org.limber.Limber1 on the session bus; limber "
                            "uses its "
                            "own socket");
        }
        self->n_tries = 0;
        stop_watching(self);
        tell_daemon(self, self->bus, problem);
        return 0;
}

static int on_name_acquired(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        SessionBus *self = userdata;
        const char *name;

        if (self->told && sd_bus_message_read(signal, "s", &name) > 0 && strcmp(name, LIMBER_BUS_NAME) == 0)
                tell_daemon(self, self->bus, NULL);
        return 0;
}

static int on_name_lost(sd_bus_message *signal, void *userdata, sd_bus_error *ret_error)
{
        SessionBus *self = userdata;
        const char *name;

        if (self->told && sd_bus_message_read(signal, "s", &name) > 0 && strcmp(name, LIMBER_BUS_NAME) == 0)
                tell_daemon(
                        self, self->bus,
                        _("the name org.limber.Limber1 was taken away; limber uses its own socket"));
        return 0;
}

static int watch_name(SessionBus *self, const char *member, sd_bus_message_handler_t handler)
{
        return sd_bus_match_signal_async(
                self->bus, NULL, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                member, handler, NULL, self);
}

static int start_bus(SessionBus *self)
{
        int r;

        r = sd_bus_open_user_with_description(&self->bus, "session");
        if (r < 0)
                return r;
        r = sd_bus_set_method_call_timeout(self->bus, CALL_TIMEOUT_US);
        if (r < 0)
                return r;
        r = sd_bus_add_filter(self->bus, NULL, on_message, self);
        if (r < 0)
                return r;
        r = bus_interface_export(self->interface, self->bus);
        if (r < 0)
                return r;
        r = watch_name(self, "NameAcquired", on_name_acquired);
        if (r < 0)
                return r;
        r = watch_name(self, "NameLost", on_name_lost);
        if (r < 0)
                return r;
        r = sd_bus_request_name_async(
                self->bus, NULL, LIMBER_BUS_NAME, SD_BUS_NAME_QUEUE, on_name_reply, self);
        if (r < 0)
                return r;
        return loop_attach_bus(self->loop, self->bus, on_closed, self, &self->loop_bus);
}

static int on_retry(LoopTimer *timer, void *userdata)
{
        SessionBus *self = userdata;
        int r;

        if (self->bus)
                return 0;
        r = start_bus(self);
        return r < 0 ? lose(self, strerror(-r)) : 0;
}

int session_bus_join(SessionBus *self)
{
        int r;

        if (!self->retry) {
                r = loop_add_timer(self->loop, on_retry, self, &self->retry);
                if (r < 0)
                        return r;
        }
        if (self->bus)
                return 0;
        self->n_tries = 0;
        r = start_bus(self);
        if (r == -ENOMEDIUM) {
                forget_bus(self);
                tell_daemon(
                        self, NULL,
                        _("no session bus is known (DBUS_SESSION_BUS_ADDRESS is not set): no "
                          "notifications"));
                return 0;
        }
        return r < 0 ? lose(self, strerror(-r)) : 0;
}

void session_bus_tell(SessionBus *self, const char *const *changed)
{
        uint64_t n_queued = 0;

        if (!self->told || sd_bus_get_n_queued_write(self->bus, &n_queued) < 0 || n_queued > QUEUE_MAX)
                return;
        bus_interface_tell(self->interface, self->bus, NULL, changed);
}

void session_bus_deinit(SessionBus *self)
{
        loop_bus_free(TAKE_PTR(self->loop_bus));
        self->bus = sd_bus_close_unref(self->bus);
        loop_timer_free(TAKE_PTR(self->retry));
        stop_watching(self);
}
