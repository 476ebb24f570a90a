/* SPDX-License-Identifier: MIT */
/*
 * What moves is found by looking along the phase, and along the whole repeat. Where a mark (a shoulder, the
 * head) goes round in the course of the repeat, the arrow is an arc whose head goes round with it; else it
 * leads from where the phase begins to where it ends.
 */

#include "hint.h"

#include "macro.h"
#include "skeleton.h"

enum { SAMPLES = 8, FADE_MS = 350, NEAR_MS = 80 };

/* Where arrows are, in cm: y up, from the middle of the figure outward. */
static const double BESIDE_CM = 35, SHOULDER_CM = 60, ELBOW_CM = 24, ARROW_CM = 13, DRIFT_CM = 2.5;
static const double RING_CM = 6.5, RING_HEIGHT_CM = 57, HEAD_CM = 71, HEAD_RING_CM = 22;
static const double TILT_RADIUS_CM = 35, NECK_CM = 53, CHIN_CM = 58;

static double smooth(double value, double from, double to)
{
        double t = fmax(0, fmin(1, (value - from) / (to - from)));

        return t * t * (3 - 2 * t);
}

/* ---- looking along the motion ---- */

static FigurePosture posture_at(const MotionPlace *place, size_t phase, double fraction)
{
        MotionPlace there = *place;

        there.phase = phase;
        there.fraction = fraction;
        return motion_posture(&there);
}

static const Way *way_of(const MotionPlace *place)
{
        return motion_way(place);
}

static double phase_ms(const MotionPlace *place)
{
        return (double) place->stretch->phases[way_of(place)->first + place->phase].ms;
}

/* A place in a plane: the shoulders', forward and up in cm; the head's, as it is seen, in degrees. */
typedef Point (*Mark)(const FigurePosture *posture);

static Point shoulder_mark(const FigurePosture *posture)
{
        return (Point){ posture->values[POSTURE_FORWARD], posture->values[POSTURE_LIFT] };
}

static Point head_mark(const FigurePosture *posture)
{
        return (Point){ -posture->values[POSTURE_SIDE] - posture->values[POSTURE_TURN],
                        -posture->values[POSTURE_NOD] };
}

/* The way of a mark through a whole repeat. */
typedef struct Loop {
        Point centre;
        double half_x, half_y, area;
} Loop;

static Loop loop_of(const MotionPlace *place, Mark mark)
{
        double left = 1e9, right = -1e9, low = 1e9, high = -1e9;
        Point first = { 0 }, before = { 0 };
        Loop loop = { .area = 0 };

        for (size_t phase = 0; phase < way_of(place)->n; phase++)
                for (int i = phase == 0 ? 0 : 1; i <= SAMPLES; i++) {
                        FigurePosture posture = posture_at(place, phase, (double) i / SAMPLES);
                        Point now = mark(&posture);

                        if (phase == 0 && i == 0)
                                first = before = now;
                        loop.area += 0.5 * (before.x * now.y - before.y * now.x);
                        before = now;
                        left = fmin(left, now.x);
                        right = fmax(right, now.x);
                        low = fmin(low, now.y);
                        high = fmax(high, now.y);
                }
        loop.area += 0.5 * (before.x * first.y - before.y * first.x);
        loop.centre = (Point){ (left + right) / 2, (low + high) / 2 };
        loop.half_x = (right - left) / 2;
        loop.half_y = (high - low) / 2;
        return loop;
}

static bool goes_round(const Loop *loop, double least)
{
        return loop->half_x > least && loop->half_y > least &&
               fabs(loop->area) > 0.3 * 4 * loop->half_x * loop->half_y;
}

static double loop_angle(const Loop *loop, Point mark)
{
        return atan2((mark.y - loop->centre.y) / loop->half_y, (mark.x - loop->centre.x) / loop->half_x);
}

/* ---- arrows ---- */

/* How much of the arrow there is now: it comes with the phase and goes with it. */
static double presence(const MotionPlace *place, bool still)
{
        double ms = phase_ms(place), done = ms * place->fraction;

        return still ? 1 : smooth(fmin(done, ms - done), 0, FADE_MS);
}

static void straight(Hint *hint, Point middle, double dx, double dy, double drift)
{
        double length = fmax(1e-9, hypot(dx, dy));

        for (int i = 0; i < HINT_POINTS; i++) {
                double along = ((double) i / (HINT_POINTS - 1) - 0.5) * ARROW_CM + drift;

                hint->path[i] = (Point){ middle.x + dx / length * along, middle.y + dy / length * along };
        }
}

