/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PERSON_FILES_H
#define LIMBER_PERSON_FILES_H

/*
 * The people who can be drawn, by name: the user's own in `limber/people` of the data home, then those that
 * come with Limber (`people` in LIMBER_DATA_DIR where that is set), then those that the figure knows by
 * itself.
 */

#include "person-colours.h"
#include "str.h"

/* Whether a name ends in .person; whether a word of the command line is a path rather than a name: it does,
 * or holds a /. */
bool person_file_is_one(const char *path);
bool person_file_is_path(const char *word);

/*
 * The person of that name, or of the file at that path. -ENOENT with the names that there are, -EINVAL with
 * the first thing that is wrong with the file, -errno where it cannot be read, -ENOMEM; `ret` is then
 * somebody built in.
 */
int person_files_find(const char *name, PersonColours *ret, Error *error);

/* A file, with all that is wrong with it. -EINVAL: it is in `problems`; else -errno with a reason. */
int person_file_read(const char *path, PersonColours *ret, FileProblems *problems, Error *error);

/* Appends every name there is, in the order of the alphabet, with `between` between them. 0 or -ENOMEM. */
int person_files_list(const char *between, Str *ret);

/* Where the user's own files lie; see place_file(). */
int person_files_home(char **ret_path, Error *error);

#endif
