/* SPDX-License-Identifier: MIT */
/*
 * Stretch files: the four that come with Limber say what the design says, every wrong file gets one clear
 * error, and the arithmetic of doses.
 */

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "shipped.h"
#include "str.h"
#include "stretch-parse.h"

static const char *const ids[] = { "shoulder-shrugs", "neck-rolls", "shoulder-rolls", "butterfly-wings" };

/* ---- the four ---- */

/* Totals by hand. Shrugs 2+2+3+1 = 8 s a repeat: 8, 10, 10 of them. Neck 4+4+4 = 12 s: 3 each way are 6, 5
 * are 10; circles of 8 s: 10 minutes one way are 75, and as long the other way. Rolls 4 s: 5+5, twice that,
 * 5+5. Wings 3+1+3+1 = 8 s: 8, 10, 10. */
static void test_doses_of_the_four(void **state)
{
        static const struct {
                const char *id;
                unsigned repeats[N_DOSES], enough[N_DOSES];
                int seconds[N_DOSES];
        } rows[] = {
                { "shoulder-shrugs", { 8, 10, 10 }, { 8, 10, 8 }, { 64, 80, 80 } },
                { "neck-rolls", { 6, 10, 150 }, { 6, 10, 76 }, { 72, 120, 1200 } },
                { "shoulder-rolls", { 10, 20, 10 }, { 10, 20, 2 }, { 40, 80, 40 } },
                { "butterfly-wings", { 8, 10, 10 }, { 8, 10, 8 }, { 64, 80, 80 } },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(rows[i].id);

                for (int kind = 0; kind < N_DOSES; kind++) {
                        const Dose *dose = &stretch->doses[kind];

                        assert_int_equal(dose_repeats(dose, 100), rows[i].repeats[kind]);
                        assert_int_equal(dose_enough(dose, 100), rows[i].enough[kind]);
                        assert_int_equal(
                                stretch_dose_ms(stretch, (DoseKind) kind, 100),
                                rows[i].seconds[kind] * 1000);
                }
        }
}

/* The phases of every way, as "name:seconds breath side", in the words of the design's table. */
static void test_phases_of_the_four(void **state)
{
        static const struct {
                const char *id, *way, *phases;
        } rows[] = {
                { "shoulder-shrugs", "",
                  "lift:2 in both; hold:2 hold both; let-go:3 out both; rest:1 none none; " },
                { "neck-rolls", "right", "right-ear:4 none right; across:4 none left; back:4 none right; " },
                { "neck-rolls", "left", "left-ear:4 none left; across:4 none right; back:4 none left; " },
                { "neck-rolls", "circle-right", "circle:8 none none; " },
                { "neck-rolls", "circle-left", "circle:8 none none; " },
                { "shoulder-rolls", "backward",
                  "down:1 none both; back:1 none both; up:1 none both; forward:1 none both; " },
                { "shoulder-rolls", "forward",
                  "down:1 none both; forward:1 none both; up:1 none both; back:1 none both; " },
                { "butterfly-wings", "",
                  "close:3 out both; touch:1 hold both; open:3 in both; rest:1 none none; " },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(rows[i].id);
                const Way *way = NULL;
                char text[512] = "";
                size_t used = 0;

                for (size_t k = 0; k < stretch->n_ways; k++)
                        if (strcmp(stretch->ways[k].name, rows[i].way) == 0)
                                way = &stretch->ways[k];
                assert_non_null(way);
                for (size_t k = way->first; k < way->first + way->n; k++) {
                        const Phase *phase = &stretch->phases[k];

                        used += (size_t) snprintf(
                                text + used, sizeof text - used, "%s:%d %s %s; ", phase->name,
                                (int) (phase->ms / 1000), breath_name(phase->breath),
                                side_name(phase->side));
                        assert_true(phase->n_poses >= 1);
                }
                assert_string_equal(text, rows[i].phases);
        }
}

