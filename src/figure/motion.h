/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_MOTION_H
#define LIMBER_MOTION_H

/*
 * The motion of a stretch: its key frames one after another through phases and repeats, and what lies
 * between them. Each value follows a cubic that is monotone from one key frame to the next (Fritsch and
 * Butland 1984): it eases into every rest and every turning point, goes through the key frames between
 * without stopping, and never goes beyond them. Breathing has its own rhythm, that of the phases.
 */

#include "player.h"
#include "posture.h"

typedef struct MotionPlace {
        const Stretch *stretch;
        const Dose *dose;
        unsigned repeats; /* of the dose, in all, >= 1 */
        unsigned repeat;  /* < repeats */
        size_t phase;     /* of the repeat's way, from 0 */
        double fraction;  /* of the phase, 0 to 1 */
} MotionPlace;

FigurePosture motion_posture(const MotionPlace *place);

/* The way of the repeat. */
const Way *motion_way(const MotionPlace *place);

/* Where a player is. False unless it is playing. */
bool motion_place_of_view(const PlayerView *view, MotionPlace *ret);

/* The place `ms` after the beginning of repeat 0; at the end where the dose is over. */
MotionPlace motion_place_at(const Stretch *stretch, DoseKind kind, double ms);

/* What a player shows now; before a stretch begins, its first key frame, breathing. */
FigurePosture motion_of_view(const PlayerView *view);

#endif
