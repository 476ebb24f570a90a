/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_CONFIG_WRITE_H
#define LIMBER_CONFIG_WRITE_H

/*
 * Changing limber.conf in place: comments, order and blank lines stay as their writer left them. All changes
 * of one call are made or none: the result is read back as a whole before it replaces the file, in one
 * rename.
 */

#include <stddef.h>

#include "error.h"
#include "str.h"

typedef struct ConfigChange {
        const char *key;   /* "away_after", "stretch.every" */
        const char *value; /* NULL: take the key out */
} ConfigChange;

/*
 * The text with the changes made, appended to `ret`; `filename` is for errors. -ENOENT for an unknown key,
 * -EINVAL for a value or a result that settings_parse() refuses, with a reason.
 */
int config_edit(
        Slice text, const ConfigChange *changes, size_t n_changes, const char *filename, Str *ret,
        Error *error);

/*
 * The same to the file, which is made (0600, its directory 0700) where it is missing and followed where it
 * is a link. Writers wait for each other. -EPERM where the file or its directory is another user's.
 */
int config_change_file(const char *path, const ConfigChange *changes, size_t n_changes, Error *error);

#endif