static void test_order_of_ways(void **state)
{
        _cleanup_(stretch_freep) Stretch *neck = shipped_stretch("neck-rolls");
        _cleanup_(stretch_freep) Stretch *rolls = shipped_stretch("shoulder-rolls");
        char order[64] = "";

        for (unsigned i = 0; i < dose_repeats(&neck->doses[DOSE_SHORT], 100); i++)
                strcat(order,
                       neck->ways[dose_way(&neck->doses[DOSE_SHORT], 100, i)].name[0] == 'r' ? "R" : "L");
        assert_string_equal(order, "RLRLRL");

        order[0] = '\0';
        for (unsigned i = 0; i < dose_repeats(&rolls->doses[DOSE_FULL], 100); i++)
                strcat(order,
                       rolls->ways[dose_way(&rolls->doses[DOSE_FULL], 100, i)].name[0] == 'b' ? "B" : "F");
        assert_string_equal(order, "BBBBBFFFFFBBBBBFFFFF");
}

static void test_half_doses(void **state)
{
        _cleanup_(stretch_freep) Stretch *neck = shipped_stretch("neck-rolls");
        _cleanup_(stretch_freep) Stretch *shrugs = shipped_stretch("shoulder-shrugs");
        const Dose *dose = &neck->doses[DOSE_SHORT];

        assert_int_equal(dose_repeats(&shrugs->doses[DOSE_SHORT], 50), 4);
        assert_int_equal(dose_repeats(dose, 50), 4); /* 3 each way: 2, rounded up */
        assert_int_equal(dose_repeats(dose, 1), 2);  /* never none */
        for (unsigned percent = 1; percent <= 100; percent++)
                assert_true(dose_enough(dose, percent) <= dose_repeats(dose, percent));
        assert_int_equal(stretch_dose_ms(neck, DOSE_SHORT, 50), 48000);
}

static void test_rest_of_the_four(void **state)
{
        _cleanup_(stretch_freep) Stretch *shrugs = shipped_stretch("shoulder-shrugs");
        _cleanup_(stretch_freep) Stretch *neck = shipped_stretch("neck-rolls");

        assert_string_equal(shrugs->name, "Shoulder shrugs");
        assert_int_equal(shrugs->position, POSITION_EITHER);
        assert_int_equal(shrugs->n_muscles, 2);
        assert_string_equal(shrugs->muscles[1], "levator scapulae");
        assert_int_equal(shrugs->conditions, 1U << CONDITION_CHEST_SURGERY | 1U << CONDITION_FRACTURE);
        assert_int_equal(shrugs->n_steps, 4);
        assert_string_equal(shrugs->poses[1].name, "up");
        assert_true(shrugs->poses[1].shoulder_lift_cm >= 5 && shrugs->poses[1].shoulder_lift_cm <= 10);

        assert_int_equal(neck->position, POSITION_SIT);
        assert_int_equal(neck->n_muscles, 4);
        assert_int_equal(neck->poses[0].arms, ARMS_LAP);
        assert_int_equal(neck->doses[DOSE_ARTICLE].opt_in, OPT_IN_NECK_QUESTIONS);
        assert_int_equal(neck->doses[DOSE_ARTICLE].remind_every_ms, 60000);
        assert_string_equal(neck->doses[DOSE_ARTICLE].remind, "still comfortable?");
        assert_int_equal(neck->doses[DOSE_SHORT].opt_in, OPT_IN_NONE);
        assert_true(neck->conditions & 1U << CONDITION_RED_FLAG);
        assert_false(neck->conditions & 1U << CONDITION_CHEST_SURGERY);
        for (size_t i = 0; i < neck->n_poses; i++) {
                const Pose *pose = &neck->poses[i];

                if (pose->head_side_deg != 0)
                        assert_true(pose->head_side_deg >= 35 || pose->head_side_deg <= -35);
                if (pose->head_nod_deg > 0)
                        assert_true(pose->head_nod_deg >= 45 && pose->head_nod_deg <= 50);
        }
}

