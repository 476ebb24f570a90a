/* SPDX-License-Identifier: MIT */
/* Replays: instants, answers, civil time. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "replay.h"
#include "script.h"

typedef struct Case {
        const char *name;
        const char *options; /* as script_options() has them */
        const char *hours;   /* "10:00 free\n12:00 busy\n": when they change; the first line is their state
                                before */
        const char *answer;  /* NULL: none */
        const char *lines;   /* "HH:MM:SS observation" */
        const char *expected;
} Case;

static const Case cases[] = {
        { .name = "the example, not answered",
          .lines = "09:00:00 active\n09:41:10 quiet\n09:41:10 gone lock\n09:50:02 back\n09:50:05 active\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:30 begin stretch\n"
                      "09:34:30 end stretch ignored\n09:44:10 bout 09:00:00 09:41:10\n" },
        { .name = "taken",
          .answer = "take",
          .lines = "09:00:00 active\n09:40:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:30 begin stretch\n"
                      "09:34:30 end stretch done\n09:40:00 bout 09:00:00 09:40:00\n" },
        { .name = "skipped at the instant it begins",
          .answer = "skip",
          .lines = "09:00:00 active\n09:40:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:30 begin stretch\n"
                      "09:33:30 end stretch skipped\n09:40:00 bout 09:00:00 09:40:00\n" },
        { .name = "postponed, and again",
          .answer = "postpone",
          .lines = "09:00:00 active\n09:44:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:30 begin stretch\n"
                      "09:33:30 end stretch postponed\n09:38:30 due stretch\n09:41:30 announce stretch\n"
                      "09:42:00 begin stretch\n09:42:00 end stretch postponed\n"
                      "09:44:00 bout 09:00:00 09:44:00\n" },
        { .name = "a break that the file took is left alone",
          .answer = "skip",
          .lines = "09:00:00 active\n09:31:00 answer take\n09:40:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:31:00 begin stretch taken\n"
                      "09:32:00 end stretch done\n09:40:00 bout 09:00:00 09:40:00\n" },
        { .name = "the answer comes before a line of the instant at which the break begins",
          .answer = "skip",
          .lines = "09:00:00 active\n09:33:30 busy mic\n09:40:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:30 begin stretch\n"
                      "09:33:30 end stretch skipped\n09:40:00 bout 09:00:00 09:40:00\n" },
        { .name = "timers at the last line's instant have run, and none after it",
          .lines = "09:00:00 active\n09:33:30 back\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:30 begin stretch\n"
                      "09:33:30 bout 09:00:00 09:33:30\n" },
        { .name = "timers come before a line of their instant",
          .lines = "09:00:00 active\n09:30:00 busy mic\n09:31:00 back\n",
          .expected = "09:30:00 due stretch\n09:31:00 bout 09:00:00 09:31:00\n" },
        { .name = "outside the hours from the start, open later",
          .hours = "busy\n09:40:00 free\n",
          .lines = "09:00:00 active\n09:45:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:43:30 announce stretch\n09:44:00 begin stretch\n"
                      "09:45:00 end stretch ignored\n09:45:00 bout 09:00:00 09:45:00\n" },
        { .name = "the hours end at the instant a timer runs: the timer is first",
          .hours = "free\n09:33:00 busy\n",
          .lines = "09:00:00 active\n09:40:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:33:00 announce stretch\n09:33:00 notice back\n"
                      "09:40:00 bout 09:00:00 09:40:00\n" },
        { .name = "the hours begin before a line of that instant",
          .hours = "busy\n09:40:00 free\n",
          .lines = "09:00:00 active\n09:40:00 busy hours\n09:45:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:45:00 bout 09:00:00 09:45:00\n" },
        { .name = "no hours after the last line",
          .hours = "busy\n09:40:00 free\n",
          .lines = "09:00:00 active\n09:35:00 quiet\n",
          .expected = "09:30:00 due stretch\n09:35:00 bout 09:00:00 09:35:00\n" },
        { .name = "days are counted anew at noon here",
          .options = "day_limit=1h stretch.enabled=no walk.enabled=no",
          .lines = "10:30:00 active\n13:10:00 quiet\n",
          .expected = "11:30:00 limit\n13:00:00 limit\n13:10:00 bout 10:30:00 13:10:00\n" },
};

static int64_t clock_ms(const char *text)
{
        int h, m, s;

        assert_int_equal(sscanf(text, "%d:%d:%d", &h, &m, &s), 3);
        return ((h * 60 + m) * 60 + s) * MS_PER_SECOND;
}

static void add_clock(Str *out, int64_t ms)
{
        int s = (int) (ms / MS_PER_SECOND);

        str_appendf(out, "%02d:%02d:%02d ", s / 3600, s / 60 % 60, s % 60);
}

static void cut(Str *out)
{
        out->text[--out->n] = '\0';
}

typedef struct Run {
        const Case *c;
        EngineOptions options;
        Str out;
        int fail_after; /* effects until on_effect fails; 0: never */
} Run;

