/* SPDX-License-Identifier: MIT */
/*
 * The session's screen: left a circle that breathes with the phase, right the words from the top down, keys
 * along the bottom. The right side is a column that is filled line by line; what does not fit is left out
 * from the bottom, and blank lines go first.
 */

#include "session-draw.h"

#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "bigtext.h"
#include "breath.h"
#include "macro.h"

enum {
        FIGURE_MIN_WIDTH = 72, /* of the grid */
        FIGURE_MIN_HEIGHT = 16,
        ROOMY_HEIGHT = 23, /* with blank lines between */
        COLUMN_MAX = 64,
        READY_HEAD = 4, /* lines above the steps, with the blank one */
};

typedef struct Column {
        Grid *grid;
        int x, y, width, end; /* y: the next line; end: the first one that is not ours */
        bool roomy, counted;  /* counted: the seconds stand in the circle */
} Column;

Area session_figure_area(const Grid *grid)
{
        if (grid->width < FIGURE_MIN_WIDTH || grid->height < FIGURE_MIN_HEIGHT)
                return (Area){ 0 };
        return (Area){ 1, 1, grid->width * 46 / 100, grid->height - 4 };
}

static void line(Column *column, const char *text, Tone ink, bool bold)
{
        if (column->y < column->end)
                grid_text(column->grid, column->x, column->y++, column->width, text, ink, bold);
}

static void wrapped(Column *column, const char *text, Tone ink, int lines)
{
        column->y += grid_wrap(
                column->grid, column->x, column->y, column->width, MIN(lines, column->end - column->y), text,
                ink, false);
}

static void blank(Column *column)
{
        if (column->roomy)
                column->y++;
}

/* ---- the circle ---- */

static void draw_count(Grid *grid, Area area, const PlayerView *view)
{
        char count[16];
        int width, seconds = seconds_left(view->phase_ms - view->phase_done_ms);

        snprintf(count, sizeof count, "%d", seconds);
        width = big_width(grid, count, BIG_TALL);
        if (width < 0)
                width = big_width(grid, count, BIG_PLAIN);
        big_text(
                grid, area.x + (area.width - width) / 2, area.y + area.height / 2 - 2, area.width, count,
                BIG_TALL, view->paused ? TONE_DIM : TONE_STRONG);
}

static void draw_circle(Grid *grid, const PlayerView *view)
{
        Area area = session_figure_area(grid);
        double x = area.x + area.width / 2.0, y = 2 * area.y + area.height;
        double radius = MIN(area.width, 2 * area.height) / 2.0 - 0.5;

        if (area.width == 0)
                return;
        grid_disc(grid, x, y, radius, TONE_OUTER);
        grid_disc(grid, x, y, radius * (0.72 + 0.2 * breath_level(view)), TONE_INNER);
        if (view->phase)
                draw_count(grid, area, view);
}

/* ---- the words ---- */

enum { HEAD_SIZE = 4 * WORDS_SIZE };

/* "Stretch 1 of 2 · 37 s left · muted" */
static void add_part(char text[static HEAD_SIZE], const char *part)
{
        size_t n = strlen(text);

        snprintf(text + n, HEAD_SIZE - n, "%s%s", n > 0 ? " \u00b7 " : "", part);
}

static void draw_head(Column *column, const SessionShown *shown)
{
        const PlayerView *view = &shown->view;
        char text[HEAD_SIZE] = "", part[WORDS_SIZE + 64], duration[WORDS_SIZE];

        if (view->n_items > 1) {
                snprintf(part, sizeof part, _("Stretch %zu of %zu"), view->item + 1, view->n_items);
                add_part(text, part);
        }
        if (shown->sitting_ms >= MS_PER_MINUTE && view->stage == PLAYER_READY) {
                snprintf(
                        part, sizeof part, _("you have been sitting for %d min"),
                        (int) (shown->sitting_ms / MS_PER_MINUTE));
                add_part(text, part);
        } else if (view->left_ms > 0) {
                /* TRANSLATORS: how long a stretch still goes on, "37 s left" */
                snprintf(part, sizeof part, _("%s left"), words_duration(view->left_ms, duration));
                add_part(text, part);
        }
        if (view->muted)
                add_part(text, _("muted"));
        if (text[0])
                line(column, text, TONE_DIM, false);
        line(column, words_of(view->stretch->name), TONE_STRONG, true);
        blank(column);
}

