/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_H
#define LIMBER_FIGURE_H

/*
 * The figure: a posture, drawn. Which shapes there are and in which order they lie depends on who is drawn
 * and on sitting or standing, never on the posture, so that nothing can pop; what changes sides (a hand that
 * goes from beside the chair into the lap, an ear that comes round) is drawn in both places and fades.
 */

#include "drawing.h"
#include "hint.h"
#include "person.h"
#include "posture.h"

typedef struct FigureOptions {
        const Look *look;
        bool standing;
        const FigureHints *hints;      /* arrows beside it; NULL: none, and no shapes for them */
        const FigureHints *more_hints; /* the same, for those that fade */
        bool no_chair;                 /* sitting: on nothing, where a surface draws its own */
} FigureOptions;

/* Added to what is in `ret`. */
void figure_add(const FigurePosture *posture, const FigureOptions *options, Drawing *ret);

/* Replaces what was in `ret`. */
void figure_draw(const FigurePosture *posture, const FigureOptions *options, Drawing *ret);

/* The part of the paper in which every posture lies, with the chair. */
Box figure_box(bool standing);

#endif
