/* SPDX-License-Identifier: MIT */
/*
 * A small Wayland compositor of the tests, with no screen: seats, and the protocols of idle times as their
 * documents have them. It stands in for compositors with ext_idle_notifier_v1 version 2, which Debian 12
 * does not have, and for hostile ones.
 *
 *   stub-compositor SOCKET VERSION     in XDG_RUNTIME_DIR; 0: org_kde_kwin_idle, -1: neither
 *
 * does what standard input says, and ends with it:
 *
 *   input SEAT        somebody types there
 *   inhibit 1|0       a film keeps the screen on, no longer
 *   seat SEAT 1|0     comes, goes
 *   idled, resumed    sends that to every watch, whether it fits or not
 *   raw HEX           those bytes to every client
 *   close             the connection to every client
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <wayland-server.h>

#include "ext-idle-notify-v1-server-protocol.h"
#include "kde-idle-server-protocol.h"

#define N_SEATS_MAX 4

typedef struct Watch {
        struct wl_list link;
        struct wl_resource *resource;
        struct wl_event_source *timer;
        long seat;
        int timeout_ms;
        bool is_kde, input_only, idle;
} Watch;

static struct wl_display *display;
static struct wl_global *seats[N_SEATS_MAX];
static struct wl_list watches;
static bool inhibited;

static void send_idle(Watch *watch, bool idle)
{
        watch->idle = idle;
        if (watch->is_kde && idle)
                org_kde_kwin_idle_timeout_send_idle(watch->resource);
        else if (watch->is_kde)
                org_kde_kwin_idle_timeout_send_resumed(watch->resource);
        else if (idle)
                ext_idle_notification_v1_send_idled(watch->resource);
        else
                ext_idle_notification_v1_send_resumed(watch->resource);
}

static int on_timer(void *data)
{
        send_idle(data, true);
        return 0;
}

/* Activity at the watch, which then counts from now unless a film holds it up. */
static void touch(Watch *watch)
{
        bool held = inhibited && !watch->input_only;

        if (watch->idle)
                send_idle(watch, false);
        wl_event_source_timer_update(watch->timer, held ? 0 : watch->timeout_ms > 0 ? watch->timeout_ms : 1);
}

/* ---- the protocols ---- */

static void destroy(struct wl_client *client, struct wl_resource *resource)
{
        wl_resource_destroy(resource);
}

static void simulate(struct wl_client *client, struct wl_resource *resource)
{
}

static void on_watch_destroyed(struct wl_resource *resource)
{
        Watch *watch = wl_resource_get_user_data(resource);

        wl_list_remove(&watch->link);
        wl_event_source_remove(watch->timer);
        free(watch);
}

static const struct ext_idle_notification_v1_interface notification = { destroy };
static const struct org_kde_kwin_idle_timeout_interface kde_timeout = { destroy, simulate };

static void add_watch(
        struct wl_resource *manager, uint32_t id, uint32_t timeout_ms, struct wl_resource *seat, bool is_kde,
        bool input_only)
{
        struct wl_client *client = wl_resource_get_client(manager);
        Watch *watch = calloc(1, sizeof *watch);

        if (!watch)
                abort();
        *watch = (Watch){
                .seat = (long) (intptr_t) wl_resource_get_user_data(seat),
                .timeout_ms = (int) timeout_ms,
                .is_kde = is_kde,
                .input_only = input_only,
                .timer = wl_event_loop_add_timer(wl_display_get_event_loop(display), on_timer, watch),
                .resource = wl_resource_create(
                        client,
                        is_kde ? &org_kde_kwin_idle_timeout_interface : &ext_idle_notification_v1_interface,
                        wl_resource_get_version(manager), id),
        };
        wl_resource_set_implementation(
                watch->resource, is_kde ? (const void *) &kde_timeout : &notification, watch,
                on_watch_destroyed);
        wl_list_insert(&watches, &watch->link);
        touch(watch);
}

static void get_notification(
        struct wl_client *client, struct wl_resource *resource, uint32_t id, uint32_t timeout,
        struct wl_resource *seat)
{
        add_watch(resource, id, timeout, seat, false, false);
}

static void get_input_notification(
        struct wl_client *client, struct wl_resource *resource, uint32_t id, uint32_t timeout,
        struct wl_resource *seat)
{
        add_watch(resource, id, timeout, seat, false, true);
}

