/* SPDX-License-Identifier: MIT */
/*
 * The bus service and the notifier over a daemon that only says what it was asked, for tests from outside.
 *
 *      bus-service-stub [--socket PATH] [--session]
 *
 * Each call of a handler is a line on standard output. On standard input, a line each: `sit`, `stand` (with
 * a signal), `flood N` (N changes), `break NAME` or `break` (none at hand), `show KIND`, `close KIND`,
 * `peers`, `shown KIND`, `quit`.
 */

#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "loop.h"
#include "notification.h"
#include "service.h"

typedef struct Stub {
        Loop *loop;
        BusService *service;
        Notifier *notifier;
        StatusRecord status;
        char line[256];
        size_t n_line;
} Stub;

static const char *const kinds[] = { "announce", "on", "info" };

static int get_status(void *userdata, StatusRecord *ret)
{
        const Stub *stub = userdata;

        *ret = stub->status;
        return 0;
}

static int at_hand(const Stub *stub, const char *name, Error *error)
{
        if (stub->status.break_state == BREAK_NONE)
                return error_set(error, -ENODATA, "no break is at hand");
        if (name[0] && strcmp(name, stub->status.break_name) != 0)
                return error_set(error, -ENXIO, "the break at hand is '%s'", stub->status.break_name);
        return 0;
}

static int answer(void *userdata, AnswerKind kind, const char *name, int64_t postpone_ms, Error *error)
{
        int r = at_hand(userdata, name, error);

        if (r < 0)
                return r;
        printf("%s '%s' %" PRId64 "\n", answer_name(kind), name, postpone_ms);
        return 0;
}

static int break_now(void *userdata, const char *rule, Error *error)
{
        if (strcmp(rule, "unheard-of") == 0)
                return error_set(error, -ENOENT, "no break is called '%s'", rule);
        printf("break now '%s'\n", rule);
        return 0;
}

static int pause_reminders(void *userdata, int64_t ms, Error *error)
{
        printf("pause %" PRId64 "\n", ms);
        return 0;
}

static int resume(void *userdata, Error *error)
{
        printf("resume\n");
        return 0;
}

static int set_posture(void *userdata, Posture posture, Error *error)
{
        Stub *stub = userdata;

        printf("posture %s\n", posture_name(posture));
        stub->status.posture = posture;
        bus_service_status_changed(stub->service);
        return 0;
}

static int session_begin(void *userdata, uint64_t client, Error *error)
{
        printf("session begin %" PRIu64 "\n", client);
        return 0;
}

static int session_end(
        void *userdata, uint64_t client, bool done, const BusStretchResult *results, size_t n, Error *error)
{
        printf("session end %" PRIu64 " %s", client, done ? "done" : "stopped");
        for (size_t i = 0; i < n; i++)
                printf(" %s/%s/%s/%" PRId64 "/%" PRId64 "/%u/%u/%d", results[i].stretch, results[i].dose,
                       results[i].ended, results[i].start.ms, results[i].duration_ms,
                       results[i].repeats_done, results[i].repeats_asked, results[i].pain);
        printf("\n");
        return 0;
}

static void client_gone(void *userdata, uint64_t client)
{
        printf("client gone %" PRIu64 "\n", client);
}

static int window_ready(void *userdata, Error *error)
{
        printf("window ready\n");
        return error_set(error, -ENODATA, "no break is at hand");
}

static int reload(void *userdata, Error *error)
{
        return error_set(error, -EBADMSG, "limber.conf:3: 'evry' is no key; did you mean 'every'? (\xff)");
}

static int quit(void *userdata, Error *error)
{
        Stub *stub = userdata;

        printf("quit\n");
        loop_quit(stub->loop);
        return 0;
}

static int doctor(void *userdata, BusDoctorRow rows[static BUS_DOCTOR_ROWS_MAX], size_t *ret_n, Error *error)
{
        status_text_set(rows[0].name, sizeof rows[0].name, "input");
        status_text_set(rows[0].state, sizeof rows[0].state, "works");
        status_text_set(rows[0].detail, sizeof rows[0].detail, "x11 on :7");
        *ret_n = 1;
        return 0;
}

static void on_session_bus(void *userdata, sd_bus *bus, const char *problem)
{
        Stub *stub = userdata;

        printf("session bus %s: %s\n", bus ? "here" : "away", problem ? problem : "fine");
        notifier_set_bus(stub->notifier, bus);
}

static void on_action(void *userdata, NoticeKind kind, const char *key)
{
        printf("action %s %s\n", kinds[kind], key);
}

static void on_closed(void *userdata, NoticeKind kind, NoticeClosed reason)
{
        printf("closed %s %d\n", kinds[kind], reason);
}

static void on_failed(void *userdata, NoticeKind kind, int error, const char *text)
{
        printf("failed %s %s: %s\n", kinds[kind], strerrorname_np(-error), text);
}

/* ---- commands ---- */

static NoticeKind kind_of(const char *word)
{
        NoticeKind kind = NOTICE_ANNOUNCE;

        while (kind < NOTICE_INFO && strcmp(kinds[kind], word) != 0)
                kind++;
        return kind;
}

