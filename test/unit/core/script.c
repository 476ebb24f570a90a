/* SPDX-License-Identifier: MIT */
/* A day as a script: see script.h. It pumps the engine one deadline at a time, as the daemon and replays do.
 */

#include "script.h"

#include <stdio.h>
#include <string.h>

typedef struct Runner {
        const Script *script;
        Engine *engine;
        Effects effects;
        Str *out;
        bool answered; /* the break at hand began by an answer in the script */
} Runner;

static int64_t parse_clock(const char *word)
{
        int h = 0, m = 0, s = 0, ms = 0;

        assert(sscanf(word, "%d:%d:%d.%d", &h, &m, &s, &ms) >= 2);
        return h * MS_PER_HOUR + m * MS_PER_MINUTE + s * MS_PER_SECOND + ms;
}

static void print_clock(Str *out, int64_t ms)
{
        str_appendf(out, "%02d:%02d", (int) (ms / MS_PER_HOUR), (int) (ms / MS_PER_MINUTE % 60));
        if (ms % MS_PER_MINUTE)
                str_appendf(out, ":%02d", (int) (ms / MS_PER_SECOND % 60));
        if (ms % MS_PER_SECOND)
                str_appendf(out, ".%03d", (int) (ms % MS_PER_SECOND));
}

static int64_t duration_of(const char *value)
{
        int64_t ms;

        if (strcmp(value, "off") == 0)
                return 0;
        assert(duration_parse(value, strlen(value), &ms, NULL) == 0);
        return ms;
}

static BreakRule *rule_of(EngineOptions *options, const char *name)
{
        int i = engine_options_find_rule(options, name);

        if (i < 0) {
                i = (int) options->n_rules++;
                options->rules[i] = (BreakRule){ .enabled = true };
                snprintf(options->rules[i].name, RULE_NAME_SIZE, "%s", name);
        }
        return &options->rules[i];
}

static void set_option(EngineOptions *options, const char *key, const char *value)
{
        const struct {
                const char *key;
                int64_t *ms;
        } durations[] = {
                { "away_after", &options->away_after_ms }, { "pause", &options->pause_ms },
                { "patience", &options->patience_ms },     { "notice", &options->notice_ms },
                { "notice_max", &options->notice_max_ms }, { "calm", &options->calm_ms },
                { "settle", &options->settle_ms },         { "gather", &options->gather_ms },
                { "postpone", &options->postpone_ms },     { "held_max", &options->held_max_ms },
                { "day_limit", &options->day_limit_ms },
        };
        char name[RULE_NAME_SIZE];
        const char *dot = strchr(key, '.');
        BreakRule *rule;

        for (size_t i = 0; i < ELEMENTSOF(durations); i++)
                if (strcmp(key, durations[i].key) == 0) {
                        *durations[i].ms = duration_of(value);
                        return;
                }
        if (strcmp(key, "watching") == 0) {
                options->film_is_sitting = strcmp(value, "sitting") == 0;
                return;
        }
        assert(dot);
        snprintf(name, sizeof name, "%.*s", (int) (dot - key), key);
        rule = rule_of(options, name);
        if (strcmp(dot, ".every") == 0)
                rule->every_ms = duration_of(value);
        else if (strcmp(dot, ".lasts") == 0)
                rule->lasts_ms = duration_of(value);
        else if (strcmp(dot, ".rest") == 0)
                rule->rest_ms = duration_of(value);
        else if (strcmp(dot, ".enabled") == 0)
                rule->enabled = strcmp(value, "yes") == 0;
        else if (strcmp(dot, ".counts") == 0)
                rule->counts = strcmp(value, "sitting") == 0    ? COUNTS_SITTING
                               : strcmp(value, "standing") == 0 ? COUNTS_STANDING
                                                                : COUNTS_DESK;
        else
                assert(!"unknown key");
}

void script_options(const char *words, EngineOptions *ret)
{
        char copy[512], *word, *rest = copy;

        engine_options_init(ret);
        snprintf(copy, sizeof copy, "%s", words ? words : "");
        while ((word = strsep(&rest, " "))) {
                char *equals = strchr(word, '=');

                if (!equals)
                        continue;
                *equals = '\0';
                set_option(ret, word, equals + 1);
        }
}

