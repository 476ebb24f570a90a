/* SPDX-License-Identifier: MIT */
/*
 * The guide: every rule as a script on invented time, and what was shown when. A script's words:
 *
 *      +1500     so many milliseconds pass, woken whenever the guide wants to be
 *      !6000     so many pass, and the process did not run
 *      ^6000_x   the same, and then these keys come at once
 *      H  S  @7  guide_hold(), guide_skip(), guide_rate() with 7
 *      else      keys: _ pause, > next, < again, p, E skip, o, m, q, R enter, B backspace, x another, 0 to 9
 *
 * What was shown is written "TIME STATE" at each change: *, paused; ~, muted; ?, skipping is asked for; !,
 * no leaving yet; [1], digits. When it is over, what the link was told follows.
 */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide.h"
#include "str.h"
#include "stretch-parse.h"

#define DOSES(n) \
        "[dose short]\nrepeats = " n "\n[dose full]\nrepeats = " n "\n[dose article]\nrepeats = " n "\n"
#define HEAD "name = N\nwhy = B\nposition = either\n[steps]\n1 = S\n"

/* One: up 1 s, down 2 s; two repeats. It is ready for 1 s. */
static const char one_file[] =
        HEAD "[phase up]\nshow = Up\ntime = 1s\n[phase down]\nshow = Down\ntime = 2s\n" DOSES("2");
static const char spare_file[] = HEAD "[phase hold]\nshow = Hold\ntime = 1s\nbreath = hold\n" DOSES("1");

static const BootTime start = { 5000000 };
static const WallTime start_wall = { 1700000000000 };

typedef struct Fixture {
        Stretch *one, *spare;
        PlayerItem items[1], spares[1];
        GuideOptions options;

        SessionLink link;
        int begin_r, end_r, show_r;
        Guide *guide;
        BootTime now, planned;
        int64_t frame_ms;
        char state[100]; /* shown last */
        Str trace;
} Fixture;

static Stretch *parse(const char *id, const char *bytes)
{
        Stretch *stretch = NULL;
        Error error = { "" };

        if (stretch_parse(id, slice_of(bytes), &stretch, &error) < 0)
                fail_msg("%s: %s", id, error.text);
        return stretch;
}

static int on_show(const SessionShown *shown, void *userdata)
{
        static const char *const stages[N_PLAYER_STAGES] = {
                [PLAYER_READY] = "ready", [PLAYER_ASKING] = "asking", [PLAYER_OVER] = "over"
        };
        Fixture *f = userdata;
        const PlayerView *view = &shown->view;
        _cleanup_str_ Str state = { 0 };

        str_append(&state, "");
        if (view->stage == PLAYER_PLAYING)
                str_appendf(&state, "%s%u", view->phase->show, view->repeat + 1);
        else
                str_append(&state, shown->confirming ? "confirming" : stages[view->stage]);
        if (view->stage == PLAYER_READY && view->stretch == f->spare)
                str_append(&state, "2");
        if (shown->rating[0])
                str_appendf(&state, "[%s]", shown->rating);
        str_appendf(
                &state, "%s%s%s%s", view->paused ? "*" : "", view->muted ? "~" : "",
                shown->skip_asked ? "?" : "", shown->may_leave ? "" : "!");
        if (strcmp(state.text, f->state) != 0)
                str_appendf(
                        &f->trace, "%s%d %s", f->trace.n > 0 ? ", " : "", (int) (f->now.ms - start.ms),
                        state.text);
        snprintf(f->state, sizeof f->state, "%s", state.text);
        return f->show_r;
}

static int on_begin(SessionLink *link, Error *error)
{
        Fixture *f = CONTAINER_OF(link, Fixture, link);

        return f->begin_r < 0 ? error_set(error, f->begin_r, "no begin") : 0;
}

