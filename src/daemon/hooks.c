/* SPDX-License-Identifier: MIT */
/* The person's own programs: which event each is of, and what it is told (limberd(1), HOOKS). */

#include "daemon-struct.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hook-files.h"
#include "hook-queue.h"
#include "log.h"

/* ---- what it is told ---- */

/* NAME=VALUE, each with its NUL. */
typedef struct Variables {
        Str text;
        size_t n;
        int r; /* the first thing that went wrong */
} Variables;

static void add(Variables *variables, const char *name, const char *value)
{
        if (variables->r == 0)
                variables->r = str_appendf(&variables->text, "LIMBER_%s=%s", name, value);
        if (variables->r == 0)
                variables->r = str_append_n(&variables->text, "", 1);
        variables->n++;
}

static void add_ms(Variables *variables, const char *name, int64_t ms)
{
        char text[24];

        snprintf(text, sizeof text, "%lld", (long long) ms);
        add(variables, name, text);
}

static void add_time(Variables *variables, const char *name, WallTime wall)
{
        char text[WALL_TEXT_SIZE];

        add(variables, name, wall_format(wall, text));
}

static void add_busy(Variables *variables, const char *name, uint32_t busy)
{
        char text[N_BUSY_REASONS * 16] = "";

        for (unsigned i = 0; i < N_BUSY_REASONS; i++)
                if (busy & (UINT32_C(1) << i)) {
                        size_t n = strlen(text);

                        snprintf(
                                text + n, sizeof text - n, "%s%s", n > 0 ? " " : "",
                                busy_reason_name((BusyReason) i));
                }
        add(variables, name, text);
}

static void add_bout(Variables *variables, const Effect *effect)
{
        int64_t length_ms = effect->end.ms - effect->start.ms;

        add_time(variables, "BOUT_START_TIME", effect->start_wall);
        add_time(variables, "BOUT_END_TIME", (WallTime){ effect->start_wall.ms + length_ms });
        add_ms(variables, "BOUT_MS", length_ms);
}

static void add_break(Variables *variables, const Daemon *daemon, const Effect *effect)
{
        /* As keep_break() has it: when settings change, the effect is of the old ones. */
        const BreakRule *rule = &daemon->settings.engine.rules[effect->rule];

        add(variables, "BREAK", rule->name);
        add_ms(variables, "BREAK_LASTS_MS", rule->lasts_ms);
}

static void add_end(Variables *variables, const Effect *effect)
{
        add(variables, "OUTCOME", outcome_name(effect->outcome));
        add_time(variables, "DUE_TIME", effect->due_wall);
        if (effect->began)
                add_time(variables, "BEGIN_TIME", effect->begin_wall);
        add_ms(variables, "ON_MS", effect->on_ms);
        add_ms(variables, "HELD_MS", effect->held_ms);
        add_busy(variables, "HELD_BY", effect->held_by);
        if (effect->outcome == OUTCOME_POSTPONED)
                add_ms(variables, "POSTPONE_MS", effect->postpone_ms);
}

static void add_common(Variables *variables, HookEvent event, WallTime wall, Posture posture, uint32_t busy)
{
        add(variables, "EVENT", hook_event_name(event));
        add_time(variables, "TIME", wall);
        add(variables, "POSTURE", posture_name(posture));
        add_busy(variables, "BUSY", busy);
}

/* ---- which there are ---- */

typedef struct Search {
        const Daemon *daemon;
        const Variables *variables;
} Search;

static void on_found(void *userdata, const char *name, const Error *problem)
{
        const Search *search = userdata;

        if (problem)
                log_warning("hook not run: %s", problem->text);
        else
                hook_queue_put(
                        search->daemon->hooks, search->daemon->hooks_path, name, &search->variables->text,
                        search->variables->n);
}

/* Frees the variables' text. */
static void run(const Daemon *daemon, HookEvent event, int folder_fd, Variables *variables)
{
        Search search = { .daemon = daemon, .variables = variables };

        if (variables->r < 0)
                log_warning("hook %s is left out: out of memory", hook_event_name(event));
        else
                hook_files_find(folder_fd, event, on_found, &search);
        str_deinit(&variables->text);
}

static int open_folder(const Daemon *daemon)
{
        Error error = { 0 };
        int fd, r = hook_folder_open(daemon->hooks_path, &fd, &error);

        if (r < 0 && r != -ENOENT)
                log_warning("no hook is run: %s", error.text);
        return r < 0 ? r : fd;
}

/* ---- events ---- */

static int event_of(EffectKind kind)
{
        static const struct {
                EffectKind kind;
                HookEvent event;
        } events[] = {
                { EFFECT_BOUT, HOOK_BOUT },
                { EFFECT_ANNOUNCE, HOOK_ANNOUNCE },
                { EFFECT_BEGIN, HOOK_BEGIN },
                { EFFECT_END, HOOK_END },
        };

        for (size_t i = 0; i < ELEMENTSOF(events); i++)
                if (events[i].kind == kind)
                        return (int) events[i].event;
        return -ENOENT;
}

void hooks_tell(Daemon *daemon, const Effect *effect)
{
        int event = event_of(effect->kind);
        _cleanup_close_ int fd = event >= 0 && notices_is_news(effect) ? open_folder(daemon) : -ENOENT;
        Variables variables = { 0 };
        EngineStatus status;

        if (fd < 0)
                return;
        engine_status(daemon->engine, &status);
        add_common(
                &variables, (HookEvent) event, effect->wall,
                effect->kind == EFFECT_BOUT ? effect->posture : status.posture, status.busy);
        if (effect->kind == EFFECT_BOUT)
                add_bout(&variables, effect);
        else
                add_break(&variables, daemon, effect);
        if (effect->kind == EFFECT_BEGIN)
                add(&variables, "BREAK_TAKEN", effect->taken ? "yes" : "no");
        if (effect->kind == EFFECT_END)
                add_end(&variables, effect);
        run(daemon, (HookEvent) event, fd, &variables);
}

void hooks_note_busy(Daemon *daemon)
{
        uint32_t before = daemon->hooks_busy;
        _cleanup_close_ int fd = -1;
        Variables variables = { 0 };
        EngineStatus status;

        if (!daemon->hooks_settled)
                return;
        engine_status(daemon->engine, &status);
        daemon->hooks_busy = status.busy;
        if (status.busy == before)
                return;
        fd = open_folder(daemon);
        if (fd < 0)
                return;
        add_common(&variables, HOOK_BUSY, clock_wall_now(), status.posture, status.busy);
        add_busy(&variables, "BUSY_BEFORE", before);
        run(daemon, HOOK_BUSY, fd, &variables);
}

/* ---- life ---- */

int hooks_open(Daemon *daemon, Error *error)
{
        int r = hook_files_home(&daemon->hooks_path, error);

        if (r < 0)
                return r;
        r = hook_queue_new(daemon->loop, &daemon->hooks);
        return r < 0 ? error_set(error, r, "%s", strerror(-r)) : 0;
}

void hooks_settle(Daemon *daemon)
{
        EngineStatus status;

        engine_status(daemon->engine, &status);
        daemon->hooks_busy = status.busy;
        daemon->hooks_settled = true;
}

void hooks_close(Daemon *daemon)
{
        hook_queue_free(TAKE_PTR(daemon->hooks));
        free(TAKE_PTR(daemon->hooks_path));
}
