/* SPDX-License-Identifier: MIT */
/* What the stage shows, painted where session_figure_area() says. */

#include "figure-pane.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "breath.h"
#include "module.h"
#include "stage.h"

/* Of 255, in each of the three colours. */
enum { NEAR = 5 };

struct FigurePane {
        FigurePaneOptions options;
        Look look, plain; /* plain: for one colour */
        void *module, *painter;
        const FigureCellsOps *ops;
        FigureStage stage;
        bool told;
        Drawing drawing;
        Cell *cells, *before; /* of the area: painted now, shown last */
        size_t n_cells;
        int columns, rows; /* of `before`; 0: nothing was shown */
        PaintDepth depth;
};

bool figure_mode_is_picture(FigureMode mode)
{
        return mode == FIGURE_SIXEL || mode == FIGURE_KITTY || mode == FIGURE_ITERM2;
}

FigureMode figure_mode_for(FigureMode wanted, const Grid *grid, const TerminalSays *says)
{
        bool shows = (wanted == FIGURE_SIXEL && says->sixel) || (wanted == FIGURE_KITTY && says->kitty) ||
                     (wanted == FIGURE_ITERM2 && says->iterm2);

        if (wanted == FIGURE_NONE || (shows && grid->depth != PAINT_MONO))
                return wanted;
        if (!grid->unicode || wanted == FIGURE_ASCII)
                return FIGURE_ASCII;
        if (wanted != FIGURE_BRAILLE && grid->depth != PAINT_MONO)
                return FIGURE_BLOCKS;
        return grid->no_braille ? FIGURE_ASCII : FIGURE_BRAILLE;
}

int figure_pane_new(const FigurePaneOptions *options, FigurePane **ret, Error *error)
{
        _cleanup_(figure_pane_freep) FigurePane *pane = calloc(1, sizeof *pane);
        void *symbol;
        int r;

        if (!pane)
                return -ENOMEM;
        pane->options = *options;
        pane->look = pane->plain = *options->look;
        (void) look_find(NULL, theme_name(THEME_CONTRAST), &pane->plain);
        r = module_open(FIGURE_CELLS_MODULE, FIGURE_CELLS_SYMBOL, &pane->module, &symbol, error);
        if (r < 0)
                return r;
        pane->ops = *(const FigureCellsOps *const *) symbol;
        r = pane->ops->open(&pane->painter);
        if (r < 0)
                return r;
        figure_stage_init(&pane->stage, options->reduced);
        *ret = TAKE_PTR(pane);
        return 0;
}

/* The module stays in memory: GLib does not like to be unloaded. */
void figure_pane_free(FigurePane *pane)
{
        if (!pane)
                return;
        if (pane->painter)
                pane->ops->close(pane->painter);
        free(pane->cells);
        free(pane->before);
        free(pane);
}

bool figure_pane_fits(const FigurePane *pane, const Grid *grid)
{
        return session_figure_area(grid).width > 0 &&
               figure_mode_for(pane->options.mode, grid, &pane->options.says) != FIGURE_NONE;
}

bool figure_pane_moves(const FigurePane *pane)
{
        return pane->told && figure_stage_is_moving(&pane->stage);
}

static FigurePaint paint_now(FigurePane *pane, const Grid *grid, const SessionShown *shown)
{
        const PlayerView *view = &shown->view;
        FigureMode mode = figure_mode_for(pane->options.mode, grid, &pane->options.says);
        /* Arrows want more pixels than cells have; in one colour the parts want lines between them. */
        const StageStyle style = { .look = grid->depth == PAINT_MONO ? &pane->plain : &pane->look,
                                   .hints = figure_mode_is_picture(mode) };
        Area area = session_figure_area(grid);

        figure_stage_tell(&pane->stage, view, shown->now);
        pane->told = true;
        figure_stage_draw(&pane->stage, &style, &pane->drawing);
        return (FigurePaint){
                .columns = area.width,
                .rows = area.height,
                .mode = mode,
                .depth = grid->depth,
                .breath = pane->options.reduced ? 0.5 : breath_level(view),
                .ring = view->phase ? view->fraction : -1,
                .drawing = &pane->drawing,
                .box = figure_stage_box(&pane->stage),
        };
}

static int fit_cells(FigurePane *pane, size_t n)
{
        Cell *cells, *before;

        if (n <= pane->n_cells)
                return 0;
        cells = realloc(pane->cells, n * sizeof *cells);
        if (cells)
                pane->cells = cells;
        before = realloc(pane->before, n * sizeof *before);
        if (before)
                pane->before = before;
        if (!cells || !before)
                return -ENOMEM;
        pane->n_cells = n;
        return 0;
}

static bool is_near(int32_t a, int32_t b)
{
        for (int shift = 0; shift < 24; shift += 8)
                if (abs((a >> shift & 0xff) - (b >> shift & 0xff)) > NEAR)
                        return false;
        return true;
}

/* What no eye sees is not worth the bytes: a cell stays as it is shown until its colours are others. */
static void keep_near(FigurePane *pane, const FigurePaint *paint)
{
        size_t n = (size_t) paint->columns * (size_t) paint->rows;
        bool same = pane->columns == paint->columns && pane->rows == paint->rows &&
                    pane->depth == PAINT_TRUE && paint->depth == PAINT_TRUE && paint->mode == FIGURE_BLOCKS;

        for (size_t i = 0; i < n && same; i++) {
                const Cell *old = &pane->before[i];
                Cell *new = &pane->cells[i];

                if (is_near(old->paint.ink, new->paint.ink) && is_near(old->paint.ground, new->paint.ground))
                        *new = *old;
        }
        memcpy(pane->before, pane->cells, n * sizeof *pane->cells);
        pane->columns = paint->columns;
        pane->rows = paint->rows;
        pane->depth = paint->depth;
}

int figure_pane_draw(FigurePane *pane, Grid *grid, const SessionShown *shown)
{
        FigurePaint paint = paint_now(pane, grid, shown);
        Area area = session_figure_area(grid);
        int r;

        if (figure_mode_is_picture(paint.mode))
                return 0;
        r = fit_cells(pane, (size_t) paint.columns * (size_t) paint.rows);
        if (r == 0)
                r = pane->ops->paint(pane->painter, &paint, pane->cells);
        if (r < 0)
                return r;
        keep_near(pane, &paint);
        for (int y = 0; y < area.height; y++)
                memcpy(grid_cell(grid, area.x, area.y + y), &pane->cells[(size_t) y * (size_t) area.width],
                       (size_t) area.width * sizeof *pane->cells);
        return 0;
}

int figure_pane_picture(
        FigurePane *pane, const Grid *grid, int cell_width, int cell_height, const SessionShown *shown,
        Str *ret)
{
        FigurePaint paint = paint_now(pane, grid, shown);

        paint.cell_width = cell_width;
        paint.cell_height = cell_height;
        /* Kitty keeps each picture until it is told not to. */
        if (paint.mode == FIGURE_KITTY && str_append(ret, FIGURE_KITTY_CLEAR) < 0)
                return -ENOMEM;
        return pane->ops->picture(pane->painter, &paint, ret);
}