static int
on_end(SessionLink *link, bool done, PlayerEnd ended, const SessionResult *results, size_t n_results,
       Error *error)
{
        Fixture *f = CONTAINER_OF(link, Fixture, link);

        str_appendf(&f->trace, " | %s%s", player_end_name(ended), done ? " took part" : "");
        for (size_t i = 0; i < n_results; i++) {
                const PlayerResult *result = results[i].stretch;

                str_appendf(
                        &f->trace, "; %s %u/%u %s", result->stretch->id, result->repeats_done,
                        result->repeats_asked, player_end_name(result->ended));
                if (result->pain >= 0)
                        str_appendf(&f->trace, " pain %d", result->pain);
                str_appendf(&f->trace, " at %d", (int) (results[i].start.ms - start_wall.ms));
        }
        return f->end_r < 0 ? error_set(error, f->end_r, "no end") : 0;
}

static int setup(void **state)
{
        Fixture *f = calloc(1, sizeof *f);

        f->one = parse("one", one_file);
        f->spare = parse("spare", spare_file);
        f->items[0] = (PlayerItem){ f->one, DOSE_SHORT };
        f->spares[0] = (PlayerItem){ f->spare, DOSE_SHORT };
        f->link = (SessionLink){ .begin = on_begin, .end = on_end };
        *state = f;
        return 0;
}

static void begin_so(Fixture *f, double speed, int64_t leave_after_ms, bool unasked)
{
        f->options = (GuideOptions){
                .player = { .items = f->items,
                            .n_items = 1,
                            .spares = f->spares,
                            .n_spares = 1,
                            .ready_ms = 1000,
                            .dose_percent = 100,
                            .pain_before = 2 },
                .speed = speed,
                .leave_after_ms = leave_after_ms,
                .unasked = unasked,
                .show = on_show,
                .userdata = f,
        };
        f->now = f->planned = start;
        f->state[0] = '\0';
        f->trace.n = 0;
        str_append(&f->trace, "");
        assert_int_equal(guide_new(&f->options, start, start_wall, &f->guide), 0);
        guide_begin(f->guide, &f->link);
}

static void begin(Fixture *f, double speed, int64_t leave_after_ms)
{
        begin_so(f, speed, leave_after_ms, false);
}

static void plan(Fixture *f)
{
        f->planned = guide_plan(f->guide, f->now, f->frame_ms);
        assert_true(f->planned.ms > f->now.ms); /* else a loop would not sleep */
}

static void wake_at(Fixture *f, int64_t ms)
{
        f->now.ms = ms;
        assert_int_equal(guide_wake(f->guide, f->now), f->show_r);
        plan(f);
}

static void press(Fixture *f, char key)
{
        static const char keys[] = "_><pEomqRBx0123456789"; /* in the order of GuideKey */
        static const GuideKey first[] = { GUIDE_PAUSE, GUIDE_NEXT,      GUIDE_AGAIN, GUIDE_POSTPONE,
                                          GUIDE_SKIP,  GUIDE_OUCH,      GUIDE_MUTE,  GUIDE_CLOSE,
                                          GUIDE_ENTER, GUIDE_BACKSPACE, GUIDE_OTHER };
        size_t i = (size_t) (strchr(keys, key) - keys);

        assert_true(i < N_GUIDE_KEYS);
        guide_press(
                f->guide, i < ELEMENTSOF(first) ? first[i] : GUIDE_DIGIT_0 + (GuideKey) (key - '0'), f->now);
}

static void run_word(Fixture *f, const char *word)
{
        char *end;
        int64_t until = f->now.ms + strtol(word + 1, &end, 10);

        if (*word == '+') {
                while (f->planned.ms <= until)
                        wake_at(f, f->planned.ms);
                f->now.ms = until;
        } else if (*word == '!') {
                f->now.ms = until;
                guide_wake(f->guide, f->now);
        } else if (*word == '^') {
                f->now.ms = until;
                while (*end)
                        press(f, *end++);
        } else if (*word == 'H') {
                guide_hold(f->guide, f->now);
        } else if (*word == 'S') {
                guide_skip(f->guide, f->now);
        } else if (*word == '@') {
                guide_rate(f->guide, atoi(word + 1), f->now);
        } else {
                press(f, *word);
        }
        plan(f);
}

static void run(Fixture *f, const char *script)
{
        char words[200], *rest = words;

        snprintf(words, sizeof words, "%s", script);
        wake_at(f, start.ms);
        for (const char *word; (word = strsep(&rest, " "));)
                run_word(f, word);
}

static int teardown(void **state)
{
        Fixture *f = *state;

        stretch_free(f->one);
        stretch_free(f->spare);
        str_deinit(&f->trace);
        free(f);
        return 0;
}

