/* SPDX-License-Identifier: MIT */
/*
 * Presence. The one idea: `active`, a busy microphone and a film do not produce signs one by one, they make
 * every instant a sign; so the last sign is `now` while any of them is in force and is written down when the
 * last ends.
 */

#include "presence.h"

#include "engine.h"

static bool is_call(BusyReason reason)
{
        return reason == BUSY_MIC || reason == BUSY_CAMERA;
}

/* Signs at every instant that are no input. */
static bool is_signing_without_input(const Presence *presence)
{
        if (presence->gone)
                return false;
        return (presence->busy & (1U << BUSY_MIC | 1U << BUSY_CAMERA)) ||
               (presence->film && presence->film_counts);
}

bool presence_is_signing(const Presence *presence)
{
        return presence->active || is_signing_without_input(presence);
}

BootTime presence_last_sign(const Presence *presence, BootTime now)
{
        return presence_is_signing(presence) ? now : presence->last_sign;
}

bool presence_is_calm(const Presence *presence, BootTime now, int64_t ms)
{
        return !presence->active && (!presence->has_input || now.ms - presence->last_input.ms >= ms);
}

BootTime presence_calm_at(const Presence *presence, int64_t ms)
{
        if (presence->active)
                return BOOT_NEVER;
        if (!presence->has_input)
                return (BootTime){ INT64_MIN };
        return (BootTime){ presence->last_input.ms + ms };
}

/* Writes down the last sign before something ends that made every instant a sign. */
static void keep_sign(Presence *presence, BootTime at)
{
        if (!presence->has_sign || presence->last_sign.ms < at.ms)
                presence->last_sign = at;
        presence->has_sign = true;
}

static unsigned take_input(Presence *presence, BootTime at)
{
        unsigned changes = PRESENCE_INPUT | PRESENCE_SIGN;

        if (presence->gone)
                changes |= PRESENCE_CAME_BACK;
        presence->gone = false;
        keep_sign(presence, at);
        presence->has_input = true;
        presence->last_input = at;
        return changes;
}

/* Ends an active whose last input was at `since`, but no earlier than the last input known for certain. */
static unsigned end_active(Presence *presence, BootTime since)
{
        presence->active = false;
        presence->last_input.ms = MAX(presence->last_input.ms, since.ms);
        keep_sign(presence, presence->last_input);
        return PRESENCE_INPUT_ENDED;
}

static unsigned feed_quiet(Presence *presence, BootTime now, BootTime since)
{
        if (!presence->active) {
                /* Told late, of a time that is known better by now: before a gone, before a later sign. */
                if (since.ms < now.ms && ((presence->gone && since.ms <= presence->gone_at.ms) ||
                                          (presence->has_sign && since.ms <= presence->last_sign.ms)))
                        return 0;
                return take_input(presence, since);
        }
        if (is_signing_without_input(presence))
                keep_sign(presence, now);
        return end_active(presence, since);
}

static unsigned feed_gone(Presence *presence, GoneReason reason, BootTime since)
{
        unsigned changes = PRESENCE_GONE;

        if (presence->gone)
                return 0;
        if (is_signing_without_input(presence))
                keep_sign(presence, since);
        if (presence->active)
                changes |= end_active(presence, since);
        presence->gone = true;
        presence->gone_reason = reason;
        presence->gone_at = since;
        return changes;
}

static unsigned feed_busy(Presence *presence, BusyReason reason, BootTime now)
{
        unsigned changes = PRESENCE_BUSY;

        if (presence->busy & 1U << reason)
                return 0;
        presence->busy |= 1U << reason;
        if (is_call(reason) && !presence->gone) {
                keep_sign(presence, now);
                changes |= PRESENCE_SIGN;
        }
        return changes;
}

static unsigned feed_free(Presence *presence, BusyReason reason, BootTime now)
{
        if (!(presence->busy & 1U << reason))
                return 0;
        if (is_signing_without_input(presence))
                keep_sign(presence, now);
        presence->busy &= ~(1U << reason);
        if (presence->busy == 0) {
                presence->has_free = true;
                presence->last_free = now;
        }
        return PRESENCE_FREE;
}

static unsigned feed_film(Presence *presence, bool on, BootTime now)
{
        if (presence->film == on)
                return 0;
        if (is_signing_without_input(presence))
                keep_sign(presence, now);
        presence->film = on;
        if (!is_signing_without_input(presence))
                return 0;
        keep_sign(presence, now);
        return PRESENCE_SIGN;
}

unsigned presence_feed(Presence *presence, const Observation *observation, BootTime now, BootTime since)
{
        unsigned changes;

        switch (observation->kind) {
        case OBSERVATION_ACTIVE:
                changes = take_input(presence, now);
                presence->active = true;
                return changes;
        case OBSERVATION_QUIET:
                return feed_quiet(presence, now, since);
        case OBSERVATION_GONE:
                return feed_gone(presence, observation->gone, since);
        case OBSERVATION_BUSY:
                return feed_busy(presence, observation->busy, now);
        case OBSERVATION_FREE:
                return feed_free(presence, observation->busy, now);
        case OBSERVATION_FILM:
                return feed_film(presence, true, now);
        case OBSERVATION_FILM_OFF:
                return feed_film(presence, false, now);
        case OBSERVATION_SIT:
        case OBSERVATION_STAND:
                return take_input(presence, now);
        case OBSERVATION_BACK:
        case OBSERVATION_ANSWER:
        case N_OBSERVATION_KINDS:
                break;
        }
        return 0;
}