/* An arc of a ring that ends at the mark's angle, the way that it goes. */
static void round_arrow(
        Hint *hint, const MotionPlace *place, Mark mark, const Loop *loop, Point centre, double radius,
        double mirror, bool still)
{
        double near = fmin(NEAR_MS / phase_ms(place), 0.5), at = still ? 1 : place->fraction;
        double from = fmax(0, place->fraction - near), to = fmin(1, place->fraction + near);
        FigurePosture a = posture_at(place, place->phase, from), b = posture_at(place, place->phase, to),
                      now = posture_at(place, place->phase, at);
        double turn = loop_angle(loop, mark(&b)) - loop_angle(loop, mark(&a)), head, speed, way;

        turn = remainder(turn, radians(360));
        way = still ? (loop->area < 0 ? -1 : 1) : turn < 0 ? -1 : 1;
        speed = fabs(turn) / ((to - from) * phase_ms(place) / 1000) / radians(1);
        head = loop_angle(loop, mark(&now));
        hint->alpha = still ? 1 : smooth(speed, 4, 60);
        for (int i = 0; i < HINT_POINTS; i++) {
                double angle = head + way * radians(35 - 250 * (1 - (double) i / (HINT_POINTS - 1)));

                hint->path[i] =
                        (Point){ centre.x + mirror * radius * cos(angle), centre.y - radius * sin(angle) };
        }
}

/* ---- shoulders and elbows ---- */

static Vec3 elbow_of(const FigurePosture *posture, BodySide side)
{
        Skeleton skeleton = posture_skeleton(posture, false);

        return vec3_sub(
                skeleton.joints[joint_of(JOINT_ELBOW_LEFT, side)],
                skeleton.joints[joint_of(JOINT_SHOULDER_LEFT, side)]);
}

static void side_hint(
        Hint *hint, const MotionPlace *place, const FigurePosture *from, const FigurePosture *to,
        const Loop *loop, BodySide side, bool still)
{
        bool turned = from->values[POSTURE_VIEW] > 0.5;
        /* Forward is inward, for one sees the figure from the front. */
        double out = body_side_out(side), inward = turned ? 1 : -out;
        Vec3 elbow = vec3_sub(elbow_of(to, side), elbow_of(from, side));
        Point shoulder = { shoulder_mark(to).x - shoulder_mark(from).x,
                           shoulder_mark(to).y - shoulder_mark(from).y };
        double drift = still ? 0 : DRIFT_CM * (smooth(place->fraction, 0, 1) - 0.5);

        if (goes_round(loop, 1)) {
                round_arrow(
                        hint, place, shoulder_mark, loop, (Point){ out * (BESIDE_CM + 1), -RING_HEIGHT_CM },
                        RING_CM, inward, still);
        } else if (vec3_length(elbow) > hypot(shoulder.x, shoulder.y)) {
                straight(hint, (Point){ out * BESIDE_CM, -ELBOW_CM }, elbow.x, -elbow.y, drift);
                hint->alpha = smooth(vec3_length(elbow), 4, 10) * presence(place, still);
        } else {
                straight(
                        hint, (Point){ out * BESIDE_CM, -SHOULDER_CM }, inward * shoulder.x, -shoulder.y,
                        drift);
                hint->alpha = smooth(hypot(shoulder.x, shoulder.y), 1, 2.5) * presence(place, still);
        }
}

/* ---- head ---- */

/* Over the head, from one tilt to the other. */
static void tilt_arrow(Hint *hint, double from_deg, double to_deg)
{
        double first = from_deg + 0.25 * (to_deg - from_deg), last = to_deg + 0.15 * (to_deg - from_deg);

        for (int i = 0; i < HINT_POINTS; i++) {
                double angle = radians(first + (last - first) * (double) i / (HINT_POINTS - 1));

                hint->path[i].x = TILT_RADIUS_CM * sin(angle);
                hint->path[i].y = -NECK_CM - TILT_RADIUS_CM * cos(angle);
        }
}

/* Past the chest, as the chin goes. */
static void chin_arrow(Hint *hint, const MotionPlace *place)
{
        for (int i = 0; i < HINT_POINTS; i++) {
                double t = 0.1 + 0.9 * (double) i / (HINT_POINTS - 1);
                FigurePosture posture = posture_at(place, place->phase, t);
                Point mark = head_mark(&posture);

                hint->path[i] = (Point){ 0.5 * mark.x, -CHIN_CM - 0.4 * mark.y };
        }
}

static double reach(const MotionPlace *place, bool nod)
{
        double least = 1e9, most = -1e9;

        for (int i = 0; i <= SAMPLES; i++) {
                FigurePosture posture = posture_at(place, place->phase, (double) i / SAMPLES);
                double value = nod ? head_mark(&posture).y : head_mark(&posture).x;

                least = fmin(least, value);
                most = fmax(most, value);
        }
        return most - least;
}

static void head_hint(
        Hint *hint, const MotionPlace *place, const FigurePosture *from, const FigurePosture *to, bool still)
{
        double glide = to->values[POSTURE_GLIDE] - from->values[POSTURE_GLIDE];
        double turn = fabs(to->values[POSTURE_TURN] - from->values[POSTURE_TURN]);
        double aside = reach(place, false), nod = reach(place, true);
        Loop loop = loop_of(place, head_mark);

        if (goes_round(&loop, 8)) {
                round_arrow(hint, place, head_mark, &loop, (Point){ 0, -HEAD_CM }, HEAD_RING_CM, 1, still);
                return;
        }
        hint->alpha = smooth(hypot(aside, nod), 6, 14) * presence(place, still);
        if (nod > 12 || turn > 12) {
                chin_arrow(hint, place);
        } else if (aside > 6) {
                tilt_arrow(hint, head_mark(from).x, head_mark(to).x);
        } else {
                double ahead = glide > 0 ? 1 : -1;

                straight(hint, (Point){ ahead * 25, -HEAD_CM }, ahead, 0, 0);
                hint->alpha = smooth(fabs(glide), 0.8, 2) * presence(place, still);
        }
}

