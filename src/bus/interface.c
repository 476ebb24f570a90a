/* SPDX-License-Identifier: MIT */
/*
 * The interface. Each method reads its arguments, checks them, and calls one handler; nothing is decided
 * here. sd-bus has checked signatures and UTF-8 before. Who may call is checked before that, for all of the
 * connection (session-bus, private-socket), so every member is open to whoever got here.
 */

#include "interface.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "bus-error.h"
#include "bus-text.h"
#include "i18n.h"
#include "names.h"
#include "status-field.h"

/* ---- arguments ---- */

static bool is_word(const char *text, size_t size)
{
        size_t n = strspn(text, "abcdefghijklmnopqrstuvwxyz0123456789-");

        return n > 0 && n < size && text[n] == '\0';
}

static int check_break_name(const char *name, Error *error)
{
        if (name[0] == '\0')
                return 0;
        if (!is_word(name, RULE_NAME_SIZE) || name[0] < 'a')
                return error_set(
                        error, -EINVAL,
                        _("'%.40s' cannot be the name of a break; names are like 'stretch', at most %d "
                          "characters"),
                        name, RULE_NAME_SIZE - 1);
        return 0;
}

static int check_duration(uint64_t ms, Error *error)
{
        if (ms != 0 && (ms < MS_PER_SECOND || ms > DURATION_MS_MAX))
                return error_set(
                        error, -ERANGE, _("a duration of %" PRIu64 " ms is out of range; 1 s to 366 days"),
                        ms);
        return 0;
}

/* ---- methods ---- */

static int on_get_status(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
        StatusRecord record;
        int r;

        status_record_init(&record);
        r = self->handlers.get_status(self->userdata, &record);
        if (r < 0)
                return r;
        r = sd_bus_message_new_method_return(call, &reply);
        if (r < 0)
                return r;
        r = status_record_append(reply, &record);
        if (r < 0)
                return r;
        return sd_bus_send(NULL, reply, NULL);
}

static int answer(sd_bus_message *call, BusInterface *self, AnswerKind kind, const char *types)
{
        Error error = { 0 };
        uint64_t duration_ms = 0;
        const char *name;
        int r;

        r = sd_bus_message_read(call, types, &name, &duration_ms);
        if (r < 0)
                return r;
        r = check_break_name(name, &error);
        if (r >= 0)
                r = check_duration(duration_ms, &error);
        if (r >= 0)
                r = self->handlers.answer(self->userdata, kind, name, (int64_t) duration_ms, &error);
        return bus_error_reply(call, r, &error);
}

static int on_take(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        return answer(call, userdata, ANSWER_TAKE, "s");
}

static int on_skip(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        return answer(call, userdata, ANSWER_SKIP, "s");
}

static int on_postpone(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        return answer(call, userdata, ANSWER_POSTPONE, "st");
}

static int on_break_now(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        const char *rule;
        int r;

        r = sd_bus_message_read(call, "s", &rule);
        if (r < 0)
                return r;
        r = check_break_name(rule, &error);
        if (r >= 0)
                r = self->handlers.break_now(self->userdata, rule, &error);
        return bus_error_reply(call, r, &error);
}

static int on_pause(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        uint64_t duration_ms;
        int r;

        r = sd_bus_message_read(call, "t", &duration_ms);
        if (r < 0)
                return r;
        r = check_duration(duration_ms, &error);
        if (r >= 0)
                r = self->handlers.pause(self->userdata, (int64_t) duration_ms, &error);
        return bus_error_reply(call, r, &error);
}

static int on_resume(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        int r = self->handlers.resume(self->userdata, &error);

        return bus_error_reply(call, r, &error);
}

static int on_set_posture(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        const char *word;
        unsigned posture = 0;
        int r;

        r = sd_bus_message_read(call, "s", &word);
        if (r < 0)
                return r;
        while (posture < N_POSTURES && strcmp(word, posture_name((Posture) posture)) != 0)
                posture++;
        if (posture == N_POSTURES)
                r = error_set(
                        &error, -EINVAL, _("'%.40s' is not a posture; it is 'sitting' or 'standing'"), word);
        else
                r = self->handlers.set_posture(self->userdata, (Posture) posture, &error);
        return bus_error_reply(call, r, &error);
}

