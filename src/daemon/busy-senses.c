/* SPDX-License-Identifier: MIT */
/* The busy sources that the settings switch on. What they say goes to the engine; one that is switched off,
 * or cannot see any more, holds nothing back. */

#include "daemon-struct.h"

#include "i18n.h"
#include "log.h"

static size_t index_of(const Daemon *daemon, const Busy *busy)
{
        for (size_t i = 0; i < N_BUSY_SOURCES; i++)
                if (busy_table[i]->reason == busy->ops->reason)
                        return i;
        assert(false);
        return 0;
}

static void feed(Daemon *daemon, size_t i, bool is_busy)
{
        Observation observation = {
                .kind = is_busy ? OBSERVATION_BUSY : OBSERVATION_FREE,
                .busy = busy_table[i]->reason,
        };

        if (daemon->busy[i].is_busy == is_busy)
                return;
        daemon->busy[i].is_busy = is_busy;
        log_debug("%s: %s", busy_table[i]->name, is_busy ? "busy" : "free");
        daemon_observe(daemon, &observation, (BootTime){ 0 });
}

static void on_busy(void *userdata, Busy *busy, bool is_busy)
{
        feed(userdata, index_of(userdata, busy), is_busy);
}

static void on_problem(void *userdata, Busy *busy, const char *text)
{
        Daemon *daemon = userdata;
        Error *problem = &daemon->busy[index_of(daemon, busy)].problem;

        if (text) {
                log_info("%s: %s", busy->ops->name, text);
                error_set(problem, 0, "%s", text);
        } else {
                problem->text[0] = '\0';
        }
}

static void open_one(Daemon *daemon, size_t i)
{
        BusySink sink = { .busy = on_busy, .problem = on_problem, .userdata = daemon };
        BusySense *sense = &daemon->busy[i];

        sense->problem.text[0] = '\0';
        if (busy_table[i]->open(daemon->loop, &sink, &sense->source, &sense->problem) < 0) {
                sense->source = NULL;
                if (!sense->problem.text[0])
                        error_set(&sense->problem, 0, "%s", _("out of memory"));
                log_debug("%s: %s", busy_table[i]->name, sense->problem.text);
                return;
        }
        busy_set_bus(sense->source, daemon->session_bus);
}

void busy_senses_check(Daemon *daemon)
{
        for (size_t i = 0; i < N_BUSY_SOURCES; i++) {
                BusySense *sense = &daemon->busy[i];
                bool wanted = daemon->settings.holds_back[busy_table[i]->reason];

                if (wanted == sense->wanted)
                        continue;
                sense->wanted = wanted;
                if (wanted) {
                        open_one(daemon, i);
                } else {
                        busy_close(TAKE_PTR(sense->source));
                        feed(daemon, i, false);
                }
        }
}

void busy_senses_set_bus(Daemon *daemon, sd_bus *bus)
{
        daemon->session_bus = bus;
        for (size_t i = 0; i < N_BUSY_SOURCES; i++)
                if (daemon->busy[i].source)
                        busy_set_bus(daemon->busy[i].source, bus);
}

const char *busy_senses_doctor(const Daemon *daemon, size_t i, const char **ret_detail)
{
        const BusySense *sense = &daemon->busy[i];

        if (!sense->wanted) {
                *ret_detail = _("off in limber.conf");
                return "off";
        }
        if (sense->problem.text[0]) {
                *ret_detail = sense->problem.text;
                return "missing";
        }
        *ret_detail = _(busy_table[i]->title);
        return "works";
}

void busy_senses_close(Daemon *daemon)
{
        for (size_t i = 0; i < N_BUSY_SOURCES; i++)
                busy_close(TAKE_PTR(daemon->busy[i].source));
}
