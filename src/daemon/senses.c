/* SPDX-License-Identifier: MIT */
/* The senses: one source of input, and logind. What they say goes to the engine; what is wrong is
 * remembered. */

#include "daemon-struct.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "display-wait.h"
#include "log.h"
#include "logind.h"

enum { TRY_AGAIN_MS = 30 * 1000 };

/*
 * Between a lock or a sleep and the way back, keys belong to the screen lock: they are no sign of presence.
 * On the way back the source is opened anew, so that it says where things stand; else typing that began at
 * the lock would never be told, for to the source it never paused.
 */
static void note_absence(Daemon *daemon, const Observation *observation)
{
        if (observation->kind == OBSERVATION_GONE)
                daemon->absent = true;
        else if (observation->kind == OBSERVATION_BACK && daemon->absent) {
                daemon->absent = false;
                if (daemon->source && !daemon->source_problem.text[0])
                        loop_timer_set(daemon->source_timer, clock_boot_now());
        }
}

static void on_observation(void *userdata, Source *source, const Observation *observation, BootTime since)
{
        Daemon *daemon = userdata;
        bool from_session = source == daemon->logind;
        char text[OBSERVATION_TEXT_SIZE];

        log_debug("%s: %s", source->ops->name, observation_format(observation, text));
        if (from_session)
                note_absence(daemon, observation);
        else if (daemon->absent)
                return;
        daemon_observe(daemon, observation, since);
}

static Error *problem_of(Daemon *daemon, const Source *source)
{
        return source == daemon->logind ? &daemon->logind_problem : &daemon->source_problem;
}

static void on_problem(void *userdata, Source *source, const char *text)
{
        Daemon *daemon = userdata;
        Error *problem = problem_of(daemon, source);

        if (text) {
                log_warning("%s: %s", source->ops->name, text);
                error_set(problem, 0, "%s", text);
        } else {
                log_info("%s works again", source->ops->name);
                problem->text[0] = '\0';
        }
        bus_service_status_changed(daemon->service);
}

static SourceSink sink_of(Daemon *daemon)
{
        return (SourceSink){ .observe = on_observation, .problem = on_problem, .userdata = daemon };
}

static void on_display(void *userdata)
{
        Daemon *daemon = userdata;

        loop_timer_set(daemon->source_timer, clock_boot_now());
}

/* limberd may have been started before the desktop was: a terminal, or nothing, will do only until then. */
static void await_display(Daemon *daemon)
{
        const char *asked = getenv("LIMBER_SOURCE");

        if ((asked && *asked) || (daemon->source && strcmp(source_name(daemon->source), "tty") != 0)) {
                display_wait_free(TAKE_PTR(daemon->display_wait));
                return;
        }
        if (!daemon->display_wait)
                (void) display_wait_new(daemon->loop, on_display, daemon, &daemon->display_wait);
}

static int open_source(LoopTimer *timer, void *userdata)
{
        Daemon *daemon = userdata;
        SourceSink sink = sink_of(daemon);
        Error error = { 0 };
        bool said = daemon->source_problem.text[0];
        int r;

        if (daemon->source) { /* the next one knows nothing of this one's films */
                source_close(TAKE_PTR(daemon->source));
                daemon_observe(daemon, &(Observation){ .kind = OBSERVATION_FILM_OFF }, clock_boot_now());
        }
        r = source_open(
                getenv("LIMBER_SOURCE"), daemon->loop, &sink, daemon->settings.engine.away_after_ms,
                &daemon->source, &error);
        await_display(daemon);
        if (r < 0) {
                daemon->source_problem = error;
                if (!said)
                        log_warning("%s", error.text);
                return loop_timer_set(timer, (BootTime){ clock_boot_now().ms + TRY_AGAIN_MS });
        }
        daemon->source_problem.text[0] = '\0';
        log_debug("input is seen through %s", source_name(daemon->source));
        if (daemon->watch_ms > 0)
                source_watch(daemon->source, daemon->watch_ms);
        bus_service_status_changed(daemon->service);
        return 0;
}

int senses_open(Daemon *daemon)
{
        SourceSink sink = sink_of(daemon);
        int r;

        r = logind_open(daemon->loop, &sink, &daemon->logind);
        if (r < 0)
                return r;
        r = loop_add_timer(daemon->loop, open_source, daemon, &daemon->source_timer);
        if (r < 0)
                return r;
        return open_source(daemon->source_timer, daemon);
}

void senses_set_long(Daemon *daemon)
{
        if (daemon->source)
                source_set_long(daemon->source, daemon->settings.engine.away_after_ms);
}

void senses_close(Daemon *daemon)
{
        source_close(TAKE_PTR(daemon->source));
        source_close(TAKE_PTR(daemon->logind));
        display_wait_free(TAKE_PTR(daemon->display_wait));
        loop_timer_free(TAKE_PTR(daemon->source_timer));
}