static void test_rules(void **state)
{
        static const struct {
                int64_t leave_after_ms, frame_ms;
                double speed; /* 0: 1 */
                const char *script, *trace;
        } rows[] = {
#define UP "0 ready, 1000 Up1, "
                /* time alone; faster; with frames the same */
                { .script = "+7000",
                  .trace = UP
                  "2000 Down1, 4000 Up2, 5000 Down2, 7000 over | done took part; one 2/2 done at 1000" },
                { .script = "+7000",
                  .frame_ms = 33,
                  .trace = UP
                  "2000 Down1, 4000 Up2, 5000 Down2, 7000 over | done took part; one 2/2 done at 1000" },
                { .script = "+700",
                  .speed = 10,
                  .trace = "0 ready, 100 Up1, 200 Down1, 400 Up2, 500 Down2, 700 over"
                           " | done took part; one 2/2 done at 100" },
                { .script = "+2000 q",
                  .speed = 0.5,
                  .trace = "0 ready, 2000 Up1, 2000 over | closed; one 0/2 closed at 2000" },
                /* keys that the player knows */
                { .script = "+1500 _ +3000 _ +1000", .trace = UP "1500 Up1*, 4500 Up1, 5000 Down1" },
                { .script = "+500 _", .trace = "0 ready, 500 ready*" },
                { .script = "+500 > +100 >",
                  .trace = "0 ready, 500 Up1, 600 over | done; one 0/2 next at 500" },
                { .script = "+2500 < +500", .trace = UP "2000 Down1, 2500 Up1" },
                { .script = "+1500 m m", .trace = UP "1500 Up1~, 1500 Up1" },
                { .script = "+1500 q", .trace = UP "1500 over | closed; one 0/2 closed at 1000" },
                { .script = "+4500 p",
                  .trace = UP "2000 Down1, 4000 Up2, 4500 over | postponed; one 1/2 postponed at 1000" },
                { .script = "+1500 x R B 5 @5", .trace = UP },
                /* Escape twice within 3 s, and nothing between */
                { .script = "+1500 E +2999 E",
                  .trace = UP
                  "1500 Up1?, 2000 Down1?, 4000 Up2?, 4499 over | skipped; one 1/2 skipped at 1000" },
                { .script = "+1500 E +3000 E",
                  .trace = UP "1500 Up1?, 2000 Down1?, 4000 Up2?, 4500 Up2, 4500 Up2?" },
                { .script = "+1500 E x E", .trace = UP "1500 Up1?, 1500 Up1, 1500 Up1?" },
                { .script = "+1500 E _ E", .trace = UP "1500 Up1?, 1500 Up1*, 1500 Up1*?" },
                { .script = "+1500 _ E +3000", .trace = UP "1500 Up1*, 1500 Up1*?, 4500 Up1*" },
                { .script = "+1500 E E",
                  .speed = 1,
                  .trace = UP "1500 Up1?, 1500 over | skipped; one 0/2 skipped at 1000" },
                { .script = "+1500 S", .trace = UP "1500 over | skipped; one 0/2 skipped at 1000" },
                { .script = "+1500 E S",
                  .trace = UP "1500 Up1?, 1500 over | skipped; one 0/2 skipped at 1000" },
                /* 3 s of real time, however fast */
                { .script = "+50 E +2999 E",
                  .speed = 0.1,
                  .trace = "0 ready, 50 ready?, 3049 over | skipped" },
                /* strict: neither before its time, by key or by button; closing is the surface's affair */
                { .leave_after_ms = 1600,
                  .script = "+1500 E E p S +99 p +1 p",
                  .trace = "0 ready!, 1000 Up1!, 1600 Up1, 1600 over | postponed; one 0/2 postponed at "
                           "1000" },
                { .leave_after_ms = 1600,
                  .script = "+1500 q",
                  .trace = "0 ready!, 1000 Up1!, 1500 over! | closed; one 0/2 closed at 1000" },
                { .leave_after_ms = 1600,
                  .script = "+1500 E +100 E",
                  .trace = "0 ready!, 1000 Up1!, 1600 Up1, 1600 Up1?" },
        /* it hurts: how much; another one takes its place */
#define ASKING UP "1500 asking, "
                { .script = "+1500 o 7", .trace = ASKING "1500 ready2" },
                { .script = "+1500 o 0 +2000",
                  .trace = ASKING
                  "1500 ready2, 2500 Hold1, 3500 over | done took part; one 0/2 ouch pain 0 at 1000; "
                  "spare 1/1 done at 2500" },
                { .script = "+1500 o 1 +1499 0 q",
                  .trace = ASKING
                  "1500 asking[1], 2999 ready2, 2999 over | closed; one 0/2 ouch pain 10 at 1000" },
                { .script = "+1500 o 1 +1500 q",
                  .trace = ASKING
                  "1500 asking[1], 3000 ready2, 3000 over | closed; one 0/2 ouch pain 1 at 1000" },
                { .script = "+1500 o 1 5 +1500 q",
                  .trace = ASKING
                  "1500 asking[1], 3000 ready2, 3000 over | closed; one 0/2 ouch pain 1 at 1000" },
                { .script = "+1500 o 1 B 3 q",
                  .trace = ASKING "1500 asking[1], 1500 asking, 1500 ready2, 1500 over | closed; one 0/2 "
                                  "ouch pain 3 at 1000" },
                { .script = "+1500 o 1 R q",
                  .trace = ASKING
                  "1500 asking[1], 1500 ready2, 1500 over | closed; one 0/2 ouch pain 1 at 1000" },
                { .script = "+1500 o 1 > q",
                  .trace = ASKING
                  "1500 asking[1], 1500 ready2, 1500 over | closed; one 0/2 ouch pain 1 at 1000" },
                { .script = "+1500 o R q",
                  .trace = ASKING "1500 ready2, 1500 over | closed; one 0/2 ouch at 1000" },
                { .script = "+1500 o > q",
                  .trace = ASKING "1500 ready2, 1500 over | closed; one 0/2 ouch at 1000" },
                { .script = "+1500 o @10 q",
                  .trace = ASKING "1500 ready2, 1500 over | closed; one 0/2 ouch pain 10 at 1000" },
                { .script = "+1500 o 1 @4 q",
                  .trace = ASKING
                  "1500 asking[1], 1500 ready2, 1500 over | closed; one 0/2 ouch pain 4 at 1000" },
                { .script = "+1500 o @11", .trace = ASKING },
                { .script = "+1500 o _ < H x", .trace = ASKING },
                /* leaving then: a digit that waits is an answer */
                { .script = "+1500 o q", .trace = ASKING "1500 over | closed; one 0/2 ouch at 1000" },
                { .script = "+1500 o 1 q",
                  .trace = ASKING "1500 asking[1], 1500 over | closed; one 0/2 ouch pain 1 at 1000" },
                { .script = "+1500 o 1 E E",
                  .trace = ASKING
                  "1500 asking[1], 1500 asking[1]?, 1500 over | skipped; one 0/2 ouch pain 1 at 1000" },
                /* not run: paused where it was to be woken, and nothing is lost */
                { .script = "+1500 !5500",
                  .trace = UP
                  "7000 Down1, 7000 Up2, 7000 Down2, 7000 over | done took part; one 2/2 done at 1000" },
                { .script = "+1500 !5501 +9000 _ +1999 +1",
                  .trace = UP "7001 Down1, 7001 Down1*, 16001 Down1, 18001 Up2" },
                { .frame_ms = 33,
                  .script = "+1500 !6000 _ +466 +1",
                  .trace = UP "7500 Up1*, 7500 Up1, 7967 Down1" },
                { .script = "+1500 _ !9999999 _ +500",
                  .trace = UP "1500 Up1*, 10001499 Up1, 10001999 Down1" },
                { .script = "+1500 ^6000_x +500", .trace = UP "7500 Down1, 7500 Down1*, 7500 Down1" },
                { .script = "+1500 o !9999999 3", .trace = ASKING "10001499 ready2" },
                { .script = "+1500 H H +100 _", .trace = UP "1500 Up1*, 1600 Up1" },
        };
        Fixture *f = *state;

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                size_t n = strlen(rows[i].trace);
                GuideReport report;

                f->frame_ms = rows[i].frame_ms;
                begin(f, rows[i].speed > 0 ? rows[i].speed : 1, rows[i].leave_after_ms);
                run(f, rows[i].script);
                if (guide_is_over(f->guide))
                        guide_end(f->guide, &report);
                if (n > 2 && strcmp(rows[i].trace + n - 2, ", ") == 0)
                        n -= 2;
                if (f->trace.n != n || strncmp(f->trace.text, rows[i].trace, n) != 0)
                        fail_msg(
                                "row %zu, %s, gives\n%s\nnot\n%s", i, rows[i].script, f->trace.text,
                                rows[i].trace);
                guide_free(TAKE_PTR(f->guide));
        }
}

