/* SPDX-License-Identifier: MIT */
/*
 * Peers. Each connection on the private socket is an sd-bus server of its own with the interface on it, and
 * with as much of org.freedesktop.DBus as programs need that take it for a bus (bus-driver). A peer that
 * does not read is hung up on before what waits for it grows; the seventeenth takes the place of the idlest.
 */

#include "bus-peers.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bus-driver.h"
#include "clock.h"
#include "i18n.h"
#include "log.h"
#include "loop-bus.h"

struct BusPeer {
        BusPeers *peers;
        sd_bus *bus;
        LoopBus *loop_bus;
        BusDriver driver;
        BootTime last_call;
};

static void peer_free(BusPeer *self)
{
        if (!self)
                return;
        loop_bus_free(self->loop_bus); /* before the descriptor is closed: the loop forgets it */
        sd_bus_close_unref(self->bus);
        free(self);
}
DEFINE_CLEANUP(BusPeer, peer_free)

/* Listening goes on when somebody left. */
static void accept_again(BusPeers *peers)
{
        if (peers->io)
                loop_io_set_events(peers->io, EPOLLIN);
}

static void remove_peer(BusPeer *peer)
{
        BusPeers *peers = peer->peers;

        for (size_t i = 0; i < peers->n; i++)
                if (peers->items[i] == peer) {
                        peers->items[i] = peers->items[--peers->n];
                        break;
                }
        bus_sessions_drop(&peers->interface->sessions, peer->bus);
        peer_free(peer);
        accept_again(peers);
}

static void on_closed(LoopBus *loop_bus, int error, void *userdata)
{
        remove_peer(userdata);
}

/* Closing it here would leave the loop with a dead descriptor; shut down, it reads its own end. */
static void hang_up(BusPeer *peer)
{
        log_debug("bus: a peer does not read; its connection is closed");
        shutdown(sd_bus_get_fd(peer->bus), SHUT_RDWR);
}

static bool reads_too_little(BusPeer *peer)
{
        uint64_t n_queued = 0;

        return sd_bus_get_n_queued_write(peer->bus, &n_queued) >= 0 && n_queued > BUS_PEER_QUEUE_MAX;
}

static int on_message(sd_bus_message *message, void *userdata, sd_bus_error *ret_error)
{
        BusPeer *peer = userdata;

        peer->last_call = loop_now(peer->peers->loop);
        if (!reads_too_little(peer))
                return 0;
        hang_up(peer);
        return 1; /* not even an answer is queued any more */
}

static int start_peer(BusPeers *peers, BusPeer *peer, int *fd)
{
        sd_id128_t id;
        int r;

        r = sd_id128_randomize(&id);
        if (r < 0)
                return r;
        r = sd_bus_new(&peer->bus);
        if (r < 0)
                return r;
        r = sd_bus_set_fd(peer->bus, *fd, *fd);
        if (r < 0)
                return r;
        *fd = -1;
        r = sd_bus_set_server(peer->bus, true, id);
        if (r < 0)
                return r;
        r = sd_bus_set_anonymous(peer->bus, false);
        if (r < 0)
                return r;
        r = sd_bus_add_filter(peer->bus, NULL, on_message, peer);
        if (r < 0)
                return r;
        peer->driver = (BusDriver){ .serial = ++peers->last_serial };
        r = bus_driver_export(&peer->driver, peer->bus);
        if (r < 0)
                return r;
        r = bus_interface_export(peers->interface, peer->bus);
        if (r < 0)
                return r;
        r = sd_bus_start(peer->bus);
        if (r < 0)
                return r;
        return loop_attach_bus(peers->loop, peer->bus, on_closed, peer, &peer->loop_bus);
}

