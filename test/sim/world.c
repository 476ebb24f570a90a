/* SPDX-License-Identifier: MIT */
/* A random life: see world.h. Times fall often on round seconds, and on sums of the lengths that are set, so
 * that things collide. */

#include "world.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

typedef struct Maker {
        World *world;
        uint64_t state;
        int64_t now_ms;
        bool active, standing, locked;
} Maker;

/* splitmix64 (Steele, Lea, Flood 2014): small, and good enough to make days. */
static uint64_t draw(Maker *maker)
{
        uint64_t z = (maker->state += UINT64_C(0x9e3779b97f4a7c15));

        z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
        z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
        return z ^ (z >> 31);
}

/* from .. to, both included */
static int64_t between(Maker *maker, int64_t from, int64_t to)
{
        return from + (int64_t) (draw(maker) % (uint64_t) (to - from + 1));
}

static bool chance(Maker *maker, int percent)
{
        return between(maker, 1, 100) <= percent;
}

static int64_t a_setting(Maker *maker)
{
        const EngineOptions *options = &maker->world->options;
        const int64_t lengths[] = {
                options->away_after_ms,     options->pause_ms,          options->patience_ms,
                options->notice_ms,         options->notice_max_ms,     options->calm_ms,
                options->settle_ms,         options->postpone_ms,       options->rules[0].every_ms,
                options->rules[0].lasts_ms, options->rules[1].every_ms, options->rules[1].lasts_ms,
        };

        return lengths[draw(maker) % ELEMENTSOF(lengths)];
}

static void pass(Maker *maker, int64_t from_ms, int64_t to_ms)
{
        int64_t ms = between(maker, from_ms, to_ms);

        if (chance(maker, 60))
                ms -= ms % MS_PER_SECOND;
        else if (chance(maker, 30))
                ms = a_setting(maker) + between(maker, -1, 1);
        maker->now_ms += MAX(ms, 0);
}

static Event *add(Maker *maker, EventKind kind)
{
        Event *event;

        assert(array_reserve(&maker->world->events, 1) == 0);
        event = &maker->world->events.items[maker->world->events.n++];
        *event = (Event){ .kind = kind, .at_ms = maker->now_ms, .input = { .boot = { maker->now_ms } } };
        return event;
}

static void observe(Maker *maker, Observation observation)
{
        Event *event = add(maker, EVENT_INPUT);

        event->input.kind = INPUT_OBSERVATION;
        event->input.observation = observation;
        if (chance(maker, 3)) /* told twice */
                observe(maker, observation);
}

static void type(Maker *maker)
{
        observe(maker, (Observation){ .kind = OBSERVATION_ACTIVE });
        maker->active = true;
        pass(maker, 1000, chance(maker, 20) ? MS_PER_HOUR : 4 * MS_PER_MINUTE);
}

/* A quiet is often told late: when a threshold is reached, and then the screen may be locked already. */
static void stop_typing(Maker *maker)
{
        int64_t last_ms = maker->now_ms;
        Event *event;

        if (chance(maker, 70)) {
                maker->now_ms += chance(maker, 50) ? 5000 : maker->world->options.away_after_ms;
                if (chance(maker, 5))
                        observe(maker, (Observation){ .kind = OBSERVATION_GONE });
        }
        event = add(maker, EVENT_INPUT);
        event->input.kind = INPUT_OBSERVATION;
        event->input.observation = (Observation){ .kind = OBSERVATION_QUIET };
        event->input.since.ms = last_ms;
        maker->active = false;
}

static void work(Maker *maker)
{
        for (int64_t n = between(maker, 1, 12); n > 0; n--) {
                type(maker);
                if (chance(maker, 85))
                        stop_typing(maker);
                pass(maker, 100, chance(maker, 10) ? 8 * MS_PER_MINUTE : 100 * MS_PER_SECOND);
        }
}

