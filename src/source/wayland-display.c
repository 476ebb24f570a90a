/* SPDX-License-Identifier: MIT */
/*
 * A connection to a Wayland compositor, in our loop. Reading and flushing never block: libwayland reads what
 * is there, and a flush that finds the socket full goes on when epoll says that there is room.
 */

#include "wayland-display.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>
#include <wayland-client.h>

#include "ext-idle-notify-v1-client-protocol.h"
#include "i18n.h"
#include "kde-idle-client-protocol.h"
#include "str.h"

#define OPEN_TIMEOUT_MS INT64_C(1000)
#define N_SEATS_MAX 16

typedef struct BoundSeat {
        uint32_t name;
        struct wl_seat *seat; /* NULL: a free place */
} BoundSeat;

struct WaylandDisplay {
        Loop *loop;
        const WaylandListener *listener;
        void *userdata;
        struct wl_display *display;
        struct wl_registry *registry;
        struct ext_idle_notifier_v1 *notifier;
        struct org_kde_kwin_idle *kde_idle;
        BoundSeat seats[N_SEATS_MAX];
        char protocol[40];
        bool opened; /* the first globals are known */
        bool full;   /* the socket: the rest is sent when there is room */
        LoopIo *io;
        LoopPrepare *prepare;
};

struct IdleWatch {
        struct ext_idle_notification_v1 *ext;
        struct org_kde_kwin_idle_timeout *kde;
        int64_t timeout_ms;
        bool idle;
        IdleFunction function;
        void *userdata;
};

/* ---- watches ---- */

static void set_idle(IdleWatch *self, bool idle)
{
        if (self->idle == idle)
                return;
        self->idle = idle;
        self->function(self->userdata, self, idle);
}

static void on_ext_idled(void *userdata, struct ext_idle_notification_v1 *notification)
{
        set_idle(userdata, true);
}

static void on_ext_resumed(void *userdata, struct ext_idle_notification_v1 *notification)
{
        set_idle(userdata, false);
}

static const struct ext_idle_notification_v1_listener ext_listener = { on_ext_idled, on_ext_resumed };

static void on_kde_idle(void *userdata, struct org_kde_kwin_idle_timeout *timeout)
{
        set_idle(userdata, true);
}

static void on_kde_resumed(void *userdata, struct org_kde_kwin_idle_timeout *timeout)
{
        set_idle(userdata, false);
}

static const struct org_kde_kwin_idle_timeout_listener kde_listener = { on_kde_idle, on_kde_resumed };

int idle_watch_new(
        WaylandDisplay *display, struct wl_seat *seat, int64_t timeout_ms, bool with_films,
        IdleFunction function, void *userdata, IdleWatch **ret)
{
        IdleWatch *self = calloc(1, sizeof *self);
        uint32_t ms = (uint32_t) MIN(MAX(timeout_ms, 0), UINT32_MAX);

        if (!self)
                return -ENOMEM;
        *self = (IdleWatch){ .timeout_ms = timeout_ms, .function = function, .userdata = userdata };
        if (display->notifier && !with_films && wayland_display_tells_input(display))
                self->ext = ext_idle_notifier_v1_get_input_idle_notification(display->notifier, ms, seat);
        else if (display->notifier)
                self->ext = ext_idle_notifier_v1_get_idle_notification(display->notifier, ms, seat);
        else
                self->kde = org_kde_kwin_idle_get_idle_timeout(display->kde_idle, seat, ms);
        if (self->ext)
                ext_idle_notification_v1_add_listener(self->ext, &ext_listener, self);
        else if (self->kde)
                org_kde_kwin_idle_timeout_add_listener(self->kde, &kde_listener, self);
        else {
                free(self);
                return -ENOMEM;
        }
        *ret = self;
        return 0;
}

void idle_watch_free(IdleWatch *self)
{
        if (!self)
                return;
        if (self->ext)
                ext_idle_notification_v1_destroy(self->ext);
        if (self->kde)
                org_kde_kwin_idle_timeout_release(self->kde);
        free(self);
}

bool idle_watch_is_idle(const IdleWatch *self)
{
        return self && self->idle;
}

int64_t idle_watch_timeout_ms(const IdleWatch *self)
{
        return self ? self->timeout_ms : 0;
}

/* ---- what the compositor has ---- */