/* The figure moves by the player's time: faster, and on through a pause, in which it breathes. */
static void test_session_time(void **state)
{
        static const struct {
                double speed;
                const char *script;
                int64_t ms;
        } rows[] = { { 1, "+1234", 1000 },
                     { 10, "+123 x", 1230 },
                     { 0.5, "+2500 x", 1250 },
                     { 1, "+1500 _ +500 x", 2000 } };
        Fixture *f = *state;

        f->frame_ms = 0;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                begin(f, rows[i].speed, 0);
                run(f, rows[i].script);
                assert_int_equal(guide_shown(f->guide)->now.ms - start.ms, rows[i].ms);
                guide_free(TAKE_PTR(f->guide));
        }
}

static uint32_t random_below(uint32_t *seed, uint32_t n)
{
        *seed = *seed * 1664525u + 1013904223u;
        return (*seed >> 8) % n;
}

/* Ends closed at the latest. */
static void write_script(char *script, size_t size, uint32_t seed)
{
        static const char *const words[] = { "_", "_", ">", "<", "p", "E", "o", "o", "m", "R",
                                             "B", "x", "0", "1", "1", "7", "H", "S", "@3" };
        size_t n = 0;

        for (uint32_t i = 0; i < 14; i++) {
                n += (size_t) snprintf(
                        script + n, size - n, "+%u ", random_below(&seed, seed % 2 ? 3600 : 900));
                n += (size_t) snprintf(
                        script + n, size - n, "%s ", words[random_below(&seed, ELEMENTSOF(words))]);
        }
        snprintf(script + n, size - n, "q");
}