/* ---- wrong files ---- */

#define HEAD "name = A\nwhy = B\nposition = sit\n[steps]\n1 = S\n"
#define PHASE "[phase p]\nshow = Go\ntime = 2s\n"
#define DOSES "[dose short]\nrepeats = 1\n[dose full]\nrepeats = 2\n[dose article]\nrepeats = 3\n"
#define A50 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static void test_wrong_files(void **state)
{
        static const struct {
                const char *bytes, *error; /* all of the text */
        } rows[] = {
                { "",
                  "above the first section: 'name' is missing; add a line like 'name = Shoulder shrugs'" },
                { "name = A\nposition = sit\n", "above the first section: 'why' is missing; add a line like "
                                                "'why = One line of what it is good "
                                                "for.'" },
                { "name = A\nname = B\n", "line 2: name: is there twice; leave one out" },
                { "name =\n", "line 1: name: is empty; write 'name', or leave the line out" },
                { "name = " A50 A50 "\n", "line 1: name: is 100 bytes long; at most 60 fit on a screen" },
                { "colour = red\n",
                  "line 1: colour: no such key; here are: name, why, position, view, muscles, "
                  "caution, not_when, rank" },
                { "position = lie\n", "line 1: position: 'lie' is not one of: either, sit, stand" },
                { "rank = -1\n", "line 1: rank: '-1' is not a whole number from 0 to 1000" },
                { "not_when = fracture, flu\n",
                  "line 1: not_when: 'flu' is not one of: red-flag, chest-surgery, fracture, neck-signs, "
                  "arm-signs, ruptured-disc, neck-injury, rheumatoid-arthritis, osteoporosis, "
                  "hypermobility" },
                { "muscles = a,,b\n", "line 1: muscles: a muscle is missing between two commas" },
                { "hello\n", "line 1: 'hello' is neither 'key = value' nor a [section]" },
                { "# fine\n[steps\n", "line 2: a section ends with ]" },
                { "[ ]\n", "line 1: a section needs a name, as in [name]" },
                { "= 3\n", "line 1: a key is missing before '='" },
                { "a\001b = 3\n", "line 1: there is a control character (0x01); is this a text file?" },
                { "\177ELF\002\n", "line 1: there is a control character (0x7f); is this a text file?" },
                { "name = \xff\n", "line 1: this is not text in UTF-8; save the file as UTF-8" },
                { "name = \xc0\xaf\n", "line 1: this is not text in UTF-8; save the file as UTF-8" },
                { "name = \xe2\x82", "line 1: this is not text in UTF-8; save the file as UTF-8" },
                { HEAD "[stops]\n",
                  "line 6: there is no section [stops]; the sections are steps, pose, way, phase and dose" },
                { HEAD "[phase]\n", "line 6: [phase] needs a name, as in [phase NAME]" },
                { HEAD "[steps two]\n", "line 6: [steps] takes no name" },
                { HEAD "[steps]\n", "line 6: [steps] is there twice; rename one or leave it out" },
                { HEAD "[phase Lift]\n",
                  "line 6: 'Lift' is not a name; use small letters, digits and '-', at most 31 of them" },
                { HEAD "3 = S\n", "line 6: [steps] 3: steps are numbered; here comes 2" },
                { HEAD "1 = S\n", "line 6: [steps] 1: steps are numbered; here comes 2" },
                { HEAD "2 =\n", "line 6: [steps] 2: a step has 1 to 200 bytes" },
                { HEAD DOSES, "line 6: [dose short]: there is no phase above; add [phase NAME] sections "
                              "before the doses" },
                { HEAD, "there is no phase; add a [phase NAME] section" },
                { "name = A\nwhy = B\nposition = sit\n" PHASE DOSES,
                  "there are no steps; add a section [steps] with a line '1 = ...'" },
                { HEAD "[phase p]\nshow = Go\n",
                  "line 6: [phase p]: 'time' is missing; add a line like 'time = 2s'" },
                { HEAD "[phase p]\ntime = 2s\n",
                  "line 6: [phase p]: 'show' is missing; add a line like 'show = Hold'" },
                { HEAD "[phase p]\ntime = 0s\n",
                  "line 7: [phase p] time: '0s' is out of range; it is from 1s to 10m" },
                { HEAD "[phase p]\ntime = 900000h\n",
                  "line 7: [phase p] time: '900000h' is out of range; it is from 1s to 10m" },
                { HEAD "[phase p]\ntime = 10m1s\n",
                  "line 7: [phase p] time: '10m1s' is out of range; it is from 1s to 10m" },
                { HEAD PHASE "breath = deep\n",
                  "line 9: [phase p] breath: 'deep' is not one of: none, in, out, hold" },
                { HEAD PHASE "side = up\n",
                  "line 9: [phase p] side: 'up' is not one of: none, left, right, both" },
                { HEAD PHASE "pose = up\n",
                  "line 9: [phase p] pose: there is no pose 'up' above; add a [pose up] section" },
                { HEAD PHASE PHASE, "line 9: [phase p] is there twice; rename one or leave it out" },
                { HEAD PHASE "[way w]\n",
                  "line 9: there are phases above the first [way]; put them below one" },
                { HEAD "[way w]\n[way w]\n", "line 7: [way w] is there twice; rename one or leave it out" },
                { HEAD "[way w]\n" DOSES,
                  "line 7: [dose short]: way 'w' has no phase; add a [phase NAME] section below it" },
                { HEAD PHASE DOSES "[way w]\n",
                  "line 15: there are phases above the first [way]; put them below one" },
                { HEAD PHASE DOSES "[phase q]\n", "line 15: phases stand above the doses; move it up" },
                { HEAD "[pose p]\n[pose p]\n",
                  "line 7: [pose p] is there twice; rename one or leave it out" },
                { HEAD "[pose p]\nhead_side_deg = 41\n",
                  "line 7: [pose p] head_side_deg: '41' is not a number from -40 to 40" },
                { HEAD "[pose p]\nhead_forward_cm = 5\n",
                  "line 7: [pose p] head_forward_cm: '5' is not a number from -4 to 4" },
                { "view = back\n", "line 1: view: 'back' is not one of: front, side" },
                { HEAD "[pose p]\nhead_side_deg = nan\n",
                  "line 7: [pose p] head_side_deg: 'nan' is not a number from -40 to 40" },
                { HEAD "[pose p]\nwings = .5\n",
                  "line 7: [pose p] wings: '.5' is not a number from 0 to 1" },
                { HEAD "[pose p]\nwings = 0.\n",
                  "line 7: [pose p] wings: '0.' is not a number from 0 to 1" },
                { HEAD "[pose p]\nwings = -\n", "line 7: [pose p] wings: '-' is not a number from 0 to 1" },
                { HEAD "[pose p]\nwings = 1e0\n",
                  "line 7: [pose p] wings: '1e0' is not a number from 0 to 1" },
                { HEAD PHASE "[dose long]\n",
                  "line 9: 'long' is not a dose; the doses are short, full, article" },
                { HEAD PHASE "[dose short]\n",
                  "line 9: [dose short]: 'repeats' is missing; add a line like 'repeats = 8'" },
                { HEAD PHASE "[dose short]\nrepeats = 0\n",
                  "line 10: [dose short] repeats: '0' is not a whole number from 1 to 200" },
                { HEAD PHASE "[dose short]\nrepeats = 201\n",
                  "line 10: [dose short] repeats: '201' is not a whole number from 1 to 200" },
                { HEAD PHASE "[dose short]\nrepeats = 99999999999999999999\n",
                  "line 10: [dose short] repeats: '99999999999999999999' is not a whole number from 1 to "
                  "200" },
                { HEAD PHASE "[dose short]\nrepeats = 8-\n",
                  "line 10: [dose short] repeats: '' is not a whole number from 1 to 200" },
                { HEAD PHASE "[dose short]\nrepeats = 10-8\n",
                  "line 10: [dose short] repeats: 10-8: the smaller number comes first" },
                { HEAD PHASE "[dose short]\nrepeats = 8\ntime = 1m\n",
                  "line 9: [dose short]: has both 'repeats' and 'time'; keep one of them" },
                { HEAD PHASE "[dose short]\ntime = 10m-5m\n",
                  "line 10: [dose short] time: the smaller time comes first" },
                { HEAD "[phase p]\nshow = Go\ntime = 10m\n[dose short]\ntime = 1m\n",
                  "line 9: [dose short]: time: too short for a single repeat; make it longer" },
                { HEAD "[phase p]\nshow = Go\ntime = 10m\n[dose short]\nrepeats = 7\n",
                  "line 9: [dose short]: takes more than an hour in all; take fewer repeats" },
                { HEAD PHASE "[dose short]\nrepeats = 1\nways = w\n",
                  "line 11: [dose short] ways: there is no way 'w' above; add a [way w] section" },
                { HEAD "[way w]\n" PHASE "[dose short]\nrepeats = 1\nways = w, w\n",
                  "line 12: [dose short] ways: 'w' stands there twice" },
                { HEAD PHASE "[dose short]\nrepeats = 1\nremind = hm\n",
                  "line 9: [dose short]: 'remind' and 'remind_every' go together; add the other one" },
                { HEAD PHASE "[dose short]\nrepeats = 1\n[dose short]\n",
                  "line 11: [dose short] is there twice; rename one or leave it out" },
                { HEAD PHASE "[dose full]\nrepeats = 1\n[dose article]\nrepeats = 1\n",
                  "the dose 'short' is missing; add a section [dose short] with a line 'repeats = 8'" },
                { HEAD "[way v]\n" PHASE "[way w]\n[dose short]\nways = v\nrepeats = 1\n[dose full]\nways = "
                       "v\nrepeats = 1\n[dose article]\nways = v\nrepeats = 1\n",
                  "[way w] has no phase; add a [phase NAME] section below it" },
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                Stretch *stretch = NULL;
                Error error = { "" };
                int r = stretch_parse("x", slice_of(rows[i].bytes), &stretch, &error);

                if (r >= 0 || strcmp(error.text, rows[i].error) != 0)
                        fail_msg("%s\ngives  %s\nnot    %s", rows[i].bytes, error.text, rows[i].error);
                assert_int_equal(r, -EINVAL);
                assert_null(stretch);
        }
}

