/* SPDX-License-Identifier: MIT */
/* The break at hand: when it may go on to its next state, and what became of it. See break.h. */

#include "break.h"

bool break_is_at_hand(const Break *brk)
{
        return brk->state != BREAK_NONE;
}

bool break_has_begun(const Break *brk)
{
        return brk->state == BREAK_ON;
}

BootTime break_waits_from(
        const Break *brk, const EngineOptions *options, const Presence *presence, bool has_return,
        BootTime last_return)
{
        BootTime from = brk->came_up;

        if (has_return)
                from.ms = MAX(from.ms, last_return.ms + options->settle_ms);
        if (presence->has_free)
                from.ms = MAX(from.ms, presence->last_free.ms + options->settle_ms);
        return from;
}

BootTime break_announce_at(const EngineOptions *options, const Presence *presence, BootTime waits_from)
{
        BootTime paused = presence_calm_at(presence, options->pause_ms);

        return (BootTime){ MIN(MAX(waits_from.ms, paused.ms), waits_from.ms + options->patience_ms) };
}

BootTime break_begin_at(const Break *brk, const EngineOptions *options, const Presence *presence)
{
        BootTime calm = presence_calm_at(presence, options->calm_ms);
        int64_t earliest_ms = brk->announced.ms + options->notice_ms;

        return (BootTime){ MIN(MAX(earliest_ms, calm.ms), brk->announced.ms + options->notice_max_ms) };
}

BootTime break_end_at(const Break *brk, const EngineOptions *options)
{
        if (brk->session)
                return BOOT_NEVER;
        return (BootTime){ brk->began.ms + options->rules[brk->rule].lasts_ms };
}

Outcome break_outcome(const Break *brk, const Presence *presence)
{
        if (brk->taken)
                return OUTCOME_DONE;
        return brk->input_seen || presence->active ? OUTCOME_IGNORED : OUTCOME_RESTED;
}

void break_count_held(Break *brk, uint32_t busy, BootTime now)
{
        if ((brk->state == BREAK_WAITING || brk->state == BREAK_ANNOUNCED) && busy) {
                brk->held_ms += now.ms - brk->held_mark.ms;
                brk->held_by |= busy;
        }
        brk->held_mark = now;
}
