/* SPDX-License-Identifier: MIT */
/* Where arrows point, for the stretches that ship; that they come and go softly, and that a hold has none.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "figure.h"
#include "macro.h"
#include "motion.h"
#include "shipped.h"

static const char *const ids[] = { "shoulder-shrugs", "neck-rolls", "shoulder-rolls", "butterfly-wings" };

static FigureHints hints_at(const Stretch *stretch, double ms)
{
        MotionPlace place = motion_place_at(stretch, DOSE_SHORT, ms);

        return hints_of_place(&place, false);
}

/* From the first point to the head. */
static Point leads(const Hint *hint)
{
        Point from = hint->path[0], to = hint->path[HINT_POINTS - 1];

        return (Point){ to.x - from.x, to.y - from.y };
}

/* A case a row: where the arrows of a stretch lead at a time, on the paper (y down). */
typedef struct Case {
        const char *id;
        double ms;
        bool sides, head;
        double left_x, left_y, head_x; /* signs; 0: not asked */
} Case;

static const Case cases[] = {
        { "shoulder-shrugs", 1000, true, false, 0, -1, 0 }, /* lift: up */
        { "shoulder-shrugs", 3000, false, false, 0, 0, 0 }, /* hold */
        { "shoulder-shrugs", 5500, true, false, 0, 1, 0 },  /* let go: down */
        { "shoulder-shrugs", 7500, false, false, 0, 0, 0 }, /* rest */
        { "neck-rolls", 2000, false, true, 0, 0, -1 },      /* right ear: to the viewer's left */
        { "neck-rolls", 6000, false, true, 0, 0, 1 },       /* through the chin to the left ear */
        { "neck-rolls", 10000, false, true, 0, 0, -1 },     /* and back */
        { "neck-rolls", 14000, false, true, 0, 0, 1 },      /* the other side first */
        { "butterfly-wings", 1500, true, false, -1, 0, 0 }, /* together: the left one leads inward */
        { "butterfly-wings", 3500, false, false, 0, 0, 0 }, /* touch */
        { "butterfly-wings", 5500, true, false, 1, 0, 0 },  /* open: outward */
};

static void assert_sign(const Case *row, const char *what, double sign, double value)
{
        if (sign != 0 && !(sign * value > 4))
                fail_msg("%s at %g ms: the arrow leads %g cm on %s", row->id, row->ms, value, what);
}

static void arrows_lead_where_the_phase_does(void **state)
{
        (void) state;
        for (size_t i = 0; i < ELEMENTSOF(cases); i++) {
                const Case *row = &cases[i];
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(row->id);
                FigureHints hints = hints_at(stretch, row->ms);
                const Hint *left = &hints.slots[HINT_LEFT], *right = &hints.slots[HINT_RIGHT];

                if ((left->alpha > 0.9) != row->sides || (right->alpha > 0.9) != row->sides ||
                    (hints.slots[HINT_HEAD].alpha > 0.9) != row->head)
                        fail_msg(
                                "%s at %g ms: %g, %g and %g", row->id, row->ms, left->alpha, right->alpha,
                                hints.slots[HINT_HEAD].alpha);
                assert_sign(row, "x", row->left_x, leads(left).x);
                assert_sign(row, "x of the right", -row->left_x, leads(right).x);
                assert_sign(row, "y", row->left_y, leads(left).y);
                assert_sign(row, "y of the right", row->left_y, leads(right).y);
                assert_sign(row, "x of the head", row->head_x, leads(&hints.slots[HINT_HEAD]).x);
        }
}

static double turned_deg(const Hint *hint)
{
        double sum = 0;

        for (int i = 1; i + 1 < HINT_POINTS; i++) {
                Point a = hint->path[i - 1], b = hint->path[i], c = hint->path[i + 1];

                sum += remainder(atan2(c.y - b.y, c.x - b.x) - atan2(b.y - a.y, b.x - a.x), radians(360));
        }
        return sum / radians(1);
}