static void show(Stub *stub, const char *word)
{
        Notice notice = {
                .summary = "A stretch & a breath",
                .body = "Shoulder shrugs <b>soon</b>",
                .words = "limber break start",
                .actions = { { "start", "Start" }, { "postpone", "In 5 min" }, { "skip", "Skip" } },
                .n_actions = 3,
                .urgency = NOTICE_NORMAL,
                .expire_ms = 0,
                .transient = kind_of(word) == NOTICE_ANNOUNCE,
        };
        int r;

        if (kind_of(word) == NOTICE_ON)
                notice.summary = "Shoulder shrugs";
        if (kind_of(word) == NOTICE_INFO) {
                notice.n_actions = 0;
                notice.expire_ms = 1000;
        }
        r = notifier_show(stub->notifier, kind_of(word), &notice);
        printf("show %s %s\n", word, r < 0 ? strerrorname_np(-r) : "0");
}

static void obey(Stub *stub, const char *line)
{
        char word[16] = "", name[32] = "";

        sscanf(line, "%15s %31s", word, name);
        if (strcmp(word, "sit") == 0 || strcmp(word, "stand") == 0) {
                stub->status.posture = word[1] == 'i' ? POSTURE_SITTING : POSTURE_STANDING;
                bus_service_status_changed(stub->service);
        } else if (strcmp(word, "flood") == 0) {
                for (int i = atoi(name); i > 0; i--) {
                        stub->status.today.bouts++;
                        bus_service_status_changed(stub->service);
                }
                printf("flooded\n");
        } else if (strcmp(word, "break") == 0) {
                stub->status.break_state = name[0] ? BREAK_ANNOUNCED : BREAK_NONE;
                status_text_set(stub->status.break_name, sizeof stub->status.break_name, name);
                bus_service_status_changed(stub->service);
        } else if (strcmp(word, "show") == 0) {
                show(stub, name);
        } else if (strcmp(word, "close") == 0) {
                notifier_close(stub->notifier, kind_of(name));
        } else if (strcmp(word, "shown") == 0) {
                printf("shown %s %d\n", name, notifier_is_shown(stub->notifier, kind_of(name)));
        } else if (strcmp(word, "peers") == 0) {
                printf("peers %zu\n", bus_service_n_peers(stub->service));
        } else {
                loop_quit(stub->loop);
        }
}

static int on_input(LoopIo *io, uint32_t events, void *userdata)
{
        Stub *stub = userdata;
        ssize_t n = read(STDIN_FILENO, stub->line + stub->n_line, sizeof stub->line - 1 - stub->n_line);
        char *end;

        if (n <= 0) {
                loop_quit(stub->loop);
                return 0;
        }
        stub->n_line += (size_t) n;
        stub->line[stub->n_line] = '\0';
        while ((end = strchr(stub->line, '\n'))) {
                *end = '\0';
                obey(stub, stub->line);
                stub->n_line -= (size_t) (end + 1 - stub->line);
                memmove(stub->line, end + 1, stub->n_line + 1);
        }
        return 0;
}

static void status_fill(StatusRecord *status)
{
        status_record_init(status);
        status->now = (WallTime){ INT64_C(1767603600250) };
        status_text_set(status->version, sizeof status->version, "0.1.0");
        status_text_set(status->source, sizeof status->source, "x11");
        status->present = status->bout_open = true;
        status->bout_ms = 2820000;
        status->bout_start = (WallTime){ INT64_C(1767600780250) };
        status->busy = 1 << BUSY_MIC | 1 << BUSY_USER;
        status_text_set(status->break_name, sizeof status->break_name, "stretch");
        status->break_state = BREAK_ANNOUNCED;
        status->break_due_in_ms = 0;
        status->today.sitting_ms = 14100000;
        status->today.breaks[OUTCOME_DONE] = 3;
        status->today.n_stretches = 1;
        status_text_set(status->today.stretches[0].id, STRETCH_ID_TEXT_SIZE, "shoulder-shrugs");
        status->today.stretches[0].count = 2;
}

int main(int argc, char **argv)
{
        static const BusHandlers handlers = {
                .get_status = get_status,
                .answer = answer,
                .break_now = break_now,
                .pause = pause_reminders,
                .resume = resume,
                .set_posture = set_posture,
                .session_begin = session_begin,
                .session_end = session_end,
                .client_gone = client_gone,
                .window_ready = window_ready,
                .reload = reload,
                .quit = quit,
                .doctor = doctor,
                .session_bus = on_session_bus,
        };
        const NotifierSink sink = { .action = on_action, .closed = on_closed, .failed = on_failed };
        const char *path = NULL;
        bool session = false;
        Stub stub = { 0 };
        Error error = { 0 };
        LoopIo *io = NULL;
        int r;

        setvbuf(stdout, NULL, _IOLBF, 0);
        for (int i = 1; i < argc; i++)
                if (strcmp(argv[i], "--session") == 0)
                        session = true;
                else if (strcmp(argv[i], "--socket") == 0 && i + 1 < argc)
                        path = argv[++i];
        status_fill(&stub.status);
        if (loop_new(&stub.loop) < 0 || bus_service_new(stub.loop, &handlers, &stub, &stub.service) < 0 ||
            notifier_new(&sink, &stub.notifier) < 0 ||
            loop_add_io(stub.loop, STDIN_FILENO, EPOLLIN, on_input, &stub, &io) < 0)
                return 3;
        r = path ? bus_service_listen(stub.service, path, &error) : 0;
        if (r < 0)
                fprintf(stderr, "%s: %s\n", strerrorname_np(-r), error.text);
        if (r >= 0 && session)
                r = bus_service_join_session(stub.service);
        if (r >= 0) {
                printf("ready\n");
                r = loop_run(stub.loop);
        }
        notifier_free(stub.notifier);
        bus_service_free(stub.service);
        loop_io_free(io);
        loop_free(stub.loop);
        return r < 0;
}