/* One size for all words of a stretch, so that nothing jumps: the largest in which each fits. */
static BigSize word_size(const Column *column, const Stretch *stretch, const char *word)
{
        int size = column->end - column->y >= 17   ? BIG_TALL
                   : column->end - column->y >= 14 ? BIG_SMALL
                                                   : BIG_PLAIN;

        for (; size > BIG_PLAIN; size--) {
                int widest = big_width(column->grid, word, (BigSize) size);
                bool possible = widest >= 0;

                for (size_t i = 0; i < stretch->n_phases && possible; i++) {
                        int width =
                                big_width(column->grid, words_of(stretch->phases[i].show), (BigSize) size);

                        possible = width >= 0;
                        widest = MAX(widest, width);
                }
                if (possible && widest <= column->width)
                        break;
        }
        return (BigSize) size;
}

static void draw_word(Column *column, const PlayerView *view, const char *word)
{
        BigSize size = word_size(column, view->stretch, word);

        big_text(
                column->grid, column->x, column->y, column->width, word, size,
                view->paused ? TONE_DIM : TONE_ACCENT);
        column->y += big_height(size);
        blank(column);
}

/* A bar that fills, and the seconds left. */
static void draw_bar(Column *column, const PlayerView *view)
{
        Grid *grid = column->grid;
        int width = MIN(28, column->width - 6), full = (int) (view->fraction * width);
        char text[WORDS_SIZE];

        if (column->y >= column->end || width < 4)
                return;
        grid_fill(grid, column->x, column->y, grid->unicode ? L'\u2501' : L'=', full, TONE_ACCENT);
        grid_fill(
                grid, column->x + full, column->y, grid->unicode ? L'\u2500' : L'-', width - full,
                TONE_LINE);
        words_duration(view->phase_ms - view->phase_done_ms, text);
        grid_text(grid, column->x + width + 1, column->y, column->width - width - 1, text, TONE_TEXT, false);
        column->y++;
        blank(column);
}

static void draw_dots(Column *column, const PlayerView *view)
{
        Grid *grid = column->grid;
        int step = 2 * (int) view->repeats <= column->width ? 2 : 1;

        if (step * (int) view->repeats > column->width || column->y >= column->end)
                return;
        for (int i = 0; i < (int) view->repeats; i++) {
                bool done = i < (int) view->repeats_done, now = i == (int) view->repeat;
                wchar_t c = done ? L'\u25cf' : now ? L'\u25c9' : L'\u25cb';

                if (!grid->unicode)
                        c = done ? L'*' : now ? L'o' : L'.';
                grid_put(
                        grid, column->x + i * step, column->y, c, done || now ? TONE_ACCENT : TONE_LINE,
                        now);
        }
        column->y++;
}

/* "Repeat 3 of 6 · left side first", in two lines where that is too long for one. */
static void draw_repeats(Column *column, const PlayerView *view)
{
        char text[2 * WORDS_SIZE];
        const char *label = words_of(view->way->label);
        int n;

        draw_dots(column, view);
        n = snprintf(text, sizeof text, _("Repeat %u of %u"), view->repeat + 1, view->repeats);
        if (*label)
                snprintf(text + n, sizeof text - (size_t) n, " \u00b7 %s", label);
        if (*label && grid_text_width(column->grid, text) > column->width) {
                text[n] = '\0';
                line(column, text, TONE_TEXT, false);
                line(column, label, TONE_TEXT, false);
        } else {
                line(column, text, TONE_TEXT, false);
        }
}

static void draw_rule(Column *column)
{
        if (column->y < column->end)
                grid_fill(
                        column->grid, column->x, column->y++, column->grid->unicode ? L'\u2500' : L'-',
                        column->width, TONE_LINE);
}

static void draw_coming(Column *column, const PlayerView *view)
{
        char text[2 * WORDS_SIZE], duration[WORDS_SIZE];

        if (!view->next && !view->then)
                return;
        blank(column);
        draw_rule(column);
        if (view->next) {
                snprintf(text, sizeof text, _("Next: %s"), words_of(view->next->cue));
                if (!*view->next->cue || grid_text_width(column->grid, text) > column->width)
                        snprintf(text, sizeof text, _("Next: %s"), words_of(view->next->show));
                line(column, text, TONE_TEXT, false);
        }
        if (view->then) {
                snprintf(
                        text, sizeof text, _("Then: %s, %s"), words_of(view->then->stretch->name),
                        words_duration(
                                stretch_dose_ms(view->then->stretch, view->then->dose, 100), duration));
                line(column, text, TONE_DIM, false);
        }
}

