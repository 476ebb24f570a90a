/* SPDX-License-Identifier: MIT */
/*
 * Saving and loading an engine. One function walks the state, and the same walk writes and reads, so that
 * the two can not drift apart. What is read is believed only after every range and order in it was checked.
 */

#include "engine-struct.h"

#include <errno.h>
#include <string.h>

enum { STATE_MAGIC = 0x454d494c, STATE_VERSION = 1 };

/* No time or sum in a sane state is larger: 10,000 years. */
#define SANE_MS (INT64_C(10000) * 366 * MS_PER_DAY)

typedef struct Codec {
        uint8_t *bytes;
        size_t n, at;
        bool writing, failed;
        int64_t shift_ms; /* reading: added to boot times */
} Codec;

static void walk_i64(Codec *codec, int64_t *value)
{
        uint64_t bits = (uint64_t) *value;

        if (codec->failed || codec->n - codec->at < 8) {
                codec->failed = true;
                return;
        }
        for (int i = 0; i < 8; i++) {
                if (codec->writing)
                        codec->bytes[codec->at + (size_t) i] = (uint8_t) (bits >> (8 * i));
                else
                        bits = (bits & ~(UINT64_C(0xff) << (8 * i))) |
                               (uint64_t) codec->bytes[codec->at + (size_t) i] << (8 * i);
        }
        codec->at += 8;
        if (codec->writing)
                return;
        *value = (int64_t) bits;
        if (*value > SANE_MS || *value < -SANE_MS)
                codec->failed = true;
}

/* A whole number of 0 .. max. */
static uint32_t walk_number(Codec *codec, uint32_t value, uint32_t max)
{
        int64_t wide = value;

        walk_i64(codec, &wide);
        if (wide < 0 || wide > max) {
                codec->failed = true;
                return 0;
        }
        return (uint32_t) wide;
}

static void walk_u32(Codec *codec, uint32_t *value, uint32_t max)
{
        *value = walk_number(codec, *value, max);
}

static void walk_bool(Codec *codec, bool *value)
{
        *value = walk_number(codec, *value, 1);
}

static void walk_boot(Codec *codec, BootTime *time)
{
        walk_i64(codec, &time->ms);
        if (!codec->writing && !codec->failed)
                time->ms += codec->shift_ms;
}

static void walk_wall(Codec *codec, WallTime *time)
{
        walk_i64(codec, &time->ms);
}

static void walk_presence(Codec *codec, Presence *presence)
{
        walk_bool(codec, &presence->active);
        walk_bool(codec, &presence->gone);
        presence->gone_reason = (GoneReason) walk_number(codec, presence->gone_reason, N_GONE_REASONS - 1);
        walk_boot(codec, &presence->gone_at);
        walk_bool(codec, &presence->film);
        walk_u32(codec, &presence->busy, (1U << N_BUSY_REASONS) - 1);
        walk_bool(codec, &presence->has_input);
        walk_bool(codec, &presence->has_sign);
        walk_bool(codec, &presence->has_free);
        walk_boot(codec, &presence->last_input);
        walk_boot(codec, &presence->last_sign);
        walk_boot(codec, &presence->last_free);
}

static void walk_bouts(Codec *codec, BoutBuilder *bouts)
{
        walk_bool(codec, &bouts->open);
        walk_boot(codec, &bouts->start);
        walk_wall(codec, &bouts->start_wall);
        bouts->posture = (Posture) walk_number(codec, bouts->posture, N_POSTURES - 1);
        walk_bool(codec, &bouts->has_end);
        walk_boot(codec, &bouts->end);
        for (int posture = 0; posture < N_POSTURES; posture++)
                walk_i64(codec, &bouts->ms[posture]);
        walk_i64(codec, &bouts->away_ms);
}