/* Whatever is pressed when: how often a surface looks changes nothing of what is shown or kept. */
static void test_frames_change_nothing(void **state)
{
        Fixture *f = *state;

        for (uint32_t seed = 1; seed <= 2000; seed++) {
                static const int64_t frames[] = { 0, 33, 250 };
                char *traces[ELEMENTSOF(frames)];
                char script[200];

                write_script(script, sizeof script, seed);
                for (size_t i = 0; i < ELEMENTSOF(frames); i++) {
                        GuideReport report;

                        f->frame_ms = frames[i];
                        begin(f, 1, seed % 3 == 0 ? 4000 : 0);
                        run(f, script);
                        assert_true(guide_is_over(f->guide));
                        guide_end(f->guide, &report);
                        guide_free(TAKE_PTR(f->guide));
                        traces[i] = strdup(f->trace.text);
                        if (strcmp(traces[0], traces[i]) != 0)
                                fail_msg(
                                        "%s gives\n%s\nand each %d ms\n%s", script, traces[0],
                                        (int) frames[i], traces[i]);
                }
                for (size_t i = 0; i < ELEMENTSOF(traces); i++)
                        free(traces[i]);
        }
}

/* What the link says is told, and keeps nothing from going on. */
static void test_link(void **state)
{
        static const struct {
                int begin_r, end_r;
                const char *notice;
        } rows[] = {
                { 0, 0, "" }, { -EIO, 0, "no begin" }, { 0, -EIO, "no end" }, { -EIO, -EIO, "no end" }
        };
        Fixture *f = *state;
        GuideReport report;

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                f->begin_r = rows[i].begin_r;
                f->end_r = rows[i].end_r;
                begin(f, 1, 0);
                run(f, "+7000");
                guide_end(f->guide, &report);
                assert_string_equal(report.notice.text, rows[i].notice);
                assert_int_equal(report.ended, PLAYER_ENDED_DONE);
                assert_true(report.took_part);
                assert_false(report.offers_checkup);
                assert_non_null(strstr(f->trace.text, "one 2/2 done"));
                guide_free(TAKE_PTR(f->guide));
        }
        f->begin_r = f->end_r = 0;

        begin(f, 1, 0);
        guide_begin(f->guide, NULL);
        run(f, "+1500 o 4 q");
        guide_end(f->guide, &report);
        assert_true(report.offers_checkup);
        assert_null(strchr(f->trace.text, '|'));
        guide_free(TAKE_PTR(f->guide));
}

