/* SPDX-License-Identifier: MIT */
/*
 * The client. One blocking connection and one call at a time. sd-bus would wait 90 s for a socket whose
 * owner hangs, so the start of the connection has its own clock here.
 */

#include "client-struct.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bus-error.h"
#include "bus-text.h"
#include "clock.h"
#include "i18n.h"
#include "names.h"
#include "private-socket.h"

void bus_client_free(BusClient *self)
{
        if (!self)
                return;
        sd_bus_close_unref(self->bus);
        free(self);
}

static int not_running(Error *error)
{
        return error_set(error, -ENOENT, _("limberd is not running; start it with: limber start"));
}

static int hangs(Error *error)
{
        return error_set(
                error, -ETIMEDOUT, _("limberd does not answer; restart it with: limber stop; limber start"));
}

int bus_client_lost(int code, Error *error)
{
        switch (code) {
        case -ETIMEDOUT:
                return hangs(error);
        case -ENOTCONN:
        case -ECONNRESET:
        case -EPIPE:
        case -ESHUTDOWN:
                return error_set(error, -ENOTCONN, _("limberd is not running any more"));
        default:
                return error_set(error, code, _("limberd cannot be asked: %s"), strerror(-code));
        }
}

/* ---- connecting ---- */

/* Until the other end has let us in. */
static int wait_until_ready(sd_bus *bus)
{
        int64_t end_ms = clock_boot_now().ms + BUS_CLIENT_TIMEOUT_MS, left_ms;
        int r;

        while ((r = sd_bus_is_ready(bus)) == 0) {
                r = sd_bus_process(bus, NULL);
                if (r < 0)
                        return r;
                if (r > 0)
                        continue;
                left_ms = end_ms - clock_boot_now().ms;
                if (left_ms <= 0)
                        return -ETIMEDOUT;
                r = sd_bus_wait(bus, (uint64_t) left_ms * 1000);
                if (r < 0 && r != -EINTR)
                        return r;
        }
        return r < 0 ? r : 0;
}

static int open_private(BusClient *self, const char *path, Error *error)
{
        _cleanup_close_ int fd = private_socket_connect(path, error);
        int r;

        if (fd == -EAGAIN) /* nobody takes what waits in its queue */
                return hangs(error);
        if (fd < 0)
                return fd;
        r = sd_bus_new(&self->bus);
        if (r < 0)
                return r;
        r = sd_bus_set_fd(self->bus, fd, fd);
        if (r < 0)
                return r;
        fd = -1;
        r = sd_bus_set_method_call_timeout(self->bus, BUS_CLIENT_TIMEOUT_US);
        if (r < 0)
                return r;
        r = sd_bus_start(self->bus);
        if (r < 0)
                return bus_client_lost(r, error);
        r = wait_until_ready(self->bus);
        return r < 0 ? bus_client_lost(r, error) : 0;
}

/* No session bus and a session bus without limberd are the same to the caller. */
static int open_session(BusClient *self, Error *error)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
        int owned = false, r;

        if (sd_bus_open_user(&self->bus) < 0)
                return not_running(error);
        r = wait_until_ready(self->bus);
        if (r < 0)
                return r == -ETIMEDOUT ? error_set(error, r, _("the session bus does not answer"))
                                       : not_running(error);
        r = sd_bus_set_method_call_timeout(self->bus, BUS_CLIENT_TIMEOUT_US);
        if (r >= 0)
                r = sd_bus_call_method(
                        self->bus, "org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                        "NameHasOwner", NULL, &reply, "s", LIMBER_BUS_NAME);
        if (r >= 0)
                r = sd_bus_message_read(reply, "b", &owned);
        if (r < 0)
                return bus_client_lost(r, error);
        self->destination = LIMBER_BUS_NAME;
        return owned ? 0 : not_running(error);
}

int bus_client_open(const char *socket_path, BusClient **ret, Error *error)
{
        _cleanup_(bus_client_freep) BusClient *self = calloc(1, sizeof *self);
        int r = -ENOENT;

        if (!self)
                return -ENOMEM;
        if (socket_path)
                r = open_private(self, socket_path, error);
        if (r == -ENOENT || r == -ECONNREFUSED || r == -ENOTDIR) {
                self->bus = sd_bus_close_unref(self->bus);
                r = open_session(self, error);
        }
        if (r < 0)
                return r;
        *ret = TAKE_PTR(self);
        return 0;
}

/* ---- calls ---- */

int bus_client_new_call(BusClient *self, const char *member, sd_bus_message **ret, Error *error)
{
        int r;

        r = sd_bus_message_new_method_call(
                self->bus, ret, self->destination, LIMBER_OBJECT, LIMBER_INTERFACE, member);
        if (r >= 0)
                r = sd_bus_message_set_auto_start(*ret, false);
        return r < 0 ? bus_client_lost(r, error) : 0;
}

int bus_client_send(BusClient *self, sd_bus_message *call, sd_bus_message **ret_reply, Error *error)
{
        _cleanup_(sd_bus_error_free) sd_bus_error bus_error = SD_BUS_ERROR_NULL;
        int r;

        r = sd_bus_call(self->bus, call, BUS_CLIENT_TIMEOUT_US, &bus_error, ret_reply);
        if (r >= 0)
                return 0;
        if (!sd_bus_error_is_set(&bus_error) || r == -ETIMEDOUT || r == -ECONNRESET)
                return bus_client_lost(r, error);
        r = bus_error_read(&bus_error, error);
        return r == -ENOTCONN || r == -ETIMEDOUT ? bus_client_lost(r, error) : r;
}

