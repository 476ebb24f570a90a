/* SPDX-License-Identifier: MIT */
/* A hook is in one of two lists, waiting or running; whenever one leaves the second, the first moves up. */

#include "hook-queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "child-process.h"
#include "hook-output.h"
#include "log.h"

typedef struct Hook {
        struct Hook *next;
        HookQueue *queue;
        char *path, *name;
        Str variables;
        size_t n_variables;
        ChildProcess *process;
        HookOutput *output;
        LoopTimer *timer; /* its time is over */
        bool is_late;
} Hook;

struct HookQueue {
        Loop *loop;
        Hook *waiting, *running;
        size_t n_waiting, n_running;
        LoopPrepare *prepare; /* whoever may start does so before the loop waits */
};

static void hook_free(Hook *hook)
{
        if (!hook)
                return;
        child_process_free(hook->process);
        hook_output_free(hook->output);
        loop_timer_free(hook->timer);
        str_deinit(&hook->variables);
        free(hook->path);
        free(hook->name);
        free(hook);
}
DEFINE_CLEANUP(Hook, hook_free)

/* ---- one that runs ---- */

static void leave(Hook *hook)
{
        HookQueue *queue = hook->queue;
        Hook **at = &queue->running;

        while (*at != hook)
                at = &(*at)->next;
        *at = hook->next;
        queue->n_running--;
        hook_free(hook);
}

static void on_done(void *userdata, int status)
{
        Hook *hook = userdata;

        if (!hook->is_late && status > 128)
                log_warning("hook %s was ended by signal %d", hook->name, status - 128);
        else if (!hook->is_late && status != 0)
                log_warning("hook %s ended with status %d", hook->name, status);
        leave(hook);
}

static int on_time_over(LoopTimer *timer, void *userdata)
{
        Hook *hook = userdata;

        log_warning("hook %s takes longer than %d s and is ended", hook->name, HOOK_TIME_MS / 1000);
        hook->is_late = true;
        child_process_end(hook->process, HOOK_PATIENCE_MS);
        return 0;
}

static int start_with(Hook *hook, int output_fd, Error *error)
{
        _cleanup_free_ char **added = calloc(hook->n_variables + 1, sizeof *added);
        char *text = hook->variables.text;
        ChildProgram program = {
                .path = hook->path,
                .arguments = (char *const[]){ hook->path, NULL },
                .added = added,
                .n_added = hook->n_variables,
                .output_fd = output_fd,
                .is_stranger = true,
        };

        if (!added)
                return error_memory(error);
        for (size_t i = 0; i < hook->n_variables; i++, text += strlen(text) + 1)
                added[i] = text;
        return child_process_start(hook->queue->loop, &program, on_done, hook, &hook->process, error);
}

static int start(Hook *hook, Error *error)
{
        int output_fd = -1, r;

        r = loop_add_timer(hook->queue->loop, on_time_over, hook, &hook->timer);
        if (r == 0)
                r = hook_output_new(hook->queue->loop, hook->name, &output_fd, &hook->output);
        if (r < 0)
                return error_set(error, r, "%s", strerror(-r));
        r = start_with(hook, output_fd, error);
        close(output_fd);
        if (r < 0)
                return r;
        return loop_timer_set(hook->timer, (BootTime){ clock_boot_now().ms + HOOK_TIME_MS });
}

/* ---- those that wait ---- */

static int on_prepare(Loop *loop, void *userdata)
{
        HookQueue *queue = userdata;

        while (queue->waiting && queue->n_running < HOOK_RUNNING_MAX) {
                Hook *hook = queue->waiting;
                Error error = { 0 };

                queue->waiting = hook->next;
                queue->n_waiting--;
                if (start(hook, &error) < 0) {
                        log_warning("hook %s: %s", hook->name, error.text);
                        hook_free(hook);
                        continue;
                }
                hook->next = queue->running;
                queue->running = hook;
                queue->n_running++;
        }
        return 0;
}

static Hook *
hook_new(HookQueue *queue, const char *folder, const char *name, const Str *variables, size_t n_variables)
{
        _cleanup_(hook_freep) Hook *hook = calloc(1, sizeof *hook);

        if (!hook)
                return NULL;
        hook->queue = queue;
        hook->n_variables = n_variables;
        hook->path = str_format("%s/%s", folder, name);
        hook->name = strdup(name);
        if (!hook->path || !hook->name || str_append_n(&hook->variables, variables->text, variables->n) < 0)
                return NULL;
        return TAKE_PTR(hook);
}

void hook_queue_put(
        HookQueue *queue, const char *folder, const char *name, const Str *variables, size_t n_variables)
{
        Hook **at = &queue->waiting, *hook;

        if (queue->n_waiting == HOOK_WAITING_MAX) {
                log_warning("hook %s is left out: %d wait for their turn already", name, HOOK_WAITING_MAX);
                return;
        }
        hook = hook_new(queue, folder, name, variables, n_variables);
        if (!hook) {
                log_warning("hook %s is left out: out of memory", name);
                return;
        }
        while (*at)
                at = &(*at)->next;
        *at = hook;
        queue->n_waiting++;
}

/* ---- life ---- */

int hook_queue_new(Loop *loop, HookQueue **ret)
{
        HookQueue *self = calloc(1, sizeof *self);
        int r = self ? loop_add_prepare(loop, on_prepare, self, &self->prepare) : -ENOMEM;

        if (r < 0) {
                free(self);
                return r;
        }
        self->loop = loop;
        *ret = self;
        return 0;
}

static void free_all(Hook *hook)
{
        while (hook) {
                Hook *next = hook->next;

                hook_free(hook);
                hook = next;
        }
}

void hook_queue_free(HookQueue *self)
{
        BootTime until = { clock_boot_now().ms + MS_PER_SECOND };

        if (!self)
                return;
        for (Hook *hook = self->running; hook; hook = hook->next) /* all, before one is waited for */
                child_process_end(hook->process, HOOK_PATIENCE_MS);
        for (Hook *hook = self->running; hook; hook = hook->next)
                child_process_end_now(hook->process, until);
        free_all(self->running);
        free_all(self->waiting);
        loop_prepare_free(self->prepare);
        free(self);
}