static int on_effect(void *userdata, const Effect *effect)
{
        static const char *const words[N_EFFECT_KINDS] = {
                [EFFECT_BOUT] = "bout",         [EFFECT_DUE] = "due",
                [EFFECT_ANNOUNCE] = "announce", [EFFECT_WITHDRAW_NOTICE] = "notice back",
                [EFFECT_BEGIN] = "begin",       [EFFECT_END] = "end",
                [EFFECT_DAY_LIMIT] = "limit",
        };
        Run *run = userdata;

        assert_int_equal(effect->boot.ms, effect->wall.ms);
        if (run->fail_after > 0 && --run->fail_after == 0)
                return -EPIPE;
        if (!words[effect->kind])
                return 0;
        add_clock(&run->out, effect->wall.ms);
        str_append(&run->out, words[effect->kind]);
        if (effect->kind == EFFECT_BOUT) {
                str_append(&run->out, " ");
                add_clock(&run->out, effect->start.ms);
                add_clock(&run->out, effect->end.ms);
                cut(&run->out);
        } else if (effect->kind != EFFECT_DAY_LIMIT && effect->kind != EFFECT_WITHDRAW_NOTICE) {
                str_appendf(&run->out, " %s", run->options.rules[effect->rule].name);
        }
        if (effect->kind == EFFECT_BEGIN && effect->taken)
                str_append(&run->out, " taken");
        if (effect->kind == EFFECT_END)
                str_appendf(&run->out, " %s", outcome_name(effect->outcome));
        str_append(&run->out, "\n");
        return 0;
}

static WallTime next_change(void *userdata, WallTime at, bool *ret_open)
{
        const Run *run = userdata;
        const char *line = run->c->hours;

        *ret_open = strncmp(line, "free", 4) == 0;
        for (line = strchr(line, '\n') + 1; *line; line = strchr(line, '\n') + 1) {
                WallTime change = { clock_ms(line) };

                if (change.ms > at.ms)
                        return change;
                *ret_open = strncmp(strchr(line, ' ') + 1, "free", 4) == 0;
        }
        return REPLAY_NEVER;
}

static WallTime next_day(void *userdata, WallTime at)
{
        int64_t noon = 12 * MS_PER_HOUR;

        return at.ms < noon ? (WallTime){ noon } : REPLAY_NEVER;
}

static void begin(Run *run, Replay *replay)
{
        ReplayOptions options = {
                .calendar = { run->c->hours ? next_change : NULL, next_day, run },
                .on_effect = on_effect,
                .userdata = run,
        };

        if (run->c->answer) {
                options.answers = true;
                assert_true(answer_from_name(slice_of(run->c->answer), &options.answer));
        }
        script_options(run->c->options, &run->options);
        assert_int_equal(replay_init(replay, &run->options, &options), 0);
}

static int feed_lines(const char *line, Replay *replay)
{
        for (; *line; line = strchr(line, '\n') + 1) {
                const char *text = strchr(line, ' ') + 1;
                ReplayItem item = { .wall = { clock_ms(line) } };
                int r;

                assert_int_equal(
                        observation_parse(
                                (Slice){ text, (size_t) (strchr(text, '\n') - text) }, &item.observation,
                                NULL),
                        0);
                r = replay_feed(replay, &item);
                if (r != 0)
                        return r;
        }
        return 0;
}

static void test_case(void **state)
{
        Run run = { .c = *state };
        Replay replay;

        begin(&run, &replay);
        str_append(&run.out, "");
        assert_int_equal(feed_lines(run.c->lines, &replay), 0);
        assert_int_equal(replay_finish(&replay), 0);
        assert_string_equal(run.out.text, run.c->expected);
        replay_deinit(&replay);
        str_deinit(&run.out);
}

static void test_out_of_order(void **state)
{
        static const Case c = { 0 };
        Run run = { .c = &c };
        Replay replay;

        begin(&run, &replay);
        assert_int_equal(feed_lines("09:00:00 active\n08:59:59 quiet\n", &replay), REPLAY_OUT_OF_ORDER);
        assert_int_equal(feed_lines("09:00:00 quiet\n", &replay), 0);
        replay_deinit(&replay);
        str_deinit(&run.out);
}

/* An error of the one who takes the effects comes back from wherever it happens. */
static void test_failing_reader(void **state)
{
        static const Case c = { .answer = "skip" };

        for (int n = 1; n <= 5; n++) {
                Run run = { .c = &c, .fail_after = n };
                Replay replay;
                int r;

                begin(&run, &replay);
                r = feed_lines("09:00:00 active\n09:40:00 quiet\n", &replay);
                if (r == 0)
                        r = replay_finish(&replay);
                assert_int_equal(r, -EPIPE);
                replay_deinit(&replay);
                str_deinit(&run.out);
        }
}

static void test_nothing(void **state)
{
        static const Case c = { 0 };
        Run run = { .c = &c };
        Replay replay;

        begin(&run, &replay);
        assert_int_equal(replay_finish(&replay), 0);
        assert_null(run.out.text);
        replay_deinit(&replay);
}

int main(void)
{
        struct CMUnitTest tests[ELEMENTSOF(cases) + 3] = {
                cmocka_unit_test(test_out_of_order),
                cmocka_unit_test(test_failing_reader),
                cmocka_unit_test(test_nothing),
        };

        for (size_t i = 0; i < ELEMENTSOF(cases); i++)
                tests[i + 3] = (struct CMUnitTest){ .name = cases[i].name,
                                                    .test_func = test_case,
                                                    .initial_state = (void *) &cases[i] };
        return cmocka_run_group_tests(tests, NULL, NULL);
}
