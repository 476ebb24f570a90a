/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HINT_H
#define LIMBER_HINT_H

/*
 * Hints: soft arrows beside the figure that say where a phase leads, taken from the motion itself: up beside
 * shoulders that rise, round where they go round, over the head or past the chin where that goes, inward
 * where elbows come together. They fade in as the phase begins and out as it ends; a hold has none.
 */

#include "drawing.h"
#include "motion.h"
#include "person.h"

typedef enum HintSlot {
        HINT_LEFT, /* beside the person's left arm, which is at the viewer's right */
        HINT_RIGHT,
        HINT_HEAD,
        N_HINTS,
} HintSlot;

enum { HINT_POINTS = 17 };

/* An arrow: its path on the paper, the head at the last point; the figure's own axis is at x = 0. */
typedef struct Hint {
        Point path[HINT_POINTS];
        double alpha; /* 0: none */
} Hint;

typedef struct FigureHints {
        Hint slots[N_HINTS];
} FigureHints;

/* `still`: for reduced motion and single pictures: arrows do not move, and do not fade with the phase. */
FigureHints hints_of_place(const MotionPlace *place, bool still);

/* None unless it is playing. */
FigureHints hints_of_view(const PlayerView *view, bool still);

bool hints_are_same(const FigureHints *a, const FigureHints *b);

/* One shape for each slot, seen or not, in the colour of the theme; `right`: as of the figure's camera. */
void hints_add(const FigureHints *hints, const Setting *setting, double right, Drawing *drawing);

#endif
