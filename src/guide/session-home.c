/* SPDX-License-Identifier: MIT */
/* Where a guided session is at home: see session-home.h. */

#include "session-home.h"

#include <errno.h>
#include <string.h>

#include "client-here.h"
#include "device.h"
#include "i18n.h"
#include "place.h"

/* A break that lasts so long has room for two stretches. */
#define LONG_BREAK_MS (3 * MS_PER_MINUTE)

static SessionHome *home_of(SessionLink *link)
{
        return CONTAINER_OF(link, SessionHome, link);
}

/* In the words of the history: to its end, left early, or it hurt. */
static RecordEnd end_of(const PlayerResult *result)
{
        if (result->ended == PLAYER_ENDED_OUCH)
                return RECORD_END_OUCH;
        return result->ended == PLAYER_ENDED_DONE || result->enough ? RECORD_END_FINISHED : RECORD_END_QUIT;
}

static int begin(SessionLink *link, Error *error)
{
        SessionHome *home = home_of(link);
        int r;

        if (!home->client)
                return 0;
        r = bus_client_session_begin(home->client, error);
        if (r < 0) /* what is done is for the history, then */
                bus_client_free(TAKE_PTR(home->client));
        return r;
}

static BusStretchResult result_for_bus(const SessionResult *result)
{
        const PlayerResult *stretch = result->stretch;
        BusStretchResult ret = {
                .start = result->start,
                .duration_ms = stretch->ms,
                .repeats_done = stretch->repeats_done,
                .repeats_asked = stretch->repeats_asked,
                .pain = stretch->pain,
        };

        status_text_set(ret.stretch, sizeof ret.stretch, stretch->stretch->id);
        status_text_set(ret.dose, sizeof ret.dose, dose_kind_name(stretch->dose));
        status_text_set(ret.ended, sizeof ret.ended, record_end_word(end_of(stretch)));
        return ret;
}

static int end_with_daemon(
        SessionHome *home, bool done, PlayerEnd ended, const SessionResult *results, size_t n_results,
        Error *error)
{
        BusStretchResult for_bus[BUS_RESULTS_MAX];
        AnswerKind answer = ended == PLAYER_ENDED_POSTPONED ? ANSWER_POSTPONE : ANSWER_SKIP;
        Error nothing_at_hand;

        n_results = MIN(n_results, (size_t) BUS_RESULTS_MAX);
        for (size_t i = 0; i < n_results; i++)
                for_bus[i] = result_for_bus(&results[i]);
        /* Later, or not now: said of the break, if there is one. What was done until then is kept all the
         * same. */
        if (!done && (ended == PLAYER_ENDED_POSTPONED || ended == PLAYER_ENDED_SKIPPED))
                (void) bus_client_answer(home->client, answer, "", 0, &nothing_at_hand);
        return bus_client_session_end(home->client, done, for_bus, n_results, error);
}

static Record record_for_store(const SessionResult *result)
{
        const PlayerResult *stretch = result->stretch;
        Record record = {
                .kind = RECORD_STRETCH,
                .wall = result->start,
                .stretch = {
                        .length_ms = stretch->ms,
                        .repeats_done = stretch->repeats_done,
                        .repeats_asked = stretch->repeats_asked,
                        .end = end_of(stretch),
                        .pain = stretch->ended == PLAYER_ENDED_OUCH ? stretch->pain : -1,
                },
        };

        record_set_name(record.stretch.stretch, stretch->stretch->id);
        record_set_name(record.stretch.dose, dose_kind_name(stretch->dose));
        record_set_name(record.stretch.position, "sit");
        return record;
}

static int end_with_store(const SessionResult *results, size_t n_results, Error *error)
{
        _cleanup_(store_closep) Store *store = NULL;
        _cleanup_free_ char *path = NULL;
        Uuid device;
        int r;

        if (n_results == 0)
                return 0;
        r = place_file(PLACE_DATA, PLACE_DATABASE_FILE, &path, error);
        if (r < 0)
                return r;
        r = device_id(path, &device, error);
        if (r < 0)
                return r;
        r = store_open(path, 0, &store, error);
        if (r < 0)
                return error_prefix(error, r, "%s", _("the stretch could not be kept"));
        for (size_t i = 0; i < n_results; i++) {
                Record record = record_for_store(&results[i]);

                record_identify(&record, &device, NULL, 0);
                r = store_put(store, &record, error);
                if (r < 0)
                        return error_prefix(error, r, "%s", _("the stretch could not be kept"));
        }
        return 0;
}

static int
end(SessionLink *link, bool done, PlayerEnd ended, const SessionResult *results, size_t n_results,
    Error *error)
{
        SessionHome *home = home_of(link);

        if (home->client && end_with_daemon(home, done, ended, results, n_results, error) == 0)
                return 0;
        /* No daemon, or it went away meanwhile. */
        return end_with_store(results, n_results, error);
}

static void read_week(SessionHome *home)
{
        _cleanup_(store_closep) Store *store = NULL;
        _cleanup_free_ char *path = NULL;
        WallTime now = clock_wall_now();
        Error error;

        if (place_file(PLACE_DATA, PLACE_DATABASE_FILE, &path, &error) < 0 ||
            store_open(path, STORE_READ, &store, &error) < 0)
                return; /* a first run */
        if (store_stretches(
                    store, (WallTime){ now.ms - 7 * MS_PER_DAY }, (WallTime){ now.ms + MS_PER_DAY },
                    &home->week, &error) < 0)
                home->week.n = 0;
}

void session_home_init(SessionHome *home)
{
        Error error;

        *home = (SessionHome){ .link = { .begin = begin, .end = end } };
        status_record_init(&home->status);
        read_week(home);
        if (bus_client_open_here(&home->client, &error) < 0)
                return;
        if (bus_client_status(home->client, &home->status, &error) < 0) {
                bus_client_free(TAKE_PTR(home->client));
                status_record_init(&home->status);
        }
}

void session_home_deinit(SessionHome *home)
{
        bus_client_free(home->client);
}

void session_home_past(const SessionHome *home, const char *id, RoutinePast *past)
{
        const StoreStretch *entry = store_stretches_find(&home->week, id);

        if (!entry)
                return;
        past->done = entry->last.ms != 0;
        past->done_at = entry->last;
        past->hurt = entry->last_ouch.ms != 0;
        past->hurt_at = entry->last_ouch;
}

size_t session_home_n_stretches(const SessionHome *home, const Settings *settings)
{
        int rule;

        if (home->status.break_state == BREAK_NONE)
                return 1;
        rule = engine_options_find_rule(&settings->engine, home->status.break_name);
        return rule >= 0 && settings->engine.rules[rule].lasts_ms >= LONG_BREAK_MS ? 2 : 1;
}