static int on_begin_session(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        BusSession *session;
        int r;

        r = bus_sessions_begin(&self->sessions, call, &session);
        if (r == -EBUSY)
                error_set(&error, r, _("you run a guided session already; end it first"));
        else if (r == -EUSERS)
                r = error_set(&error, -EBUSY, _("too many guided sessions run; end one first"));
        if (r < 0)
                return bus_error_reply(call, r, &error);
        r = self->handlers.session_begin(self->userdata, session->client, &error);
        if (r < 0)
                bus_session_end(session);
        return bus_error_reply(call, r, &error);
}

static int check_result(const BusStretchResult *result, uint64_t duration_ms, Error *error)
{
        if (!is_word(result->stretch, sizeof result->stretch) ||
            !is_word(result->dose, sizeof result->dose) || !is_word(result->ended, sizeof result->ended))
                return error_set(
                        error, -EINVAL,
                        _("'%.47s', '%.15s', '%.15s': the words of a stretch are of a-z, 0-9 and -"),
                        result->stretch, result->dose, result->ended);
        if (result->start.ms < 0 || result->start.ms > WALL_MS_MAX || duration_ms > DURATION_MS_MAX)
                return error_set(error, -ERANGE, _("'%s': its time is out of range"), result->stretch);
        if (result->repeats_done > 10000 || result->repeats_asked > 10000)
                return error_set(error, -ERANGE, _("'%s': too many repeats"), result->stretch);
        if (result->pain < -1 || result->pain > 10)
                return error_set(
                        error, -ERANGE, _("'%s': pain is 0 to 10, or -1 for not said"), result->stretch);
        return 0;
}

/* -E2BIG: more than `max`. What is too long for a word is kept long enough to be refused as one. */
static int read_results(sd_bus_message *call, BusStretchResult *results, size_t *ret_n, Error *error)
{
        const char *stretch, *dose, *ended;
        uint64_t duration_ms;
        BusStretchResult result;
        size_t n = 0;
        int r;

        r = sd_bus_message_enter_container(call, 'a', "(sssxtuui)");
        if (r < 0)
                return r;
        while ((r = sd_bus_message_read(
                        call, "(sssxtuui)", &stretch, &dose, &ended, &result.start.ms, &duration_ms,
                        &result.repeats_done, &result.repeats_asked, &result.pain)) > 0) {
                if (n == BUS_RESULTS_MAX)
                        return error_set(
                                error, -ERANGE, _("a session has at most %d stretches"), BUS_RESULTS_MAX);
                if (!is_word(stretch, sizeof result.stretch) || !is_word(dose, sizeof result.dose) ||
                    !is_word(ended, sizeof result.ended))
                        stretch = dose = ended = "?";
                status_text_set(result.stretch, sizeof result.stretch, stretch);
                status_text_set(result.dose, sizeof result.dose, dose);
                status_text_set(result.ended, sizeof result.ended, ended);
                r = check_result(&result, duration_ms, error);
                if (r < 0)
                        return r;
                result.duration_ms = (int64_t) duration_ms;
                results[n++] = result;
        }
        if (r < 0)
                return r;
        *ret_n = n;
        return sd_bus_message_exit_container(call);
}

static int on_end_session(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        BusSession *session = bus_sessions_find(&self->sessions, call);
        BusStretchResult results[BUS_RESULTS_MAX];
        Error error = { 0 };
        size_t n = 0;
        int done, r;

        if (!session) {
                r = error_set(&error, -ESRCH, _("you run no guided session; begin one first"));
                return bus_error_reply(call, r, &error);
        }
        r = sd_bus_message_read(call, "b", &done);
        if (r < 0)
                return r;
        r = read_results(call, results, &n, &error);
        if (r >= 0)
                r = self->handlers.session_end(self->userdata, session->client, done, results, n, &error);
        if (r >= 0)
                bus_session_end(session);
        return bus_error_reply(call, r, &error);
}

static int on_window_ready(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        int r = self->handlers.window_ready(self->userdata, &error);

        return bus_error_reply(call, r, &error);
}

static int on_reload(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        int r = self->handlers.reload(self->userdata, &error);

        return bus_error_reply(call, r, &error);
}

static int on_quit(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        Error error = { 0 };
        int r = self->handlers.quit(self->userdata, &error);

        return bus_error_reply(call, r, &error);
}

