/* SPDX-License-Identifier: MIT */
/*
 * What is heard, line by line, as a person with closed eyes would have it: whole sessions of each stretch
 * that comes with Limber, and what each key does to it. A line is "SECONDS [hush] [TONE:] [words]".
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "guide.h"
#include "shipped.h"
#include "spoken-sessions.h"
#include "spoken.h"
#include "str.h"

typedef struct Listener {
        Guide *guide;
        BootTime now;
        SessionShown shown;
        bool began;
        Str heard;
} Listener;

static int on_show(const SessionShown *shown, void *userdata)
{
        Listener *listener = userdata;
        SpokenCue cue;

        spoken_cue(listener->began ? &listener->shown : NULL, shown, &cue);
        listener->shown = *shown;
        listener->began = true;
        if (!cue.hush && !cue.has_tone && !*cue.words)
                return 0;
        str_appendf(&listener->heard, "%g", (double) listener->now.ms / 1000);
        if (cue.hush)
                str_append(&listener->heard, " hush");
        if (cue.has_tone)
                str_appendf(&listener->heard, " %s:", voice_tone_name(cue.tone));
        if (*cue.words)
                str_appendf(&listener->heard, " %s", cue.words);
        str_append(&listener->heard, "\n");
        return 0;
}

static void run_to(Listener *listener, BootTime until)
{
        while (!guide_is_over(listener->guide)) {
                BootTime when = guide_plan(listener->guide, listener->now, 100);

                if (when.ms > until.ms)
                        break;
                listener->now = when;
                guide_wake(listener->guide, listener->now);
        }
        listener->now = until;
}

typedef struct Press {
        int64_t at_ms;
        GuideKey key;
} Press;

/* The session of these stretches with these keys; what was heard of it, to be freed. */
static char *listen(const PlayerItem *items, size_t n_items, const Press *presses, size_t n_presses)
{
        Listener listener = { 0 };
        const GuideOptions options = { .player = { .items = items,
                                                   .n_items = n_items,
                                                   .ready_ms = PLAYER_READY_MS,
                                                   .dose_percent = 100,
                                                   .pain_before = -1 },
                                       .speed = 1,
                                       .show = on_show,
                                       .userdata = &listener };

        str_append(&listener.heard, "");
        assert_int_equal(guide_new(&options, (BootTime){ 0 }, (WallTime){ 0 }, &listener.guide), 0);
        guide_wake(listener.guide, (BootTime){ 0 });
        for (size_t i = 0; i < n_presses; i++) {
                run_to(&listener, (BootTime){ presses[i].at_ms });
                guide_press(listener.guide, presses[i].key, listener.now);
        }
        run_to(&listener, (BootTime){ MS_PER_HOUR });
        guide_free(listener.guide);
        return listener.heard.text;
}

static size_t n_lines(const char *text)
{
        size_t n = 0;

        for (; *text; text++)
                n += *text == '\n';
        return n;
}

static void check(const char *what, const char *heard, const char *expected)
{
        if (strcmp(heard, expected) != 0)
                fail_msg("%s gives\n%snot\n%s", what, heard, expected);
}

static void test_sessions(void **state)
{
        for (size_t i = 0; i < ELEMENTSOF(spoken_sessions); i++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(spoken_sessions[i].id);
                const PlayerItem item = { stretch, DOSE_SHORT };
                _cleanup_free_ char *heard = listen(&item, 1, NULL, 0);

                check(spoken_sessions[i].id, heard, spoken_sessions[i].heard);
        }
}

