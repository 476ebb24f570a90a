/* SPDX-License-Identifier: MIT */
/*
 * The head: ellipsoids for skull and jaw, hair (figure-hair.c), and a face drawn on the
 * front with the eyes closed. All of it lives in the head's own frame, so that turning, nodding and tilting
 * show in everything: hairline, ears and eyes go where the head goes.
 */

#include "figure-parts.h"

#include "macro.h"

static const Vec3 JAW = { 0, 6.4, 3.4 }, JAW_RADII = { 6.3, 6.2, 6.4 };

/* A place on the front of the face: x and y in cm, on a surface between skull and jaw. */
static Vec3 face_place(const FigureScene *scene, double x, double y)
{
        double round = fmax(0, 1 - x * x / (9.6 * 9.6) - (y - 10.5) * (y - 10.5) / (13.5 * 13.5));

        return head_place(scene, (Vec3){ x, y, 1.4 + 9.0 * sqrt(round) });
}

/* ---- ears ---- */

static void add_ear(FigureScene *scene, BodySide side, double alpha)
{
        static const char *const parts[] = { "left ear", "right ear" };
        static const char *const fold_parts[] = { "left ear fold", "right ear fold" };
        static const char *const rim_parts[] = { "left ear rim", "right ear rim" };
        const Person *person = &scene->look->person;
        double out = body_side_out(side);
        Ellipsoid ear = head_ellipsoid(scene, (Vec3){ out * 8.8, 9.8, 0.0 }, (Vec3){ 1.3, 2.5, 1.9 });
        Ellipsoid rim = ear;
        Vec3 fold[4];

        rim.radii = vec3_add(ear.radii, (Vec3){ 0.45, 0.45, 0.45 });

        for (size_t i = 0; i < ELEMENTSOF(fold); i++) {
                double angle = radians(-60 + 50.0 * (double) i);

                fold[i] = head_place(
                        scene, (Vec3){ out * 10.0, 9.9 + 1.5 * sin(angle), 0.3 - 0.8 * cos(angle) });
        }
        /* Against the cheek the skin alone would not be seen. */
        outline_ellipsoid(
                &scene->canvas, rim_parts[side], colour_faded(person->skin_shade, alpha * scene->side),
                &rim);
        outline_ellipsoid(&scene->canvas, parts[side], colour_faded(person->skin, alpha), &ear);
        outline_stroke(
                &scene->canvas, fold_parts[side],
                colour_faded(person->skin_shade, alpha * head_visible(scene, (Vec3){ out, 0, 0 }, 0.1, 0.4)),
                fold, ELEMENTSOF(fold), 0.6);
}

/* ---- face ---- */

typedef struct Feature {
        const char *part;
        double x, y, half, bend; /* an arc: its middle, half its width, how far its middle hangs down */
        double width;
} Feature;

static void add_arc(FigureScene *scene, const Feature *feature, Colour colour)
{
        enum { N = 9 };
        Vec3 points[N];

        for (size_t i = 0; i < ELEMENTSOF(points); i++) {
                double t = 2.0 * (double) i / (N - 1) - 1;

                points[i] = face_place(
                        scene, feature->x + t * feature->half, feature->y - feature->bend * (1 - t * t));
        }
        outline_stroke(&scene->canvas, feature->part, colour, points, ELEMENTSOF(points), feature->width);
}

/* Down the bridge to the tip, which stands out, and back under it. */
static void add_nose(FigureScene *scene, Colour colour)
{
        Vec3 points[5] = { face_place(scene, 0.5, 11.2), face_place(scene, 0.6, 9.8),
                           face_place(scene, 0.5, 8.4), face_place(scene, -0.1, 7.5),
                           face_place(scene, -1.0, 7.4) };
        Vec3 front = mat3_apply(&scene->skeleton->head, (Vec3){ 0, 0, 1 });
        static const double out_cm[5] = { 0.2, 0.9, 1.7, 1.6, 0.5 };

        for (size_t i = 0; i < ELEMENTSOF(points); i++)
                points[i] = vec3_along(points[i], front, out_cm[i]);
        outline_stroke(&scene->canvas, "nose", colour, points, ELEMENTSOF(points), 0.62);
}

/* The tip of the nose, beyond the outline of the face from the side alone. */
static void add_profile(FigureScene *scene)
{
        Ellipsoid nose = head_ellipsoid(scene, (Vec3){ 0, 8.4, 10.0 }, (Vec3){ 1.2, 1.9, 2.2 });

        outline_ellipsoid(
                &scene->canvas, "nose side", colour_faded(scene->look->person.skin, scene->side), &nose);
}

static void add_face(FigureScene *scene)
{
        static const Feature features[] = {
                { "left eye", 3.3, 11.4, 1.55, 0.75, 0.72 },  { "right eye", -3.3, 11.4, 1.55, 0.75, 0.72 },
                { "left brow", 3.5, 13.9, 1.8, -0.55, 0.72 }, { "right brow", -3.5, 13.9, 1.8, -0.55, 0.72 },
                { "mouth", 0.0, 4.9, 2.1, 0.7, 0.55 },
        };
        const Person *person = &scene->look->person;
        double front = head_visible(scene, (Vec3){ 0, 0, 1 }, -0.1, 0.25);

        for (int i = 0; i < 2; i++) {
                double out = i == 0 ? 1 : -1;
                Ellipsoid cheek =
                        head_ellipsoid(scene, (Vec3){ out * 4.3, 8.0, 8.1 }, (Vec3){ 1.7, 1.2, 0.4 });
                double seen = head_visible(scene, (Vec3){ out * 0.6, -0.25, 1 }, 0.35, 0.75);

                outline_ellipsoid(&scene->canvas, "cheek", colour_faded(person->blush, 0.38 * seen), &cheek);
                drawing_thin(scene->canvas.drawing);
        }
        for (size_t i = 0; i < ELEMENTSOF(features); i++) {
                Vec3 looks = { features[i].x * 0.13, (features[i].y - 10.5) * 0.11, 1 };
                bool is_brow = i == 2 || i == 3;
                Colour colour = is_brow ? person->hair : person->line;

                add_arc(scene, &features[i], colour_faded(colour, head_visible(scene, looks, 0.1, 0.4)));
        }
        add_nose(scene, colour_faded(person->skin_shade, front));
}

/* An ear is before the head or behind it: drawn in both places, the front one fading in as it comes round.
 */
void figure_add_head(FigureScene *scene)
{
        /* As wide as the hair, so that nothing shows between the two. */
        Ellipsoid skull = head_ellipsoid(
                          scene, SKULL, (Vec3){ SKULL_RADII.x + 0.35, SKULL_RADII.y, SKULL_RADII.z + 0.4 }),
                  jaw = head_ellipsoid(scene, JAW, JAW_RADII);

        for (int side = 0; side < N_BODY_SIDES; side++)
                add_ear(scene, (BodySide) side, 1);
        add_profile(scene);
        outline_ellipsoids(&scene->canvas, "face", scene->look->person.skin, &skull, &jaw);
        add_face(scene);
        figure_add_hair(scene);
        for (int side = 0; side < N_BODY_SIDES; side++)
                add_ear(scene, (BodySide) side,
                        head_visible(scene, (Vec3){ body_side_out((BodySide) side), 0, 0 }, 0.05, 0.22));
}
