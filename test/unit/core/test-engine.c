/* SPDX-License-Identifier: MIT */
/*
 * The rules of doc/engine.md, a case for each row and sentence, worked out by hand from the text. Each case
 * runs twice: as it is, and with the engine saved and loaded after every input.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "script.h"

typedef struct Case {
        const char *name, *options, *timeline, *expected;
        const char *answer; /* of --answer, or NULL */
        bool all;
} Case;

/* Short rules for most cases: a stretch of 60 s each 10 min, a walk of 240 s each 20 min, nothing gathered.
 */
#define SHORT "stretch.every=10m walk.every=20m gather=1s"
#define ONLY_STRETCH "stretch.every=10m walk.enabled=no"

static const Case cases[] = {
        /* ---- the examples ---- */
        { .name = "the example of the text",
          .answer = "take",
          .timeline = "09:00 active\n09:41:10 quiet\n09:41:10 gone lock\n09:50:02 back\n09:50:05 active\n",
          .expected = "09:30 due stretch\n09:33 announce stretch\n09:33:30 begin stretch\n"
                      "09:34:30 end stretch done\n09:44:10 bout 09:00-09:41:10 sitting\n" },
        { .name = "no observation, no event", .timeline = "09:00 back\n12:00 until\n", .expected = "" },

        /* ---- observations and presence ---- */
        { .name = "a bout ends at its last sign, known away_after later",
          .timeline = "09:00 active\n09:10 quiet\n09:30 until\n",
          .expected = "09:13 bout 09:00-09:10 sitting\n" },
        { .name = "a gap shorter than away_after stays inside",
          .timeline = "09:00 active\n09:10 quiet\n09:12:59.999 active\n09:20 quiet\n09:23 until\n",
          .expected = "09:23 bout 09:00-09:20 sitting\n" },
        { .name = "a gap of exactly away_after ends the bout, and the return opens the next",
          .timeline = "09:00 active\n09:10 quiet\n09:13 active\n09:20 quiet\n09:23 until\n",
          .expected = "09:13 bout 09:00-09:10 sitting\n09:23 bout 09:13-09:20 sitting\n" },
        { .name = "single inputs are signs",
          .timeline = "09:00 quiet\n09:02 quiet\n09:04 quiet\n09:07 until\n",
          .expected = "09:07 bout 09:00-09:04 sitting\n" },
        { .name = "a bout of no length is not kept",
          .timeline = "09:00 quiet\n09:10 quiet\n09:20 until\n",
          .expected = "" },
        { .name = "gone ends an active and is no input; known reasons are kept",
          .all = true,
          .timeline = "09:00 active\n09:10 gone suspend\n09:20 back\n09:20:05 quiet\n",
          .expected = "09:13 bout 09:00-09:10 sitting\n09:20:05 away 09:10-09:20:05 suspend\n" },
        { .name = "back is no return: gone lasts until the next input",
          .timeline = "09:00 active\n09:10 gone lock\n09:10:30 back\n09:11 quiet\n09:15 until\n",
          .expected = "09:14 bout 09:00-09:11 sitting\n" },
        { .name = "gone off and gone lost are absences with their own reasons",
          .all = true,
          .timeline = "09:00 active\n09:10 gone lost\n09:20 active\n09:30 gone off\n09:40 quiet\n",
          .options = ONLY_STRETCH " stretch.every=5h",
          .expected = "09:13 bout 09:00-09:10 sitting\n09:20 away 09:10-09:20 lost\n"
                      "09:33 bout 09:20-09:30 sitting\n09:40 away 09:30-09:40 off\n" },
        { .name = "an absence nobody explained has no reason",
          .all = true,
          .timeline = "09:00 active\n09:10 quiet\n09:20 active\n",
          .expected = "09:13 bout 09:00-09:10 sitting\n09:20 away 09:10-09:20 unknown\n" },
        { .name = "a call with folded hands is sitting",
          .timeline = "09:00 quiet\n09:01 busy mic\n09:20 free mic\n09:25 until\n",
          .expected = "09:23 bout 09:00-09:20 sitting\n" },
        { .name = "a camera too, and it opens a bout by itself",
          .timeline = "09:00 busy camera\n09:20 free camera\n09:25 until\n",
          .expected = "09:23 bout 09:00-09:20 sitting\n" },
        { .name = "a busy calendar is no sign",
          .timeline = "09:00 quiet\n09:01 busy calendar\n09:20 free calendar\n",
          .expected = "" },
        { .name = "a call while gone is no sign; from the next input on it is",
          .timeline = "09:00 active\n09:05 busy mic\n09:10 gone lock\n09:20 quiet\n09:29 until\n",
          .expected = "09:13 bout 09:00-09:10 sitting\n09:29 bout 09:20-09:29 sitting\n" },
        { .name = "a film is sitting",
          .timeline = "09:00 quiet\n09:01 film\n09:20 film off\n09:25 until\n",
          .expected = "09:23 bout 09:00-09:20 sitting\n" },
        { .name = "a film is away where watching says so",
          .options = "watching=away",
          .timeline = "09:00 active\n09:01 quiet\n09:01 film\n09:20 film off\n09:25 until\n",
          .expected = "09:04 bout 09:00-09:01 sitting\n" },
        { .name = "repeated and unmatched words change nothing",
          .timeline = "09:00 free mic\n09:00 film off\n09:00 active\n09:01 gone lock\n09:01:30 gone off\n"
                      "09:02 back\n09:02 back\n09:10 until\n",
          .expected = "09:04 bout 09:00-09:01 sitting\n" },

        /* ---- posture ---- */
        { .name = "a posture that changes closes the bout and opens the next",
          .timeline = "09:00 active\n09:10 stand\n09:20 quiet\n09:30 until\n",
          .expected = "09:10 bout 09:00-09:10 sitting\n09:23 bout 09:10-09:20 standing\n" },
        { .name = "a posture that does not change is a single input",
          .timeline = "09:00 quiet\n09:02 sit\n09:04 sit\n09:08 until\n",
          .expected = "09:07 bout 09:00-09:04 sitting\n" },
        { .name = "a posture opens a bout",
          .timeline = "09:00 stand\n09:02 quiet\n09:08 until\n",
          .expected = "09:05 bout 09:00-09:02 standing\n" },
        { .name = "a posture in a gap: the gap belongs to the old one",
          .timeline = "09:00 active\n09:05 quiet\n09:06 stand\n09:07 quiet\n09:11 until\n",
          .expected = "09:06 bout 09:00-09:06 sitting\n09:10 bout 09:06-09:07 standing\n" },
        { .name = "twice at one instant leaves no empty bout",
          .timeline = "09:00 active\n09:05 stand\n09:05 sit\n09:10 quiet\n09:13 until\n",
          .expected = "09:05 bout 09:00-09:05 sitting\n09:13 bout 09:05-09:10 sitting\n" },

        /* ---- clocks ---- */
        { .name = "in a gap the clock runs on, for it may be reading",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:09 quiet\n09:10 until\n",
          .expected = "09:10 due stretch\n09:10 announce stretch\n09:10 bout 09:00-09:09 sitting\n" },
        { .name = "a gap that reaches away_after is rolled back",
          .options = ONLY_STRETCH " stretch.rest=1h",
          .timeline = "09:00 active\n09:05 quiet\n09:30 active\n09:35 until\n",
          .expected =
                  "09:08 bout 09:00-09:05 sitting\n09:35 due stretch\n09:35 bout 09:30-09:35 sitting\n" },
        { .name = "gone: the clock stands at the last sign; a short gap counts after all",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:09 quiet\n09:09:30 gone lock\n09:11 active\n09:11:10 until\n",
          .expected = "09:11 due stretch\n09:11:10 bout 09:00-09:11:10 sitting\n" },
        { .name = "gone: a postponement counts from where the clock stands",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10:30 gone lock\n09:12:30 answer postpone 5m\n09:13 active\n09:16 "
                      "until\n",
          .expected = "09:10 due stretch\n09:12:30 end stretch postponed\n09:15:30 due stretch\n"
                      "09:16 bout 09:00-09:16 sitting\n" },
        { .name = "a roll-back to before the reset gives 0, and no debt",
          .options = ONLY_STRETCH " stretch.rest=1h",
          .timeline = "09:00 active\n09:11 quiet\n09:20 active\n09:30 until\n",
          .expected = "09:10 due stretch\n09:11:05 announce stretch\n09:11:15 begin stretch\n"
                      "09:12:15 end stretch rested\n09:14 bout 09:00-09:11 sitting\n09:30 due stretch\n"
                      "09:30 bout 09:20-09:30 sitting\n" },
        { .name = "a rest that reaches its length resets the clock",
          .options = ONLY_STRETCH " stretch.rest=5m",
          .timeline = "09:00 active\n09:09 gone lock\n09:14 active\n09:23 until\n",
          .expected = "09:12 bout 09:00-09:09 sitting\n09:23 bout 09:14-09:23 sitting\n" },
        { .name = "a rest a millisecond short of it does not",
          .options = ONLY_STRETCH " stretch.rest=5m",
          .timeline = "09:00 active\n09:09 gone lock\n09:13:59.999 active\n09:15 until\n",
          .expected = "09:12 bout 09:00-09:09 sitting\n09:14:59.999 due stretch\n"
                      "09:15 bout 09:13:59.999-09:15 sitting\n" },
        { .name = "a single input ends a rest",
          .options = ONLY_STRETCH " stretch.rest=5m",
          .timeline =
                  "09:00 active\n09:09 gone lock\n09:13 quiet\n09:13 gone lock\n09:17 active\n09:18 until\n",
          .expected =
                  "09:12 bout 09:00-09:09 sitting\n09:18 due stretch\n09:18 bout 09:17-09:18 sitting\n" },
        { .name = "the rest of a rule is what it lasts, but at least away_after",
          .options = "stretch.every=10m stretch.lasts=1m walk.enabled=no",
          .timeline = "09:00 active\n09:09 gone lock\n09:12 active\n09:21 until\n",
          .expected = "09:12 bout 09:00-09:09 sitting\n09:21 bout 09:12-09:21 sitting\n" },
        { .name = "a rule that counts standing",
          .options = "stretch.counts=standing stretch.every=10m walk.enabled=no",
          .timeline = "09:00 active\n09:30 stand\n09:40 until\n",
          .expected =
                  "09:30 bout 09:00-09:30 sitting\n09:40 due stretch\n09:40 bout 09:30-09:40 standing\n" },
        { .name = "a rule that counts sitting stands still while standing",
          .options = "stretch.counts=sitting stretch.every=10m walk.enabled=no",
          .timeline = "09:00 active\n09:09 stand\n09:20 sit\n09:21 until\n",
          .expected = "09:09 bout 09:00-09:09 sitting\n09:20 bout 09:09-09:20 standing\n"
                      "09:21 due stretch\n09:21 bout 09:20-09:21 sitting\n" },
        { .name = "a rule that is off never comes up",
          .options = "stretch.enabled=no walk.enabled=no",
          .timeline = "09:00 active\n15:00 until\n",
          .expected = "15:00 bout 09:00-15:00 sitting\n" },
        { .name = "a longer break resets the shorter rule",
          .options = "stretch.every=10m walk.every=12m gather=5m",
          .answer = "take",
          .timeline = "09:00 active\n09:27 until\n",
          .expected = "09:10 due stretch\n09:12 due walk\n09:13 announce walk\n09:13:30 begin walk\n"
                      "09:17:30 end walk done\n09:27 bout 09:00-09:27 sitting\n" },
        { .name = "a shorter break does not reset the longer rule",
          .options = "stretch.every=10m walk.every=20m gather=1s",
          .answer = "take",
          .timeline = "09:00 active\n09:20 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14:30 end stretch done\n09:20 due walk\n09:20 bout 09:00-09:20 sitting\n" },

        /* ---- one comes up ---- */
        { .name = "of several the one that lasts longest",
          .options = "stretch.every=10m walk.every=10m",
          .timeline = "09:00 active\n09:10 until\n",
          .expected = "09:10 due walk\n09:10 bout 09:00-09:10 sitting\n" },
        { .name = "of equals the first configured",
          .options = "stretch.every=10m walk.enabled=no eyes.every=10m eyes.lasts=1m",
          .timeline = "09:00 active\n09:10 until\n",
          .expected = "09:10 due stretch\n09:10 bout 09:00-09:10 sitting\n" },
        { .name = "while waiting, a longer rule that becomes due takes its place",
          .options = "stretch.every=10m walk.every=11m gather=1s",
          .timeline = "09:00 active\n09:13 until\n",
          .expected = "09:10 due stretch\n09:11 due walk\n09:13 announce walk\n09:13 bout 09:00-09:13 "
                      "sitting\n" },

        /* ---- waiting ---- */
        { .name = "the right moment is a pause",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 quiet\n09:11:10 until\n",
          .expected = "09:10 due stretch\n09:11:05 announce stretch\n09:11:10 bout 09:00-09:11 sitting\n" },
        { .name = "a pause that began before the waiting",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:09:57 quiet\n09:10:03 until\n",
          .expected =
                  "09:10 due stretch\n09:10:02 announce stretch\n09:10:03 bout 09:00-09:09:57 sitting\n" },
        { .name = "no input yet counts as past",
          .options = ONLY_STRETCH,
          .timeline = "09:00 film\n09:10:10 until\n",
          .expected = "09:10 due stretch\n09:10 announce stretch\n09:10:10 begin stretch\n"
                      "09:10:10 bout 09:00-09:10:10 sitting\n" },
        { .name = "patience ends the waiting, and notice_max the notice",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:14 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14 bout 09:00-09:14 sitting\n" },
        { .name = "settle after a return",
          .options = ONLY_STRETCH " stretch.rest=1h",
          .timeline = "09:00 active\n09:09:50 gone lock\n09:20 quiet\n09:20:05 quiet\n09:20:10 "
                      "quiet\n09:20:40 until\n",
          .expected =
                  "09:12:50 bout 09:00-09:09:50 sitting\n09:20:10 due stretch\n09:20:30 announce stretch\n"
                  "09:20:40 begin stretch\n09:20:40 bout 09:20-09:20:10 sitting\n" },
        { .name = "patience begins anew after settle",
          .options = ONLY_STRETCH " stretch.rest=1h",
          .timeline = "09:00 active\n09:09:50 gone lock\n09:20 active\n09:23:30 until\n",
          .expected =
                  "09:12:50 bout 09:00-09:09:50 sitting\n09:20:10 due stretch\n09:23:30 announce stretch\n"
                  "09:23:30 bout 09:20-09:23:30 sitting\n" },
        { .name = "settle after the last busy reason went free",
          .options = ONLY_STRETCH,
          .timeline =
                  "09:00 quiet\n09:01 busy mic\n09:02 busy calendar\n09:15 free calendar\n09:16 free mic\n"
                  "09:16:30 until\n",
          .expected = "09:10 due stretch\n09:16:30 announce stretch\n09:16:30 bout 09:00-09:16 sitting\n" },
        { .name = "a return starts the waiting anew",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 gone lock\n09:12 active\n09:15:30 until\n",
          .expected =
                  "09:10 due stretch\n09:15:30 announce stretch\n09:15:30 bout 09:00-09:15:30 sitting\n" },

        /* ---- held ---- */
        { .name = "held while busy, and progress is not wiped",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:05 busy dnd\n09:20 quiet\n09:22 free dnd\n09:22:30 until\n",
          .expected = "09:10 due stretch\n09:22:30 announce stretch\n09:22:30 bout 09:00-09:20 sitting\n" },
        { .name = "held while gone",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10:01 gone lock\n09:13 until\n",
          .expected = "09:10 due stretch\n09:13 bout 09:00-09:10:01 sitting\n" },
        { .name = "a break held for held_max gives one reminder",
          .options = ONLY_STRETCH " held_max=20m",
          .all = true,
          .timeline = "09:00 active\n09:05 busy user\n10:00 until\n",
          .expected = "09:10 due stretch\n09:30 held-long\n10:00 bout 09:00-10:00 sitting\n" },

        /* ---- announced ---- */
        { .name = "begins notice later when it is calm",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10:30 quiet\n09:10:45 until\n",
          .expected = "09:10 due stretch\n09:10:35 announce stretch\n09:10:45 begin stretch\n"
                      "09:10:45 bout 09:00-09:10:30 sitting\n" },
        { .name = "nobody is covered in the middle of a word: calm after notice",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10:30 quiet\n09:10:40 active\n09:10:50 quiet\n09:10:55 until\n",
          .expected = "09:10 due stretch\n09:10:35 announce stretch\n09:10:52 begin stretch\n"
                      "09:10:55 bout 09:00-09:10:50 sitting\n" },
        { .name = "a longer rule close to its target is gathered",
          .options = "stretch.every=10m walk.every=20m",
          .timeline = "09:00 active\n09:13 until\n",
          .expected = "09:10 due stretch\n09:13 due walk\n09:13 announce walk\n09:13 bout 09:00-09:13 "
                      "sitting\n" },
        { .name = "with gather to go to the millisecond it is; a millisecond more it is not",
          .options = "stretch.every=10m walk.every=23m",
          .timeline = "09:00 active\n09:12:54.999 quiet\n09:12:59.999 until\n",
          .expected = "09:10 due stretch\n09:12:59.999 announce stretch\n09:12:59.999 bout "
                      "09:00-09:12:54.999 sitting\n" },
        { .name = "exactly gather to go",
          .options = "stretch.every=10m walk.every=23m",
          .timeline = "09:00 active\n09:13 until\n",
          .expected = "09:10 due stretch\n09:13 due walk\n09:13 announce walk\n09:13 bout 09:00-09:13 "
                      "sitting\n" },
        { .name = "going busy sends it back to waiting, which begins anew",
          .options = ONLY_STRETCH,
          .all = true,
          .timeline = "09:00 active\n09:10:30 quiet\n09:10:40 busy fullscreen\n09:11 free fullscreen\n"
                      "09:11:40 until\n",
          .expected = "09:10 due stretch\n09:10:35 announce stretch\n09:10:40 notice-withdrawn\n"
                      "09:11:30 announce stretch\n09:11:40 begin stretch\n09:11:40 bout 09:00-09:10:30 "
                      "sitting\n" },
        { .name = "being gone begins it at once",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10:30 quiet\n09:10:37 gone lock\n09:12 until\n",
          .expected = "09:10 due stretch\n09:10:35 announce stretch\n09:10:37 begin stretch\n"
                      "09:11:37 end stretch rested\n09:12 bout 09:00-09:10:30 sitting\n" },
        { .name = "the gap reaching away_after sends it back to waiting, where it sleeps",
          .options = "stretch.every=10m stretch.rest=10m walk.enabled=no notice=5m notice_max=10m",
          .all = true,
          .timeline = "09:00 active\n09:11 quiet\n09:15 quiet\n09:15:30 until\n",
          .expected =
                  "09:10 due stretch\n09:11:05 announce stretch\n09:14 bout 09:00-09:11 sitting\n"
                  "09:14 notice-withdrawn\n09:15 away 09:11-09:15 unknown\n09:15:30 announce stretch\n" },
        { .name = "notice_max shorter than notice wins",
          .options = ONLY_STRETCH " notice=20s notice_max=5s",
          .timeline = "09:00 active\n09:13:05 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:05 begin stretch\n"
                      "09:13:05 bout 09:00-09:13:05 sitting\n" },

        /* ---- on, and the outcomes ---- */
        { .name = "done: they said take",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:13:10 answer take\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:10 begin stretch\n"
                      "09:14:10 end stretch done\n09:15 bout 09:00-09:15 sitting\n" },
        { .name = "done: take while it is on",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:14 answer take\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14:30 end stretch done\n09:15 bout 09:00-09:15 sitting\n" },
        { .name = "rested: no input from its beginning to its end",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 quiet\n09:12:15 active\n09:13 until\n",
          .expected = "09:10 due stretch\n09:11:05 announce stretch\n09:11:15 begin stretch\n"
                      "09:12:15 end stretch rested\n09:13 bout 09:00-09:13 sitting\n" },
        { .name = "ignored: input a millisecond before its end",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 quiet\n09:12:14.999 quiet\n09:13 until\n",
          .expected = "09:10 due stretch\n09:11:05 announce stretch\n09:11:15 begin stretch\n"
                      "09:12:15 end stretch ignored\n09:13 bout 09:00-09:12:14.999 sitting\n" },
        { .name = "ignored: input was in force as it began",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:13:30 quiet\n09:14:30 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14:30 end stretch ignored\n09:14:30 bout 09:00-09:13:30 sitting\n" },
        { .name = "rested: input was in force only until what began it",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:13:10 gone lock\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:10 begin stretch\n"
                      "09:14:10 end stretch rested\n09:15 bout 09:00-09:13:10 sitting\n" },
        { .name = "a call with folded hands during a break is no input",
          .options = ONLY_STRETCH,
          .timeline = "09:00 film\n09:12 until\n",
          .expected = "09:10 due stretch\n09:10 announce stretch\n09:10:10 begin stretch\n"
                      "09:11:10 end stretch rested\n09:12 bout 09:00-09:12 sitting\n" },
        { .name = "skipped, while waiting",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 answer skip\n09:21 until\n",
          .expected = "09:10 due stretch\n09:11 end stretch skipped\n09:21 due stretch\n"
                      "09:21 bout 09:00-09:21 sitting\n" },
        { .name = "postponed by the configured length",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 answer postpone\n09:16 until\n",
          .expected = "09:10 due stretch\n09:11 end stretch postponed\n09:16 due stretch\n"
                      "09:16 bout 09:00-09:16 sitting\n" },
        { .name = "postponed by a length of their own",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:11 answer postpone 2m\n09:13 until\n",
          .expected = "09:10 due stretch\n09:11 end stretch postponed\n09:13 due stretch\n"
                      "09:13 bout 09:00-09:13 sitting\n" },
        { .name = "postponing never brings a target nearer",
          .options = "stretch.every=10m walk.every=12m walk.counts=sitting gather=1s",
          .timeline = "09:00 active\n09:10 answer postpone 20m\n09:12 answer postpone 5m\n09:12 stand\n"
                      "09:30 until\n",
          .expected = "09:10 due stretch\n09:10 end stretch postponed\n09:12 due walk\n"
                      "09:12 end walk postponed\n09:12 bout 09:00-09:12 sitting\n09:30 due stretch\n"
                      "09:30 bout 09:12-09:30 standing\n" },
        { .name = "postponing the longer one: rules that last no longer wait too",
          .options = "stretch.every=30m walk.every=10m",
          .timeline = "09:00 active\n09:10 answer postpone 5m\n09:15 until\n",
          .expected = "09:10 due walk\n09:10 end walk postponed\n09:15 due walk\n09:15 bout 09:00-09:15 "
                      "sitting\n" },
        { .name = "postponing the longer one postpones the shorter that is nearly due",
          .options = "stretch.every=11m walk.every=10m",
          .timeline = "09:00 active\n09:10 answer postpone 5m\n09:15 until\n",
          .expected = "09:10 due walk\n09:10 end walk postponed\n09:15 due walk\n09:15 bout 09:00-09:15 "
                      "sitting\n" },
        { .name = "postponing the shorter one leaves the longer",
          .options = "stretch.every=10m walk.every=12m gather=1s",
          .timeline = "09:00 active\n09:10 answer postpone 5m\n09:12 until\n",
          .expected = "09:10 due stretch\n09:10 end stretch postponed\n09:12 due walk\n"
                      "09:12 bout 09:00-09:12 sitting\n" },
        { .name = "on and a call comes: postponed",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:14 busy mic\n09:19 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14 end stretch postponed\n09:19 due stretch\n09:19 bout 09:00-09:19 sitting\n" },
        { .name = "on and something else goes busy: it goes on",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:14 busy fullscreen\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14:30 end stretch ignored\n09:15 bout 09:00-09:15 sitting\n" },
        { .name = "natural: a rest reached its length before it began",
          .options = "stretch.every=10m stretch.rest=5m walk.enabled=no",
          .timeline = "09:00 active\n09:10 busy calendar\n09:11 quiet\n09:20 until\n",
          .expected = "09:10 due stretch\n09:14 bout 09:00-09:11 sitting\n09:16 end stretch natural\n" },
        { .name = "asleep until the person returns",
          .options = "stretch.every=10m stretch.rest=5m walk.enabled=no",
          .timeline = "09:00 active\n09:10:01 gone lock\n09:15 active\n09:18:30 until\n",
          .expected = "09:10 due stretch\n09:13:01 bout 09:00-09:10:01 sitting\n09:18:30 announce stretch\n"
                      "09:18:30 bout 09:15-09:18:30 sitting\n" },
        { .name = "withdrawn: at the last sign it was not due",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:09:59 quiet\n09:10 busy dnd\n09:13 until\n",
          .expected = "09:10 due stretch\n09:12:59 bout 09:00-09:09:59 sitting\n09:12:59 end stretch "
                      "withdrawn\n" },
        { .name = "withdrawn goes before natural",
          .options = ONLY_STRETCH " stretch.rest=3m",
          .timeline = "09:00 active\n09:09:59 quiet\n09:10 busy dnd\n09:13 until\n",
          .expected = "09:10 due stretch\n09:12:59 bout 09:00-09:09:59 sitting\n09:12:59 end stretch "
                      "withdrawn\n" },
        { .name = "withdrawn: so also one that was gathered early",
          .options = "stretch.every=10m walk.every=20m notice=5m notice_max=10m",
          .timeline = "09:00 active\n09:11 quiet\n09:15 until\n",
          .expected = "09:10 due stretch\n09:11:05 due walk\n09:11:05 announce walk\n"
                      "09:14 bout 09:00-09:11 sitting\n09:14 end walk withdrawn\n" },
        { .name = "due at the last sign exactly: not withdrawn, natural at once where rest is away_after",
          .options = ONLY_STRETCH " stretch.rest=3m",
          .timeline = "09:00 active\n09:10 quiet\n09:10 busy dnd\n09:13 until\n",
          .expected = "09:10 due stretch\n09:13 bout 09:00-09:10 sitting\n09:13 end stretch natural\n" },
        { .name = "a break that is on stays on when the bout ends, and its end comes after the rest",
          .options = "stretch.every=10m stretch.lasts=4m stretch.rest=3m walk.enabled=no",
          .timeline = "09:00 active\n09:11 quiet\n09:20 until\n",
          .expected = "09:10 due stretch\n09:11:05 announce stretch\n09:11:15 begin stretch\n"
                      "09:14 bout 09:00-09:11 sitting\n09:15:15 end stretch rested\n" },

        /* ---- answers ---- */
        { .name = "take while waiting and busy begins at once",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:05 busy calendar\n09:11 answer take\n09:13 until\n",
          .expected = "09:10 due stretch\n09:11 begin stretch\n09:12 end stretch done\n"
                      "09:13 bout 09:00-09:13 sitting\n" },
        { .name = "take while gone is ignored",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10 gone lock\n09:11 answer take\n09:12 until\n",
          .expected = "09:10 due stretch\n09:12 bout 09:00-09:10 sitting\n" },
        { .name = "but not for one that is on",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:13:10 gone lock\n09:13:20 answer take\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:10 begin stretch\n"
                      "09:14:10 end stretch done\n09:15 bout 09:00-09:13:10 sitting\n" },
        { .name = "take wakes one that sleeps",
          .options = "stretch.every=10m stretch.rest=10m walk.enabled=no",
          .timeline =
                  "09:00 active\n09:10:30 quiet\n09:10:31 busy calendar\n09:15 answer take\n09:20 until\n",
          .expected = "09:10 due stretch\n09:13:30 bout 09:00-09:10:30 sitting\n09:15 begin stretch\n"
                      "09:16 end stretch done\n" },
        { .name = "skip ends one that sleeps while gone",
          .options = "stretch.every=10m stretch.rest=10m walk.enabled=no",
          .timeline = "09:00 active\n09:10:30 gone lock\n09:15 answer skip\n09:20 until\n",
          .expected =
                  "09:10 due stretch\n09:13:30 bout 09:00-09:10:30 sitting\n09:15 end stretch skipped\n" },
        { .name = "an answer without a break at hand is ignored, and is no input",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:05 quiet\n09:06 answer skip\n09:06 answer take\n09:08 until\n",
          .expected = "09:08 bout 09:00-09:05 sitting\n" },
        { .name = "--answer skip ends each break at its begin line",
          .options = ONLY_STRETCH,
          .answer = "skip",
          .timeline = "09:00 active\n09:14 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:13:30 end stretch skipped\n09:14 bout 09:00-09:14 sitting\n" },
        { .name = "--answer leaves alone what the file answered",
          .options = ONLY_STRETCH,
          .answer = "skip",
          .timeline = "09:00 active\n09:11 answer take\n09:13 until\n",
          .expected = "09:10 due stretch\n09:11 begin stretch\n09:12 end stretch done\n"
                      "09:13 bout 09:00-09:13 sitting\n" },

        /* ---- one instant ---- */
        { .name = "timers come before an observation: the pause is reached as the typing goes on",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:10:30 quiet\n09:10:35 active\n09:10:36 until\n",
          .expected =
                  "09:10 due stretch\n09:10:35 announce stretch\n09:10:36 bout 09:00-09:10:36 sitting\n" },
        { .name = "a break ends and the next comes up at the same instant",
          .options = "stretch.every=10m walk.every=14m walk.rest=1h gather=1s",
          .timeline = "09:00 active\n09:14:30 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14:30 end stretch ignored\n09:14:30 due walk\n09:14:30 bout 09:00-09:14:30 "
                      "sitting\n" },
        { .name = "bout, rest reached and natural at one instant, in this order",
          .options = ONLY_STRETCH " stretch.rest=3m patience=30m pause=20m",
          .timeline = "09:00 active\n09:10 quiet\n09:13 quiet\n09:16 until\n",
          .expected = "09:10 due stretch\n09:13 bout 09:00-09:10 sitting\n09:13 end stretch natural\n" },

        /* ---- what simulate does not print ---- */
        { .name = "three ignored in a row are asked about once",
          .options = ONLY_STRETCH,
          .all = true,
          .timeline = "09:00 active\n09:57 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n09:14:30 end "
                      "stretch ignored\n"
                      "09:24:30 due stretch\n09:27:30 announce stretch\n09:28 begin stretch\n"
                      "09:29 end stretch ignored\n09:39 due stretch\n09:42 announce stretch\n"
                      "09:42:30 begin stretch\n09:43:30 end stretch ignored\n09:43:30 ask\n09:53:30 due "
                      "stretch\n"
                      "09:56:30 announce stretch\n09:57 begin stretch\n09:57 bout 09:00-09:57 sitting\n" },
        { .name = "the day's limit, and every hour after; a new day starts anew",
          .options = "stretch.enabled=no walk.enabled=no day_limit=2h",
          .all = true,
          .timeline = "09:00 active\n12:30 day\n14:30 until\n",
          .expected = "11:00 day-limit 02:00\n12:00 day-limit 03:00\n14:30 day-limit 02:00\n"
                      "14:30 bout 09:00-14:30 sitting\n" },

        /* ---- live only ---- */
        { .name = "a quiet told late ends the bout where it was",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:08 late 09:05 quiet\n09:09 until\n",
          .expected = "09:08 bout 09:00-09:05 sitting\n" },
        { .name = "a quiet told late makes ignored rested",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:14 late 09:13:20 quiet\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:30 begin stretch\n"
                      "09:14:30 end stretch rested\n09:15 bout 09:00-09:13:20 sitting\n" },
        { .name = "a quiet told late, of a time before the lock, is no return",
          .options = ONLY_STRETCH,
          .all = true,
          .timeline = "09:00 active\n09:05 gone lock\n09:08 late 09:04:59 quiet\n09:20 active\n",
          .expected = "09:08 bout 09:00-09:05 sitting\n09:20 away 09:05-09:20 lock\n" },
        { .name = "a quiet told at the start, of a time before it, is no sign",
          .options = ONLY_STRETCH,
          .all = true,
          .timeline = "09:00 late 08:59 quiet\n09:01 late 09:00 quiet\n09:10 active\n",
          .expected = "09:10 away 09:00-09:10 unknown\n" },
        { .name = "a single input told late opens its bout where it was",
          .options = ONLY_STRETCH,
          .timeline = "09:00 back\n09:08 late 09:07 quiet\n09:09 active\n09:11 quiet\n09:14 until\n",
          .expected = "09:14 bout 09:07-09:11 sitting\n" },
        { .name = "a session carries the break to its own end",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:13:10 session begin\n09:20 session end done\n09:21 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:10 begin stretch\n09:20 end stretch "
                      "done\n"
                      "09:21 bout 09:00-09:21 sitting\n" },
        { .name = "a session that ended early leaves the break its own time",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:13:10 session begin\n09:13:30 session end\n09:15 until\n",
          .expected = "09:10 due stretch\n09:13 announce stretch\n09:13:10 begin stretch\n"
                      "09:14:10 end stretch done\n09:15 bout 09:00-09:15 sitting\n" },
        { .name = "a break now, although none is due",
          .options = ONLY_STRETCH,
          .timeline = "09:00 active\n09:05 break now stretch\n09:07 until\n",
          .expected = "09:05 due stretch\n09:05 begin stretch\n09:06 end stretch done\n"
                      "09:07 bout 09:00-09:07 sitting\n" },
};

static void run_case(void **state)
{
        const Case *test = *state;

        for (int save = 0; save < 2; save++) {
                _cleanup_str_ Str out = { 0 };
                Script script = {
                        .options = test->options,
                        .timeline = test->timeline,
                        .all = test->all,
                        .save_and_load = save,
                };

                if (test->answer) {
                        script.has_answer = true;
                        assert_true(answer_from_name(slice_of(test->answer), &script.answer));
                }
                script_run(&script, &out);
                if (strcmp(out.text, test->expected) != 0)
                        fail_msg(
                                "%s%s\n--- expected\n%s--- got\n%s", test->name,
                                save ? " (saved and loaded)" : "", test->expected, out.text);
        }
}

int main(void)
{
        struct CMUnitTest tests[ELEMENTSOF(cases)];

        for (size_t i = 0; i < ELEMENTSOF(cases); i++)
                tests[i] = (struct CMUnitTest){
                        .name = cases[i].name,
                        .test_func = run_case,
                        .initial_state = (void *) &cases[i],
                };
        return _cmocka_run_group_tests("engine", tests, ELEMENTSOF(tests), NULL, NULL);
}
