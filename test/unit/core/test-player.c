/* SPDX-License-Identifier: MIT */
/*
 * The player: each key as a table of scripts, the four stretches timed to the millisecond, and a walk
 * through every state that two tiny stretches and a spare can reach.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "array.h"
#include "player-state.h"
#include "shipped.h"
#include "str.h"
#include "stretch-parse.h"

#define DOSES(n) \
        "[dose short]\nrepeats = " n "\n[dose full]\nrepeats = " n "\n[dose article]\nrepeats = " n "\n"
#define HEAD "name = N\nwhy = B\nposition = either\n[steps]\n1 = S\n"

/* One: up 1 s, down 2 s; two repeats. */
static const char one_file[] = HEAD "[pose rest]\n[pose high]\nshoulder_lift_cm = 5\n"
                                    "[phase up]\nshow = Up\ntime = 1s\npose = high\n"
                                    "[phase down]\nshow = Down\ntime = 2s\npose = rest\n" DOSES("2");
/* Two: ways l and r of 1 s each, one of each; a reminder every 10 s. */
static const char two_file[] =
        HEAD "[way l]\n[phase p]\nshow = L\ntime = 1s\n[way r]\n[phase p]\nshow = R\ntime = 1s\n"
             "[dose short]\nrepeats = 1\norder = alternate\n"
             "[dose full]\nrepeats = 1-20\nremind = fine?\nremind_every = 10s\n"
             "[dose article]\nrepeats = 1\n";
static const char spare_file[] = HEAD "[phase hold]\nshow = Hold\ntime = 1s\nbreath = hold\n" DOSES("1");

typedef struct Fixture {
        Stretch *one, *two, *spare;
        PlayerItem items[3], spares[3];
        PlayerOptions options;
} Fixture;

static Stretch *parse(const char *id, const char *bytes)
{
        Stretch *stretch = NULL;
        Error error = { "" };

        if (stretch_parse(id, slice_of(bytes), &stretch, &error) < 0)
                fail_msg("%s: %s", id, error.text);
        return stretch;
}

static int setup(void **state)
{
        Fixture *f = calloc(1, sizeof *f);

        f->one = parse("one", one_file);
        f->two = parse("two", two_file);
        f->spare = parse("spare", spare_file);
        f->items[0] = (PlayerItem){ f->one, DOSE_SHORT };
        f->items[1] = (PlayerItem){ f->two, DOSE_SHORT };
        f->items[2] = (PlayerItem){ f->one, DOSE_SHORT };
        f->spares[0] = (PlayerItem){ f->one, DOSE_SHORT };
        f->spares[1] = (PlayerItem){ f->spare, DOSE_SHORT };
        f->options = (PlayerOptions){
                .items = f->items,
                .n_items = 2,
                .spares = f->spares,
                .n_spares = 2,
                .ready_ms = 1000,
                .dose_percent = 100,
                .pain_before = 2,
        };
        *state = f;
        return 0;
}

static int teardown(void **state)
{
        Fixture *f = *state;

        stretch_free(f->one);
        stretch_free(f->two);
        stretch_free(f->spare);
        free(f);
        return 0;
}

/* ---- scripts ---- */

#define START ((BootTime){ 1000000 })

/* "+1500" lets time pass, letters are keys, "r7" is a rating. A key that means nothing prints '!'. */
static void run_script(Player *player, const char *script, Str *out)
{
        static const char letters[] = "pnaPsomc"; /* in the order of PlayerKey */
        BootTime now = player->now;

        for (const char *p = script; *p; p++) {
                const char *letter = strchr(letters, *p);
                bool taken = true;

                if (*p == ' ')
                        continue;
                if (*p == '+') {
                        char *end;

                        now.ms += strtol(p + 1, &end, 10);
                        player_tick(player, now);
                        p = end - 1;
                } else if (*p == 'r') {
                        char *end;

                        taken = player_rate(player, (int) strtol(p + 1, &end, 10), now);
                        p = end - 1;
                } else {
                        assert_non_null(letter);
                        taken = player_press(player, (PlayerKey) (letter - letters), now);
                }
                if (!taken)
                        str_append(out, "!");
        }
}