static void print_effect(Runner *runner, const Effect *effect)
{
        const char *name = engine_options(runner->engine)->rules[effect->rule].name;
        Str *out = runner->out;
        size_t before = out->n;

        print_clock(out, effect->boot.ms);
        switch (effect->kind) {
        case EFFECT_BOUT:
                str_append(out, " bout ");
                print_clock(out, effect->start.ms);
                str_append(out, "-");
                print_clock(out, effect->end.ms);
                str_appendf(out, " %s\n", posture_name(effect->posture));
                return;
        case EFFECT_DUE:
                str_appendf(out, " due %s\n", name);
                return;
        case EFFECT_ANNOUNCE:
                str_appendf(out, " announce %s\n", name);
                return;
        case EFFECT_BEGIN:
                str_appendf(out, " begin %s\n", name);
                return;
        case EFFECT_END:
                str_appendf(out, " end %s %s\n", name, outcome_name(effect->outcome));
                return;
        case EFFECT_AWAY:
                str_append(out, " away ");
                print_clock(out, effect->start.ms);
                str_append(out, "-");
                print_clock(out, effect->end.ms);
                str_appendf(
                        out, " %s\n",
                        effect->away_known ? gone_reason_name(effect->away_reason) : "unknown");
                break;
        case EFFECT_WITHDRAW_NOTICE:
                str_append(out, " notice-withdrawn\n");
                break;
        case EFFECT_HELD_LONG:
                str_append(out, " held-long\n");
                break;
        case EFFECT_ASK_INTERVAL:
                str_append(out, " ask\n");
                break;
        case EFFECT_DAY_LIMIT:
                str_append(out, " day-limit ");
                print_clock(out, effect->day_desk_ms);
                str_append(out, "\n");
                break;
        case N_EFFECT_KINDS:
                break;
        }
        if (!runner->script->all && out->text) {
                out->n = before;
                out->text[before] = '\0';
        }
}

static void save_and_load(Runner *runner)
{
        uint8_t state[ENGINE_STATE_SIZE_MAX], again[ENGINE_STATE_SIZE_MAX];
        size_t n = engine_save(runner->engine, state);
        Engine *fresh = engine_new(engine_options(runner->engine));

        assert(fresh);
        assert(engine_load(fresh, state, n, 0) == 0);
        assert(engine_save(fresh, again) == n && memcmp(state, again, n) == 0);
        engine_free(runner->engine);
        runner->engine = fresh;
}

static void feed(Runner *runner, const Input *input)
{
        bool answer = false;

        runner->effects.n = 0;
        assert(engine_feed(runner->engine, input, &runner->effects) == 0);
        for (size_t i = 0; i < runner->effects.n; i++) {
                print_effect(runner, &runner->effects.items[i]);
                if (runner->effects.items[i].kind == EFFECT_BEGIN)
                        answer = runner->script->has_answer && !runner->effects.items[i].taken;
        }
        if (runner->script->save_and_load)
                save_and_load(runner);
        if (answer) {
                Input again = { .kind = INPUT_OBSERVATION, .boot = input->boot, .wall = input->wall };

                again.observation =
                        (Observation){ .kind = OBSERVATION_ANSWER, .answer = runner->script->answer };
                feed(runner, &again);
        }
}

static void pump(Runner *runner, int64_t until_ms)
{
        for (;;) {
                int64_t at_ms = engine_deadline(runner->engine).ms;

                if (at_ms > until_ms)
                        return;
                feed(runner, &(Input){ .kind = INPUT_TICK, .boot = { at_ms }, .wall = { at_ms } });
        }
}

static void run_line(Runner *runner, const char *line)
{
        Input input = { .kind = INPUT_OBSERVATION };
        const char *words = strchr(line, ' ');

        assert(words);
        input.boot.ms = input.wall.ms = parse_clock(line);
        pump(runner, input.boot.ms);
        words++;
        if (strncmp(words, "until", 5) == 0)
                input.kind = INPUT_TICK;
        else if (strcmp(words, "day") == 0)
                input.kind = INPUT_DAY;
        else if (strcmp(words, "session begin") == 0)
                input.kind = INPUT_SESSION_BEGIN;
        else if (strncmp(words, "session end", 11) == 0) {
                input.kind = INPUT_SESSION_END;
                input.session_done = strcmp(words, "session end done") == 0;
        } else if (strncmp(words, "break now ", 10) == 0) {
                input.kind = INPUT_BREAK_NOW;
                input.rule = (size_t) engine_options_find_rule(engine_options(runner->engine), words + 10);
        } else if (strncmp(words, "late ", 5) == 0) { /* "late 09:00 quiet": told now, was then */
                input.since.ms = parse_clock(words + 5);
                assert(observation_parse(slice_of(strchr(words + 5, ' ') + 1), &input.observation, NULL) ==
                       0);
        } else
                assert(observation_parse(slice_of(words), &input.observation, NULL) == 0);
        feed(runner, &input);
}

void script_run(const Script *script, Str *ret)
{
        EngineOptions options;
        Runner runner = { .script = script, .out = ret };
        char copy[4096], *line, *rest = copy;

        script_options(script->options, &options);
        runner.engine = engine_new(&options);
        assert(runner.engine);
        assert(strlen(script->timeline) < sizeof copy);
        snprintf(copy, sizeof copy, "%s", script->timeline);
        while ((line = strsep(&rest, "\n")))
                if (*line)
                        run_line(&runner, line);

        runner.effects.n = 0;
        engine_finish(runner.engine, &runner.effects);
        for (size_t i = 0; i < runner.effects.n; i++)
                print_effect(&runner, &runner.effects.items[i]);
        if (!ret->text)
                str_append(ret, "");
        effects_deinit(&runner.effects);
        engine_free(runner.engine);
}