static void walk_break(Codec *codec, Break *brk)
{
        brk->state = (BreakState) walk_number(codec, brk->state, N_BREAK_STATES - 1);
        brk->rule = walk_number(codec, (uint32_t) brk->rule, MAX_RULES - 1);
        walk_boot(codec, &brk->came_up);
        walk_boot(codec, &brk->announced);
        walk_boot(codec, &brk->began);
        walk_wall(codec, &brk->due_wall);
        walk_wall(codec, &brk->begin_wall);
        walk_bool(codec, &brk->taken);
        walk_bool(codec, &brk->input_seen);
        walk_bool(codec, &brk->session);
        walk_bool(codec, &brk->reminded);
        walk_i64(codec, &brk->held_ms);
        walk_u32(codec, &brk->held_by, (1U << N_BUSY_REASONS) - 1);
        walk_boot(codec, &brk->held_mark);
}

/* Names are ASCII, a byte a character. */
static void walk_name(Codec *codec, char name[static RULE_NAME_SIZE])
{
        if (codec->failed || codec->n - codec->at < RULE_NAME_SIZE) {
                codec->failed = true;
                return;
        }
        if (codec->writing)
                memcpy(codec->bytes + codec->at, name, RULE_NAME_SIZE);
        else
                memcpy(name, codec->bytes + codec->at, RULE_NAME_SIZE);
        codec->at += RULE_NAME_SIZE;
        if (!memchr(name, '\0', RULE_NAME_SIZE))
                codec->failed = true;
}

typedef struct SavedRules {
        uint32_t n;
        char names[MAX_RULES][RULE_NAME_SIZE];
        RuleClock clocks[MAX_RULES];
} SavedRules;

static void walk_rules(Codec *codec, SavedRules *rules)
{
        walk_u32(codec, &rules->n, MAX_RULES);
        for (uint32_t i = 0; i < rules->n && !codec->failed; i++) {
                walk_name(codec, rules->names[i]);
                walk_i64(codec, &rules->clocks[i].base_ms);
                walk_i64(codec, &rules->clocks[i].target_ms);
                walk_bool(codec, &rules->clocks[i].rested);
        }
}

static void walk_engine(Codec *codec, Engine *engine, SavedRules *rules)
{
        uint32_t magic = walk_number(codec, STATE_MAGIC, UINT32_MAX);
        uint32_t version = walk_number(codec, STATE_VERSION, UINT32_MAX);

        if (magic != STATE_MAGIC || version != STATE_VERSION)
                codec->failed = true;
        walk_bool(codec, &engine->started);
        walk_boot(codec, &engine->first);
        walk_boot(codec, &engine->now);
        walk_i64(codec, &engine->wall_offset_ms);
        walk_bool(codec, &engine->has_return);
        walk_boot(codec, &engine->last_return);
        walk_u32(codec, &engine->n_ignored_in_row, UINT32_MAX);
        walk_i64(codec, &engine->day_base_ms);
        walk_u32(codec, &engine->n_day_notices, UINT32_MAX);
        walk_presence(codec, &engine->presence);
        walk_bouts(codec, &engine->bouts);
        walk_break(codec, &engine->brk);
        walk_rules(codec, rules);
}

size_t engine_save(const Engine *engine, uint8_t state[static ENGINE_STATE_SIZE_MAX])
{
        Codec codec = { .bytes = state, .n = ENGINE_STATE_SIZE_MAX, .writing = true };
        SavedRules rules = { .n = (uint32_t) engine->options.n_rules };
        Engine copy = *engine; /* the walk takes no const */

        for (size_t i = 0; i < engine->options.n_rules; i++) {
                memcpy(rules.names[i], engine->options.rules[i].name, RULE_NAME_SIZE);
                rules.clocks[i] = engine->schedule.clocks[i];
        }
        walk_engine(&codec, &copy, &rules);
        assert(!codec.failed);
        return codec.at;
}

static bool is_past(const Engine *engine, bool known, BootTime time)
{
        return !known || time.ms <= engine->now.ms;
}

