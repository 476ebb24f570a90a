/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FIGURE_PARTS_H
#define LIMBER_FIGURE_PARTS_H

/* The parts of the figure, each adding its shapes. Private to src/figure. */

#include "outline.h"
#include "person.h"
#include "skeleton.h"

typedef struct FigureScene {
        Canvas canvas;
        const Look *look;
        const Skeleton *skeleton;
        double side; /* how visible is what is seen from the side alone; 0 from the front */
} FigureScene;

/* Where a joint of the left is on this side. */
Vec3 scene_joint(const FigureScene *scene, Joint left, BodySide side);

void figure_add_chair_behind(FigureScene *scene);
void figure_add_trunk(FigureScene *scene); /* shirt, neck, neckline */
void figure_add_depth(FigureScene *scene); /* of the trunk: seen from the side alone, before the trunk */
void figure_add_hips(FigureScene *scene);
void figure_add_leg(FigureScene *scene, BodySide side);
void figure_add_upper_arm(FigureScene *scene, BodySide side, double alpha);
void figure_add_forearm(FigureScene *scene, BodySide side, double alpha); /* and the hand */
void figure_add_hair(FigureScene *scene);                                 /* over the face */
void figure_add_hair_behind(FigureScene *scene);                          /* behind neck and trunk */
void figure_add_head(FigureScene *scene);

/* The head's own frame: from the joint that it sits on, looking along +z. */
static const Vec3 SKULL = { 0, 12.4, 1.0 }, SKULL_RADII = { 8.3, 9.3, 9.6 };

Vec3 head_place(const FigureScene *scene, Vec3 p);
Ellipsoid head_ellipsoid(const FigureScene *scene, Vec3 centre, Vec3 radii);

/* How visible something on the head is that looks along `direction`: it fades out as it turns away. */
double head_visible(const FigureScene *scene, Vec3 direction, double from, double to);

#endif
