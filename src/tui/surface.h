/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SURFACE_H
#define LIMBER_SURFACE_H

/* Where a session is shown: one interface over the whole screen and over lines of text. */

#include "error.h"
#include "figure-cells.h"
#include "macro.h"
#include "person.h"
#include "session-shown.h"

typedef struct Surface Surface;

typedef struct SurfaceOps {
        /* The session as it is now; called at each change, and each frame_ms while something moves. */
        int (*show)(Surface *surface, const SessionShown *shown); /* 0 or -errno: it is gone */
        void (*resize)(Surface *surface);                         /* the terminal has another size */
        void (*suspend)(Surface *surface);                        /* before a stop, and after it */
        int (*resume)(Surface *surface);
        void (*free)(Surface *surface); /* gives the terminal back */
} SurfaceOps;

struct Surface {
        const SurfaceOps *ops;
        bool silent;      /* set by who shows: changes are heard already, no bell */
        int64_t frame_ms; /* how often it wants to be shown while something moves; 0: only at changes */
        bool moves;       /* something does, whatever the session is doing */
};

/* How the figure is shown on a screen. */
typedef struct SurfaceFigure {
        FigureMode mode;
        bool reduced; /* motion */
        Look look;
} SurfaceFigure;

/* -ENOTTY where the terminal shows lines only. Without what paints the figure it is a screen of words. */
int surface_screen_new(int in_fd, int out_fd, const SurfaceFigure *figure, Surface **ret, Error *error);

/* `keys`: input is a terminal whose keys work. */
int surface_plain_new(int in_fd, int out_fd, bool keys, Surface **ret, Error *error);

static inline void surface_free(Surface *surface)
{
        if (surface)
                surface->ops->free(surface);
}
DEFINE_CLEANUP(Surface, surface_free)

#endif