static void bind_seat(WaylandDisplay *self, uint32_t name)
{
        for (size_t i = 0; i < N_SEATS_MAX; i++) {
                BoundSeat *place = &self->seats[i];

                if (place->seat)
                        continue;
                place->name = name;
                place->seat = wl_registry_bind(self->registry, name, &wl_seat_interface, 1);
                if (place->seat && self->opened)
                        self->listener->seat(self->userdata, self, name, place->seat);
                return;
        }
}

static void on_global(
        void *userdata, struct wl_registry *registry, uint32_t name, const char *interface, uint32_t version)
{
        WaylandDisplay *self = userdata;

        if (strcmp(interface, wl_seat_interface.name) == 0)
                bind_seat(self, name);
        else if (self->opened)
                return; /* one protocol for the life of a connection */
        else if (strcmp(interface, ext_idle_notifier_v1_interface.name) == 0 && !self->notifier)
                self->notifier = wl_registry_bind(
                        registry, name, &ext_idle_notifier_v1_interface, MIN(MAX(version, 1U), 2U));
        else if (strcmp(interface, org_kde_kwin_idle_interface.name) == 0 && !self->kde_idle)
                self->kde_idle = wl_registry_bind(registry, name, &org_kde_kwin_idle_interface, 1);
}

static void on_global_remove(void *userdata, struct wl_registry *registry, uint32_t name)
{
        WaylandDisplay *self = userdata;

        for (size_t i = 0; i < N_SEATS_MAX; i++) {
                BoundSeat *place = &self->seats[i];

                if (!place->seat || place->name != name)
                        continue;
                if (self->opened)
                        self->listener->seat_gone(self->userdata, name);
                wl_seat_destroy(place->seat);
                place->seat = NULL;
        }
}

static const struct wl_registry_listener registry_listener = { on_global, on_global_remove };

const char *wayland_display_protocol(const WaylandDisplay *self)
{
        return self->protocol;
}

bool wayland_display_tells_input(const WaylandDisplay *self)
{
        return self->notifier && ext_idle_notifier_v1_get_version(self->notifier) >= 2;
}

static int note_protocol(WaylandDisplay *self, Error *error)
{
        if (self->notifier)
                snprintf(
                        self->protocol, sizeof self->protocol, "%s version %u",
                        ext_idle_notifier_v1_interface.name,
                        ext_idle_notifier_v1_get_version(self->notifier));
        else if (self->kde_idle)
                snprintf(self->protocol, sizeof self->protocol, "%s", org_kde_kwin_idle_interface.name);
        else
                return error_set(
                        error, -EOPNOTSUPP,
                        _("the Wayland compositor tells nothing of idle times (it has neither "
                          "ext_idle_notifier_v1 nor org_kde_kwin_idle)"));
        return 0;
}

/* ---- the loop ---- */

/* < 0: the connection is over. */
static int flush(WaylandDisplay *self)
{
        bool full = wl_display_flush(self->display) < 0;

        if (wl_display_get_error(self->display) != 0)
                return -EPROTO; /* too much to send, too: that looks like EAGAIN, but is final */
        if (full && errno != EAGAIN)
                return -errno;
        if (full == self->full)
                return 0;
        self->full = full;
        return loop_io_set_events(self->io, EPOLLIN | (full ? EPOLLOUT : 0));
}

/* Reads what is there and hands it out. */
static int take(WaylandDisplay *self)
{
        while (wl_display_prepare_read(self->display) != 0)
                if (wl_display_dispatch_pending(self->display) < 0)
                        return -EPROTO;
        if (wl_display_read_events(self->display) < 0)
                return -EPROTO;
        return wl_display_dispatch_pending(self->display) < 0 ? -EPROTO : 0;
}

static int on_io(LoopIo *io, uint32_t events, void *userdata)
{
        WaylandDisplay *self = userdata;

        if (take(self) < 0)
                self->listener->lost(self->userdata);
        return 0;
}

static int on_prepare(Loop *loop, void *userdata)
{
        WaylandDisplay *self = userdata;

        if (flush(self) >= 0)
                return 0;
        self->listener->lost(self->userdata);
        return 1;
}

/* ---- life ---- */

int wayland_socket_path(const char *name, char **ret, Error *error)
{
        const char *folder = getenv("XDG_RUNTIME_DIR");

        if (*name != '/' && (!folder || *folder != '/'))
                return error_set(error, -ENOENT, _("XDG_RUNTIME_DIR is not set"));
        *ret = *name == '/' ? strdup(name) : str_format("%s/%s", folder, name);
        return *ret ? 0 : -ENOMEM;
}

