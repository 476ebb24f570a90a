/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_FILES_H
#define LIMBER_STRETCH_FILES_H

/*
 * Stretch files on disk, into a catalogue: those that come with Limber, its examples, and the user's own,
 * which take the place of one of the same name. What is wrong with a file becomes a problem of the
 * catalogue; a wrong file of the user leaves the one that came with Limber in use.
 */

#include "catalogue.h"

/* Whether a word of the command line is a path rather than an id: it holds a /, or ends in .stretch. */
bool stretch_file_is_path(const char *word);

/* The id that a file of this name gives its stretch, right or not. The caller frees; NULL: no memory. */
char *stretch_file_id(const char *path);

/*
 * One file. -EINVAL where it is wrong, -errno where it cannot be read: that is a problem of the catalogue
 * then, and in `error`; -ENOMEM.
 */
int stretch_files_load_file(Catalogue *catalogue, const char *path, StretchOrigin origin, Error *error);

/*
 * Every *.stretch file of a folder, in the order of their names. A folder that is not there has none. 0 or
 * -ENOMEM.
 */
int stretch_files_load_dir(Catalogue *catalogue, const char *path, StretchOrigin origin);

/*
 * The installed ones (`stretches` and `examples` in LIMBER_DATA_DIR where that is set, for a build that is
 * not installed), then `limber/stretches` in the user's data home. Their texts are put into the person's
 * language (the context is the stretch's id). 0; -ENOENT with a reason where there is not a single stretch;
 * -ENOMEM.
 */
int stretch_files_load(Catalogue *catalogue, Error *error);

#endif
