/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_GIF_H
#define LIMBER_STRETCH_GIF_H

/* Moving pictures, written with giflib. Part of the module of stretch-draw.h. */

#include "bytes-out.h"
#include "stretch-sheet.h"

/* One round of the motion of the first stretch of the sheet, again and again. 0, -ENOMEM, or -EIO. */
int gif_draw(const Sheet *sheet, BytesOut *out);

#endif