static int connect_error(const char *path, Error *error)
{
        return error_set(
                error, -ECONNREFUSED,
                _("cannot reach the Wayland compositor at %.100s: %s; is it running, and may this user "
                  "use it?"),
                path, strerror(errno));
}

/* libwayland's own way waits for ever where a compositor has stopped accepting. */
static int connect_socket(const char *path, int *ret_fd, Error *error)
{
        struct sockaddr_un address = { .sun_family = AF_UNIX };
        _cleanup_close_ int fd = -1;

        if (strlen(path) >= sizeof address.sun_path)
                return error_set(error, -ENAMETOOLONG, _("the name of the Wayland display is too long"));
        memcpy(address.sun_path, path, strlen(path));
        fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (fd < 0)
                return -errno;
        if (connect(fd, (const struct sockaddr *) &address, sizeof address) < 0)
                return connect_error(path, error);
        *ret_fd = fd;
        fd = -1;
        return 0;
}

static void on_done(void *userdata, struct wl_callback *callback, uint32_t serial)
{
        *(bool *) userdata = true;
}

static const struct wl_callback_listener done_listener = { on_done };

/* Until the compositor has answered everything that was asked so far. */
static int await_globals(WaylandDisplay *self, Error *error)
{
        int64_t end_ms = clock_boot_now().ms + OPEN_TIMEOUT_MS, left_ms;
        struct pollfd poll_fd = { .fd = wl_display_get_fd(self->display) };
        struct wl_callback *callback = wl_display_sync(self->display);
        bool done = false;
        int r = 0;

        if (!callback)
                return -ENOMEM;
        wl_callback_add_listener(callback, &done_listener, &done);
        while (!done && r >= 0 && (left_ms = end_ms - clock_boot_now().ms) > 0) {
                bool full = wl_display_flush(self->display) < 0;

                poll_fd.events = POLLIN | (full ? POLLOUT : 0);
                r = full && errno != EAGAIN ? -errno : 0;
                if (r == 0 && poll(&poll_fd, 1, (int) left_ms) > 0)
                        r = take(self);
        }
        wl_callback_destroy(callback);
        if (!done)
                return error_set(
                        error, r < 0 ? -EPROTO : -ETIMEDOUT, _("the Wayland compositor does not answer"));
        return 0;
}

static void log_nothing(const char *format, va_list arguments)
{
}

int wayland_display_open(
        Loop *loop, const char *socket_path, const WaylandListener *listener, void *userdata,
        WaylandDisplay **ret, Error *error)
{
        _cleanup_(wayland_display_freep) WaylandDisplay *self = calloc(1, sizeof *self);
        int fd = -1, r;

        if (!self)
                return -ENOMEM;
        *self = (WaylandDisplay){ .loop = loop, .listener = listener, .userdata = userdata };
        r = connect_socket(socket_path, &fd, error);
        if (r < 0)
                return r;
        wl_log_set_handler_client(log_nothing);       /* strangers write nothing into our log */
        self->display = wl_display_connect_to_fd(fd); /* takes the descriptor, also when it fails */
        if (!self->display)
                return -ENOMEM;
        self->registry = wl_display_get_registry(self->display);
        if (!self->registry)
                return -ENOMEM;
        wl_registry_add_listener(self->registry, &registry_listener, self);
        r = await_globals(self, error);
        if (r < 0)
                return r;
        r = note_protocol(self, error);
        if (r < 0)
                return r;
        r = loop_add_io(loop, fd, EPOLLIN, on_io, self, &self->io);
        if (r < 0)
                return r;
        r = loop_add_prepare(loop, on_prepare, self, &self->prepare);
        if (r < 0)
                return r;
        self->opened = true;
        for (size_t i = 0; i < N_SEATS_MAX; i++)
                if (self->seats[i].seat)
                        listener->seat(userdata, self, self->seats[i].name, self->seats[i].seat);
        *ret = TAKE_PTR(self);
        return 0;
}

void wayland_display_free(WaylandDisplay *self)
{
        if (!self)
                return;
        loop_io_free(self->io);
        loop_prepare_free(self->prepare);
        for (size_t i = 0; i < N_SEATS_MAX; i++)
                if (self->seats[i].seat)
                        wl_seat_destroy(self->seats[i].seat);
        if (self->notifier)
                ext_idle_notifier_v1_destroy(self->notifier);
        if (self->kde_idle)
                org_kde_kwin_idle_destroy(self->kde_idle);
        if (self->registry)
                wl_registry_destroy(self->registry);
        if (self->display)
                wl_display_disconnect(self->display);
        free(self);
}
