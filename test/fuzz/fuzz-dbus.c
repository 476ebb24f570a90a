/* SPDX-License-Identifier: MIT */
/*
 * A peer on the private socket that says anything. The input is a row of calls, each
 *
 *      member (1 byte)  flags (1 byte: 1 a wrong signature, 2 no answer wanted)  length (2 bytes, little)
 * body
 *
 * with a right header around it, so that the bodies reach sd-bus's reader and our methods; member 255 is
 * bytes as they are. Whatever arrives at a handler must keep the promises of service.h.
 */

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "bus-peers.h"
#include "names.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PROMISE(condition) \
        do { \
                if (!(condition)) \
                        abort(); \
        } while (0)

enum { RAW = 255, WRONG_SIGNATURE = 1, NO_REPLY = 2, MESSAGE_MAX = 70000, N_CALLS_MAX = 64 };

static const struct {
        const char *interface, *member, *signature;
} members[] = {
        { LIMBER_INTERFACE, "GetStatus", "" },
        { LIMBER_INTERFACE, "Take", "s" },
        { LIMBER_INTERFACE, "Skip", "s" },
        { LIMBER_INTERFACE, "Postpone", "st" },
        { LIMBER_INTERFACE, "BreakNow", "s" },
        { LIMBER_INTERFACE, "Pause", "t" },
        { LIMBER_INTERFACE, "Resume", "" },
        { LIMBER_INTERFACE, "SetPosture", "s" },
        { LIMBER_INTERFACE, "BeginSession", "" },
        { LIMBER_INTERFACE, "EndSession", "ba(sssxtuui)" },
        { LIMBER_INTERFACE, "Reload", "" },
        { LIMBER_INTERFACE, "Doctor", "" },
        { "org.freedesktop.DBus.Properties", "Get", "ss" },
        { "org.freedesktop.DBus.Properties", "GetAll", "s" },
        { "org.freedesktop.DBus.Properties", "Set", "ssv" },
        { "org.freedesktop.DBus", "Hello", "" },
        { "org.freedesktop.DBus", "AddMatch", "s" },
        { "org.freedesktop.DBus", "RemoveMatch", "s" },
        { "org.freedesktop.DBus", "GetNameOwner", "s" },
        { "org.freedesktop.DBus", "StartServiceByName", "su" },
        { LIMBER_INTERFACE, "WindowReady", "" },
};

/* ---- a daemon that only checks what it is asked ---- */