/* "one 1/2 playing down 500 left 1500 p | two 2/2 done" : where it is, then the results. */
static void describe(const Player *player, Str *out)
{
        static const char *const stages[N_PLAYER_STAGES] = { "ready", "playing", "asking", "over" };
        const PlayerResult *results;
        PlayerView view;
        size_t n;

        player_view(player, &view);
        str_appendf(out, "%s %zu/%zu %s", view.stretch->id, view.item + 1, view.n_items, stages[view.stage]);
        if (view.phase)
                str_appendf(
                        out, " %s %u/%u at %d left %d", view.phase->show, view.repeat, view.repeats,
                        (int) view.phase_done_ms, (int) view.left_ms);
        if (view.paused)
                str_append(out, " paused");
        if (view.muted)
                str_append(out, " muted");
        if (view.stage == PLAYER_OVER)
                str_appendf(
                        out, " %s%s", player_end_name(player_ended(player)),
                        player_took_part(player) ? " took part" : "");
        results = player_results(player, &n);
        for (size_t i = 0; i < n; i++) {
                str_appendf(
                        out, " | %s %u/%u %d %s%s", results[i].stretch->id, results[i].repeats_done,
                        results[i].repeats_asked, (int) results[i].ms, player_end_name(results[i].ended),
                        results[i].enough ? " enough" : "");
                if (results[i].pain >= 0)
                        str_appendf(out, " %d", results[i].pain);
        }
}

static void check_script(const PlayerOptions *options, const char *script, const char *expected)
{
        _cleanup_(player_freep) Player *player = player_new(options, START);
        _cleanup_str_ Str out = { 0 };

        assert_non_null(player);
        run_script(player, script, &out);
        if (out.n > 0)
                str_append(&out, " ");
        describe(player, &out);
        if (strcmp(out.text, expected) != 0)
                fail_msg("%s\n  gives %s\n  not   %s", script, out.text, expected);
}

