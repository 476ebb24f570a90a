/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_PARSE_H
#define LIMBER_STRETCH_PARSE_H

/* Stretch files, from bytes. Pure: who reads files is elsewhere. */

#include "error.h"
#include "str.h"
#include "stretch.h"

enum {
        STRETCH_FILE_MAX = 64 * 1024, /* bytes */
        STRETCH_TEXT_MAX = 200,       /* bytes of one text */
        STRETCH_SHOW_MAX = 40,        /* bytes of the word to show */
};

/*
 * Reads a whole stretch file. `id` names it (the file's name without .stretch). On success the caller owns
 * *ret and frees it with stretch_free(). -EINVAL with "line N, [section] key: what, what to do" for a wrong
 * file, -ENOMEM.
 */
int stretch_parse(const char *id, Slice bytes, Stretch **ret, Error *error);

#endif