static void call(Maker *maker)
{
        BusyReason reason = (BusyReason) between(maker, 0, N_BUSY_REASONS - 1);

        observe(maker, (Observation){ .kind = OBSERVATION_BUSY, .busy = reason });
        pass(maker, 1000, 40 * MS_PER_MINUTE);
        if (chance(maker, 40))
                work(maker);
        if (chance(maker, 90))
                observe(maker, (Observation){ .kind = OBSERVATION_FREE, .busy = reason });
}

static void watch_film(Maker *maker)
{
        observe(maker, (Observation){ .kind = OBSERVATION_FILM });
        pass(maker, 1000, 2 * MS_PER_HOUR);
        observe(maker, (Observation){ .kind = OBSERVATION_FILM_OFF });
}

static void go(Maker *maker)
{
        observe(maker, (Observation){
                               .kind = OBSERVATION_GONE,
                               .gone = (GoneReason) between(maker, 0, N_GONE_REASONS - 1),
                       });
        pass(maker, 1000, chance(maker, 50) ? 4 * MS_PER_MINUTE : 90 * MS_PER_MINUTE);
        if (chance(maker, 70))
                observe(maker, (Observation){ .kind = OBSERVATION_BACK });
        pass(maker, 0, 20 * MS_PER_SECOND);
}

static void change_posture(Maker *maker)
{
        maker->standing = chance(maker, 50);
        observe(maker, (Observation){ .kind = maker->standing ? OBSERVATION_STAND : OBSERVATION_SIT });
}

static void answer(Maker *maker)
{
        Observation observation = {
                .kind = OBSERVATION_ANSWER,
                .answer = (AnswerKind) between(maker, 0, N_ANSWERS - 1),
        };

        if (chance(maker, 15) && maker->world->options.rules[0].enabled) {
                add(maker, EVENT_INPUT)->input.kind = INPUT_BREAK_NOW;
                return;
        }
        if (chance(maker, 30))
                observation.postpone_ms = between(maker, 1, 30) * MS_PER_MINUTE;
        observe(maker, observation);
}

static void session(Maker *maker)
{
        add(maker, EVENT_INPUT)->input.kind = INPUT_SESSION_BEGIN;
        pass(maker, 1000, 6 * MS_PER_MINUTE);
        add(maker, EVENT_INPUT)->input.kind = INPUT_SESSION_END;
        maker->world->events.items[maker->world->events.n - 1].input.session_done = chance(maker, 70);
}

static void go_wrong(Maker *maker)
{
        Event *event;

        if (chance(maker, 50)) {
                add(maker, EVENT_SET_CLOCK)->step_ms =
                        between(maker, -5, 5) * MS_PER_HOUR + between(maker, -999, 999);
                return;
        }
        event = add(maker, EVENT_CRASH);
        event->down_ms = between(maker, 100, chance(maker, 80) ? 30000 : 3 * MS_PER_HOUR);
        event->lost_ms = between(maker, 0, MS_PER_MINUTE);
        maker->now_ms += event->down_ms;
}

static void live(Maker *maker)
{
        static const struct {
                int weight;
                void (*do_it)(Maker *);
        } doings[] = {
                { 50, work },          { 12, call },  { 4, watch_film }, { 14, go },
                { 6, change_posture }, { 9, answer }, { 3, session },    { 2, go_wrong },
        };
        int64_t ticket = between(maker, 1, 100);

        for (size_t i = 0; i < ELEMENTSOF(doings); i++) {
                ticket -= doings[i].weight;
                if (ticket <= 0) {
                        doings[i].do_it(maker);
                        break;
                }
        }
        pass(maker, 0, 5 * MS_PER_MINUTE);
}

