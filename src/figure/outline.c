/* SPDX-License-Identifier: MIT */
/*
 * Balls and ellipsoids stay simple under an orthographic camera: a ball is a circle, an ellipsoid the image
 * of the unit circle under a matrix. A skin around several of them is the convex hull of points on their
 * circles, and moves as smoothly as they do.
 */

#include "outline.h"

#include <stdlib.h>

#include "macro.h"
#include "sight.h"

enum { CIRCLE_POINTS = 36, SMOOTH_POINTS = 8 };

static const double PI = 3.14159265358979323846;

/* ---- convex hulls ---- */

typedef struct Cloud {
        Point points[OUTLINE_MAX_BALLS * CIRCLE_POINTS];
        size_t n;
} Cloud;

static int compare_points(const void *a, const void *b)
{
        const Point *p = a, *q = b;

        if (p->x != q->x)
                return p->x < q->x ? -1 : 1;
        return p->y < q->y ? -1 : p->y > q->y;
}

static double turn_of(Point a, Point b, Point c)
{
        return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/* Andrew 1979: the lower chain, then the upper one. */
static void add_hull(Canvas *canvas, const char *part, Colour colour, Cloud *cloud)
{
        Point hull[2 * ELEMENTSOF(cloud->points)];
        size_t n = 0, lower;

        assert(cloud->n >= 3);
        qsort(cloud->points, cloud->n, sizeof cloud->points[0], compare_points);
        hull[n++] = cloud->points[0];
        for (size_t i = 1; i < cloud->n; i++) {
                while (n >= 2 && turn_of(hull[n - 2], hull[n - 1], cloud->points[i]) <= 0)
                        n--;
                hull[n++] = cloud->points[i];
        }
        lower = n + 1;
        for (size_t i = cloud->n - 1; i-- > 0;) {
                while (n >= lower && turn_of(hull[n - 2], hull[n - 1], cloud->points[i]) <= 0)
                        n--;
                hull[n++] = cloud->points[i];
        }
        drawing_begin(canvas->drawing, part, colour);
        for (size_t i = 0; i + 1 < n; i++)
                drawing_add(canvas->drawing, hull[i]);
}

/* Round enough to the eye: a small circle is so with few points. */
static void cloud_add_circle(Cloud *cloud, Point centre, double radius)
{
        int n = radius < 1.4 ? 14 : radius < 3 ? 20 : radius < 6 ? 28 : CIRCLE_POINTS;

        for (int i = 0; i < n; i++) {
                double angle = 2 * PI * i / n;

                cloud->points[cloud->n++] =
                        (Point){ centre.x + radius * cos(angle), centre.y + radius * sin(angle) };
        }
}

void outline_balls(Canvas *canvas, const char *part, Colour colour, const Ball *balls, size_t n)
{
        Cloud cloud = { .n = 0 };

        assert(n >= 1);
        assert(n <= OUTLINE_MAX_BALLS);
        for (size_t i = 0; i < n; i++)
                cloud_add_circle(&cloud, camera_point(&canvas->camera, balls[i].centre), balls[i].radius);
        add_hull(canvas, part, colour, &cloud);
}

/* The rim at the end is a flat disc square to the limb: an ellipse, narrow when seen from the side. */
void outline_sleeve(Canvas *canvas, const char *part, Colour colour, Ball from, Ball to)
{
        Vec3 axis = vec3_unit_or(vec3_sub(to.centre, from.centre), (Vec3){ 0, -1, 0 });
        Vec3 u = vec3_square_to(canvas->camera.m.rows[0], axis, (Vec3){ 0, 0, 1 });
        Vec3 v = vec3_cross(axis, u);
        Cloud cloud = { .n = 0 };

        cloud_add_circle(&cloud, camera_point(&canvas->camera, from.centre), from.radius);
        for (int i = 0; i < CIRCLE_POINTS; i++) {
                double angle = 2 * PI * i / CIRCLE_POINTS;
                Vec3 rim = vec3_along(to.centre, u, to.radius * cos(angle));

                cloud.points[cloud.n++] =
                        camera_point(&canvas->camera, vec3_along(rim, v, to.radius * sin(angle)));
        }
        add_hull(canvas, part, colour, &cloud);
}

/* ---- ellipsoids ---- */

static void cloud_add_ellipsoid(Cloud *cloud, const Canvas *canvas, const Ellipsoid *ellipsoid)
{
        Sight sight = sight_of(&canvas->camera, ellipsoid);

        for (int i = 0; i < CIRCLE_POINTS; i++)
                cloud->points[cloud->n++] = sight_rim(&sight, 2 * PI * i / CIRCLE_POINTS);
}

void outline_ellipsoid(Canvas *canvas, const char *part, Colour colour, const Ellipsoid *ellipsoid)
{
        Cloud cloud = { .n = 0 };

        cloud_add_ellipsoid(&cloud, canvas, ellipsoid);
        add_hull(canvas, part, colour, &cloud);
}

void outline_ellipsoids(
        Canvas *canvas, const char *part, Colour colour, const Ellipsoid *first, const Ellipsoid *second)
{
        Cloud cloud = { .n = 0 };

        cloud_add_ellipsoid(&cloud, canvas, first);
        cloud_add_ellipsoid(&cloud, canvas, second);
        add_hull(canvas, part, colour, &cloud);
}

/* ---- curves ---- */

/* Catmull and Rom 1974, centripetal enough for points that lie about evenly. */
static Point smooth_between(Point a, Point b, Point c, Point d, double t)
{
        double t2 = t * t, t3 = t2 * t;
        double wa = -0.5 * t3 + t2 - 0.5 * t, wb = 1.5 * t3 - 2.5 * t2 + 1,
               wc = -1.5 * t3 + 2 * t2 + 0.5 * t, wd = 0.5 * t3 - 0.5 * t2;

        return (Point){ wa * a.x + wb * b.x + wc * c.x + wd * d.x,
                        wa * a.y + wb * b.y + wc * c.y + wd * d.y };
}

void outline_smooth(Canvas *canvas, const char *part, Colour colour, const Vec3 *points, size_t n)
{
        drawing_begin(canvas->drawing, part, colour);
        for (size_t i = 0; i < n; i++) {
                Point p[4];

                for (size_t k = 0; k < 4; k++)
                        p[k] = camera_point(&canvas->camera, points[(i + n - 1 + k) % n]);
                for (int k = 0; k < SMOOTH_POINTS; k++)
                        drawing_add(
                                canvas->drawing,
                                smooth_between(p[0], p[1], p[2], p[3], (double) k / SMOOTH_POINTS));
        }
}

/* The stroke's edge beside point i, on one side (1) or the other (-1). */
static Point stroke_edge(const Point *points, size_t n, size_t i, double width, double side)
{
        Point before = points[i > 0 ? i - 1 : i], after = points[i + 1 < n ? i + 1 : i];
        double dx = after.x - before.x, dy = after.y - before.y, length = fmax(1e-6, hypot(dx, dy));
        double half = 0.5 * width * (0.45 + 0.55 * sin(PI * (double) i / (double) (n - 1))) * side;

        return (Point){ points[i].x - dy / length * half, points[i].y + dx / length * half };
}

void outline_stroke(
        Canvas *canvas, const char *part, Colour colour, const Vec3 *points, size_t n, double width)
{
        Point flat[OUTLINE_MAX_STROKE];

        assert(n >= 2);
        assert(n <= OUTLINE_MAX_STROKE);
        for (size_t i = 0; i < n; i++)
                flat[i] = camera_point(&canvas->camera, points[i]);
        drawing_begin(canvas->drawing, part, colour);
        drawing_thin(canvas->drawing);
        for (size_t i = 0; i < n; i++)
                drawing_add(canvas->drawing, stroke_edge(flat, n, i, width, 1));
        for (size_t i = n; i-- > 0;)
                drawing_add(canvas->drawing, stroke_edge(flat, n, i, width, -1));
}