static void test_wrong_ids(void **state)
{
        static const char *const wrong[] = { "", "A", "1a", "a b", "../a", "a_b", A50 };

        for (size_t i = 0; i < ELEMENTSOF(wrong); i++) {
                Stretch *stretch = NULL;
                Error error = { "" };

                assert_int_equal(
                        stretch_parse(wrong[i], slice_of(HEAD PHASE DOSES), &stretch, &error), -EINVAL);
                assert_null(stretch);
        }
}

static void test_huge_file(void **state)
{
        size_t n = STRETCH_FILE_MAX + 1;
        _cleanup_free_ char *bytes = malloc(n);
        Stretch *stretch = NULL;
        Error error = { "" };

        memset(bytes, '\n', n);
        assert_int_equal(stretch_parse("x", (Slice){ bytes, n }, &stretch, &error), -EINVAL);
        assert_string_equal(error.text, "longer than 64 KiB; is this a stretch file?");
        memset(bytes, 'a', n);
        assert_int_equal(stretch_parse("x", (Slice){ bytes, n - 1 }, &stretch, &error), -EINVAL);
        assert_string_equal(error.text, "line 1: longer than 1024 bytes; shorten it");
}

/* A file that was cut off anywhere never passes for whole but where larger doses or the end of a line are
 * missing, and each error is one line. Exactly n bytes, so that ASan sees a read past them. */