static void test_keys(void **state)
{
        static const struct {
                const char *script, *expected;
        } rows[] = {
                { "", "one 1/2 ready Up 0/2 at 0 left 6000" },
                { "+999", "one 1/2 ready Up 0/2 at 999 left 6000" },
                { "+1000", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "+1999", "one 1/2 playing Up 0/2 at 999 left 5001" },
                { "+2000", "one 1/2 playing Down 0/2 at 0 left 5000" },
                { "+4500", "one 1/2 playing Up 1/2 at 500 left 2500" },
                { "+7000", "two 2/2 ready L 0/2 at 0 left 2000 | one 2/2 6000 done enough" },
                { "+9000", "two 2/2 playing R 1/2 at 0 left 1000 | one 2/2 6000 done enough" },
                { "+10000",
                  "two 2/2 over done took part | one 2/2 6000 done enough | two 2/2 2000 done enough" },
                { "+99999999",
                  "two 2/2 over done took part | one 2/2 6000 done enough | two 2/2 2000 done enough" },

                /* pause: nothing moves, nothing is lost */
                { "+300 p +5000", "one 1/2 ready Up 0/2 at 300 left 6000 paused" },
                { "+300 p +5000 p +700", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "+2500 p +100000 p", "one 1/2 playing Down 0/2 at 500 left 4500" },
                { "+2500 p +100000 p +1500", "one 1/2 playing Up 1/2 at 0 left 3000" },

                /* next: while ready it begins; else this stretch is left */
                { "n", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "pn", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "n +3500 n", "two 2/2 ready L 0/2 at 0 left 2000 | one 1/2 3500 next" },
                { "n +3500 p n", "two 2/2 ready L 0/2 at 0 left 2000 | one 1/2 3500 next" },
                { "n n n n", "two 2/2 over done | one 0/2 0 next | two 0/2 0 next" },
                { "n +3000 n n n", "two 2/2 over done took part | one 1/2 3000 next | two 0/2 0 next" },

                /* again: this repeat; in its first second the one before */
                { "+400 a", "one 1/2 ready Up 0/2 at 0 left 6000" },
                { "n +900 a", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "n +2500 a", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "n +3999 a", "one 1/2 playing Up 0/2 at 0 left 6000" },
                { "n +4000 a", "one 1/2 playing Up 1/2 at 0 left 3000" },
                { "n +5500 p a", "one 1/2 playing Up 1/2 at 0 left 3000 paused" },
                { "n +4500 a +3000", "two 2/2 ready L 0/2 at 0 left 2000 | one 2/2 7500 done enough" },
                { "n +4500 aa +6000", "two 2/2 ready L 0/2 at 0 left 2000 | one 2/2 10500 done enough" },

                /* postpone, skip, close: over, and what was done is kept */
                { "P", "one 1/2 over postponed" },
                { "s", "one 1/2 over skipped" },
                { "c", "one 1/2 over closed" },
                { "n +3100 P", "one 1/2 over postponed | one 1/2 3100 postponed" },
                { "n +3100 p s", "one 1/2 over skipped | one 1/2 3100 skipped" },
                { "n +3100 c", "one 1/2 over closed | one 1/2 3100 closed" },
                { "n +6000 c", "two 2/2 over closed took part | one 2/2 6000 done enough" },
                { "n +6000 n +500 c",
                  "two 2/2 over closed took part | one 2/2 6000 done enough | two 0/2 500 closed" },
                { "c pnaPsomc r3 +5000", "!!!!!!!!! one 1/2 over closed" },

                /* ouch: over at once, asks, and another one takes its place */
                { "o", "! one 1/2 ready Up 0/2 at 0 left 6000" },
                { "n +3100 o", "one 1/3 asking | one 1/2 3100 ouch" },
                { "n +3100 o +60000", "one 1/3 asking | one 1/2 3100 ouch" },
                { "n +3100 o pao", "!!! one 1/3 asking | one 1/2 3100 ouch" },
                { "n +3100 o r11 r-1", "!! one 1/3 asking | one 1/2 3100 ouch" },
                { "n +3100 o r0", "spare 2/3 ready Hold 0/1 at 0 left 1000 | one 1/2 3100 ouch 0" },
                { "n +3100 o r10 r3", "! spare 2/3 ready Hold 0/1 at 0 left 1000 | one 1/2 3100 ouch 10" },
                { "n +3100 o n", "spare 2/3 ready Hold 0/1 at 0 left 1000 | one 1/2 3100 ouch" },
                { "n +3100 o c", "one 1/3 over closed | one 1/2 3100 ouch" },
                { "n +3100 p o n", "spare 2/3 ready Hold 0/1 at 0 left 1000 | one 1/2 3100 ouch" },
                { "n +3100 o n +2000 +3000", "two 3/3 over done took part | one 1/2 3100 ouch | spare 1/1 "
                                             "1000 done enough | two 2/2 2000 "
                                             "done enough" },
                /* both spares used or in the session: it goes on with what is left */
                { "n o n n o n n o n",
                  "two 3/3 over done | one 0/2 0 ouch | spare 0/1 0 ouch | two 0/2 0 ouch" },
                { "r5", "! one 1/2 ready Up 0/2 at 0 left 6000" },

                { "m", "one 1/2 ready Up 0/2 at 0 left 6000 muted" },
                { "mm", "one 1/2 ready Up 0/2 at 0 left 6000" },
                { "n +3100 o m", "one 1/3 asking muted | one 1/2 3100 ouch" },
                /* a clock that goes back stands still */
                { "n +500 +-400 +100", "one 1/2 playing Up 0/2 at 500 left 5500" },
        };
        const Fixture *f = *state;

        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                check_script(&f->options, rows[i].script, rows[i].expected);
}

static void test_options(void **state)
{
        Fixture *f = *state;
        PlayerOptions options = f->options;

        /* no time to get ready */
        options.ready_ms = 0;
        check_script(&options, "", "one 1/2 playing Up 0/2 at 0 left 6000");
        check_script(&options, "n", "two 2/2 playing L 0/2 at 0 left 2000 | one 0/2 0 next");
        check_script(&options, "+6000", "two 2/2 playing L 0/2 at 0 left 2000 | one 2/2 6000 done enough");
        check_script(&options, "o r3", "spare 2/3 playing Hold 0/1 at 0 left 1000 | one 0/2 0 ouch 3");

        /* half a dose */
        options.dose_percent = 50;
        check_script(&options, "+3000", "two 2/2 playing L 0/2 at 0 left 2000 | one 1/1 3000 done enough");

        /* again, at the edge of the first second of a repeat */
        f->one->phases[0].ms = 4000;
        f->one->ways[0].ms = 6000;
        check_script(&f->options, "n +6999 a", "one 1/2 playing Up 0/2 at 0 left 12000");
        check_script(&f->options, "n +7000 a", "one 1/2 playing Up 1/2 at 0 left 6000");
        f->one->phases[0].ms = 1000;
        f->one->ways[0].ms = 3000;

        /* what hurt does not come again later in the session */
        options = f->options;
        options.n_items = 3;
        options.n_spares = 0;
        check_script(&options, "n o n", "two 2/2 ready L 0/2 at 0 left 2000 | one 0/2 0 ouch");
        options.n_items = 1;
        check_script(&options, "n o n", "one 1/1 over done | one 0/2 0 ouch");

        /* a range: enough before the end */
        f->items[0] = (PlayerItem){ f->two, DOSE_FULL };
        check_script(&options, "n +1000 n", "two 1/1 over done took part | two 1/40 1000 next");
        check_script(&options, "n +2000 n", "two 1/1 over done took part | two 2/40 2000 next enough");
        check_script(&options, "n +2000 s", "two 1/1 over skipped took part | two 2/40 2000 skipped enough");
}

