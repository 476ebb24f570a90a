/* SPDX-License-Identifier: MIT */
/*
 * The typed client as a command, for tests from outside.
 *
 *      bus-client-stub PATH|- status|follow|take NAME|postpone NAME MS|now NAME|pause MS|session|reload|
 *                             doctor|quit|stand
 */

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "client.h"

static int print_status(void *userdata, const StatusRecord *status)
{
        printf("%s %s %s %s %" PRId64 " busy=%u due=%" PRId64 " done=%u %s=%u bouts=%u\n", status->source,
               posture_name(status->posture), status->break_name, break_state_name(status->break_state),
               status->bout_ms, status->busy, status->break_due_in_ms, status->today.breaks[OUTCOME_DONE],
               status->today.stretches[0].id, status->today.stretches[0].count, status->today.bouts);
        return fflush(stdout);
}

static int run_session(BusClient *client, Error *error)
{
        BusStretchResult result = {
                .stretch = "neck-rolls",
                .dose = "short",
                .ended = "done",
                .start = { 1767603600000 },
                .duration_ms = 72000,
                .repeats_done = 6,
                .repeats_asked = 6,
                .pain = -1,
        };
        int r = bus_client_session_begin(client, error);

        if (r < 0)
                return r;
        printf("begun\n");
        fflush(stdout);
        while (getchar() != EOF) /* a stretch takes its time */
                ;
        return bus_client_session_end(client, true, &result, 1, error);
}

static int print_doctor(BusClient *client, Error *error)
{
        BusDoctorRow rows[BUS_DOCTOR_ROWS_MAX];
        size_t n;
        int r = bus_client_doctor(client, rows, &n, error);

        for (size_t i = 0; r >= 0 && i < n; i++)
                printf("%s: %s: %s\n", rows[i].name, rows[i].state, rows[i].detail);
        return r;
}

static int run(BusClient *client, char **arguments, Error *error)
{
        const char *verb = arguments[0], *name = arguments[1] ? arguments[1] : "";
        StatusRecord status;
        int r;

        if (strcmp(verb, "status") == 0) {
                r = bus_client_status(client, &status, error);
                return r < 0 ? r : print_status(NULL, &status);
        }
        if (strcmp(verb, "follow") == 0)
                return bus_client_follow(client, STDOUT_FILENO, print_status, NULL, error);
        if (strcmp(verb, "take") == 0)
                return bus_client_answer(client, ANSWER_TAKE, name, 0, error);
        if (strcmp(verb, "postpone") == 0)
                return bus_client_answer(client, ANSWER_POSTPONE, name, atoll(arguments[2]), error);
        if (strcmp(verb, "now") == 0)
                return bus_client_break_now(client, name, error);
        if (strcmp(verb, "pause") == 0)
                return bus_client_pause(client, atoll(name), error);
        if (strcmp(verb, "stand") == 0)
                return bus_client_set_posture(client, POSTURE_STANDING, error);
        if (strcmp(verb, "session") == 0)
                return run_session(client, error);
        if (strcmp(verb, "reload") == 0)
                return bus_client_reload(client, error);
        if (strcmp(verb, "doctor") == 0)
                return print_doctor(client, error);
        return bus_client_quit(client, error);
}

int main(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 };
        int r;

        if (argc < 3)
                return 2;
        r = bus_client_open(strcmp(argv[1], "-") == 0 ? NULL : argv[1], &client, &error);
        if (r >= 0)
                r = run(client, argv + 2, &error);
        if (r < 0)
                fprintf(stderr, "%s: %s\n", strerrorname_np(-r), error.text);
        return r < 0 ? 1 : r;
}
