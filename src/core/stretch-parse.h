/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_PARSE_H
#define LIMBER_STRETCH_PARSE_H

/* Stretch files, from bytes. Pure: who reads files is elsewhere. */

#include "file-problem.h"
#include "str.h"
#include "stretch.h"

enum {
        STRETCH_FILE_MAX = 64 * 1024, /* bytes */
        STRETCH_TEXT_MAX = 200,       /* bytes of one text */
        STRETCH_SHOW_MAX = 40,        /* bytes of the word to show */
};

/*
 * Reads a whole stretch file. `id` names it (the file's name without .stretch). On success the caller owns
 * *ret and frees it with stretch_free(). -EINVAL for a wrong file, -ENOMEM.
 *
 * stretch_parse() says the first thing that is wrong: "line N: [section] key: what; what to do".
 * stretch_parse_all() adds everything that is to `problems`, which is empty before, in the order of the
 * file: the first of each section, for what comes after it there may come from it.
 */
int stretch_parse(const char *id, Slice bytes, Stretch **ret, Error *error);
int stretch_parse_all(const char *id, Slice bytes, Stretch **ret, FileProblems *problems);

#endif