static void test_offers_checkup(void **state)
{
        const Fixture *f = *state;

        for (int before = -1; before <= 10; before++)
                for (int pain = 0; pain <= 10; pain++) {
                        PlayerOptions options = f->options;
                        _cleanup_(player_freep) Player *player = NULL;

                        options.pain_before = before;
                        player = player_new(&options, START);
                        player_press(player, PLAYER_NEXT, START);
                        player_press(player, PLAYER_OUCH, START);
                        player_rate(player, pain, START);
                        assert_int_equal(player_offers_checkup(player), before >= 0 && pain - before >= 2);
                }
}

static void test_reminders(void **state)
{
        Fixture *f = *state;
        _cleanup_(player_freep) Player *player = NULL;

        f->items[0] = (PlayerItem){ f->two, DOSE_FULL };
        player = player_new(&f->options, START);
        player_press(player, PLAYER_NEXT, START);
        for (int64_t ms = 0; ms < 40000; ms += 250) {
                BootTime now = { START.ms + ms }, deadline;
                PlayerView view;

                player_tick(player, now);
                player_view(player, &view);
                assert_int_equal(view.reminder != NULL, ms >= 10000 && ms % 10000 < 6000);
                assert_true(player_deadline(player, &deadline));
                assert_true(deadline.ms > now.ms && deadline.ms <= now.ms + 1000);
        }
}

static void test_poses(void **state)
{
        _cleanup_(stretch_freep) Stretch *neck = shipped_stretch("neck-rolls");
        const PlayerItem item = { neck, DOSE_SHORT };
        const PlayerOptions options = {
                .items = &item, .n_items = 1, .ready_ms = 1000, .dose_percent = 100
        };
        static const struct {
                int ms;
                const char *from, *to;
                double fraction;
        } rows[] = {
                { 0, "rest", "rest", 0 },
                { 1000, "rest", "right-ear", 0 },
                { 3000, "rest", "right-ear", 0.5 },
                { 5000, "right-ear", "chin", 0 },
                { 6000, "right-ear", "chin", 0.5 },
                { 7000, "chin", "left-ear", 0 },
                { 9000, "left-ear", "chin", 0 },
                { 12000, "chin", "right-ear", 0.5 },
                { 13000, "right-ear", "left-ear", 0 }, /* the next repeat begins on the left */
        };
        _cleanup_(player_freep) Player *player = player_new(&options, START);

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                PlayerView view;

                player_tick(player, (BootTime){ START.ms + rows[i].ms });
                player_view(player, &view);
                assert_string_equal(view.pose_from->name, rows[i].from);
                assert_string_equal(view.pose_to->name, rows[i].to);
                assert_true(view.pose_fraction == rows[i].fraction);
        }
}

static void test_holding_and_standing(void **state)
{
        Fixture *f = *state;
        _cleanup_(player_freep) Player *player = NULL;
        PlayerView view;

        f->items[0] = (PlayerItem){ f->spare, DOSE_SHORT };
        f->options.standing = true;
        player = player_new(&f->options, START);
        player_view(player, &view);
        assert_true(view.standing);
        assert_false(player_is_holding(player));
        player_press(player, PLAYER_NEXT, START);
        assert_true(player_is_holding(player));
        f->spare->position = POSITION_SIT;
        player_view(player, &view);
        assert_false(view.standing);
}

/* ---- the four, to the millisecond: 1 ms before its end it plays, at its end it is over ---- */

