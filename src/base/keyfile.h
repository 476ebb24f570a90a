/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_KEYFILE_H
#define LIMBER_KEYFILE_H

/*
 * The lines of a text of `key = value` pairs under [sections], as in limber.conf and in stretch files. It
 * only cuts lines; what keys exist and what they mean is the reader's.
 *
 *      # a comment: to the end of the line, where # begins the line or follows a blank
 *      key = value         blanks around both are not part of them
 *      [section]
 *
 * The text is UTF-8 without control characters but tab; lines end with \n or \r\n; a byte order mark at the
 * start is skipped.
 */

#include "error.h"
#include "str.h"

typedef struct Keyfile {
        Slice rest;
        bool colours; /* set after keyfile_init(): `key = #rrggbb` is a value, not a comment */
        size_t line;  /* of the line read last, from 1; 0 before the first */
} Keyfile;

typedef enum KeyfileKind {
        KEYFILE_END,
        KEYFILE_SECTION, /* section: what stands between [ and ], trimmed, not empty */
        KEYFILE_PAIR,    /* key, not empty; value, maybe empty */
} KeyfileKind;

typedef struct KeyfileLine {
        KeyfileKind kind;
        size_t number; /* from 1 */
        Slice section, key, value;
} KeyfileLine;

enum { KEYFILE_LINE_MAX = 1024 }; /* bytes */

/* The text less a byte order mark at its start. */
Slice keyfile_without_mark(Slice text);

void keyfile_init(Keyfile *file, Slice text);

/* The next line that says something. -EINVAL with what is wrong with one that is none of the above:
 * file->line is where, and the next call goes on behind it. */
int keyfile_next(Keyfile *file, KeyfileLine *ret, Error *error);

#endif