static void set_options(Maker *maker, EngineOptions *options)
{
        int64_t *const lengths[] = {
                &options->pause_ms, &options->patience_ms, &options->notice_ms, &options->notice_max_ms,
                &options->calm_ms,  &options->settle_ms,   &options->gather_ms, &options->postpone_ms,
        };

        engine_options_init(options);
        options->day_limit_ms = 8 * MS_PER_HOUR;
        if (chance(maker, 40))
                return;
        for (size_t i = 0; i < ELEMENTSOF(lengths); i++)
                if (chance(maker, 30))
                        *lengths[i] = between(maker, 1, 300) * MS_PER_SECOND;
        options->away_after_ms = between(maker, 30, 400) * MS_PER_SECOND;
        options->held_max_ms = between(maker, 0, 60) * MS_PER_MINUTE;
        options->film_is_sitting = chance(maker, 70);
        options->n_rules = (size_t) between(maker, 1, 4);
        for (size_t i = 0; i < options->n_rules; i++) {
                BreakRule *rule = &options->rules[i];

                snprintf(rule->name, sizeof rule->name, "rule-%zu", i);
                rule->every_ms = between(maker, 2, 90) * MS_PER_MINUTE;
                rule->lasts_ms = between(maker, 1, 10) * 30 * MS_PER_SECOND;
                rule->rest_ms = chance(maker, 50)
                                        ? 0
                                        : options->away_after_ms + between(maker, 0, 600) * MS_PER_SECOND;
                rule->counts =
                        (RuleCounts) (chance(maker, 70) ? COUNTS_DESK : between(maker, 0, N_RULE_COUNTS - 1));
                rule->enabled = chance(maker, 90);
        }
}

void world_make(uint64_t seed, int n_days, World *ret)
{
        Maker maker = { .world = ret, .state = seed };
        int64_t end_ms;

        *ret = (World){ 0 };
        set_options(&maker, &ret->options);
        maker.now_ms = between(&maker, MS_PER_HOUR, 30 * MS_PER_DAY);
        for (int day = 0; day < n_days; day++) {
                end_ms = maker.now_ms + 9 * MS_PER_HOUR;
                while (maker.now_ms < end_ms)
                        live(&maker);
                if (chance(&maker, 80))
                        go(&maker);
                maker.now_ms += 14 * MS_PER_HOUR;
                add(&maker, EVENT_INPUT)->input.kind = INPUT_DAY;
        }
}

void world_deinit(World *world)
{
        array_free(&world->events);
}

/* ---- as a file ---- */

static const char *const input_words[] = {
        [INPUT_TICK] = "tick",
        [INPUT_BREAK_NOW] = "break-now",
        [INPUT_SESSION_BEGIN] = "session-begin",
        [INPUT_SESSION_END] = "session-end",
        [INPUT_DAY] = "day",
};

void world_print(const World *world, uint64_t seed, FILE *out)
{
        const EngineOptions *o = &world->options;
        char when[WALL_TEXT_SIZE], words[OBSERVATION_TEXT_SIZE];

        fprintf(out, "# seed %" PRIu64 "\n#! options", seed);
        fprintf(out, " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64,
                o->away_after_ms, o->pause_ms, o->patience_ms, o->notice_ms, o->notice_max_ms, o->calm_ms);
        fprintf(out, " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %" PRId64 " %d\n", o->settle_ms,
                o->gather_ms, o->postpone_ms, o->held_max_ms, o->day_limit_ms, o->film_is_sitting);
        for (size_t i = 0; i < o->n_rules; i++)
                fprintf(out, "#! rule %s %" PRId64 " %" PRId64 " %" PRId64 " %d %d\n", o->rules[i].name,
                        o->rules[i].every_ms, o->rules[i].lasts_ms, o->rules[i].rest_ms,
                        (int) o->rules[i].counts, o->rules[i].enabled);
        for (size_t i = 0; i < world->events.n; i++) {
                const Event *event = &world->events.items[i];
                const Input *input = &event->input;

                wall_format((WallTime){ event->at_ms }, when);
                if (event->kind == EVENT_SET_CLOCK)
                        fprintf(out, "#! clock %" PRId64 " %" PRId64 "\n", event->at_ms, event->step_ms);
                else if (event->kind == EVENT_CRASH)
                        fprintf(out, "#! crash %" PRId64 " %" PRId64 " %" PRId64 "\n", event->at_ms,
                                event->down_ms, event->lost_ms);
                else if (input->kind == INPUT_OBSERVATION) {
                        fprintf(out, "%s %s", when, observation_format(&input->observation, words));
                        if (input->since.ms)
                                fprintf(out, " #! since %" PRId64, input->since.ms);
                        fprintf(out, "\n");
                } else
                        fprintf(out, "#! input %" PRId64 " %s %d\n", event->at_ms, input_words[input->kind],
                                input->session_done);
        }
}