static void test_times_of_the_four(void **state)
{
        static const struct {
                const char *id;
                int seconds[N_DOSES];
        } rows[] = {
                { "shoulder-shrugs", { 8 * 8, 10 * 8, 10 * 8 } },
                { "neck-rolls", { 6 * 12, 10 * 12, 150 * 8 } },
                { "shoulder-rolls", { 10 * 4, 20 * 4, 10 * 4 } },
                { "butterfly-wings", { 8 * 8, 10 * 8, 10 * 8 } },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                for (int kind = 0; kind < N_DOSES; kind++) {
                        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(rows[i].id);
                        const PlayerItem item = { stretch, (DoseKind) kind };
                        const PlayerOptions options = {
                                .items = &item, .n_items = 1, .ready_ms = 5000, .dose_percent = 100
                        };
                        _cleanup_(player_freep) Player *player = player_new(&options, START);
                        int64_t end = START.ms + 5000 + rows[i].seconds[kind] * 1000;
                        uint64_t n_beats = 0;
                        PlayerView view;
                        BootTime next;

                        /* from deadline to deadline, as a surface does */
                        while (player_deadline(player, &next)) {
                                player_tick(player, (BootTime){ next.ms - 1 });
                                assert_false(player_is_over(player));
                                player_tick(player, next);
                                player_view(player, &view);
                                n_beats = view.beat;
                        }
                        assert_true(player_is_over(player));
                        assert_int_equal(player->now.ms, end);
                        assert_true(player_took_part(player));
                        assert_true(n_beats > player->results[0].repeats_asked);
                        assert_int_equal(player->results[0].repeats_done, player->results[0].repeats_asked);
                        assert_int_equal(player->results[0].ms, rows[i].seconds[kind] * 1000);
                }
}

/* ---- the walk ---- */

/* A state without what only grows: instants, sums and counters. */
static Player key_of(const Player *player)
{
        Player key = *player;

        key.now = key.began = (BootTime){ 0 };
        key.times = (PlayerTimes){ 0 };
        key.beat = 0;
        key.played_ms = 0;
        for (size_t i = 0; i < PLAYER_ALL_ITEMS; i++) {
                key.results[i].ms = 0;
                key.results[i].began = (BootTime){ 0 };
        }
        return key;
}

static void check_invariants(const Player *player)
{
        PlayerTimes times = player_times(player);
        int64_t sum = times.ready_ms + times.playing_ms + times.paused_ms + times.asking_ms, played = 0;
        const PlayerResult *results;
        PlayerView view;
        BootTime deadline;
        size_t n;

        player_view(player, &view);
        assert_true(view.fraction >= 0 && view.fraction <= 1);
        assert_true(view.pose_fraction >= 0 && view.pose_fraction <= 1);
        assert_true(view.repeats_done <= view.repeats);
        assert_true(view.left_ms >= 0 && view.item < view.n_items);
        assert_int_equal(view.phase != NULL, view.stage == PLAYER_READY || view.stage == PLAYER_PLAYING);
        if (view.stage == PLAYER_PLAYING)
                assert_true(view.repeat < view.repeats && view.left_ms > 0 && view.fraction < 1);
        if (view.stage == PLAYER_OVER)
                assert_false(view.paused);

        /* No time is lost: until it was over all of it is accounted for. */
        if (view.stage != PLAYER_OVER)
                assert_int_equal(sum, player->now.ms - START.ms);

        /* One result for each stretch that began, in the order of the session, and none twice. */
        results = player_results(player, &n);
        assert_true(n <= view.item + 1);
        for (size_t i = 0; i < n; i++) {
                assert_true(results[i].repeats_done <= results[i].repeats_asked);
                assert_true(!results[i].enough || results[i].repeats_done > 0);
                assert_ptr_equal(results[i].stretch, player->items[i].stretch);
                assert_int_equal(
                        results[i].ended == PLAYER_ENDED_DONE,
                        results[i].repeats_done == results[i].repeats_asked);
                played += results[i].ms;
        }
        if (view.stage == PLAYER_READY)
                assert_int_equal(n, view.item);
        if (view.stage == PLAYER_PLAYING) {
                assert_int_equal(n, view.item);
                played += player->played_ms;
        }
        if (view.stage == PLAYER_ASKING)
                assert_int_equal(n, view.item + 1);
        assert_int_equal(played, times.playing_ms);

        /* A deadline lies ahead, and is there exactly while time moves something. */
        if (player_deadline(player, &deadline))
                assert_true(deadline.ms > player->now.ms && !view.paused);
        else
                assert_true(view.paused || view.stage == PLAYER_ASKING || view.stage == PLAYER_OVER);
}

/* The same time in one step or in two is the same state; a pause in between changes only what is paused. */
static void check_time(const Player *player)
{
        Player whole = *player, split = *player, paused = *player;
        BootTime half = { player->now.ms + 500 }, full = { player->now.ms + 2500 };

        player_tick(&whole, full);
        player_tick(&split, half);
        player_tick(&split, full);
        assert_memory_equal(&whole, &split, sizeof whole);

        if (player->paused || !player_press(&paused, PLAYER_PAUSE, player->now))
                return;
        player_tick(&paused, (BootTime){ player->now.ms + 7777 });
        player_press(&paused, PLAYER_PAUSE, paused.now);
        assert_int_equal(paused.times.paused_ms, player->times.paused_ms + 7777);
        assert_int_equal(paused.now.ms, player->now.ms + 7777);
        paused.now = player->now;
        paused.times.paused_ms = player->times.paused_ms;
        assert_memory_equal(player, &paused, sizeof paused);
}

enum { N_MOVES = N_PLAYER_KEYS + 4 };

static void move(Player *player, int i)
{
        BootTime deadline;

        if (i < N_PLAYER_KEYS)
                player_press(player, (PlayerKey) i, player->now);
        else if (i == N_PLAYER_KEYS)
                player_rate(player, 3, player->now);
        else if (i == N_PLAYER_KEYS + 1)
                player_tick(player, (BootTime){ player->now.ms + 500 });
        else if (i == N_PLAYER_KEYS + 2)
                player_tick(player, (BootTime){ player->now.ms + 3500 });
        else if (player_deadline(player, &deadline))
                player_tick(player, deadline);
}

enum { TABLE_SIZE = 1 << 16 };

/* Open addressing over the keys; true when it was not there. */
static bool table_add(Player **table, const Player *key)
{
        uint64_t hash = UINT64_C(1469598103934665603);
        const uint8_t *p = (const uint8_t *) key;

        for (size_t i = 0; i < sizeof *key; i++)
                hash = (hash ^ p[i]) * UINT64_C(1099511628211);
        for (size_t i = hash % TABLE_SIZE;; i = (i + 1) % TABLE_SIZE) {
                if (!table[i]) {
                        table[i] = malloc(sizeof *key);
                        assert_non_null(table[i]);
                        memcpy(table[i], key, sizeof *key);
                        return true;
                }
                if (memcmp(table[i], key, sizeof *key) == 0)
                        return false;
        }
}

static void test_walk(void **state)
{
        const Fixture *f = *state;
        _cleanup_free_ Player **table = calloc(TABLE_SIZE, sizeof *table);
        ARRAY(Player) queue = { 0 };
        Player *first = player_new(&f->options, START);
        bool seen[N_PLAYER_STAGES] = { 0 };
        Player key = key_of(first);
        size_t n_over = 0;

        assert_non_null(table);
        table_add(table, &key);
        assert_int_equal(array_reserve(&queue, 1), 0);
        memcpy(&queue.items[queue.n++], first, sizeof *first);
        player_free(first);

        for (size_t done = 0; done < queue.n; done++) {
                check_invariants(&queue.items[done]);
                check_time(&queue.items[done]);
                seen[queue.items[done].stage] = true;
                n_over += queue.items[done].stage == PLAYER_OVER;
                for (int i = 0; i < N_MOVES; i++) {
                        Player next = queue.items[done];

                        move(&next, i);
                        key = key_of(&next);
                        if (!table_add(table, &key))
                                continue;
                        assert_true(queue.n < TABLE_SIZE / 2);
                        assert_int_equal(array_reserve(&queue, 1), 0);
                        queue.items[queue.n++] = next;
                }
        }
        print_message("# %zu states, %zu of them over\n", queue.n, n_over);
        assert_true(seen[PLAYER_READY] && seen[PLAYER_PLAYING] && seen[PLAYER_ASKING] && seen[PLAYER_OVER]);
        assert_true(queue.n > 1000);

        array_free(&queue);
        for (size_t i = 0; i < TABLE_SIZE; i++)
                free(table[i]);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
        const struct CMUnitTest tests[] = {
                TEST(test_keys),
                TEST(test_options),
                TEST(test_offers_checkup),
                TEST(test_reminders),
                TEST(test_poses),
                TEST(test_holding_and_standing),
                TEST(test_times_of_the_four),
                TEST(test_walk),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