/* The one to give up for a new one: no session, no follower if there is a choice, longest silent. */
static BusPeer *find_idlest(BusPeers *peers)
{
        BusPeer *idlest = NULL;

        for (size_t i = 0; i < peers->n; i++) {
                BusPeer *peer = peers->items[i];

                if (bus_sessions_count(&peers->interface->sessions, peer->bus) > 0)
                        continue;
                if (!idlest || (peer->driver.n_matches > 0) < (idlest->driver.n_matches > 0) ||
                    ((peer->driver.n_matches > 0) == (idlest->driver.n_matches > 0) &&
                     (peer->last_call.ms < idlest->last_call.ms ||
                      (peer->last_call.ms == idlest->last_call.ms &&
                       peer->driver.serial < idlest->driver.serial))))
                        idlest = peer;
        }
        return idlest;
}

int bus_peers_add(BusPeers *peers, int fd)
{
        _cleanup_close_ int owned = fd;
        _cleanup_(peer_freep) BusPeer *peer = NULL;
        BusPeer *idlest;
        int r;

        if (peers->n == BUS_PEERS_MAX) {
                idlest = find_idlest(peers);
                if (!idlest)
                        return -EUSERS;
                remove_peer(idlest);
        }
        peer = calloc(1, sizeof *peer);
        if (!peer)
                return -ENOMEM;
        peer->peers = peers;
        peer->last_call = loop_now(peers->loop);
        r = start_peer(peers, peer, &owned);
        if (r < 0)
                return r;
        peers->items[peers->n++] = TAKE_PTR(peer);
        return 0;
}

/* No descriptor is left: the idlest makes room; else, so that the loop does not spin, a second of rest. */
static int make_room(BusPeers *peers)
{
        BusPeer *idlest = find_idlest(peers);

        if (idlest) {
                remove_peer(idlest);
                return 0;
        }
        loop_io_set_events(peers->io, 0);
        return loop_timer_set(peers->rest, (BootTime){ loop_now(peers->loop).ms + MS_PER_SECOND });
}

static int on_rested(LoopTimer *timer, void *userdata)
{
        accept_again(userdata);
        return 0;
}

static int on_connection(LoopIo *io, uint32_t events, void *userdata)
{
        BusPeers *peers = userdata;
        int fd = private_socket_accept(peers->socket), r;

        if (fd == -EMFILE || fd == -ENFILE || fd == -ENOMEM || fd == -ENOBUFS)
                return make_room(peers);
        if (fd == -EPERM)
                log_warning(_("somebody else's program tried to connect; it was sent away"));
        if (fd < 0)
                return 0;
        r = bus_peers_add(peers, fd);
        if (r < 0)
                log_warning(_("a program could not be connected: %s"), strerror(-r));
        return 0;
}

int bus_peers_listen(BusPeers *peers, const char *path, Error *error)
{
        int r;

        r = private_socket_open(path, &peers->socket, error);
        if (r < 0)
                return r;
        r = loop_add_timer(peers->loop, on_rested, peers, &peers->rest);
        if (r < 0)
                return r;
        return loop_add_io(
                peers->loop, private_socket_fd(peers->socket), EPOLLIN, on_connection, peers, &peers->io);
}

void bus_peers_tell(BusPeers *peers, const char *const *changed)
{
        for (size_t i = 0; i < peers->n; i++) {
                BusPeer *peer = peers->items[i];

                if (!bus_driver_wants_signals(&peer->driver) &&
                    bus_sessions_count(&peers->interface->sessions, peer->bus) > 0)
                        continue;           /* busy guiding a stretch, it does not read */
                if (reads_too_little(peer)) /* hung up on, and the loop has not run since */
                        continue;
                bus_interface_tell(peers->interface, peer->bus, bus_driver_sender(&peer->driver), changed);
                if (reads_too_little(peer))
                        hang_up(peer);
        }
}

void bus_peers_deinit(BusPeers *peers)
{
        loop_io_free(TAKE_PTR(peers->io));
        loop_timer_free(TAKE_PTR(peers->rest));
        while (peers->n > 0)
                peer_free(peers->items[--peers->n]);
        private_socket_free(TAKE_PTR(peers->socket));
}