/* ---- from outside ---- */

FigureHints hints_of_place(const MotionPlace *place, bool still)
{
        FigurePosture from = posture_at(place, place->phase, 0), to = posture_at(place, place->phase, 1);
        Loop loop = loop_of(place, shoulder_mark);
        FigureHints hints = { 0 };

        side_hint(&hints.slots[HINT_LEFT], place, &from, &to, &loop, BODY_LEFT, still);
        side_hint(&hints.slots[HINT_RIGHT], place, &from, &to, &loop, BODY_RIGHT, still);
        head_hint(&hints.slots[HINT_HEAD], place, &from, &to, still);
        return hints;
}

FigureHints hints_of_view(const PlayerView *view, bool still)
{
        MotionPlace place;

        return motion_place_of_view(view, &place) ? hints_of_place(&place, still) : (FigureHints){ 0 };
}

bool hints_are_same(const FigureHints *a, const FigureHints *b)
{
        for (int i = 0; i < N_HINTS; i++) {
                const Hint *p = &a->slots[i], *q = &b->slots[i];

                if (fabs(p->alpha - q->alpha) > 1e-3)
                        return false;
                for (int k = 0; k < HINT_POINTS; k++)
                        if (p->alpha > 0 &&
                            hypot(p->path[k].x - q->path[k].x, p->path[k].y - q->path[k].y) > 0.1)
                                return false;
        }
        return true;
}

/* ---- drawing ---- */

static const double PEN_CM = 1.5, HEAD_PEN_CM = 4.6;
enum { CAP_POINTS = 6 };

/* Beside the path, at half a pen's width. */
static Point beside(const Point *path, size_t n, size_t i, double side)
{
        Point before = path[i > 0 ? i - 1 : i], after = path[i + 1 < n ? i + 1 : i];
        double dx = after.x - before.x, dy = after.y - before.y, length = fmax(1e-6, hypot(dx, dy));

        return (Point){ path[i].x - side * dy / length * PEN_CM / 2,
                        path[i].y + side * dx / length * PEN_CM / 2 };
}

static void add_cap(Drawing *drawing, Point centre, Point from, double way)
{
        double dx = from.x - centre.x, dy = from.y - centre.y;

        for (int i = 1; i < CAP_POINTS; i++) {
                double angle = way * radians(180.0 * i / CAP_POINTS);

                drawing_add(
                        drawing, (Point){ centre.x + dx * cos(angle) - dy * sin(angle),
                                          centre.y + dx * sin(angle) + dy * cos(angle) });
        }
}

/* A line with round ends, from its first point round to it again. */
static void add_line(Drawing *drawing, const Point *path, size_t n)
{
        for (size_t i = 0; i < n; i++)
                drawing_add(drawing, beside(path, n, i, 1));
        add_cap(drawing, path[n - 1], beside(path, n, n - 1, 1), -1);
        for (size_t i = n; i-- > 0;)
                drawing_add(drawing, beside(path, n, i, -1));
        add_cap(drawing, path[0], beside(path, n, 0, -1), -1);
        drawing_add(drawing, beside(path, n, 0, 1));
}

static void add_arrow(Drawing *drawing, const char *part, Colour colour, const Point *path)
{
        Point tip = path[HINT_POINTS - 1], back = path[HINT_POINTS - 4];
        double way = atan2(tip.y - back.y, tip.x - back.x);

        /* Three lines in one outline, so that there is no seam where they meet: each begins and ends at the
         * tip. */
        drawing_begin(drawing, part, colour);
        if (drawing->full)
                return;
        drawing_thin(drawing);
        drawing_add(drawing, tip);
        add_line(drawing, path, HINT_POINTS);
        drawing_add(drawing, tip);
        for (int side = -1; side <= 1; side += 2) {
                double angle = way + radians(180 + 42.0 * side);
                Point barb[2] = { tip,
                                  { tip.x + HEAD_PEN_CM * cos(angle), tip.y + HEAD_PEN_CM * sin(angle) } };

                add_line(drawing, barb, 2);
                drawing_add(drawing, tip);
        }
}

void hints_add(const FigureHints *hints, const Setting *setting, double right, Drawing *drawing)
{
        static const char *const parts[N_HINTS] = { "left hint", "right hint", "head hint" };

        for (int i = 0; i < N_HINTS; i++) {
                Point path[HINT_POINTS];

                for (int k = 0; k < HINT_POINTS; k++)
                        path[k] = (Point){ hints->slots[i].path[k].x - right, hints->slots[i].path[k].y };
                add_arrow(drawing, parts[i], colour_faded(setting->hint, 0.9 * hints->slots[i].alpha), path);
        }
}
