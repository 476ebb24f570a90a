/* SPDX-License-Identifier: MIT */
/* What callers on the bus want: each request is an input for the engine, or a question to it. */

#include "daemon-struct.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "log.h"

/* ---- status ---- */

static void fill_break(const Daemon *daemon, const EngineStatus *status, StatusRecord *ret)
{
        const EngineOptions *options = engine_options(daemon->engine);

        ret->break_state = status->state;
        ret->session = status->session;
        ret->break_due_in_ms = status->state == BREAK_NONE ? status->due_in_ms : 0;
        ret->break_ends_in_ms = -1;
        if (status->state != BREAK_NONE || status->due_in_ms >= 0)
                status_text_set(ret->break_name, sizeof ret->break_name, options->rules[status->rule].name);
        if (status->state == BREAK_ON && status->ends.ms != BOOT_NEVER.ms)
                ret->break_ends_in_ms = MAX(status->ends.ms - clock_boot_now().ms, 0);
        windows_fill(daemon, status, ret);
}

static void fill_status(Daemon *daemon, StatusRecord *ret)
{
        EngineStatus status;
        BootTime now;

        daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
        engine_status(daemon->engine, &status);
        now = status.boot;
        status_record_init(ret);
        ret->now = clock_wall_now();
        status_text_set(ret->version, sizeof ret->version, LIMBER_VERSION);
        if (daemon->source)
                status_text_set(ret->source, sizeof ret->source, source_name(daemon->source));
        status_text_set(ret->source_problem, sizeof ret->source_problem, daemon->source_problem.text);
        status_text_set(ret->config_error, sizeof ret->config_error, daemon->config_error.text);
        if (store_queue_problem(daemon->queue))
                status_text_set(
                        ret->store_problem, sizeof ret->store_problem, store_queue_problem(daemon->queue));
        ret->present = status.present;
        ret->gone = status.gone;
        ret->gone_reason = status.gone_reason;
        ret->posture = status.posture;
        ret->busy = status.busy;
        ret->paused = daemon->paused;
        ret->paused_until = daemon->paused_until;
        ret->bout_open = status.bout_open;
        if (status.bout_open) {
                ret->bout_start = status.bout_start_wall;
                ret->bout_ms = (status.gone ? status.last_sign.ms : now.ms) - status.bout_start.ms;
        }
        fill_break(daemon, &status, ret);
        today_get(
                &daemon->today, status.bout_open, status.bout_start_wall, ret->bout_ms, status.posture,
                &ret->today);
}

static int get_status(void *userdata, StatusRecord *ret)
{
        fill_status(userdata, ret);
        return 0;
}

/* ---- answers ---- */

static int check_at_hand(Daemon *daemon, const char *name, Error *error)
{
        const EngineOptions *options = engine_options(daemon->engine);
        EngineStatus status;

        daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
        engine_status(daemon->engine, &status);
        if (name[0] && engine_options_find_rule(options, name) < 0)
                return error_set(
                        error, -ENOENT, _("there is no break named '%s'; see: limber config list"), name);
        if (status.state == BREAK_NONE)
                return error_set(
                        error, -ENODATA,
                        _("no break is at hand; to take one all the same: limber break now"));
        if (name[0] && strcmp(options->rules[status.rule].name, name) != 0)
                return error_set(
                        error, -ENXIO, _("the break at hand is '%s', not '%s'"),
                        options->rules[status.rule].name, name);
        return 0;
}

static int answer(void *userdata, AnswerKind kind, const char *break_name, int64_t postpone_ms, Error *error)
{
        Daemon *daemon = userdata;
        Observation observation = { .kind = OBSERVATION_ANSWER, .answer = kind, .postpone_ms = postpone_ms };
        int r;

        r = check_at_hand(daemon, break_name, error);
        if (r < 0)
                return r;
        daemon_observe(daemon, &observation, (BootTime){ 0 });
        return 0;
}

/* The break that a person means who names none: the next one. */
static int choose_rule(Daemon *daemon, const char *name, Error *error)
{
        const EngineOptions *options = engine_options(daemon->engine);
        EngineStatus status;
        int rule;

        engine_status(daemon->engine, &status);
        if (!name[0]) {
                if (status.state == BREAK_NONE && status.due_in_ms < 0)
                        return error_set(
                                error, -ENOENT,
                                _("every break is switched off; switch one on with: limber config set "
                                  "stretch.enabled yes"));
                return (int) status.rule;
        }
        rule = engine_options_find_rule(options, name);
        if (rule < 0)
                return error_set(
                        error, -ENOENT, _("there is no break named '%s'; see: limber config list"), name);
        if (status.state != BREAK_NONE && status.rule != (size_t) rule)
                return error_set(
                        error, -ENXIO, _("the break at hand is '%s', not '%s'"),
                        options->rules[status.rule].name, name);
        return rule;
}