static void draw_playing(Column *column, const SessionShown *shown)
{
        const PlayerView *view = &shown->view;

        int cue_end;

        draw_word(column, view, words_of(view->phase->show));
        cue_end = column->y + (column->roomy ? 2 : 1);
        if (view->paused)
                wrapped(column, _("Paused. Space goes on."), TONE_STRONG, 2);
        else if (view->reminder)
                wrapped(column, words_of(view->reminder), TONE_STRONG, 2);
        else
                wrapped(column, words_of(view->phase->cue), TONE_TEXT, 3);
        column->y = MAX(column->y, cue_end); /* what is below stays where it is */
        blank(column);
        draw_bar(column, view);
        draw_repeats(column, view);
        draw_coming(column, view);
}

static int ready_height(const Column *column, const PlayerView *view)
{
        int lines = 1; /* the dose */

        for (size_t i = 0; i < view->stretch->n_steps; i++)
                lines += grid_wrap_height(column->grid, column->width, words_of(view->stretch->steps[i]));
        lines += grid_wrap_height(column->grid, column->width, words_of(view->dose->note));
        lines += grid_wrap_height(column->grid, column->width, words_of(view->stretch->caution));
        return lines + grid_wrap_height(column->grid, column->width, words_stop());
}

/* The large word and blank lines only where all that must be read fits below; the word to stop always. */
static void draw_ready(Column *column, const SessionShown *shown)
{
        const PlayerView *view = &shown->view;
        int stop = grid_wrap_height(column->grid, column->width, words_stop()), word, cautions;
        char dose[WORDS_SIZE];

        column->end -= stop;
        word = big_height(word_size(column, view->stretch, _("Ready")));
        if (word > 1 && column->y + word + 1 + ready_height(column, view) - stop <= column->end)
                draw_word(column, view, _("Ready"));
        else
                line(column, _("Get ready"), TONE_ACCENT, true);
        if (!column->counted)
                draw_bar(column, view);
        if (view->paused)
                wrapped(column, _("Paused. Space goes on."), TONE_STRONG, 2);
        for (size_t i = 0; i < view->stretch->n_steps; i++)
                wrapped(column, words_of(view->stretch->steps[i]), TONE_TEXT, 9);
        /* How often is said while it is done, too; how to do it and what to mind only here. */
        cautions = grid_wrap_height(column->grid, column->width, words_of(view->dose->note)) +
                   grid_wrap_height(column->grid, column->width, words_of(view->stretch->caution));
        if (column->y + 1 + cautions <= column->end)
                line(column, words_dose(view->stretch, view->dose, view->repeats, dose), TONE_DIM, false);
        wrapped(column, words_of(view->dose->note), TONE_TEXT, 4);
        wrapped(column, words_of(view->stretch->caution), TONE_TEXT, 4);
        column->end += stop;
        wrapped(column, words_stop(), TONE_STRONG, stop);
}

static void draw_asking(Column *column, const SessionShown *shown)
{
        char text[WORDS_SIZE];

        line(column, _("How much does it hurt?"), TONE_ACCENT, true);
        wrapped(column, _("0 is not at all, 10 the worst there is."), TONE_TEXT, 3);
        blank(column);
        snprintf(text, sizeof text, _("0 to 10: %s"), shown->rating);
        grid_put(
                column->grid, column->x + grid_text_width(column->grid, text), column->y,
                column->grid->unicode ? L'\u2581' : L'_', TONE_ACCENT, true);
        line(column, text, TONE_STRONG, true);
        blank(column);
        wrapped(column, _("It is over, and rests for today."), TONE_TEXT, 3);
        wrapped(column, _("Enter goes on, with or without an answer."), TONE_DIM, 3);
}

/* ---- the keys ---- */

/* What is not a sign is named in the person's language. */
typedef struct KeyHelp {
        const char *key, *ascii_key, *does;
} KeyHelp;

enum { KEY_GAP_MIN = 2, KEY_GAP_MAX = 4 };

static const char *key_name(const Grid *grid, const KeyHelp *help)
{
        return i18n_in("key", grid->unicode ? help->key : help->ascii_key);
}

static int key_help_width(const Grid *grid, const KeyHelp *help)
{
        return grid_text_width(grid, key_name(grid, help)) + 1 +
               grid_text_width(grid, i18n_in("key", help->does));
}

