/* SPDX-License-Identifier: MIT */
/* A session on the whole screen of a terminal. */

#include <errno.h>
#include <stdlib.h>

#include "grid.h"
#include "screen.h"
#include "session-draw.h"
#include "surface.h"

enum { FRAME_MS = 100 };

typedef struct SurfaceScreen {
        Surface base;
        Screen *screen;
        Grid grid;
        bool fitted;
        PlayerStage stage; /* shown last */
        bool rings;        /* something was shown before */
} SurfaceScreen;

static SurfaceScreen *of(Surface *surface)
{
        return CONTAINER_OF(surface, SurfaceScreen, base);
}

/* A bell where eyes may be closed and no tone sounds: as a stretch begins and as it ends. */
static int ring(SurfaceScreen *self, const SessionShown *shown)
{
        bool changed = self->rings && self->stage != shown->view.stage &&
                       shown->view.stage != PLAYER_ASKING && self->stage != PLAYER_ASKING;

        self->rings = true;
        self->stage = shown->view.stage;
        return changed && !self->base.silent && !shown->view.muted ? screen_bell(self->screen) : 0;
}

static int show(Surface *surface, const SessionShown *shown)
{
        SurfaceScreen *self = of(surface);
        int r;

        if (shown->view.stage == PLAYER_OVER) /* the last bell; what was drawn goes away at once */
                return ring(self, shown);
        if (!self->fitted) {
                r = screen_fit(self->screen, &self->grid);
                if (r < 0)
                        return r;
                self->fitted = true;
        }
        session_draw(&self->grid, shown);
        r = screen_show(self->screen, &self->grid);
        return r < 0 ? r : ring(self, shown);
}

static void resize(Surface *surface)
{
        of(surface)->fitted = false;
        screen_forget(of(surface)->screen);
}

static void suspend(Surface *surface)
{
        screen_suspend(of(surface)->screen);
}

static int resume(Surface *surface)
{
        of(surface)->fitted = false;
        return screen_resume(of(surface)->screen);
}

static void release(Surface *surface)
{
        SurfaceScreen *self = of(surface);

        screen_close(self->screen);
        grid_deinit(&self->grid);
        free(self);
}

static const SurfaceOps screen_ops = {
        .show = show, .resize = resize, .suspend = suspend, .resume = resume, .free = release
};

int surface_screen_new(int in_fd, int out_fd, Surface **ret, Error *error)
{
        SurfaceScreen *self = calloc(1, sizeof *self);
        int r;

        if (!self)
                return -ENOMEM;
        self->base = (Surface){ .ops = &screen_ops, .frame_ms = FRAME_MS };
        r = screen_open(in_fd, out_fd, &self->screen, error);
        if (r < 0) {
                free(self);
                return r;
        }
        *ret = &self->base;
        return 0;
}
