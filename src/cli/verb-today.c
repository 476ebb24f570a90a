/* SPDX-License-Identifier: MIT */
/* Bare limber: today at a glance, from the daemon or, without one, from the history. On a first run, a
 * hello. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "client-here.h"
#include "i18n.h"
#include "place.h"
#include "status-text.h"
#include "store.h"
#include "user-settings.h"
#include "verb.h"

extern const Verb verb_today;

static int say_hello(void)
{
        fputs(_("Limber notices how long you sit, finds a good moment for a break and guides a stretch.\n"
                "\n"
                "  limber start      from now on: a stretch every half hour, a short walk every hour\n"
                "  limber stretch    a guided stretch now, here\n"
                "  limber config     what you can change\n"
                "  limber help       everything else\n"
                "\n"
                "What it learns stays on this machine.\n"),
              stdout);
        return EXIT_DONE;
}

static void say_record(const StatusRecord *record)
{
        status_text_now(record, stdout);
        putchar('\n');
        status_text_today(&record->today, stdout);
        status_text_problems(record, stdout);
}

/* ---- without a daemon ---- */

static void fill_stretches(StatusToday *today, const StoreStretches *stretches)
{
        for (size_t i = 0; i < stretches->n && today->n_stretches < STATUS_STRETCHES_MAX; i++) {
                StatusStretch *entry = &today->stretches[today->n_stretches];

                if (stretches->items[i].n_finished == 0)
                        continue;
                status_text_set(entry->id, sizeof entry->id, stretches->items[i].stretch);
                entry->count = (uint32_t) stretches->items[i].n_finished;
                today->n_stretches++;
        }
}

static StatusToday today_of(const StoreDay *day)
{
        StatusToday today = {
                .sitting_ms = day->sitting_ms,
                .standing_ms = day->standing_ms,
                .bouts = (uint32_t) day->n_bouts,
                .longest_bout_ms = day->longest_bout_ms,
        };

        for (size_t i = 0; i < N_OUTCOMES; i++)
                today.breaks[i] = (uint32_t) day->n_breaks[i];
        fill_stretches(&today, &day->stretches);
        return today;
}

static int read_day(const char *path, int day_starts_minute, StoreDay *ret, Error *error)
{
        CivilDay day = civil_day_of(clock_wall_now(), day_starts_minute);
        _cleanup_(store_closep) Store *store = NULL;
        int r;

        r = store_open(path, STORE_READ, &store, error);
        if (r < 0)
                return r;
        return store_day(
                store, civil_day_start(day, day_starts_minute),
                civil_day_start((CivilDay){ day.days + 1 }, day_starts_minute), ret, error);
}

static int say_from_history(void)
{
        _cleanup_free_ char *path = NULL;
        Settings settings;
        StatusToday today;
        StoreDay day = { 0 };
        Error error = { 0 };
        int r;

        if (place_file(PLACE_DATA, PLACE_DATABASE_FILE, &path, &error) < 0)
                return verb_fail(&error);
        if (access(path, F_OK) < 0 && errno == ENOENT)
                return say_hello();
        r = user_settings_load(NULL, &settings, &error);
        if (r == 0)
                r = read_day(path, settings.day_starts_minute, &day, &error);
        if (r < 0)
                return verb_fail(&error);
        today = today_of(&day);
        puts(_("limberd is not running; start it with: limber start"));
        status_text_today(&today, stdout);
        return EXIT_DONE;
}

static int run(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        StatusRecord record;
        Error error = { 0 };
        int r;

        r = arguments_parse(&verb_today, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(&verb_today, _("%s is one word too many"), argv[0]);
        r = bus_client_open_here(&client, &error);
        if (r == -ENOENT || r == -ENOTCONN)
                return say_from_history();
        if (r < 0 || bus_client_status(client, &record, &error) < 0)
                return verb_fail(&error);
        say_record(&record);
        return EXIT_DONE;
}

const Verb verb_today = {
        .name = "today",
        .summary = N_("Today at a glance; `limber` alone does the same"),
        .usage = "",
        .help = N_("From limberd where it runs, else from the history. With neither, a few lines on how to "
                   "start.\n"),
        .run = run,
};
