/* SPDX-License-Identifier: MIT */
/*
 * A step leads from one key frame to the next. Four key frames around now are enough for the cubic: the
 * step's own two, one before, and one after. A phase without key frames is one step that stays where it is.
 */

#include "motion.h"

#include "macro.h"

typedef struct Step {
        unsigned repeat;
        size_t phase, i;
} Step;

/* ---- walking over the steps ---- */

/* Like dose_way(), from how many repeats there are in all. */
static const Way *way_of(const MotionPlace *place, unsigned repeat)
{
        const Dose *dose = place->dose;
        unsigned n_ways = (unsigned) dose->n_ways, each;

        if (dose->order == ORDER_ALTERNATE)
                return &place->stretch->ways[dose->ways[repeat % n_ways]];
        each = MAX(place->repeats / (n_ways * dose->rounds), 1U);
        return &place->stretch->ways[dose->ways[repeat / each % n_ways]];
}

static const Phase *phase_of(const MotionPlace *place, const Step *step)
{
        return &place->stretch->phases[way_of(place, step->repeat)->first + step->phase];
}

static size_t n_steps(const Phase *phase)
{
        return MAX(phase->n_poses, (size_t) 1);
}

static bool step_back(const MotionPlace *place, Step *step)
{
        if (step->i > 0) {
                step->i--;
                return true;
        }
        if (step->phase > 0) {
                step->phase--;
        } else if (step->repeat > 0) {
                step->repeat--;
                step->phase = way_of(place, step->repeat)->n - 1;
        } else {
                return false;
        }
        step->i = n_steps(phase_of(place, step)) - 1;
        return true;
}

static bool step_on(const MotionPlace *place, Step *step)
{
        if (step->i + 1 < n_steps(phase_of(place, step))) {
                step->i++;
                return true;
        }
        if (step->phase + 1 < way_of(place, step->repeat)->n)
                step->phase++;
        else if (step->repeat + 1 < place->repeats)
                *step = (Step){ .repeat = step->repeat + 1 };
        else
                return false;
        step->i = 0;
        return true;
}

static double step_ms(const MotionPlace *place, const Step *step)
{
        const Phase *phase = phase_of(place, step);

        return (double) phase->ms / (double) n_steps(phase);
}

/* The key frame at the end of the step: its own, or the last one before it. */
static const Pose *pose_after(const MotionPlace *place, Step step)
{
        do {
                const Phase *phase = phase_of(place, &step);

                if (phase->n_poses > 0)
                        return &place->stretch->poses[phase->poses[step.i]];
        } while (step_back(place, &step));
        return place->stretch->n_poses > 0 ? &place->stretch->poses[0] : NULL;
}

static const Pose *pose_before(const MotionPlace *place, Step step)
{
        if (step_back(place, &step))
                return pose_after(place, step);
        return place->stretch->n_poses > 0 ? &place->stretch->poses[0] : NULL;
}

/* ---- the cubic ---- */

/* The slope at a key frame, from the slopes before and after it: 0 at a rest and at a turning point. */
static double slope_at(double before, double before_ms, double after, double after_ms)
{
        if (before * after <= 0)
                return 0;
        return 3 * (before_ms + after_ms) /
               ((2 * after_ms + before_ms) / before + (after_ms + 2 * before_ms) / after);
}

static double cubic(double from, double to, double slope_from, double slope_to, double ms, double t)
{
        double t2 = t * t, t3 = t2 * t;

        return (2 * t3 - 3 * t2 + 1) * from + (t3 - 2 * t2 + t) * ms * slope_from + (3 * t2 - 2 * t3) * to +
               (t3 - t2) * ms * slope_to;
}

static void mix_values(const MotionPlace *place, Step step, double t, FigurePosture *ret)
{
        Step before = step, after = step;
        FigurePosture from = posture_of_pose(pose_before(place, step)),
                      to = posture_of_pose(pose_after(place, step));
        FigurePosture first = from, last = to;
        double ms = step_ms(place, &step), before_ms = ms, after_ms = ms;

        if (step_back(place, &before)) {
                first = posture_of_pose(pose_before(place, before));
                before_ms = step_ms(place, &before);
        }
        if (step_on(place, &after)) {
                last = posture_of_pose(pose_after(place, after));
                after_ms = step_ms(place, &after);
        }
        for (int i = 0; i < N_POSTURE_VALUES; i++) {
                double a = from.values[i], b = to.values[i], slope = (b - a) / ms;
                double slope_from = slope_at((a - first.values[i]) / before_ms, before_ms, slope, ms);
                double slope_to = slope_at(slope, ms, (last.values[i] - b) / after_ms, after_ms);

                ret->values[i] = cubic(a, b, slope_from, slope_to, ms, t);
        }
}

/* ---- breath ---- */

static const double BREATH_AT_EASE = 0.25;