static int append_doctor_rows(sd_bus_message *reply, BusDoctorRow *rows, size_t n)
{
        int r = sd_bus_message_open_container(reply, 'a', "(sss)");

        for (size_t i = 0; r >= 0 && i < n; i++) {
                BusDoctorRow *row = &rows[i];

                status_text_set(row->name, sizeof row->name, row->name);
                status_text_set(row->state, sizeof row->state, row->state);
                status_text_set(row->detail, sizeof row->detail, row->detail);
                r = sd_bus_message_append(reply, "(sss)", row->name, row->state, row->detail);
        }
        return r < 0 ? r : sd_bus_message_close_container(reply);
}

static int on_doctor(sd_bus_message *call, void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *reply = NULL;
        _cleanup_free_ BusDoctorRow *rows = calloc(BUS_DOCTOR_ROWS_MAX, sizeof *rows);
        Error error = { 0 };
        size_t n = 0;
        int r;

        if (!rows)
                return -ENOMEM;
        r = self->handlers.doctor(self->userdata, rows, &n, &error);
        if (r < 0)
                return bus_error_reply(call, r, &error);
        r = sd_bus_message_new_method_return(call, &reply);
        if (r < 0)
                return r;
        r = append_doctor_rows(reply, rows, MIN(n, (size_t) BUS_DOCTOR_ROWS_MAX));
        if (r < 0)
                return r;
        return sd_bus_send(NULL, reply, NULL);
}

/* ---- properties ---- */

static int on_get_property(
        sd_bus *bus, const char *path, const char *interface, const char *property, sd_bus_message *reply,
        void *userdata, sd_bus_error *ret_error)
{
        BusInterface *self = userdata;
        StatusRecord record;
        int r;

        status_record_init(&record);
        r = self->handlers.get_status(self->userdata, &record);
        if (r < 0)
                return r;
        return status_field_append(reply, status_field_of_property(property), &record);
}

#define OPEN SD_BUS_VTABLE_UNPRIVILEGED
#define EVENT_PROPERTY(name, type) \
        SD_BUS_PROPERTY(name, type, on_get_property, 0, SD_BUS_VTABLE_PROPERTY_EMITS_CHANGE)

/* clang-format off */
static const sd_bus_vtable vtable[] = {
        SD_BUS_VTABLE_START(0),
        SD_BUS_METHOD_WITH_ARGS("GetStatus", SD_BUS_NO_ARGS, SD_BUS_RESULT("a{sv}", status), on_get_status, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Take", SD_BUS_ARGS("s", break_name), SD_BUS_NO_RESULT, on_take, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Skip", SD_BUS_ARGS("s", break_name), SD_BUS_NO_RESULT, on_skip, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Postpone", SD_BUS_ARGS("s", break_name, "t", duration_ms), SD_BUS_NO_RESULT,
                                on_postpone, OPEN),
        SD_BUS_METHOD_WITH_ARGS("BreakNow", SD_BUS_ARGS("s", break_name), SD_BUS_NO_RESULT, on_break_now, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Pause", SD_BUS_ARGS("t", duration_ms), SD_BUS_NO_RESULT, on_pause, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Resume", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, on_resume, OPEN),
        SD_BUS_METHOD_WITH_ARGS("SetPosture", SD_BUS_ARGS("s", posture), SD_BUS_NO_RESULT, on_set_posture, OPEN),
        SD_BUS_METHOD_WITH_ARGS("BeginSession", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, on_begin_session, OPEN),
        SD_BUS_METHOD_WITH_ARGS("EndSession", SD_BUS_ARGS("b", done, "a(sssxtuui)", stretches), SD_BUS_NO_RESULT,
                                on_end_session, OPEN),
        SD_BUS_METHOD_WITH_ARGS("WindowReady", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, on_window_ready, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Reload", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, on_reload, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Quit", SD_BUS_NO_ARGS, SD_BUS_NO_RESULT, on_quit, OPEN),
        SD_BUS_METHOD_WITH_ARGS("Doctor", SD_BUS_NO_ARGS, SD_BUS_RESULT("a(sss)", rows), on_doctor, OPEN),
        SD_BUS_SIGNAL_WITH_ARGS("StatusChanged", SD_BUS_ARGS("a{sv}", status), 0),
        SD_BUS_PROPERTY("Version", "s", on_get_property, 0, SD_BUS_VTABLE_PROPERTY_CONST),
        EVENT_PROPERTY("Source", "s"),
        EVENT_PROPERTY("SourceProblem", "s"),
        EVENT_PROPERTY("ConfigError", "s"),
        EVENT_PROPERTY("StoreProblem", "s"),
        EVENT_PROPERTY("Present", "b"),
        EVENT_PROPERTY("Gone", "s"),
        EVENT_PROPERTY("Posture", "s"),
        EVENT_PROPERTY("BoutStartUnixMs", "x"),
        EVENT_PROPERTY("Busy", "as"),
        EVENT_PROPERTY("Paused", "b"),
        EVENT_PROPERTY("PausedUntilUnixMs", "x"),
        EVENT_PROPERTY("BreakName", "s"),
        EVENT_PROPERTY("BreakState", "s"),
        EVENT_PROPERTY("Session", "b"),
        EVENT_PROPERTY("Window", "s"),
        EVENT_PROPERTY("Firm", "s"),
        EVENT_PROPERTY("BreakTaken", "b"),
        EVENT_PROPERTY("BreakPostponed", "u"),
        EVENT_PROPERTY("TodayBouts", "u"),
        EVENT_PROPERTY("TodayBreaks", "a{su}"),
        EVENT_PROPERTY("TodayStretches", "a{su}"),
        SD_BUS_VTABLE_END,
};
/* clang-format on */

