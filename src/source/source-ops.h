/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SOURCE_OPS_H
#define LIMBER_SOURCE_OPS_H

/* The sources that there are, for the table in source.c, and what they all do to speak. */

#include "source.h"

extern const SourceOps source_wayland;
extern const SourceOps source_mutter;
extern const SourceOps source_x11;
extern const SourceOps source_tty;
extern const SourceOps source_script;

/* The sources of displays are modules, so that libxcb and libwayland are loaded only where a display is. */
#define SOURCE_X11_MODULE "source-x11"
#define SOURCE_X11_SYMBOL "limber_source_x11"
#define SOURCE_WAYLAND_MODULE "source-wayland"
#define SOURCE_WAYLAND_SYMBOL "limber_source_wayland"

static inline void
source_observe(const SourceSink *sink, Source *source, const Observation *observation, BootTime since)
{
        sink->observe(sink->userdata, source, observation, since);
}

static inline void source_say(const SourceSink *sink, Source *source, ObservationKind kind, BootTime since)
{
        const Observation observation = { .kind = kind };

        source_observe(sink, source, &observation, since);
}

static inline void source_say_gone(const SourceSink *sink, Source *source, GoneReason reason, BootTime since)
{
        const Observation observation = { .kind = OBSERVATION_GONE, .gone = reason };

        source_observe(sink, source, &observation, since);
}

#endif
