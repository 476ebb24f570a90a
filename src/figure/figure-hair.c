/* SPDX-License-Identifier: MIT */
/*
 * Hair: what is seen of a region on an ellipsoid a little larger than the skull. The line where it ends is a
 * table, so that a cut is a row of numbers; it turns with the head and is true from every side.
 */

#include "figure-parts.h"

#include "macro.h"

enum { EDGE = 72, MAX_KNOTS = 24, N_STRANDS = 3, STRAND_POINTS = 7 };

/* The hairline at an azimuth: 0 the front, > 0 the person's left; degrees up from the middle of the skull.
 */
typedef struct Knot {
        double azimuth, elevation;
} Knot;

/* A parting or a lock: on the surface from one place to another. */
typedef struct Strand {
        Knot from, to;
} Strand;

typedef struct Cut {
        Knot knots[MAX_KNOTS]; /* by azimuth, from -180 to below 180 */
        size_t n;
        Vec3 more; /* than the skull */
        Strand strands[N_STRANDS];
} Cut;

static const Cut cuts[N_HAIRS] = {
        /* Parted at the left, a fringe to the right, short over the ears. */
        [HAIR_SHORT] = { .knots = { { -180, -42 }, { -150, -40 }, { -125, -30 }, { -112, -10 }, { -104, 4 },
                                    { -90, 6 },    { -80, 0 },    { -75, -14 },  { -69, -16 },  { -64, 2 },
                                    { -56, 20 },   { -40, 25 },   { -15, 29 },   { 10, 37 },    { 26, 46 },
                                    { 34, 41 },    { 48, 30 },    { 60, 12 },    { 66, -14 },   { 72, -16 },
                                    { 79, 0 },     { 90, 6 },     { 104, 4 },    { 125, -30 } },
                         .n = 24,
                         .more = { 0.35, 1.4, 0.6 },
                         .strands = { { { 28, 47 }, { 60, 82 } },
                                      { { -2, 42 }, { -60, 70 } },
                                      { { -36, 36 }, { -110, 55 } } } },
        /* Drawn up to a bun. */
        [HAIR_BUN] = { .knots = { { -180, -36 },
                                  { -140, -26 },
                                  { -115, -6 },
                                  { -100, 6 },
                                  { -84, 8 },
                                  { -72, -2 },
                                  { -66, 6 },
                                  { -52, 24 },
                                  { -30, 33 },
                                  { 0, 37 },
                                  { 30, 33 },
                                  { 52, 24 },
                                  { 66, 6 },
                                  { 72, -2 },
                                  { 84, 8 },
                                  { 100, 6 },
                                  { 115, -6 },
                                  { 140, -26 } },
                       .n = 18,
                       .more = { 0.25, 0.9, 0.4 },
                       .strands = { { { 0, 42 }, { 180, 78 } },
                                    { { -40, 38 }, { -150, 70 } },
                                    { { 40, 38 }, { 150, 70 } } } },
};

static double knot_azimuth(const Cut *cut, size_t i)
{
        return cut->knots[i % cut->n].azimuth + (i < cut->n ? 0 : 360);
}

/* Smooth from knot to knot, and round the back to the first one. */
static double edge_at(const Cut *cut, double azimuth)
{
        size_t i = 0;
        double from, to, t;

        while (i + 1 < cut->n && azimuth >= cut->knots[i + 1].azimuth)
                i++;
        from = cut->knots[i].elevation;
        to = cut->knots[(i + 1) % cut->n].elevation;
        t = (azimuth - knot_azimuth(cut, i)) / (knot_azimuth(cut, i + 1) - knot_azimuth(cut, i));
        return from + (to - from) * t * t * (3 - 2 * t);
}

static void add_strands(FigureScene *scene, const Cut *cut, const Ellipsoid *hair)
{
        for (size_t i = 0; i < N_STRANDS; i++) {
                const Strand *strand = &cut->strands[i];
                Vec3 from = vec3_towards(strand->from.azimuth, strand->from.elevation),
                     to = vec3_towards(strand->to.azimuth, strand->to.elevation);
                Vec3 points[STRAND_POINTS], middle = vec3_unit_or(vec3_add(from, to), from);

                for (size_t k = 0; k < STRAND_POINTS; k++) {
                        Vec3 p = vec3_unit_or(vec3_mix(from, to, (double) k / (STRAND_POINTS - 1)), from);

                        p = (Vec3){ p.x * hair->radii.x, p.y * hair->radii.y, p.z * hair->radii.z };
                        points[k] = vec3_add(hair->centre, mat3_apply(&hair->frame, p));
                }
                outline_stroke(
                        &scene->canvas, "hair strand",
                        colour_faded(scene->look->person.hair_light, head_visible(scene, middle, 0.15, 0.5)),
                        points, STRAND_POINTS, 0.5);
        }
}

void figure_add_hair_behind(FigureScene *scene)
{
        Ellipsoid bun = head_ellipsoid(scene, (Vec3){ 0, 22.2, -5.4 }, (Vec3){ 5.0, 4.6, 5.0 });
        double seen = scene->look->person.hair_cut == HAIR_BUN;

        outline_ellipsoid(&scene->canvas, "bun", colour_faded(scene->look->person.hair, seen), &bun);
}

void figure_add_hair(FigureScene *scene)
{
        const Cut *cut = &cuts[scene->look->person.hair_cut];
        Ellipsoid hair = head_ellipsoid(scene, SKULL, vec3_add(SKULL_RADII, cut->more));
        double edge[EDGE];

        for (int i = 0; i < EDGE; i++)
                edge[i] = edge_at(cut, 360.0 * i / EDGE < 180 ? 360.0 * i / EDGE : 360.0 * i / EDGE - 360);
        outline_region(&scene->canvas, "hair", scene->look->person.hair, &hair, edge, EDGE);
        add_strands(scene, cut, &hair);
}