/* Everything that the engine's own code takes for granted. */
static bool is_sane(const Engine *engine)
{
        const Presence *presence = &engine->presence;
        const BoutBuilder *bouts = &engine->bouts;
        const Break *brk = &engine->brk;
        bool at_hand = brk->state != BREAK_NONE;

        if (presence->active && (presence->gone || !presence->has_input))
                return false;
        if (presence->has_input && !presence->has_sign)
                return false;
        if (!is_past(engine, presence->has_input, presence->last_input) ||
            !is_past(engine, presence->has_sign, presence->last_sign) ||
            !is_past(engine, presence->has_free, presence->last_free) ||
            !is_past(engine, presence->gone, presence->gone_at) ||
            !is_past(engine, engine->has_return, engine->last_return) ||
            !is_past(engine, engine->started, engine->first) || !is_past(engine, bouts->has_end, bouts->end))
                return false;
        if (bouts->open && (!presence->has_sign || bouts->start.ms > presence->last_sign.ms ||
                            bouts->end.ms > bouts->start.ms))
                return false;
        if (presence_is_signing(presence) && !bouts->open)
                return false;
        if (bouts->ms[POSTURE_SITTING] < 0 || bouts->ms[POSTURE_STANDING] < 0 || bouts->away_ms < 0)
                return false;
        if (brk->state == BREAK_HELD || brk->held_ms < 0 || !is_past(engine, at_hand, brk->came_up) ||
            !is_past(engine, at_hand, brk->held_mark) ||
            !is_past(engine, brk->state == BREAK_ANNOUNCED, brk->announced) ||
            !is_past(engine, brk->state == BREAK_ON, brk->began))
                return false;
        return brk->state != BREAK_ANNOUNCED || (bouts->open && !presence->gone && !presence->busy);
}

static bool is_sane_clock(const Engine *engine, const RuleClock *clock, RuleCounts counts)
{
        return clock->target_ms > 0 &&
               clock->base_ms <= bout_builder_counted_ms(&engine->bouts, counts, engine->now);
}

int engine_load(Engine *engine, const uint8_t *state, size_t n, int64_t shift_ms)
{
        uint8_t copy_of_bytes[ENGINE_STATE_SIZE_MAX];
        Codec codec = { .bytes = copy_of_bytes, .n = n, .shift_ms = shift_ms };
        SavedRules rules = { 0 };
        Engine loaded = { 0 };
        int at_hand = -1;

        if (n > sizeof copy_of_bytes)
                return -EBADMSG;
        memcpy(copy_of_bytes, state, n);
        walk_engine(&codec, &loaded, &rules);
        if (codec.failed || codec.at != n)
                return -EBADMSG;

        loaded.options = engine->options;
        loaded.presence.film_counts = engine->options.film_is_sitting;
        schedule_init(&loaded.schedule, &loaded.options);
        for (size_t i = 0; i < loaded.options.n_rules; i++)
                loaded.schedule.clocks[i].base_ms =
                        bout_builder_counted_ms(&loaded.bouts, loaded.options.rules[i].counts, loaded.now);
        for (uint32_t i = 0; i < rules.n; i++) {
                int rule = engine_options_find_rule(&loaded.options, rules.names[i]);

                if (rule < 0)
                        continue;
                if (!is_sane_clock(&loaded, &rules.clocks[i], loaded.options.rules[rule].counts))
                        return -EBADMSG;
                loaded.schedule.clocks[rule] = rules.clocks[i];
                if (loaded.brk.rule == i)
                        at_hand = rule;
        }
        if (!is_sane(&loaded))
                return -EBADMSG;
        if (loaded.brk.state != BREAK_NONE && (at_hand < 0 || !loaded.options.rules[at_hand].enabled))
                loaded.brk = (Break){ 0 }; /* its rule was taken out meanwhile */
        loaded.brk.rule = at_hand < 0 ? 0 : (size_t) at_hand;
        *engine = loaded;
        return 0;
}