/* At the end of the phase that the step is in. */
static double breath_after(const MotionPlace *place, Step step)
{
        for (;;) {
                Breath breath = phase_of(place, &step)->breath;

                if (breath == BREATH_IN)
                        return 1;
                if (breath == BREATH_OUT)
                        return 0;
                if (breath == BREATH_NONE)
                        return BREATH_AT_EASE;
                step.i = 0;
                if (!step_back(place, &step))
                        return BREATH_AT_EASE;
        }
}

/* A breath as it comes, about every 4 s, none in a short rest; nothing at both ends. */
static double easy_breath(double ms, double fraction)
{
        double wave = sin(radians(180) * fmax(1, round(ms / 4000)) * fraction);

        return 0.4 * fmax(0, fmin(1, (ms - 2000) / 2000)) * wave * wave;
}

/* A way that says nothing of breath has one breath over its phases, however short they are. */
static bool breathes_by_itself(const Stretch *stretch, const Way *way)
{
        for (size_t i = 0; i < way->n; i++)
                if (stretch->phases[way->first + i].breath != BREATH_NONE)
                        return false;
        return true;
}

static double way_done_ms(const MotionPlace *place, const Way *way)
{
        const Phase *phases = &place->stretch->phases[way->first];
        double ms = (double) phases[place->phase].ms * place->fraction;

        for (size_t i = 0; i < place->phase; i++)
                ms += (double) phases[i].ms;
        return ms;
}

static double breath_at(const MotionPlace *place, const Step *step)
{
        const Phase *phase = phase_of(place, step);
        const Way *way = way_of(place, step->repeat);
        Step before = { step->repeat, step->phase, 0 };
        double from = step_back(place, &before) ? breath_after(place, before) : BREATH_AT_EASE;
        double breath = cubic(from, breath_after(place, *step), 0, 0, 1, place->fraction);

        if (breathes_by_itself(place->stretch, way))
                return breath + easy_breath((double) way->ms, way_done_ms(place, way) / (double) way->ms);
        if (phase->breath == BREATH_NONE)
                breath += easy_breath((double) phase->ms, place->fraction);
        return breath;
}

/* ---- from outside ---- */

FigurePosture motion_posture(const MotionPlace *place)
{
        Step step = { place->repeat, place->phase, 0 };
        double at = place->fraction * (double) n_steps(phase_of(place, &step));
        FigurePosture posture;

        assert(place->repeat < place->repeats);
        assert(place->fraction >= 0);
        assert(place->fraction <= 1);
        step.i = MIN((size_t) at, n_steps(phase_of(place, &step)) - 1);
        mix_values(place, step, at - (double) step.i, &posture);
        posture.values[POSTURE_VIEW] = place->stretch->view == VIEW_SIDE;
        posture.breath = breath_at(place, &step);
        return posture;
}

MotionPlace motion_place_at(const Stretch *stretch, DoseKind kind, double ms)
{
        const Dose *dose = &stretch->doses[kind];
        MotionPlace place = { .stretch = stretch, .dose = dose, .repeats = dose_repeats(dose, 100) };

        for (;;) {
                const Way *way = way_of(&place, place.repeat);

                if (ms <= (double) way->ms || place.repeat + 1 == place.repeats) {
                        for (; place.phase + 1 < way->n; place.phase++) {
                                double phase_ms = (double) stretch->phases[way->first + place.phase].ms;

                                if (ms <= phase_ms)
                                        break;
                                ms -= phase_ms;
                        }
                        place.fraction =
                                fmax(0, fmin(1, ms / (double) stretch->phases[way->first + place.phase].ms));
                        return place;
                }
                ms -= (double) way->ms;
                place.repeat++;
        }
}

const Way *motion_way(const MotionPlace *place)
{
        return way_of(place, place->repeat);
}

bool motion_place_of_view(const PlayerView *view, MotionPlace *ret)
{
        if (view->stage != PLAYER_PLAYING || !view->phase || !view->way || view->repeat >= view->repeats)
                return false;
        *ret = (MotionPlace){ .stretch = view->stretch,
                              .dose = view->dose,
                              .repeats = view->repeats,
                              .repeat = view->repeat,
                              .phase = (size_t) (view->phase - view->stretch->phases) - view->way->first,
                              .fraction = fmax(0, fmin(1, view->fraction)) };
        return true;
}

FigurePosture motion_of_view(const PlayerView *view)
{
        MotionPlace place;
        FigurePosture posture;

        if (motion_place_of_view(view, &place))
                return motion_posture(&place);
        posture = posture_of_pose(view->pose_to);
        posture.values[POSTURE_VIEW] = view->stretch && view->stretch->view == VIEW_SIDE;
        posture.breath = BREATH_AT_EASE;
        if (view->stage == PLAYER_READY)
                posture.breath += easy_breath((double) view->phase_ms, fmax(0, fmin(1, view->fraction)));
        return posture;
}
