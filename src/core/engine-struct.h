/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ENGINE_STRUCT_H
#define LIMBER_ENGINE_STRUCT_H

/* The engine's inside, for engine*.c alone. */

#include "bout.h"
#include "break.h"
#include "engine.h"
#include "presence.h"
#include "schedule.h"

struct Engine {
        EngineOptions options;
        bool started; /* an input has come */
        BootTime first, now;
        int64_t wall_offset_ms; /* wall minus boot, as the last input told */
        Presence presence;
        bool has_return;
        BootTime last_return;
        BoutBuilder bouts;
        Schedule schedule;
        Break brk;
        uint32_t n_ignored_in_row;
        int64_t day_base_ms; /* desk time when the day began */
        uint32_t n_day_notices;
};

/* Until when the open bout counts: now, but the last sign while the person is known to be gone. */
BootTime engine_desk_until(const Engine *engine);
int64_t engine_counted_ms(const Engine *engine, RuleCounts counts);

#endif