static void test_truncated_files(void **state)
{
        for (size_t i = 0; i < ELEMENTSOF(ids); i++) {
                size_t n;
                _cleanup_free_ char *bytes = shipped_bytes(ids[i], &n);

                for (size_t cut = 0; cut < n; cut++) {
                        _cleanup_free_ char *copy = malloc(cut + 1);
                        char *exact = realloc(copy, cut ? cut : 1);
                        Stretch *stretch = NULL;
                        Error error = { "" };
                        int r;

                        copy = exact;
                        memcpy(copy, bytes, cut);
                        r = stretch_parse(ids[i], (Slice){ copy, cut }, &stretch, &error);
                        if (r < 0) {
                                assert_null(stretch);
                                assert_true(error.text[0] && !strchr(error.text, '\n'));
                        } else {
                                const char *last = memrchr(bytes, '[', cut);

                                assert_memory_equal(last, "[dose ", 6);
                        }
                        stretch_free(stretch);
                }
        }
}

/* Each section's first mistake, once, and none that only follows from another. */
static void test_several_mistakes(void **state)
{
        static const struct {
                const char *bytes, *problems;
        } rows[] = {
                { "name =\nposition = lie\n[steps]\n2 = S\n3 = S\n" PHASE "[phase q]\ntime = 0s\nside = up\n"
                  "[dose short]\ntime = 1m\n[dose full]\nrepeats = 0\n[dose article]\nrepeats = 1\n",
                  "f:1: name: is empty; write 'name', or leave the line out\n"
                  "f:4: [steps] 2: steps are numbered; here comes 1\n"
                  "f:10: [phase q] time: '0s' is out of range; it is from 1s to 10m\n"
                  "f:15: [dose full] repeats: '0' is not a whole number from 1 to 200\n" },
                /* In what seemed to be no section there may be the phase that is then missing. */
                { HEAD "[phaze p]\nshow = Go\ntime = 2s\nnonsense\n[dose short]\nrepeats = 0\n",
                  "f:6: there is no section [phaze]; the sections are steps, pose, way, phase and dose\n"
                  "f:11: [dose short] repeats: '0' is not a whole number from 1 to 200\n" },
                { HEAD "[phase p\nshow = Go\n" DOSES, "f:6: a section ends with ]\n" },
                { HEAD "[way w]\n[phase P]\n" DOSES "ways = v\n",
                  "f:7: 'P' is not a name; use small letters, digits and '-', at most 31 of them\n"
                  "f:14: [dose article] ways: there is no way 'v' above; add a [way v] section\n" },
                { HEAD "[phase p]\nshow =\n[dose full]\nrepeats = 1\n",
                  "f:7: [phase p] show: is empty; write 'show', or leave the line out\n"
                  "f: the dose 'short' is missing; add a section [dose short] with a line 'repeats = 8'\n" },
                { "\xff\n\xff\n\xff\n", "f:1: this is not text in UTF-8; save the file as UTF-8\n" },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_str_ Str all = { 0 };
                FileProblems problems = { 0 };
                Stretch *stretch = NULL;
                Error line;

                assert_int_equal(
                        stretch_parse_all("x", slice_of(rows[i].bytes), &stretch, &problems), -EINVAL);
                assert_null(stretch);
                for (size_t k = 0; k < problems.n; k++) {
                        file_problem_print(&problems.items[k], "f", &line);
                        assert_int_equal(str_appendf(&all, "%s\n", line.text), 0);
                }
                assert_string_equal(all.text, rows[i].problems);
                array_free(&problems);
        }
}

