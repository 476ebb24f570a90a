/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_DRAW_H
#define LIMBER_STRETCH_DRAW_H

/*
 * limber stretch --draw FILE: stretches as a picture. What draws is a module, so that the verbs that are to
 * be quick load no cairo.
 */

#include <stdbool.h>
#include <stddef.h>

#include "error.h"
#include "person-colours.h"
#include "stretch.h"

#define STRETCH_DRAW_MODULE "stretch-draw"
#define STRETCH_DRAW_SYMBOL "stretch_draw_ops"

enum { STRETCH_DRAW_MAX = 32 };

typedef struct StretchPicture {
        const Stretch *const *stretches;
        size_t n_stretches; /* 1 to STRETCH_DRAW_MAX */
        const char *file;   /* its ending says the format: .svg, .png, .pdf; .gif: the motion of the first */
        const PersonColours *person;
        const char *theme; /* NULL: the first one */
        bool standing;     /* those that may be done standing */
} StretchPicture;

typedef struct StretchDrawOps {
        /* 0; -EINVAL: an ending or a theme that is not known; else -errno. `error` says it. */
        int (*draw)(const StretchPicture *picture, Error *error);
} StretchDrawOps;

/* Loads the module and draws. */
int stretch_draw(const StretchPicture *picture, Error *error);

#endif