static bool read_special(World *world, const char *line)
{
        EngineOptions *o = &world->options;
        Event event = { 0 };
        char word[32];
        int film, counts, enabled, done;

        if (sscanf(line,
                   "#! options %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64
                   " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %" SCNd64 " %d",
                   &o->away_after_ms, &o->pause_ms, &o->patience_ms, &o->notice_ms, &o->notice_max_ms,
                   &o->calm_ms, &o->settle_ms, &o->gather_ms, &o->postpone_ms, &o->held_max_ms,
                   &o->day_limit_ms, &film) == 12) {
                o->film_is_sitting = film;
                o->n_rules = 0;
                return true;
        }
        if (o->n_rules < MAX_RULES) {
                BreakRule *rule = &o->rules[o->n_rules];

                if (sscanf(line, "#! rule %31s %" SCNd64 " %" SCNd64 " %" SCNd64 " %d %d", rule->name,
                           &rule->every_ms, &rule->lasts_ms, &rule->rest_ms, &counts, &enabled) == 6) {
                        rule->counts = (RuleCounts) counts;
                        rule->enabled = enabled;
                        o->n_rules++;
                        return true;
                }
        }
        if (sscanf(line, "#! clock %" SCNd64 " %" SCNd64, &event.at_ms, &event.step_ms) == 2)
                event.kind = EVENT_SET_CLOCK;
        else if (
                sscanf(line, "#! crash %" SCNd64 " %" SCNd64 " %" SCNd64, &event.at_ms, &event.down_ms,
                       &event.lost_ms) == 3)
                event.kind = EVENT_CRASH;
        else if (sscanf(line, "#! input %" SCNd64 " %31s %d", &event.at_ms, word, &done) == 3) {
                for (size_t kind = 0; kind < ELEMENTSOF(input_words); kind++)
                        if (input_words[kind] && strcmp(word, input_words[kind]) == 0)
                                event.input.kind = (InputKind) kind;
                event.input.session_done = done;
        } else
                return line[0] == '#' && line[1] != '!';
        event.input.boot.ms = event.at_ms;
        assert(array_reserve(&world->events, 1) == 0);
        world->events.items[world->events.n++] = event;
        return true;
}

static bool read_observation(World *world, char *line)
{
        Event event = { .input = { .kind = INPUT_OBSERVATION } };
        char *special = strstr(line, "#! since"), *words = strchr(line, ' ');
        WallTime at;

        if (special) {
                if (sscanf(special, "#! since %" SCNd64, &event.input.since.ms) != 1)
                        return false;
                *special = '\0';
        }
        if (!words || wall_parse(line, (size_t) (words - line), &at, NULL) < 0 ||
            observation_parse(slice_of(words), &event.input.observation, NULL) < 0)
                return false;
        event.at_ms = event.input.boot.ms = at.ms;
        assert(array_reserve(&world->events, 1) == 0);
        world->events.items[world->events.n++] = event;
        return true;
}

bool world_read(FILE *in, World *ret)
{
        char line[512];

        *ret = (World){ 0 };
        engine_options_init(&ret->options);
        while (fgets(line, sizeof line, in)) {
                line[strcspn(line, "\n")] = '\0';
                if (!line[0])
                        continue;
                if (line[0] == '#' ? !read_special(ret, line) : !read_observation(ret, line)) {
                        fprintf(stderr, "not understood: %s\n", line);
                        return false;
                }
        }
        return true;
}