static int key_row_width(const Grid *grid, const KeyHelp *keys, size_t n)
{
        int width = 0;

        for (size_t i = 0; i < n; i++)
                width += key_help_width(grid, &keys[i]);
        return width;
}

static void draw_key_row(Grid *grid, int y, const KeyHelp *keys, size_t n)
{
        int total = key_row_width(grid, keys, n), gaps = (int) n - 1, gap, x;

        gap = gaps > 0 ? (grid->width - 2 - total) / gaps : 0;
        gap = MAX(MIN(gap, KEY_GAP_MAX), KEY_GAP_MIN);
        x = MAX((grid->width - total - gap * gaps) / 2, 1);
        for (size_t i = 0; i < n; i++) {
                const char *does = i18n_in("key", keys[i].does);

                if (x + key_help_width(grid, &keys[i]) > grid->width)
                        return; /* the last ones are the least */
                x += grid_text(grid, x, y, grid->width - x, key_name(grid, &keys[i]), TONE_STRONG, true) + 1;
                x += grid_text(grid, x, y, grid->width - x, does, TONE_DIM, false) + gap;
        }
}

/* In one row, or where they do not fit there and a row is left, in two. */
static void draw_key_rows(Grid *grid, const KeyHelp *keys, size_t n)
{
        int total = key_row_width(grid, keys, n) + KEY_GAP_MIN * (int) (n - 1);
        size_t half = (n + 1) / 2;

        if (total <= grid->width - 2 || grid->height < 10) {
                draw_key_row(grid, grid->height - 2, keys, n);
                return;
        }
        draw_key_row(grid, grid->height - 2, keys, half);
        draw_key_row(grid, grid->height - 1, keys + half, n - half);
}

static void draw_keys(Grid *grid, const SessionShown *shown)
{
        /* TRANSLATORS: what keys do, in one row of a terminal: as short as can be */
        static const KeyHelp playing[] = {
                { NC_("key", "Space"), "Space", NC_("key", "pause") },
                { "\u2192", "->", NC_("key", "next") },
                { "\u2190", "<-", NC_("key", "again") },
                { "O", "O", NC_("key", "ouch") },
                { "P", "P", NC_("key", "later") },
                { NC_("key", "Esc"), "Esc", NC_("key", "skip") },
                { "M", "M", NC_("key", "mute") },
                { "Q", "Q", NC_("key", "quit") },
        };
        static const KeyHelp asking[] = {
                { "0-10", "0-10", NC_("key", "answer") },
                { NC_("key", "Enter"), "Enter", NC_("key", "go on") },
                { "Q", "Q", NC_("key", "quit") },
        };

        if (shown->skip_asked)
                grid_text(
                        grid, 2, grid->height - 2, grid->width - 3, _("Esc once more skips the rest."),
                        TONE_STRONG, true);
        else if (shown->view.stage == PLAYER_ASKING)
                draw_key_rows(grid, asking, ELEMENTSOF(asking));
        else
                draw_key_rows(grid, playing, ELEMENTSOF(playing));
}

void session_draw(Grid *grid, const SessionShown *shown, bool figure)
{
        static void (*const draws[N_PLAYER_STAGES])(Column *, const SessionShown *) = {
                [PLAYER_READY] = draw_ready, [PLAYER_PLAYING] = draw_playing, [PLAYER_ASKING] = draw_asking
        };
        Area area = session_figure_area(grid);
        int x = area.width > 0 ? area.x + area.width + 3 : MIN(2, grid->width / 10);
        Column column = {
                .grid = grid,
                .x = x,
                .y = grid->height >= 6 ? 1 : 0,
                .width = MIN(grid->width - x - 1, COLUMN_MAX),
                .end = grid->height >= 6 ? grid->height - 3 : grid->height,
                .roomy = grid->height >= ROOMY_HEIGHT,
                .counted = area.width > 0 && !figure,
        };

        grid_clear(grid);
        /* On a tall screen the words stand around the middle, as the figure does. */
        column.y += MAX(0, (grid->height - 26) / 2);
        if (!figure)
                draw_circle(grid, &shown->view);
        if (draws[shown->view.stage]) {
                if (shown->view.stage == PLAYER_READY &&
                    column.end - column.y < READY_HEAD + ready_height(&column, &shown->view)) {
                        column.roomy = false;
                        column.end = MAX(column.end, grid->height - 2);
                }
                draw_head(&column, shown);
                draws[shown->view.stage](&column, shown);
        }
        if (grid->height >= 6)
                draw_keys(grid, shown);
}
