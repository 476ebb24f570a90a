/* SPDX-License-Identifier: MIT */
/*
 * A limber-desk without a window, for tests of what limberd does with one: it follows over the same link and
 * writes what it would show, a line each, to the file DESK_STUB_LOG. DESK_STUB says how it behaves:
 *
 *      ""         shows the break and leaves with it
 *      session    ... and guides: a session begins with it, whose end is SIGUSR1
 *      exit N     leaves at once with that status
 *      on N       leaves with that status when the break is on; -N: dies by that signal
 *      hang       is never ready and ignores SIGTERM
 */

#include "desk-link.h"

#include <glib-unix.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client-here.h"

typedef struct Stub {
        DeskLink *link;
        GMainLoop *loop;
        BusClient *session;
        const char *behaviour;
        FILE *log;
        bool shown;
        int exit_status;
} Stub;

static void say(Stub *stub, const char *word)
{
        fprintf(stub->log, "%s\n", word);
        fflush(stub->log);
}

static void leave(Stub *stub, int status)
{
        stub->exit_status = status;
        g_main_loop_quit(stub->loop);
}

static void show(Stub *stub)
{
        Error error;
        int number;

        if (sscanf(stub->behaviour, "on %d", &number) == 1) {
                if (number < 0)
                        raise(-number);
                leave(stub, number);
                return;
        }
        stub->shown = true;
        say(stub, "shown");
        if (strcmp(stub->behaviour, "session") != 0)
                return;
        if (bus_client_open_here(&stub->session, &error) < 0 ||
            bus_client_session_begin(stub->session, &error) < 0)
                say(stub, error.text);
        else
                say(stub, "session");
}

static void on_changed(void *userdata, const StatusRecord *status)
{
        Stub *stub = userdata;

        fprintf(stub->log, "%s %s %s %s skip=%lld postponed=%u taken=%d\n",
                break_state_name(status->break_state), status->break_name, break_window_name(status->window),
                firmness_name(status->firm), (long long) status->skip_allowed_in_ms, status->break_postponed,
                status->break_taken);
        fflush(stub->log);
        if (status->window == WINDOW_NONE)
                leave(stub, 0);
        else if (status->break_state == BREAK_ON && !stub->shown)
                show(stub);
}

static void on_refused(void *userdata, int code, const Error *error)
{
        Stub *stub = userdata;

        fprintf(stub->log, "refused %s\n", error->text);
        fflush(stub->log);
        leave(stub, 1);
}

static void on_gone(void *userdata)
{
        Stub *stub = userdata;

        say(stub, "gone");
        leave(stub, 0);
}

static gboolean on_sigterm(void *userdata)
{
        Stub *stub = userdata;

        say(stub, "SIGTERM");
        if (strcmp(stub->behaviour, "hang") != 0)
                leave(stub, 0);
        return G_SOURCE_CONTINUE;
}

static gboolean on_sigusr1(void *userdata)
{
        BusStretchResult result = {
                .stretch = "neck-rolls",
                .dose = "short",
                .ended = "finished",
                .start = clock_wall_now(),
                .duration_ms = 72000,
                .repeats_done = 6,
                .repeats_asked = 6,
                .pain = -1,
        };
        Stub *stub = userdata;
        Error error;

        if (bus_client_session_end(stub->session, true, &result, 1, &error) < 0)
                say(stub, error.text);
        return G_SOURCE_CONTINUE;
}

static gboolean on_sigusr2(void *userdata)
{
        desk_link_answer(((Stub *) userdata)->link, ANSWER_POSTPONE, 0);
        return G_SOURCE_CONTINUE;
}

static bool is_set_right(void)
{
        sigset_t blocked;

        sigprocmask(SIG_BLOCK, NULL, &blocked);
        return !sigismember(&blocked, SIGTERM) && !sigismember(&blocked, SIGHUP) &&
               signal(SIGPIPE, SIG_DFL) == SIG_DFL && getpgrp() == getpid() && !getenv("NOTIFY_SOCKET") &&
               read(STDIN_FILENO, &blocked, 1) == 0 && dup(STDIN_FILENO) == STDERR_FILENO + 1;
}

static int run(Stub *stub)
{
        const DeskLinkEvents events = { on_changed, on_refused, on_gone, stub };
        Error error;

        g_unix_signal_add(SIGTERM, on_sigterm, stub);
        g_unix_signal_add(SIGUSR1, on_sigusr1, stub);
        g_unix_signal_add(SIGUSR2, on_sigusr2, stub);
        if (strcmp(stub->behaviour, "hang") != 0) {
                if (desk_link_open(&events, &stub->link, &error) < 0) {
                        say(stub, error.text);
                        return DESK_EXIT_FAILED;
                }
                desk_link_ready(stub->link);
                on_changed(stub, desk_link_status(stub->link));
        }
        if (stub->exit_status < 0)
                g_main_loop_run(stub->loop);
        desk_link_free(stub->link);
        bus_client_free(stub->session);
        return stub->exit_status;
}

int main(int argc, char **argv)
{
        const char *path = getenv("DESK_STUB_LOG"), *behaviour = getenv("DESK_STUB");
        const char *display = getenv("WAYLAND_DISPLAY") ? getenv("WAYLAND_DISPLAY") : getenv("DISPLAY");
        Stub stub = { .behaviour = behaviour ? behaviour : "", .exit_status = -1 };
        bool right = is_set_right(); /* before anything is opened */
        int status;

        if (!path || argc != 2 || strcmp(argv[1], "--break") != 0)
                return DESK_EXIT_USAGE;
        stub.log = fopen(path, "ae");
        if (!stub.log)
                return DESK_EXIT_FAILED;
        fprintf(stub.log, "start %d %s %s\n", getpid(), display ? display : "-", right ? "right" : "wrong");
        fflush(stub.log);
        if (sscanf(stub.behaviour, "exit %d", &status) != 1) {
                stub.loop = g_main_loop_new(NULL, false);
                status = run(&stub);
                g_main_loop_unref(stub.loop);
        }
        fprintf(stub.log, "end %d\n", status);
        fclose(stub.log);
        return status;
}