/* Who writes one dose has the larger ones, too. */
static void test_doses_not_said(void **state)
{
        static const struct {
                const char *doses;
                unsigned repeats[N_DOSES];
        } rows[] = {
                { "[dose short]\nrepeats = 3\n", { 3, 3, 3 } },
                { "[dose short]\nrepeats = 3\n[dose full]\nrepeats = 6\n", { 3, 6, 6 } },
                { "[dose article]\nrepeats = 9\n[dose short]\nrepeats = 3\n", { 3, 3, 9 } },
        };

        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                _cleanup_free_ char *bytes = str_format(HEAD PHASE "%s", rows[i].doses);
                _cleanup_(stretch_freep) Stretch *stretch = NULL;

                assert_int_equal(stretch_parse("x", slice_of(bytes), &stretch, NULL), 0);
                for (int kind = 0; kind < N_DOSES; kind++)
                        assert_int_equal(stretch->doses[kind].repeats, rows[i].repeats[kind]);
        }
}

static void test_too_many_mistakes(void **state)
{
        _cleanup_str_ Str bytes = { 0 };
        FileProblems problems = { 0 };
        Stretch *stretch = NULL;

        (void) state;
        for (int i = 0; i < 100; i++)
                assert_int_equal(str_append(&bytes, "[x]\n"), 0);
        assert_int_equal(stretch_parse_all("x", str_slice(&bytes), &stretch, &problems), -EINVAL);
        assert_int_equal(problems.n, FILE_MAX_PROBLEMS);
        array_free(&problems);
}

