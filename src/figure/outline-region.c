/* SPDX-License-Identifier: MIT */
/*
 * A region around the top of an ellipsoid, seen from anywhere. Its edge goes once round the sphere; parts of
 * it are on the side that is seen, in runs. What is seen of the region lies between the runs and the rim:
 * one walks along a run, and where it goes behind, along the rim to where the next one comes up again. Seen
 * from outside the edge has the region at its left, so along the rim the walk is counterclockwise.
 */

#include "macro.h"
#include "outline.h"
#include "sight.h"

enum { MAX_RUNS = OUTLINE_MAX_EDGE / 2, RIM_STEPS = 48 };

static const double PI = 3.14159265358979323846;

typedef struct Run {
        size_t first, n;   /* points of the edge that are seen */
        double begin, end; /* angles on the rim where it comes up and goes behind */
        bool walked;
} Run;

typedef struct Region {
        Drawing *drawing;
        Sight sight;
        Vec3 edge[OUTLINE_MAX_EDGE];
        double near[OUTLINE_MAX_EDGE]; /* > 0: is seen */
        size_t n, n_runs;
        Run runs[MAX_RUNS];
} Region;

static double rim_angle(const Region *region, Vec3 p)
{
        return atan2(vec3_dot(p, region->sight.v), vec3_dot(p, region->sight.u));
}

/* Where the edge crosses the rim between point i and the next one. */
static double crossing_angle(const Region *region, size_t i)
{
        size_t next = (i + 1) % region->n;
        double t = region->near[i] / (region->near[i] - region->near[next]);

        return rim_angle(region, vec3_mix(region->edge[i], region->edge[next], t));
}

static void find_runs(Region *region)
{
        for (size_t i = 0; i < region->n; i++) {
                size_t before = (i + region->n - 1) % region->n, last = i;
                Run *run = &region->runs[region->n_runs];

                if (region->near[i] <= 0 || region->near[before] > 0)
                        continue;
                *run = (Run){ .first = i, .n = 1, .begin = crossing_angle(region, before) };
                for (; region->near[(last + 1) % region->n] > 0; run->n++)
                        last = (last + 1) % region->n;
                run->end = crossing_angle(region, last);
                region->n_runs++;
        }
}

/* From one angle on counterclockwise to another, 0 to a whole turn. */
static double turn_to(double from, double to)
{
        double turn = fmod(to - from, 2 * PI);

        return turn < 0 ? turn + 2 * PI : turn;
}

static void walk_rim(const Region *region, double from, double turn)
{
        int n = (int) ceil(turn / (2 * PI) * RIM_STEPS);

        for (int i = 0; i <= n; i++)
                drawing_add(region->drawing, sight_rim(&region->sight, from + turn * i / MAX(n, 1)));
}

static void walk_run(Region *region, Run *run)
{
        for (size_t i = 0; i < run->n; i++)
                drawing_add(
                        region->drawing,
                        sight_point(&region->sight, region->edge[(run->first + i) % region->n]));
        run->walked = true;
}

/* The one that comes up first, counterclockwise. */
static Run *next_run(Region *region, double angle)
{
        Run *next = &region->runs[0];

        for (size_t i = 1; i < region->n_runs; i++)
                if (turn_to(angle, region->runs[i].begin) < turn_to(angle, next->begin))
                        next = &region->runs[i];
        return next;
}

/* What is seen may be in several pieces: a walk for each. */
static void walk(Region *region)
{
        for (size_t i = 0; i < region->n_runs; i++)
                for (Run *run = &region->runs[i]; !run->walked;) {
                        Run *next = next_run(region, run->end);

                        walk_run(region, run);
                        walk_rim(region, run->end, turn_to(run->end, next->begin));
                        run = next;
                }
}

void outline_region(
        Canvas *canvas, const char *part, Colour colour, const Ellipsoid *ellipsoid, const double *edge_deg,
        size_t n)
{
        Region region = { .drawing = canvas->drawing,
                          .sight = sight_of(&canvas->camera, ellipsoid),
                          .n = n };
        bool whole = true;

        assert(n >= 8);
        assert(n <= OUTLINE_MAX_EDGE);
        for (size_t i = 0; i < n; i++) {
                region.edge[i] = vec3_towards(360.0 * (double) i / (double) n, edge_deg[i]);
                region.near[i] = vec3_dot(region.edge[i], region.sight.toward);
                whole = whole && region.near[i] > 0;
        }
        drawing_begin(canvas->drawing, part, colour);
        if (whole)
                walk_run(&region, &(Run){ .n = n });
        find_runs(&region);
        walk(&region);
}
