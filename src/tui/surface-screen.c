/* SPDX-License-Identifier: MIT */
/* A session on the whole screen of a terminal. */

#include <errno.h>
#include <stdlib.h>

#include "figure-pane.h"
#include "grid.h"
#include "screen.h"
#include "session-draw.h"
#include "surface.h"

/* Pictures are many bytes, and terminals slow with them; dots take long to choose. */
enum { FRAME_MS = 1000 / 15, SLOW_FRAME_MS = 1000 / 6 };

typedef struct SurfaceScreen {
        Surface base;
        Screen *screen;
        FigurePane *pane; /* NULL: none, and the circle counts */
        FigureMode wanted;
        TerminalSays says;
        bool kitty_shows; /* a picture that stays until it is taken away */
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

static int fit(SurfaceScreen *self)
{
        int r;

        if (self->fitted)
                return 0;
        r = screen_fit(self->screen, &self->grid);
        self->fitted = r == 0;
        return r;
}

/* Without a picture; one that was there goes. */
static int show_cells(SurfaceScreen *self)
{
        static char clear[] = FIGURE_KITTY_CLEAR;
        const ScreenPicture nothing = { .bytes = { .text = clear, .n = sizeof clear - 1 } };
        int r = screen_show(self->screen, &self->grid, self->kitty_shows ? &nothing : NULL);

        self->kitty_shows = false;
        return r;
}

/* The words, then the figure: as cells among them, or as a picture over them. */
static int show_all(SurfaceScreen *self, const SessionShown *shown)
{
        bool figure = self->pane && figure_pane_fits(self->pane, &self->grid);
        Area area = session_figure_area(&self->grid);
        _cleanup_str_ Str bytes = { 0 };
        FigureMode mode = figure_mode_for(self->wanted, &self->grid, &self->says);
        bool picture = figure && figure_mode_is_picture(mode);
        int width, height, r;

        self->base.frame_ms = picture || mode == FIGURE_BRAILLE ? SLOW_FRAME_MS : FRAME_MS;
        session_draw(&self->grid, shown, figure);
        if (!figure)
                return show_cells(self);
        if (picture) {
                self->kitty_shows = self->wanted == FIGURE_KITTY;
                screen_cell_pixels(self->screen, &width, &height);
                r = figure_pane_picture(self->pane, &self->grid, width, height, shown, &bytes);
                return r < 0 ? r
                             : screen_show(
                                       self->screen, &self->grid, &(ScreenPicture){ area.x, area.y, bytes });
        }
        r = figure_pane_draw(self->pane, &self->grid, shown);
        return r < 0 ? r : show_cells(self);
}

static int show(Surface *surface, const SessionShown *shown)
{
        SurfaceScreen *self = of(surface);
        int r;

        if (shown->view.stage == PLAYER_OVER) /* the last bell; what was drawn goes away at once */
                return ring(self, shown);
        r = fit(self);
        if (r == 0)
                r = show_all(self, shown);
        surface->moves = self->pane && !shown->view.paused && figure_pane_moves(self->pane);
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
        figure_pane_free(self->pane);
        grid_deinit(&self->grid);
        free(self);
}

static const SurfaceOps screen_ops = {
        .show = show, .resize = resize, .suspend = suspend, .resume = resume, .free = release
};

/* What is missing is done without: the words are the session. */
static void open_pane(SurfaceScreen *self, int in_fd, int out_fd, const SurfaceFigure *figure)
{
        FigurePaneOptions options = { .mode = figure->mode,
                                      .reduced = figure->reduced,
                                      .look = &figure->look };
        Error error;

        self->wanted = figure->mode;
        if (figure->mode == FIGURE_NONE)
                return;
        if (figure_mode_is_picture(figure->mode) && terminal_talk(in_fd, out_fd, &self->says))
                options.says = self->says;
        (void) figure_pane_new(&options, &self->pane, &error);
}

int surface_screen_new(int in_fd, int out_fd, const SurfaceFigure *figure, Surface **ret, Error *error)
{
        SurfaceScreen *self = calloc(1, sizeof *self);
        int r;

        if (!self)
                return -ENOMEM;
        open_pane(self, in_fd, out_fd, figure);
        self->base = (Surface){ .ops = &screen_ops, .frame_ms = FRAME_MS };
        r = screen_open(in_fd, out_fd, self->says.kitty ? FIGURE_KITTY_CLEAR : "", &self->screen, error);
        if (r < 0) {
                figure_pane_free(self->pane);
                free(self);
                return r;
        }
        *ret = &self->base;
        return 0;
}