/* A call whose answer is that it was done. */
int bus_client_call(BusClient *self, Error *error, const char *member, const char *types, ...)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = NULL;
        va_list arguments;
        int r;

        r = bus_client_new_call(self, member, &message, error);
        if (r < 0)
                return r;
        va_start(arguments, types);
        r = sd_bus_message_appendv(message, types, arguments);
        va_end(arguments);
        if (r < 0)
                return error_set(error, r, _("a name is not UTF-8"));
        return bus_client_send(self, message, NULL, error);
}

static int strange_answer(Error *error)
{
        return error_set(
                error, -EBADMSG,
                _("limberd's answer is not understood; is it of another version? Try: limber stop; limber "
                  "start"));
}

int bus_client_status(BusClient *self, StatusRecord *ret, Error *error)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = NULL, *reply = NULL;
        int r;

        r = bus_client_new_call(self, "GetStatus", &message, error);
        if (r < 0)
                return r;
        r = bus_client_send(self, message, &reply, error);
        if (r < 0)
                return r;
        r = status_record_read(reply, ret);
        return r < 0 ? strange_answer(error) : 0;
}

int bus_client_new_answer(
        BusClient *self, AnswerKind answer, const char *break_name, int64_t postpone_ms,
        sd_bus_message **ret, Error *error)
{
        static const char *const members[] = {
                [ANSWER_TAKE] = "Take",
                [ANSWER_SKIP] = "Skip",
                [ANSWER_POSTPONE] = "Postpone",
        };
        int r;

        assert(answer < N_ANSWERS);
        r = bus_client_new_call(self, members[answer], ret, error);
        if (r < 0)
                return r;
        r = sd_bus_message_append(*ret, "s", break_name);
        if (r >= 0 && answer == ANSWER_POSTPONE)
                r = sd_bus_message_append(*ret, "t", (uint64_t) postpone_ms);
        return r < 0 ? error_set(error, r, _("a name is not UTF-8")) : 0;
}

int bus_client_answer(
        BusClient *self, AnswerKind answer, const char *break_name, int64_t postpone_ms, Error *error)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = NULL;
        int r;

        r = bus_client_new_answer(self, answer, break_name, postpone_ms, &message, error);
        return r < 0 ? r : bus_client_send(self, message, NULL, error);
}

int bus_client_break_now(BusClient *self, const char *rule, Error *error)
{
        return bus_client_call(self, error, "BreakNow", "s", rule);
}

int bus_client_pause(BusClient *self, int64_t ms, Error *error)
{
        return bus_client_call(self, error, "Pause", "t", (uint64_t) ms);
}

int bus_client_resume(BusClient *self, Error *error)
{
        return bus_client_call(self, error, "Resume", "");
}

int bus_client_set_posture(BusClient *self, Posture posture, Error *error)
{
        return bus_client_call(self, error, "SetPosture", "s", posture_name(posture));
}

int bus_client_session_begin(BusClient *self, Error *error)
{
        return bus_client_call(self, error, "BeginSession", "");
}

static int append_results(sd_bus_message *message, const BusStretchResult *results, size_t n_results)
{
        int r = sd_bus_message_open_container(message, 'a', "(sssxtuui)");

        for (size_t i = 0; r >= 0 && i < n_results; i++) {
                const BusStretchResult *result = &results[i];

                r = sd_bus_message_append(
                        message, "(sssxtuui)", result->stretch, result->dose, result->ended,
                        result->start.ms, (uint64_t) result->duration_ms, result->repeats_done,
                        result->repeats_asked, result->pain);
        }
        return r < 0 ? r : sd_bus_message_close_container(message);
}

int bus_client_session_end(
        BusClient *self, bool done, const BusStretchResult *results, size_t n_results, Error *error)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = NULL;
        int r;

        r = bus_client_new_call(self, "EndSession", &message, error);
        if (r < 0)
                return r;
        r = sd_bus_message_append(message, "b", done);
        if (r >= 0)
                r = append_results(message, results, n_results);
        if (r < 0)
                return error_set(error, r, _("a name is not UTF-8"));
        return bus_client_send(self, message, NULL, error);
}

int bus_client_reload(BusClient *self, Error *error)
{
        return bus_client_call(self, error, "Reload", "");
}

static int
read_doctor_rows(sd_bus_message *reply, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n)
{
        const char *name, *state, *detail;
        size_t n = 0;
        int r = sd_bus_message_enter_container(reply, 'a', "(sss)");

        if (r < 0)
                return r;
        while ((r = sd_bus_message_read(reply, "(sss)", &name, &state, &detail)) > 0) {
                if (n == BUS_DOCTOR_ROWS_MAX)
                        break;
                status_text_set(rows[n].name, sizeof rows[n].name, name);
                status_text_set(rows[n].state, sizeof rows[n].state, state);
                status_text_set(rows[n].detail, sizeof rows[n].detail, detail);
                n++;
        }
        if (r >= 0)
                *ret_n = n;
        return r;
}

int bus_client_doctor(
        BusClient *self, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n, Error *error)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *message = NULL, *reply = NULL;
        int r;

        r = bus_client_new_call(self, "Doctor", &message, error);
        if (r < 0)
                return r;
        r = bus_client_send(self, message, &reply, error);
        if (r < 0)
                return r;
        r = read_doctor_rows(reply, rows, ret_n);
        return r < 0 ? strange_answer(error) : 0;
}