static void promise_word(const char *text, size_t size, bool may_be_empty)
{
        size_t n = strnlen(text, size);

        PROMISE(n < size && (n > 0 || may_be_empty));
        PROMISE(strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-") == n);
}

static void promise_length(int64_t ms)
{
        PROMISE(ms == 0 || (ms >= MS_PER_SECOND && ms <= DURATION_MS_MAX));
}

static int get_status(void *userdata, StatusRecord *ret)
{
        status_record_init(ret);
        return 0;
}

static int answer(void *userdata, AnswerKind kind, const char *name, int64_t postpone_ms, Error *error)
{
        promise_word(name, RULE_NAME_SIZE, true);
        promise_length(postpone_ms);
        return name[0] == 'e' ? error_set(error, -ENXIO, "%s", name) : 0;
}

static int break_now(void *userdata, const char *rule, Error *error)
{
        promise_word(rule, RULE_NAME_SIZE, true);
        return 0;
}

static int pause_reminders(void *userdata, int64_t ms, Error *error)
{
        promise_length(ms);
        return 0;
}

static int plain(void *userdata, Error *error)
{
        return 0;
}

static int set_posture(void *userdata, Posture posture, Error *error)
{
        PROMISE(posture == POSTURE_SITTING || posture == POSTURE_STANDING);
        return 0;
}

static int session_begin(void *userdata, uint64_t client, Error *error)
{
        PROMISE(client != 0);
        return 0;
}

static int session_end(
        void *userdata, uint64_t client, bool done, const BusStretchResult *results, size_t n, Error *error)
{
        PROMISE(client != 0 && n <= BUS_RESULTS_MAX);
        for (size_t i = 0; i < n; i++) {
                promise_word(results[i].stretch, sizeof results[i].stretch, false);
                promise_word(results[i].dose, sizeof results[i].dose, false);
                promise_word(results[i].ended, sizeof results[i].ended, false);
                PROMISE(results[i].start.ms >= 0 && results[i].start.ms <= WALL_MS_MAX);
                PROMISE(results[i].duration_ms >= 0 && results[i].duration_ms <= DURATION_MS_MAX);
                PROMISE(results[i].pain >= -1 && results[i].pain <= 10);
        }
        return 0;
}

static void client_gone(void *userdata, uint64_t client)
{
        PROMISE(client != 0);
}

static int doctor(void *userdata, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n, Error *error)
{
        *ret_n = 0;
        return 0;
}

/* ---- the peer ---- */

typedef struct Bytes {
        uint8_t *p;
        size_t n;
} Bytes;

static void put(Bytes *bytes, const void *p, size_t n)
{
        memcpy(bytes->p + bytes->n, p, n);
        bytes->n += n;
}

static void put_u32(Bytes *bytes, uint32_t value)
{
        put(bytes, &value, sizeof value); /* little on every machine that Limber is built for so far */
}

static void pad(Bytes *bytes)
{
        while (bytes->n % 8)
                bytes->p[bytes->n++] = 0;
}

static void put_field(Bytes *bytes, uint8_t code, char type, const char *text)
{
        uint8_t length = (uint8_t) strlen(text);

        pad(bytes);
        put(bytes, (uint8_t[]){ code, 1, (uint8_t) type, 0 }, 4);
        if (type == 'g')
                put(bytes, &length, 1);
        else
                put_u32(bytes, length);
        put(bytes, text, (size_t) length + 1);
}

static void
put_call(Bytes *bytes, const uint8_t head[static 4], const uint8_t *body, size_t n, uint32_t serial)
{
        size_t which = head[0] % ELEMENTSOF(members), at_fields;
        const char *signature = members[which].signature;
        uint32_t n_fields;

        if (head[1] & WRONG_SIGNATURE)
                signature = members[(which + 3) % ELEMENTSOF(members)].signature;
        bytes->n = 0;
        put(bytes, (uint8_t[]){ 'l', 1, head[1] & NO_REPLY ? 1 : 0, 1 }, 4);
        put_u32(bytes, signature[0] ? (uint32_t) n : 0);
        put_u32(bytes, serial);
        put_u32(bytes, 0);
        at_fields = bytes->n;
        put_field(bytes, 1, 'o', which < 15 ? LIMBER_OBJECT : "/org/freedesktop/DBus");
        put_field(bytes, 2, 's', members[which].interface);
        put_field(bytes, 3, 's', members[which].member);
        if (signature[0])
                put_field(bytes, 8, 'g', signature);
        n_fields = (uint32_t) (bytes->n - at_fields);
        memcpy(bytes->p + at_fields - 4, &n_fields, sizeof n_fields);
        pad(bytes);
        if (signature[0])
                put(bytes, body, n);
}

static void read_away(int fd)
{
        char answers[65536];

        while (recv(fd, answers, sizeof answers, MSG_DONTWAIT) > 0)
                ;
}

static void talk(BusPeers *peers, int fd, const uint8_t *data, size_t size)
{
        Bytes bytes = { .p = malloc(MESSAGE_MAX) };
        size_t i = 0;

        PROMISE(bytes.p);
        for (uint32_t serial = 1; i + 4 <= size && serial <= N_CALLS_MAX; serial++) {
                const uint8_t *head = data + i, *body = head + 4;
                size_t n = (size_t) head[2] | (size_t) head[3] << 8;

                n = MIN(n, size - i - 4);
                i += 4 + n;
                if (head[0] == RAW) {
                        bytes.n = 0;
                        put(&bytes, body, n);
                } else {
                        put_call(&bytes, head, body, n, serial);
                }
                if (send(fd, bytes.p, bytes.n, MSG_NOSIGNAL) < 0)
                        break;
                PROMISE(loop_run_once(peers->loop, 0) >= 0);
                read_away(fd);
        }
        free(bytes.p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        static const char hello[] = "\0AUTH EXTERNAL\r\nDATA\r\nBEGIN\r\n";
        BusInterface interface = { .handlers = {
                                           .get_status = get_status,
                                           .answer = answer,
                                           .break_now = break_now,
                                           .pause = pause_reminders,
                                           .resume = plain,
                                           .set_posture = set_posture,
                                           .session_begin = session_begin,
                                           .session_end = session_end,
                                           .client_gone = client_gone,
                                           .window_ready = plain,
                                           .reload = plain,
                                           .quit = plain,
                                           .doctor = doctor,
                                   } };
        BusPeers peers = { .interface = &interface };
        const char *changed[BUS_PROPERTIES_MAX];
        int fds[2];

        interface.sessions.gone = client_gone;
        PROMISE(loop_new(&peers.loop) >= 0);
        PROMISE(socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, fds) == 0);
        PROMISE(bus_peers_add(&peers, fds[0]) == 0);
        PROMISE(send(fds[1], hello, sizeof hello - 1, 0) == sizeof hello - 1);
        PROMISE(loop_run_once(peers.loop, 0) >= 0);
        read_away(fds[1]);
        talk(&peers, fds[1], data, size);
        PROMISE(bus_interface_refresh(&interface, changed) >= 0);
        bus_peers_tell(&peers, changed);
        close(fds[1]);
        for (int i = 0; i < 4 && peers.n > 0; i++)
                PROMISE(loop_run_once(peers.loop, 0) >= 0);
        PROMISE(peers.n == 0);
        bus_sessions_clear(&interface.sessions);
        bus_peers_deinit(&peers);
        loop_free(peers.loop);
        return 0;
}
