/* SPDX-License-Identifier: MIT */
/* Carrying out what the engine decided: facts go to the store, notices to the person. */

#include "daemon-struct.h"

#include <string.h>

#include "log.h"

static void keep(Daemon *daemon, Record *record)
{
        record_identify(record, &daemon->device, NULL, 0);
        today_add(&daemon->today, record);
        if (store_queue_put(daemon->queue, record) < 0)
                log_warning("a %s could not be kept", record_kind_word(record->kind));
}

static void keep_bout(Daemon *daemon, const Effect *effect)
{
        Record record = {
                .kind = RECORD_BOUT,
                .wall = effect->start_wall,
                .bout = { .length_ms = effect->end.ms - effect->start.ms, .posture = effect->posture },
        };

        record_set_name(record.bout.source, daemon->source ? source_name(daemon->source) : "none");
        keep(daemon, &record);
}

static void keep_away(Daemon *daemon, const Effect *effect)
{
        Record record = {
                .kind = RECORD_AWAY,
                .wall = effect->start_wall,
                .away = {
                        .length_ms = effect->end.ms - effect->start.ms,
                        .reason = away_reason_of(effect->away_known, effect->away_reason),
                },
        };

        keep(daemon, &record);
}

static void keep_break(Daemon *daemon, const Effect *effect)
{
        /* Not the engine's: when settings change it has the new ones already, and the effect is of the old.
         */
        const BreakRule *rule = &daemon->settings.engine.rules[effect->rule];
        Record record = {
                .kind = RECORD_BREAK,
                .wall = effect->due_wall,
                .pause = {
                        .outcome = effect->outcome,
                        .began = effect->began,
                        .begin_wall = effect->begin_wall,
                        .on_ms = effect->on_ms,
                        .held_ms = effect->held_ms,
                        .held_by = effect->held_by,
                        .postpone_ms = effect->postpone_ms,
                },
        };

        record_set_name(record.pause.name, rule->name);
        keep(daemon, &record);
}

void daemon_keep_stretches(Daemon *daemon, const BusStretchResult *results, size_t n_results)
{
        for (size_t i = 0; i < n_results; i++) {
                const BusStretchResult *result = &results[i];
                Record record = {
                        .kind = RECORD_STRETCH,
                        .wall = result->start,
                        .stretch = {
                                .length_ms = result->duration_ms,
                                .repeats_done = result->repeats_done,
                                .repeats_asked = result->repeats_asked,
                                .pain = -1,
                        },
                };

                if (record_end_of(result->ended, &record.stretch.end) < 0)
                        record.stretch.end = RECORD_END_QUIT;
                if (record.stretch.end == RECORD_END_OUCH)
                        record.stretch.pain = result->pain;
                record_set_name(record.stretch.stretch, result->stretch);
                record_set_name(record.stretch.dose, result->dose);
                record_set_name(
                        record.stretch.position,
                        daemon->followed.posture == POSTURE_STANDING ? "stand" : "sit");
                keep(daemon, &record);
        }
        saving_note(daemon, false);
}

void daemon_carry_out(Daemon *daemon, const Effect *effect)
{
        switch (effect->kind) {
        case EFFECT_BOUT:
                keep_bout(daemon, effect);
                saving_note(daemon, true);
                break;
        case EFFECT_AWAY:
                keep_away(daemon, effect);
                saving_note(daemon, true);
                break;
        case EFFECT_DUE:
                log_debug("due: rule %zu", effect->rule);
                break;
        case EFFECT_ANNOUNCE:
                notices_announce(daemon, effect);
                windows_announce(daemon, effect);
                break;
        case EFFECT_WITHDRAW_NOTICE:
                notices_end(daemon);
                windows_end(daemon);
                break;
        case EFFECT_BEGIN:
                notices_end(daemon);
                if (!windows_begin(daemon, effect))
                        notices_begin(daemon, effect);
                saving_note(daemon, true); /* or its end would be unknown after a crash */
                break;
        case EFFECT_END:
                keep_break(daemon, effect);
                notices_end(daemon);
                windows_count(daemon, effect);
                windows_end(daemon);
                saving_note(daemon, true);
                break;
        case EFFECT_HELD_LONG:
                notices_held_long(daemon, effect);
                break;
        case EFFECT_ASK_INTERVAL:
                notices_ask_interval(daemon);
                break;
        case EFFECT_DAY_LIMIT:
                notices_day_limit(daemon, effect->day_desk_ms);
                break;
        case N_EFFECT_KINDS:
                break;
        }
        hooks_tell(daemon, effect);
}
