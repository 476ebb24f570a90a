/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PRIVATE_FILE_H
#define LIMBER_PRIVATE_FILE_H

/*
 * Files that are the person's own: 0600, theirs, no links, in a folder that is 0700 and theirs. What is too
 * open is closed; what is a link or somebody else's is refused.
 */

#include <stdbool.h>

#include "error.h"

/*
 * Opens the folder of the file at `path`. `create`: makes it and those above it where they are missing
 * (0700) and takes other people's rights off it. `ret_name` points at the file's name inside `path`. 0,
 * -ENOENT, -EPERM for a folder of somebody else or one that everybody shares (/tmp), -errno.
 */
int private_folder_open(const char *path, bool create, const char **ret_name, int *ret_fd, Error *error);

/* Opens a file in it, never through a link. `flags` as for open(2); O_CREAT makes it 0600. 0, -ENOENT,
 * -ELOOP for a link, -EPERM for somebody else's, -EINVAL for what is no plain file, -errno. */
int private_file_open(int folder_fd, const char *name, int flags, int *ret_fd, Error *error);

#endif
