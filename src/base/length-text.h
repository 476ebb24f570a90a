/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LENGTH_TEXT_H
#define LIMBER_LENGTH_TEXT_H

/* Lengths and times of day as people read them: "42 s", "47 min", "3 h 55 min"; "14:30". */

#include <stdint.h>

#include "clock.h"

enum { LENGTH_TEXT_SIZE = 64 };

/* How long it was: what is not a whole second, and above a minute a whole minute, is cut. Returns `text`. */
const char *length_text(int64_t ms, char text[static LENGTH_TEXT_SIZE]);

/* How long it still is: the same rounded up, so that "0 s" means now. */
const char *length_to_go_text(int64_t ms, char text[static LENGTH_TEXT_SIZE]);

/* Local time: "14:30"; with the date where it is not within half a day of `now`. */
const char *time_text(WallTime wall, WallTime now, char text[static LENGTH_TEXT_SIZE]);

#endif
