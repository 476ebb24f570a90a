/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_OPTIONS_H
#define LIMBER_DESK_OPTIONS_H

/* The command line of limber-desk, limber-desk(1). Pure. */

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "person.h"
#include "stretch.h"

typedef enum DeskTask {
        DESK_STRETCH, /* a session on request */
        DESK_BREAK,   /* the break at hand: shown when it is on */
        DESK_VERSION,
        DESK_HELP,
} DeskTask;

typedef enum DeskLayout {
        LAYOUT_CARD,   /* a floating window */
        LAYOUT_SCREEN, /* every monitor */
        N_LAYOUTS,
} DeskLayout;

typedef struct DeskOptions {
        DeskTask task;
        DeskLayout layout;
        bool layout_said, dose_said, theme_said;
        DoseKind dose;
        Theme theme;
        double speed;
        char **names; /* borrowed from argv, which is put in order */
        size_t n_names;
} DeskOptions;

#define DESK_SPEED_MIN 0.1
#define DESK_SPEED_MAX 10000.0

/* argv as in main(). -EINVAL with a reason. */
int desk_options_parse(int argc, char **argv, DeskOptions *ret, Error *error);

#endif