/* What came up by itself and was touched by nobody counts only if the person says so. */
static void test_unasked(void **state)
{
        static const struct {
                const char *script, *end;
                bool over;
        } rows[] = {
                { "+7000", NULL, false },
                { "+7000 +29900", NULL, false },
                { "+7000 +29900 +200", " | done", true }, /* nobody there */
                { "+7000 x 3 o", NULL, false },
                { "+7000 R", " | done took part; one 2/2 done at 1000", true },
                { "+7000 _", " | done took part; one 2/2 done at 1000", true },
                { "+7000 >", " | done took part; one 2/2 done at 1000", true },
                { "+7000 E", " | done", true },
                { "+7000 q", " | done", true },
                { "+7000 p", " | done", true },
                { "+1500 m +7000", " | done took part; one 2/2 done at 1000", true }, /* was there */
                { "+1500 x +7000", NULL, false },                                     /* no key of ours */
                { "+5500 q", " | closed", true },
                { "+5500 p", " | postponed; one 1/2 postponed at 1000", true },
        };
        Fixture *f = *state;
        GuideReport report;

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                const char *end;

                begin_so(f, 1, 0, true);
                run(f, rows[i].script);
                if (guide_is_over(f->guide) != rows[i].over ||
                    (!rows[i].over) != guide_shown(f->guide)->confirming)
                        fail_msg("%s: over %d: %s", rows[i].script, guide_is_over(f->guide), f->trace.text);
                if (rows[i].over)
                        guide_end(f->guide, &report);
                end = strchr(f->trace.text, '|');
                if ((end != NULL) != rows[i].over || (end && strcmp(end - 1, rows[i].end) != 0))
                        fail_msg("%s: %s", rows[i].script, f->trace.text);
                guide_free(TAKE_PTR(f->guide));
        }
        for (int yes = 0; yes < 2; yes++) {
                begin_so(f, 1, 0, true);
                run(f, "+7000");
                assert_int_equal(guide_confirm(f->guide, yes, f->now), 0);
                assert_true(guide_is_over(f->guide));
                guide_end(f->guide, &report);
                assert_int_equal(report.took_part, yes);
                guide_free(TAKE_PTR(f->guide));
        }
}

/* A surface that is gone is told of by every call; the session can still be closed. */
static void test_surface_gone(void **state)
{
        Fixture *f = *state;
        GuideReport report;
        BootTime now = { start.ms + 100 };

        begin(f, 1, 0);
        f->show_r = -EPIPE;
        assert_int_equal(guide_wake(f->guide, now), -EPIPE);
        assert_int_equal(guide_press(f->guide, GUIDE_OTHER, now), -EPIPE);
        assert_int_equal(guide_hold(f->guide, now), -EPIPE);
        assert_int_equal(guide_press(f->guide, GUIDE_PAUSE, now), -EPIPE);
        assert_int_equal(guide_rate(f->guide, 3, now), -EPIPE);
        /* with a change on the way */
        assert_int_equal(guide_press(f->guide, GUIDE_CLOSE, (BootTime){ start.ms + 4999 }), -EPIPE);
        assert_true(guide_is_over(f->guide));
        guide_end(f->guide, &report);
        f->show_r = 0;
        guide_free(TAKE_PTR(f->guide));
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test_setup_teardown(test_rules, setup, teardown),
                cmocka_unit_test_setup_teardown(test_session_time, setup, teardown),
                cmocka_unit_test_setup_teardown(test_frames_change_nothing, setup, teardown),
                cmocka_unit_test_setup_teardown(test_link, setup, teardown),
                cmocka_unit_test_setup_teardown(test_unasked, setup, teardown),
                cmocka_unit_test_setup_teardown(test_surface_gone, setup, teardown),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
