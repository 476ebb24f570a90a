/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_H
#define LIMBER_STRETCH_H

/*
 * A stretch: what a stretch file (limber-stretch(5)) says, as values. A repeat goes through the phases of
 * one way; a dose says how many repeats of which ways in which order.
 *
 * All texts are UTF-8, in the language of the file (stretch-files puts them into the person's), free of
 * control characters, and owned by the Stretch. Side and turn are the person's own: right is their right.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clock.h"
#include "macro.h"

enum {
        STRETCH_NAME_SIZE = 32, /* of ids and of the names of sections, with the NUL */
        STRETCH_MAX_MUSCLES = 12,
        STRETCH_MAX_STEPS = 12,
        STRETCH_MAX_POSES = 32,
        STRETCH_MAX_WAYS = 6,
        STRETCH_MAX_PHASES = 64,
        PHASE_MAX_POSES = 8,
        STRETCH_MAX_REPEATS = 200, /* of each way */
};

typedef enum Position {
        POSITION_EITHER,
        POSITION_SIT,
        POSITION_STAND,
        N_POSITIONS,
} Position;

/* From where the figure is seen. */
typedef enum View {
        VIEW_FRONT,
        VIEW_SIDE, /* from the person's right: what goes forward and back shows */
        N_VIEWS,
} View;

/* Where a stretch comes from. */
typedef enum StretchOrigin {
        STRETCH_SHIPPED, /* with Limber, in the rotation */
        STRETCH_EXAMPLE, /* with Limber, to be copied; in the rotation for those who name it in `order` */
        STRETCH_OWN,     /* of the user */
} StretchOrigin;

typedef enum Breath {
        BREATH_NONE, /* as it comes */
        BREATH_IN,
        BREATH_OUT,
        BREATH_HOLD,
        N_BREATHS,
} Breath;

typedef enum Side {
        SIDE_NONE,
        SIDE_LEFT,
        SIDE_RIGHT,
        SIDE_BOTH,
        N_SIDES,
} Side;

/* When a stretch is not offered; sets of them are bits, 1 << Condition. The check-up asks for them. */
typedef enum Condition {
        CONDITION_RED_FLAG,      /* any warning sign of the check-up */
        CONDITION_CHEST_SURGERY, /* shoulder, neck or chest surgery within 12 weeks */
        CONDITION_FRACTURE,      /* a recent dislocation or fracture */
        CONDITION_NECK_SIGNS,    /* dizziness, double vision, numb face */
        CONDITION_ARM_SIGNS,     /* arm pain or numbness */
        CONDITION_RUPTURED_DISC,
        CONDITION_NECK_INJURY, /* neck injury or surgery */
        CONDITION_RHEUMATOID_ARTHRITIS,
        CONDITION_OSTEOPOROSIS,
        CONDITION_HYPERMOBILITY,
        N_CONDITIONS,
} Condition;

typedef enum Arms {
        ARMS_HANGING,
        ARMS_LAP,
        ARMS_WINGS, /* fingertips on the shoulders */
        N_ARMS,
} Arms;

/* A key frame of the figure. Zero is upright and at ease. */
typedef struct Pose {
        const char *name;
        size_t line;                /* where its section begins in the file, from 1; the same below */
        double shoulder_lift_cm;    /* -0.5 to 10 */
        double shoulder_forward_cm; /* -5 to 6 */
        double head_side_deg;       /* -40 to 40; > 0: right ear toward the right shoulder */
        double head_nod_deg;        /* -15 to 50; > 0: chin toward the chest */
        double head_turn_deg;       /* -60 to 60; > 0: to the right */
        double head_forward_cm;     /* -4 to 4; the head glides, level; < 0: back, as in a chin tuck */
        Arms arms;
        double wings; /* ARMS_WINGS: 0 open to 1 elbows together */
} Pose;

typedef struct Phase {
        const char *name;
        size_t line;
        const char *show; /* the one word, "Hold" */
        const char *say;  /* to be spoken, "Hold." */
        const char *cue;  /* what to do, "shoulders up by your ears, squeeze"; "" for none */
        int64_t ms;       /* 1 s to 10 min */
        Breath breath;
        Side side;
        size_t n_poses; /* key frames at even steps of the phase, the last at its end; 0: as before */
        uint8_t poses[PHASE_MAX_POSES];
} Phase;