int bus_interface_export(BusInterface *self, sd_bus *bus)
{
        return sd_bus_add_object_vtable(bus, NULL, LIMBER_OBJECT, LIMBER_INTERFACE, vtable, self);
}

/* ---- signals ---- */

/* As the vtable says: who reads it once may keep it. */
static bool is_constant(const StatusField *field)
{
        return strcmp(field->property, "Version") == 0;
}

int bus_interface_refresh(BusInterface *self, const char *ret_changed[static BUS_PROPERTIES_MAX])
{
        StatusRecord record;
        size_t n = 0;
        int r;

        status_record_init(&record);
        r = self->handlers.get_status(self->userdata, &record);
        if (r < 0)
                return r;
        for (const StatusField *field = status_field_next(NULL); field; field = status_field_next(field)) {
                if (!field->property || is_constant(field) ||
                    (self->told_once && status_field_equals(field, &self->told, &record)))
                        continue;
                assert(n + 1 < BUS_PROPERTIES_MAX);
                ret_changed[n++] = field->property;
        }
        ret_changed[n] = NULL;
        self->told = record;
        self->told_once = true;
        return 0;
}

static int append_property(sd_bus_message *signal, const char *property, const StatusRecord *record)
{
        const StatusField *field = status_field_of_property(property);
        int r;

        r = sd_bus_message_open_container(signal, 'e', "sv");
        if (r >= 0)
                r = sd_bus_message_append(signal, "s", property);
        if (r >= 0)
                r = sd_bus_message_open_container(signal, 'v', status_field_signature(field));
        if (r >= 0)
                r = status_field_append(signal, field, record);
        if (r >= 0)
                r = sd_bus_message_close_container(signal);
        return r < 0 ? r : sd_bus_message_close_container(signal);
}

static int send_signal(sd_bus *bus, sd_bus_message *signal, const char *sender)
{
        int r = sender ? sd_bus_message_set_sender(signal, sender) : 0;

        return r < 0 ? r : sd_bus_send(bus, signal, NULL);
}

static int tell_properties(BusInterface *self, sd_bus *bus, const char *sender, const char *const *changed)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *signal = NULL;
        int r;

        r = sd_bus_message_new_signal(
                bus, &signal, LIMBER_OBJECT, "org.freedesktop.DBus.Properties", "PropertiesChanged");
        if (r >= 0)
                r = sd_bus_message_append(signal, "s", LIMBER_INTERFACE);
        if (r >= 0)
                r = sd_bus_message_open_container(signal, 'a', "{sv}");
        for (; r >= 0 && *changed; changed++)
                r = append_property(signal, *changed, &self->told);
        if (r >= 0)
                r = sd_bus_message_close_container(signal);
        if (r >= 0)
                r = sd_bus_message_append(signal, "as", 0);
        return r < 0 ? r : send_signal(bus, signal, sender);
}

int bus_interface_tell(BusInterface *self, sd_bus *bus, const char *sender, const char *const *changed)
{
        _cleanup_(sd_bus_message_unrefp) sd_bus_message *signal = NULL;
        int r;

        if (*changed) {
                r = tell_properties(self, bus, sender, changed);
                if (r < 0)
                        return r;
        }
        r = sd_bus_message_new_signal(bus, &signal, LIMBER_OBJECT, LIMBER_INTERFACE, "StatusChanged");
        if (r >= 0)
                r = status_record_append(signal, &self->told);
        return r < 0 ? r : send_signal(bus, signal, sender);
}
