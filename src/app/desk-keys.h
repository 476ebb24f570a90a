/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DESK_KEYS_H
#define LIMBER_DESK_KEYS_H

/* Which key of the keyboard is which of a session's. */

#include <gdk/gdk.h>
#include <stdbool.h>

#include "guide.h"

/* Any other key is GUIDE_OTHER; with Control, Alt or Super held it is none: false. */
bool desk_key_of(guint keyval, GdkModifierType state, GuideKey *ret);

#endif