static int break_now(void *userdata, const char *name, Error *error)
{
        Daemon *daemon = userdata;
        EngineStatus status;
        int rule;

        daemon_feed(daemon, &(Input){ .kind = INPUT_TICK });
        rule = choose_rule(daemon, name, error);
        if (rule < 0)
                return rule;
        engine_status(daemon->engine, &status);
        if (status.gone && status.state != BREAK_ON)
                return error_set(
                        error, -EAGAIN,
                        _("the session is locked or asleep; a break begins when you are back"));
        daemon_feed(daemon, &(Input){ .kind = INPUT_BREAK_NOW, .rule = (size_t) rule });
        saving_note(daemon, false);
        return 0;
}

static int pause_reminders(void *userdata, int64_t ms, Error *error)
{
        pausing_begin(userdata, (WallTime){ ms > 0 ? clock_wall_now().ms + ms : 0 });
        return 0;
}

static int resume_reminders(void *userdata, Error *error)
{
        pausing_end(userdata);
        return 0;
}

static int set_posture(void *userdata, Posture posture, Error *error)
{
        Observation observation = { .kind = posture == POSTURE_STANDING ? OBSERVATION_STAND
                                                                        : OBSERVATION_SIT };

        daemon_observe(userdata, &observation, (BootTime){ 0 });
        return 0;
}

/* ---- guided sessions ---- */

static int session_begin(void *userdata, uint64_t client, Error *error)
{
        Daemon *daemon = userdata;

        if (daemon->has_session && daemon->session_client != client)
                return error_set(error, -EBUSY, _("a guided stretch runs already, in another terminal"));
        daemon->has_session = true;
        daemon->session_client = client;
        windows_session_begins(daemon);
        daemon_feed(daemon, &(Input){ .kind = INPUT_SESSION_BEGIN });
        return 0;
}

/* A stretch that was done although no break was at hand counts as the break that would have come next. */
static void count_as_break(Daemon *daemon)
{
        EngineStatus status;

        engine_status(daemon->engine, &status);
        if (status.state != BREAK_NONE || status.due_in_ms < 0)
                return;
        for (size_t i = 0; i < engine_options(daemon->engine)->n_rules; i++) {
                const BreakRule *rules = engine_options(daemon->engine)->rules;

                if (rules[i].enabled && rules[i].lasts_ms < rules[status.rule].lasts_ms)
                        status.rule = i;
        }
        daemon_feed(daemon, &(Input){ .kind = INPUT_BREAK_NOW, .rule = status.rule });
        daemon_feed(daemon, &(Input){ .kind = INPUT_SESSION_BEGIN });
}

static void end_session(Daemon *daemon, bool done)
{
        EngineStatus status;

        daemon->has_session = false;
        engine_status(daemon->engine, &status);
        if (done && !status.session)
                count_as_break(daemon);
        daemon_feed(daemon, &(Input){ .kind = INPUT_SESSION_END, .session_done = done });
}

static int session_end(
        void *userdata, uint64_t client, bool done, const BusStretchResult *results, size_t n_results,
        Error *error)
{
        Daemon *daemon = userdata;

        if (!daemon->has_session || daemon->session_client != client)
                return error_set(error, -ESRCH, _("no guided stretch of this program runs"));
        daemon_keep_stretches(daemon, results, n_results);
        end_session(daemon, done);
        return 0;
}

static void client_gone(void *userdata, uint64_t client)
{
        Daemon *daemon = userdata;

        if (daemon->has_session && daemon->session_client == client)
                end_session(daemon, false);
}

/* ---- buttons of notices ---- */

static void on_notice_action(void *userdata, NoticeKind kind, const char *key)
{
        Daemon *daemon = userdata;
        static const struct {
                const char *key;
                AnswerKind answer;
        } answers[] = { { "start", ANSWER_TAKE }, { "postpone", ANSWER_POSTPONE }, { "skip", ANSWER_SKIP } };

        if (strcmp(key, "start") == 0)
                windows_ask(daemon);
        for (size_t i = 0; i < ELEMENTSOF(answers); i++)
                if (strcmp(key, answers[i].key) == 0)
                        daemon_observe(
                                daemon,
                                &(Observation){ .kind = OBSERVATION_ANSWER, .answer = answers[i].answer },
                                (BootTime){ 0 });
}

