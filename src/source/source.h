/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SOURCE_H
#define LIMBER_SOURCE_H

/*
 * Sources of observations: an ops struct each, in one named table, probed at run time in order;
 * LIMBER_SOURCE overrides. A source turns one world (Wayland, GNOME, X11, terminals, a script, logind) into
 * observations and nothing else.
 *
 * Input sources say `active` at the first input after a quiet spell and `quiet` (with the time of the last
 * input) when the input has been quiet for a threshold. Two thresholds: the long one, always; and, while the
 * engine waits for a pause, a short one; while that is set, it alone counts. Once opened, a source says
 * where things stand: `active` if the last input is less than the long threshold past, else `quiet`; where
 * the world does not tell what was before (wayland), `active` if there is input now. No source polls, but
 * for tty.
 */

#include <stdbool.h>
#include <stdint.h>

#include "clock.h"
#include "loop.h"
#include "observation.h"

typedef struct Source Source;
typedef struct SourceOps SourceOps;

/*
 * How a source speaks. `since` is when it began (quiet: the last input; <= now). After `gone lost` the
 * source keeps trying to come back by itself and speaks again when it does; `problem` then says in one line
 * what is wrong. A sink does not close the source that speaks.
 */
typedef struct SourceSink {
        void (*observe)(void *userdata, Source *source, const Observation *observation, BootTime since);
        void (*problem)(void *userdata, Source *source, const char *text); /* NULL: works again */
        void *userdata;
} SourceSink;

struct SourceOps {
        const char *name;  /* "x11" */
        const char *title; /* what it senses, for doctor */
        /*
         * Opens where the world that it needs is there. -ENOENT: not here (no DISPLAY ...), quietly try the
         * next one. Other errors: it should be there, but; with the reason in `error`, and for -ENOENT too.
         * `argument`: what stands after the colon in LIMBER_SOURCE (a display, a terminal, a file), or NULL.
         * `long_ms`: the long threshold. Speaks only later, from the loop.
         */
        int (*open)(
                Loop *loop, const SourceSink *sink, const char *argument, int64_t long_ms, Source **ret,
                Error *error);
        void (*close)(Source *source);
        /* The short threshold, ms of no input; 0: none. If it is past already, quiet follows at once (from
         * the loop); wayland counts it from now. NULL: the source has no thresholds. */
        int (*watch)(Source *source, int64_t short_ms);
        int (*set_long)(Source *source, int64_t long_ms);
        /* By what means, for doctor ("ext_idle_notifier_v1 version 2"); "" not known now. NULL: no more to
         * say. */
        const char *(*means)(const Source *source);
};

struct Source {
        const SourceOps *ops;
};

/* The table of input sources in the order of probing, ended by NULL. */
extern const SourceOps *const source_table[];

/*
 * Opens the one that `name` (LIMBER_SOURCE: "wayland", "wayland:DISPLAY", "mutter", "x11", "x11:DISPLAY",
 * "tty", "tty:/dev/pts/3", "script:FILE"; NULL or "": probe) says, or the first that works. -ENOENT with a
 * reason that lists what was tried if none does. The process must ignore SIGPIPE: libraries write to servers
 * that may be gone.
 */
int source_open(
        const char *name, Loop *loop, const SourceSink *sink, int64_t long_ms, Source **ret, Error *error);
void source_close(Source *source);
DEFINE_CLEANUP(Source, source_close)
int source_watch(Source *source, int64_t short_ms);
int source_set_long(Source *source, int64_t long_ms);
const char *source_name(const Source *source);
const char *source_means(const Source *source); /* "" where there is no more to say than the name */

#endif