/* One way of doing a repeat: phases[first] to phases[first + n - 1]. */
typedef struct Way {
        const char *name;
        size_t line;       /* 0: there is no section, but phases alone */
        const char *label; /* "backward"; "" for none */
        size_t first, n;
        int64_t ms; /* of all its phases */
} Way;

typedef enum DoseKind {
        DOSE_SHORT,
        DOSE_FULL,
        DOSE_ARTICLE,
        N_DOSES,
} DoseKind;

typedef enum DoseOrder {
        ORDER_IN_TURN,   /* all repeats of the first way, then all of the second */
        ORDER_ALTERNATE, /* one of each */
        N_ORDERS,
} DoseOrder;

typedef enum OptIn {
        OPT_IN_NONE,
        OPT_IN_NECK_QUESTIONS, /* only after the check-up's neck questions were all answered with no */
        N_OPT_INS,
} OptIn;

typedef struct Dose {
        unsigned repeats; /* of each way in each round, 1 to 200 */
        unsigned enough;  /* so many of them are a full dose too, 1 to repeats */
        unsigned rounds;  /* 1 to 10 */
        DoseOrder order;
        size_t n_ways;
        uint8_t ways[STRETCH_MAX_WAYS];
        OptIn opt_in;
        const char *note;        /* one line to say before; "" for none */
        const char *remind;      /* a word to say now and then; "" for none */
        int64_t remind_every_ms; /* 10 s to 10 min where there is one */
} Dose;

typedef struct Stretch {
        char id[STRETCH_NAME_SIZE];
        StretchOrigin origin;
        bool replaces; /* one's own, in the place of a shipped one */
        const char *name;
        const char *why;     /* one line */
        const char *caution; /* "" for none. Stop at pain, tingling or dizziness goes without saying. */
        Position position;
        View view;
        unsigned rank;       /* catalogues list lower ones first, 0 to 1000 */
        uint32_t conditions; /* 1 << Condition: not offered */
        size_t n_muscles, n_steps, n_poses, n_ways, n_phases;
        const char *muscles[STRETCH_MAX_MUSCLES];
        const char *steps[STRETCH_MAX_STEPS];
        Pose poses[STRETCH_MAX_POSES]; /* the first is the one to begin with */
        Way ways[STRETCH_MAX_WAYS];
        Phase phases[STRETCH_MAX_PHASES];
        Dose doses[N_DOSES];
        char *text; /* holds the texts */
} Stretch;

void stretch_free(Stretch *stretch);
DEFINE_CLEANUP(Stretch, stretch_free)

/*
 * Puts each text that people read (names, steps, words of phases) through `map`, which is told the stretch's
 * id; what it returns is borrowed and has to outlive the stretch. Empty texts stay.
 */
void stretch_map_texts(Stretch *stretch, const char *(*map)(const char *id, const char *text));

/* The words of files and of the command line: "short", "sit", "in", "left". */
const char *dose_kind_name(DoseKind kind);
bool dose_kind_from_name(const char *name, DoseKind *ret);
const char *position_name(Position position);
const char *view_name(View view);
const char *breath_name(Breath breath);
const char *side_name(Side side);
const char *condition_name(Condition condition);

/* A name of ids and sections: [a-z][a-z0-9-]*, at most STRETCH_NAME_SIZE - 1 bytes. */
bool stretch_is_name(const char *name, size_t n);

/*
 * A dose scaled to `percent` (100: as written; 50: half, after unusual work): repeats of each way, rounded
 * up, never 0. Repeats are numbered from 0 over all ways and rounds.
 */
unsigned dose_repeats_each(const Dose *dose, unsigned percent);
unsigned dose_repeats(const Dose *dose, unsigned percent);
unsigned dose_enough(const Dose *dose, unsigned percent);             /* in all; <= dose_repeats() */
size_t dose_way(const Dose *dose, unsigned percent, unsigned repeat); /* index into stretch->ways */
int64_t stretch_dose_ms(const Stretch *stretch, DoseKind kind, unsigned percent);

/* No dose is longer. */
#define STRETCH_DOSE_MS_MAX MS_PER_HOUR

/* Another number of repeats of each way, 1 to STRETCH_MAX_REPEATS, or as many as fit a dose's longest time.
 */
void stretch_set_repeats(Stretch *stretch, DoseKind kind, unsigned repeats);

#endif
