/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_USER_SETTINGS_H
#define LIMBER_USER_SETTINGS_H

/* The settings that a verb works with: limber.conf, and over it what --set says. */

#include "arguments.h"
#include "settings.h"

/* `sets`: "KEY=VALUE", or NULL. -errno with a reason: the file or a word is wrong. */
int user_settings_load(const ArgumentList *sets, Settings *ret, Error *error);

#endif