int requests_open(Daemon *daemon)
{
        NotifierSink sink = {
                .action = on_notice_action,
                .failed = notices_failed,
                .shown = notices_shown,
                .userdata = daemon,
        };

        return notifier_new(&sink, &daemon->notifier);
}

/* ---- the daemon itself ---- */

static int window_ready(void *userdata, Error *error)
{
        Daemon *daemon = userdata;
        int r = windows_ready(daemon, error);

        followers_tell(daemon);
        return r;
}

static int reload(void *userdata, Error *error)
{
        int r = reload_now(userdata, error);

        return r < 0 ? -EBADMSG : 0;
}

static int quit(void *userdata, Error *error)
{
        Daemon *daemon = userdata;

        loop_quit(daemon->loop);
        return 0;
}

static void doctor_row(
        BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *n, const char *name, const char *state,
        const char *detail)
{
        BusDoctorRow *row = &rows[(*n)++];

        status_text_set(row->name, sizeof row->name, name);
        status_text_set(row->state, sizeof row->state, state);
        status_text_set(row->detail, sizeof row->detail, detail);
}

static void doctor_input(const Daemon *daemon, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *n)
{
        const char *problem = daemon->source_problem.text, *means;
        Error detail;

        if (problem[0]) {
                doctor_row(rows, n, "input", "broken", problem);
                return;
        }
        means = source_means(daemon->source);
        error_set(&detail, 0, "%s%s%s", source_name(daemon->source), *means ? ": " : "", means);
        doctor_row(rows, n, "input", "works", detail.text);
}

static void doctor_busy(const Daemon *daemon, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *n)
{
        for (size_t i = 0; i < N_BUSY_SOURCES; i++) {
                const char *detail, *state = busy_senses_doctor(daemon, i, &detail);

                doctor_row(rows, n, busy_table[i]->name, state, detail);
        }
}

static int doctor(void *userdata, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n, Error *error)
{
        Daemon *daemon = userdata;
        const char *trouble = store_queue_problem(daemon->queue), *state;
        Error detail = { 0 };
        size_t n = 0;

        doctor_input(daemon, rows, &n);
        doctor_row(
                rows, &n, "logind", daemon->logind_problem.text[0] ? "missing" : "works",
                daemon->logind_problem.text[0] ? daemon->logind_problem.text
                                               : _("lock and suspend are seen"));
        doctor_row(
                rows, &n, "session bus", daemon->session_problem ? "missing" : "works",
                daemon->session_problem ? daemon->session_problem : _("other programs can ask Limber"));
        if (!daemon->settings.notifications)
                doctor_row(rows, &n, "notifications", "off", _("switched off in limber.conf"));
        else
                doctor_row(
                        rows, &n, "notifications",
                        daemon->notifier_failed || daemon->session_problem ? "missing" : "works",
                        daemon->notifier_failed || daemon->session_problem
                                ? _("the terminal bell rings instead; install a notification server, e.g. "
                                    "dunst")
                                : _("shown by the desktop's notification server"));
        state = windows_doctor(daemon, &detail);
        doctor_row(rows, &n, "windows", state, detail.text);
        doctor_busy(daemon, rows, &n);
        doctor_row(
                rows, &n, "settings", daemon->config_error.text[0] ? "broken" : "works",
                daemon->config_error.text[0] ? daemon->config_error.text : _("limber.conf is in force"));
        doctor_row(
                rows, &n, "history", trouble ? "broken" : "works", trouble ? trouble : _("is being kept"));
        doctor_row(
                rows, &n, "state", daemon->save_failed ? "broken" : "works",
                daemon->save_failed ? _("the open sitting cannot be saved; see the log")
                                    : _("the open sitting is saved each minute"));
        *ret_n = n;
        return 0;
}

static void session_bus(void *userdata, sd_bus *bus, const char *problem)
{
        Daemon *daemon = userdata;

        if (problem && (!daemon->session_problem || strcmp(problem, daemon->session_problem) != 0))
                log_info("%s", problem);
        free(daemon->session_problem);
        daemon->session_problem = problem ? strdup(problem) : NULL;
        notifier_set_bus(daemon->notifier, bus);
        windows_set_bus(daemon, bus);
        busy_senses_set_bus(daemon, bus);
}

const BusHandlers request_handlers = {
        .get_status = get_status,
        .answer = answer,
        .break_now = break_now,
        .pause = pause_reminders,
        .resume = resume_reminders,
        .set_posture = set_posture,
        .session_begin = session_begin,
        .session_end = session_end,
        .client_gone = client_gone,
        .window_ready = window_ready,
        .reload = reload,
        .quit = quit,
        .doctor = doctor,
        .session_bus = session_bus,
};