/* ---- forms that are fine ---- */

static void test_fine_forms(void **state)
{
        static const char bytes[] =
                "\xef\xbb\xbf# a comment\r\n"
                "  name\t=  \xc3\x84rmel #1  # said\r\n"
                "why = a#b = c\r\nposition=stand\r\n[ steps ]\r\n1 = S\r\n"
                "[pose  up ]\nshoulder_lift_cm = 7.25\nhead_turn_deg = -3\nhead_forward_cm = -3.5\n" PHASE
                "pose = up , up\n" DOSES "ways =";
        Stretch *stretch = NULL;
        Error error = { "" };

        assert_int_equal(stretch_parse("x", slice_of(bytes), &stretch, &error), -EINVAL);
        assert_string_equal(error.text, "line 21: [dose article] ways: the name of a way is missing");
        assert_int_equal(
                stretch_parse("x", (Slice){ bytes, sizeof bytes - 1 - strlen("ways =") }, &stretch, &error),
                0);
        assert_string_equal(stretch->name, "\xc3\x84rmel");
        assert_string_equal(stretch->why, "a#b = c");
        assert_int_equal(stretch->position, POSITION_STAND);
        assert_true(stretch->poses[0].shoulder_lift_cm == 7.25 && stretch->poses[0].head_turn_deg == -3);
        assert_true(stretch->poses[0].head_forward_cm == -3.5);
        assert_string_equal(stretch->phases[0].say, "Go");
        assert_string_equal(stretch->phases[0].cue, "");
        assert_int_equal(stretch->phases[0].n_poses, 2);
        assert_string_equal(stretch->caution, "");
        assert_int_equal(stretch->rank, 100);
        stretch_free(stretch);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_doses_of_the_four), cmocka_unit_test(test_phases_of_the_four),
                cmocka_unit_test(test_order_of_ways),     cmocka_unit_test(test_half_doses),
                cmocka_unit_test(test_rest_of_the_four),  cmocka_unit_test(test_wrong_files),
                cmocka_unit_test(test_several_mistakes),  cmocka_unit_test(test_too_many_mistakes),
                cmocka_unit_test(test_doses_not_said),    cmocka_unit_test(test_wrong_ids),
                cmocka_unit_test(test_huge_file),         cmocka_unit_test(test_truncated_files),
                cmocka_unit_test(test_fine_forms),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