static void get_kde_timeout(
        struct wl_client *client, struct wl_resource *resource, uint32_t id, struct wl_resource *seat,
        uint32_t timeout)
{
        add_watch(resource, id, timeout, seat, true, false);
}

static const struct ext_idle_notifier_v1_interface notifier = {
        .destroy = destroy,
        .get_idle_notification = get_notification,
        .get_input_idle_notification = get_input_notification,
};
static const struct org_kde_kwin_idle_interface kde_idle = { get_kde_timeout };

static void bind_notifier(struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
        wl_resource_set_implementation(
                wl_resource_create(client, &ext_idle_notifier_v1_interface, (int) version, id), &notifier,
                NULL, NULL);
}

static void bind_kde(struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
        wl_resource_set_implementation(
                wl_resource_create(client, &org_kde_kwin_idle_interface, (int) version, id), &kde_idle, NULL,
                NULL);
}

static const struct wl_seat_interface seat_requests;

/* A seat without any device. */
static void bind_seat(struct wl_client *client, void *data, uint32_t version, uint32_t id)
{
        struct wl_resource *resource = wl_resource_create(client, &wl_seat_interface, (int) version, id);

        wl_resource_set_implementation(resource, &seat_requests, data, NULL);
        wl_seat_send_capabilities(resource, 0);
}

/* ---- commands ---- */

static void set_seat(long i, bool there)
{
        if (i < 0 || i >= N_SEATS_MAX || there == !!seats[i])
                return;
        if (there) {
                seats[i] =
                        wl_global_create(display, &wl_seat_interface, 1, (void *) (intptr_t) i, bind_seat);
        } else {
                wl_global_destroy(seats[i]);
                seats[i] = NULL;
        }
}

static void send_raw(const char *hex)
{
        unsigned char bytes[512];
        struct wl_client *client;
        size_t n = 0;
        unsigned int byte;

        while (n < sizeof bytes && sscanf(hex + 2 * n, "%2x", &byte) == 1)
                bytes[n++] = (unsigned char) byte;
        wl_client_for_each(client, wl_display_get_client_list(display))
        {
                wl_client_flush(client);
                (void) !send(wl_client_get_fd(client), bytes, n, MSG_NOSIGNAL);
        }
}

static void do_command(const char *line)
{
        Watch *watch;
        long a = 0, b = 0;

        if (sscanf(line, "input %ld", &a) == 1) {
                wl_list_for_each(watch, &watches, link) if (watch->seat == a) touch(watch);
        } else if (sscanf(line, "inhibit %ld", &a) == 1) {
                inhibited = a;
                wl_list_for_each(watch, &watches, link) if (!watch->input_only) touch(watch);
        } else if (sscanf(line, "seat %ld %ld", &a, &b) == 2) {
                set_seat(a, b);
        } else if (strcmp(line, "idled\n") == 0 || strcmp(line, "resumed\n") == 0) {
                wl_list_for_each(watch, &watches, link) send_idle(watch, *line == 'i');
        } else if (strncmp(line, "raw ", 4) == 0) {
                send_raw(line + 4);
        } else if (strcmp(line, "close\n") == 0) {
                struct wl_list *clients = wl_display_get_client_list(display), *link, *next;

                for (link = clients->next; link != clients; link = next) {
                        next = link->next;
                        wl_client_destroy(wl_client_from_link(link));
                }
        }
}

static int on_command(int fd, uint32_t mask, void *data)
{
        char line[2048];

        /* Unbuffered: a line at a time, and epoll sees the next one. */
        if (fgets(line, sizeof line, stdin))
                do_command(line);
        else
                wl_display_terminate(display);
        return 0;
}

int main(int argc, char **argv)
{
        int version;

        if (argc != 3)
                return 2;
        version = atoi(argv[2]);
        wl_list_init(&watches);
        setvbuf(stdin, NULL, _IONBF, 0);
        display = wl_display_create();
        if (!display)
                return 1;
        if (version > 0)
                wl_global_create(display, &ext_idle_notifier_v1_interface, version, NULL, bind_notifier);
        else if (version == 0)
                wl_global_create(display, &org_kde_kwin_idle_interface, 1, NULL, bind_kde);
        set_seat(0, true);
        wl_event_loop_add_fd(wl_display_get_event_loop(display), 0, WL_EVENT_READABLE, on_command, NULL);
        if (wl_display_add_socket(display, argv[1]) < 0)
                return 1;
        wl_display_run(display);
        wl_display_destroy_clients(display);
        wl_display_destroy(display);
        return 0;
}
