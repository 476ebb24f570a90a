/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_SHEET_H
#define LIMBER_STRETCH_SHEET_H

/* Sheets of key frames, and single frames of the motion, on cairo. Part of the module of stretch-draw.h. */

#include <cairo.h>

#include "person.h"
#include "stretch.h"

typedef struct Sheet {
        const Stretch *const *stretches;
        size_t n_stretches;
        Look look;
        bool standing;
} Sheet;

void sheet_size(const Sheet *sheet, double *ret_width, double *ret_height);
void sheet_draw(cairo_t *cr, const Sheet *sheet);

/* The motion of a stretch: one repeat of each way of the short dose that is done in turn with the first. */
double sheet_motion_ms(const Stretch *stretch);
void sheet_draw_frame(cairo_t *cr, const Sheet *sheet, double ms, double width, double height);

#endif