/* Two stretches, and what follows a key. Times as on the sheets of test_sessions(). */
static void test_keys(void **state)
{
        static const struct {
                Press presses[4];
                const char *from;  /* heard from that line on ... */
                const char *heard; /* ... this; one line alone: and nothing after it */
        } rows[] = {
                /* silent while paused, whatever comes; then the phase is said in full */
                { { { 30000, GUIDE_PAUSE }, { 40000, GUIDE_AGAIN }, { 50000, GUIDE_PAUSE } },
                  "29 in: Lift\n",
                  "30 hush\n50 in: Breathe in and lift.\n52 hold: Hold\n" },
                { { { 31500, GUIDE_PAUSE }, { 50000, GUIDE_PAUSE } },
                  "31 hold: Hold\n",
                  "31.5 hush\n50 hold: Hold.\n51.5 out: Let go\n" },
                { { { 1000, GUIDE_PAUSE }, { 2000, GUIDE_PAUSE } },
                  "0 Shoulder shrugs. Sit or stand, feet flat, back straight, arms hanging.\n",
                  "1 hush\n2 Shoulder shrugs. Sit or stand, feet flat, back straight, arms hanging.\n"
                  "6 in: Breathe in and lift.\n" },
                /* muted */
                { { { 30000, GUIDE_MUTE },
                    { 40000, GUIDE_PAUSE },
                    { 41000, GUIDE_PAUSE },
                    { 51000, GUIDE_MUTE } },
                  "29 in: Lift\n",
                  "30 hush\n40 hush\n51 out: Let go and breathe out.\n53 hold: Rest\n" },
                /* it hurts */
                { { { 30000, GUIDE_OUCH }, { 35000, GUIDE_DIGIT_0 } },
                  "29 in: Lift\n",
                  "30 hush Stop there. How much does it hurt, from 0 to 10?\n"
                  "35 Next: Shoulder rolls. Sit straight, arms hanging.\n40 move: Now: backward\n" },
                /* on to the next one: nothing was done */
                { { { 30000, GUIDE_NEXT } },
                  "29 in: Lift\n",
                  "30 hush Next: Shoulder rolls. Sit straight, arms hanging.\n35 move: Now: backward\n" },
                { { { 2000, GUIDE_NEXT } },
                  "0 Shoulder shrugs. Sit or stand, feet flat, back straight, arms hanging.\n",
                  "2 in: Breathe in and lift.\n4 hold: Hold.\n" },
                /* this repeat again */
                { { { 30000, GUIDE_AGAIN } }, "29 in: Lift\n", "30 in: Lift\n32 hold: Hold\n" },
                { { { 8000, GUIDE_AGAIN } },
                  "7 hold: Hold.\n",
                  "8 in: Breathe in and lift.\n10 hold: Hold.\n" },
                /* one after the other */
                { { { 0 } },
                  "68 hold: Rest\n",
                  "69 done: Done. Next: Shoulder rolls. Sit straight, arms hanging.\n74 move: Now: "
                  "backward\n75 move: Back\n" },
                /* leaving is silence */
                { { { 30000, GUIDE_SKIP }, { 31500, GUIDE_SKIP } }, "31 hold: Hold\n", "31.5 hush\n" },
                { { { 30000, GUIDE_POSTPONE } }, "29 in: Lift\n", "30 hush\n" },
                { { { 30000, GUIDE_CLOSE } }, "29 in: Lift\n", "30 hush\n" },
                { { { 1000, GUIDE_CLOSE } },
                  "0 Shoulder shrugs. Sit or stand, feet flat, back straight, arms hanging.\n",
                  "1 hush\n" },
                { { { 80500, GUIDE_NEXT } }, "80 move: Up\n", "80.5 hush\n" },
        };
        _cleanup_(stretch_freep) Stretch *shrugs = shipped_stretch("shoulder-shrugs");
        _cleanup_(stretch_freep) Stretch *rolls = shipped_stretch("shoulder-rolls");
        const PlayerItem items[] = { { shrugs, DOSE_SHORT }, { rolls, DOSE_SHORT } };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                size_t n = 0;
                _cleanup_free_ char *heard = NULL;
                char what[40], *rest;

                while (n < ELEMENTSOF(rows[i].presses) && rows[i].presses[n].at_ms > 0)
                        n++;
                heard = listen(items, 2, rows[i].presses, n);
                snprintf(what, sizeof what, "row %zu", i);
                rest = strstr(heard, rows[i].from);
                if (!rest)
                        fail_msg("%s: no %sin\n%s", what, rows[i].from, heard);
                rest += strlen(rows[i].from);
                if (strlen(rest) > strlen(rows[i].heard) && n_lines(rows[i].heard) > 1)
                        rest[strlen(rows[i].heard)] = '\0';
                check(what, rest, rows[i].heard);
        }
}

/* A word now and then: without a tone, or with the phase that begins just then. */
static void test_reminder(void **state)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch("neck-rolls");
        const PlayerItem item = { stretch, DOSE_ARTICLE };
        _cleanup_free_ char *heard = listen(&item, 1, NULL, 0);

        assert_non_null(strstr(heard, "\n61 move: Circle\n65 still comfortable?\n69 move: Circle\n"));
        assert_non_null(strstr(heard, "\n125 move: Circle. still comfortable?\n"));
        assert_non_null(strstr(heard, "\n5 move: Now: circles from the right. A slow circle.\n"));
        assert_non_null(strstr(heard, " Last one. Circle\n"));
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_sessions), cmocka_unit_test(test_keys),
                                            cmocka_unit_test(test_reminder) };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