/* Down, back, up, forward; back is outward on the paper, so the viewer's right goes round to the left. */
static void rolls_go_round_both_ways(void **state)
{
        _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch("shoulder-rolls");

        (void) state;
        for (int ms = 4300; ms < 20000; ms += 100) {
                FigureHints hints = hints_at(stretch, ms);

                assert_true(hints.slots[HINT_LEFT].alpha > 0.9 || ms > 19000);
                assert_true(turned_deg(&hints.slots[HINT_LEFT]) < -180);
                assert_true(turned_deg(&hints.slots[HINT_RIGHT]) > 180);
                assert_true(hints.slots[HINT_HEAD].alpha == 0);
        }
        for (int ms = 25000; ms < 38000; ms += 100)
                assert_true(turned_deg(&(Hint[]){ hints_at(stretch, ms).slots[HINT_LEFT] }[0]) > 180);
}

/* Whatever is seen of an arrow moves and fades little from one frame to the next. */
static void arrows_come_and_go_softly(void **state)
{
        (void) state;
        for (size_t k = 0; k < ELEMENTSOF(ids); k++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(ids[k]);
                FigureHints before = hints_at(stretch, 0);
                int64_t end = stretch_dose_ms(stretch, DOSE_SHORT, 100);
                double most = 0;

                for (int64_t ms = 0; ms < end; ms += 16) {
                        FigureHints now = hints_at(stretch, (double) ms);

                        for (int i = 0; i < N_HINTS; i++) {
                                const Hint *a = &before.slots[i], *b = &now.slots[i];
                                Point p = a->path[HINT_POINTS - 1], q = b->path[HINT_POINTS - 1];
                                double step = hypot(p.x - q.x, p.y - q.y) * fmin(a->alpha, b->alpha);

                                if (fabs(a->alpha - b->alpha) > 0.16 || step > 1)
                                        fail_msg(
                                                "%s at %d ms, arrow %d: from %g to %g, by %g cm", ids[k],
                                                (int) ms, i, a->alpha, b->alpha, step);
                                most = fmax(most, b->alpha);
                        }
                        before = now;
                }
                assert_true(most > 0.99);
        }
}

/* For reduced motion: nothing changes within a phase. */
static void still_arrows_stand(void **state)
{
        (void) state;
        for (size_t k = 0; k < ELEMENTSOF(ids); k++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(ids[k]);
                MotionPlace place = motion_place_at(stretch, DOSE_SHORT, 0);
                FigureHints first = hints_of_place(&place, true);

                assert_true(first.slots[HINT_LEFT].alpha + first.slots[HINT_HEAD].alpha > 0.5);
                for (int i = 0; i <= 20; i++) {
                        FigureHints now;

                        place.fraction = i / 20.0;
                        now = hints_of_place(&place, true);

                        assert_true(hints_are_same(&first, &now));
                }
        }
}

static void they_are_shapes_on_the_paper(void **state)
{
        (void) state;
        for (size_t k = 0; k < ELEMENTSOF(ids); k++) {
                _cleanup_(stretch_freep) Stretch *stretch = shipped_stretch(ids[k]);
                static Drawing drawing;
                Box box = figure_box(false);
                Look look;

                assert_true(look_find(NULL, "dark", &look));
                for (int ms = 0; ms < 24000; ms += 100) {
                        FigureHints hints = hints_at(stretch, ms);

                        drawing_clear(&drawing);
                        hints_add(&hints, &look.setting, 0, &drawing);
                        assert_int_equal(drawing.n_shapes, N_HINTS);
                        for (size_t s = 0; s < N_HINTS; s++)
                                for (size_t i = 0; i < drawing.shapes[s].n; i++) {
                                        const float *p = drawing.points[drawing.shapes[s].first + i];

                                        if (drawing.shapes[s].colour.a > 0 &&
                                            !((double) p[0] > box.left && (double) p[0] < box.right &&
                                              (double) p[1] > box.top && (double) p[1] < box.bottom))
                                                fail_msg("%s at %d ms: off the paper", ids[k], ms);
                                }
                }
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(arrows_lead_where_the_phase_does),
                cmocka_unit_test(rolls_go_round_both_ways),
                cmocka_unit_test(arrows_come_and_go_softly),
                cmocka_unit_test(still_arrows_stand),
                cmocka_unit_test(they_are_shapes_on_the_paper),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
