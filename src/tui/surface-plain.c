/* SPDX-License-Identifier: MIT */
/*
 * A session as lines of text, for screen readers, logs and dumb terminals: each change is a line, nothing is
 * ever drawn over. Cues are said with the first repeat of each way and then left out.
 */

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "descriptor.h"
#include "i18n.h"
#include "str.h"
#include "surface.h"
#include "tty-guard.h"

typedef struct SurfacePlain {
        Surface base;
        int fd;
        bool keys, guarded, began;
        SessionShown last; /* what was shown last; texts are borrowed from stretches that stay */
} SurfacePlain;

static SurfacePlain *of(Surface *surface)
{
        return CONTAINER_OF(surface, SurfacePlain, base);
}

static void say(Str *out, const char *text)
{
        if (*text) {
                str_append(out, text);
                str_append(out, "\n");
        }
}

static void say_ready(Str *out, const SurfacePlain *self, const SessionShown *shown)
{
        const PlayerView *view = &shown->view;
        char dose[WORDS_SIZE], duration[WORDS_SIZE];

        words_dose(view->stretch, view->dose, view->repeats, dose);
        words_duration(view->left_ms, duration);
        /* TRANSLATORS: "Stretch 1 of 2: Shoulder shrugs, 8 repeats, 1 min 4 s." */
        if (view->n_items > 1)
                str_appendf(
                        out, _("Stretch %zu of %zu: %s, %s, %s."), view->item + 1, view->n_items,
                        words_of(view->stretch->name), dose, duration);
        else
                str_appendf(out, _("%s, %s, %s."), words_of(view->stretch->name), dose, duration);
        str_append(out, "\n");
        say(out, words_of(view->stretch->why));
        for (size_t i = 0; i < view->stretch->n_steps; i++)
                str_appendf(out, "%zu. %s\n", i + 1, words_of(view->stretch->steps[i]));
        say(out, words_of(view->dose->note));
        say(out, words_of(view->stretch->caution));
        say(out, words_stop());
        if (self->keys && !self->began)
                say(out, _("Keys: Space pause, right arrow next, left arrow again, O ouch, P later, Escape "
                           "skip, M "
                           "mute, Q quit."));
}

/* Whether this way was done before in this stretch. */
static bool knows_way(const PlayerView *view)
{
        if (view->dose->order == ORDER_ALTERNATE)
                return view->repeat >= view->dose->n_ways;
        return view->repeat % (view->repeats / (unsigned) view->dose->n_ways / view->dose->rounds) > 0;
}

static void say_phase(Str *out, const SurfacePlain *self, const SessionShown *shown)
{
        const PlayerView *view = &shown->view, *last = &self->last.view;
        const Phase *phase = view->phase;
        char duration[WORDS_SIZE];

        if (last->stage != PLAYER_PLAYING || last->item != view->item || last->repeat != view->repeat) {
                str_appendf(out, _("Repeat %u of %u"), view->repeat + 1, view->repeats);
                if (*view->way->label)
                        str_appendf(out, "%s%s", C_("list", ", "), words_of(view->way->label));
                str_append(out, "\n");
        }
        words_duration(phase->ms, duration);
        str_append(out, "  ");
        /* TRANSLATORS: "Lift, 2 s: breathe in, shoulders up toward your ears" */
        if (*phase->cue && !knows_way(view))
                str_appendf(
                        out, C_("phase", "%s, %s: %s"), words_of(phase->show), duration,
                        words_of(phase->cue));
        else
                str_appendf(out, C_("phase", "%s, %s"), words_of(phase->show), duration);
        str_append(out, "\n");
}

static void say_beat(Str *out, const SurfacePlain *self, const SessionShown *shown)
{
        if (shown->view.stage == PLAYER_READY)
                say_ready(out, self, shown);
        else if (shown->view.stage == PLAYER_PLAYING && shown->view.reminder && !self->last.view.reminder)
                say(out, words_of(shown->view.reminder));
        else if (shown->view.stage == PLAYER_PLAYING)
                say_phase(out, self, shown);
        else if (shown->view.stage == PLAYER_ASKING)
                say(out, _("How much does it hurt? 0 is not at all, 10 the worst there is. Enter goes on."));
}

static int show(Surface *surface, const SessionShown *shown)
{
        SurfacePlain *self = of(surface);
        _cleanup_str_ Str out = { 0 };
        int r;

        if (!self->began && shown->sitting_ms >= MS_PER_MINUTE) {
                str_appendf(
                        &out, _("You have been sitting for %d min."),
                        (int) (shown->sitting_ms / MS_PER_MINUTE));
                str_append(&out, "\n");
        }
        if (!self->began || shown->view.beat != self->last.view.beat)
                say_beat(&out, self, shown);
        if (self->began && shown->view.paused != self->last.view.paused && shown->view.stage != PLAYER_OVER)
                say(&out, shown->view.paused ? _("Paused. Space goes on.") : _("Going on."));
        if (shown->skip_asked && !self->last.skip_asked)
                say(&out, _("Esc once more skips the rest."));
        r = descriptor_write_all(self->fd, out.text, out.n);
        self->last = *shown;
        self->began = true;
        return r;
}

static void resize(Surface *surface)
{
}

static void suspend(Surface *surface)
{
        tty_guard_suspend();
}

static int resume(Surface *surface)
{
        return tty_guard_resume();
}

static void release(Surface *surface)
{
        if (of(surface)->guarded)
                tty_guard_end();
        free(of(surface));
}

static const SurfaceOps plain_ops = {
        .show = show, .resize = resize, .suspend = suspend, .resume = resume, .free = release
};

int surface_plain_new(int in_fd, int out_fd, bool keys, Surface **ret, Error *error)
{
        SurfacePlain *self = calloc(1, sizeof *self);

        if (!self)
                return -ENOMEM;
        self->base = (Surface){ .ops = &plain_ops };
        self->fd = out_fd;
        self->keys = keys;
        self->guarded = keys && tty_guard_begin(in_fd, out_fd, "") == 0;
        *ret = &self->base;
        return 0;
}
