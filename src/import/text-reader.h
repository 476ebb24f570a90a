/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEXT_READER_H
#define LIMBER_TEXT_READER_H

/*
 * Lines of a text file, in constant memory: lines end with LF or CRLF, the last one may end with the file,
 * and a byte order mark at the start is skipped. A NUL byte and a line over 64 KiB are errors: such a file
 * is no text. Where a file may be wrong, errors begin with "line N: ".
 */

#include <stdbool.h>
#include <stdint.h>

#include "error.h"
#include "import-file.h"
#include "str.h"

enum { TEXT_LINE_SIZE_MAX = 64 * 1024 };

typedef struct TextReader {
        ImportFile *file; /* borrowed */
        char *buffer;
        size_t start, end; /* the unread bytes in the buffer */
        bool ended;        /* the file has no more of them */
        bool begun;
        uint64_t line;   /* of what was read last, from 1 */
        uint64_t n_more; /* lines that it has beyond that one */
} TextReader;

/* Reads `file` from where it is. 0 or -ENOMEM. */
int text_reader_init(TextReader *reader, ImportFile *file);
void text_reader_deinit(TextReader *reader);

/* Begins anew at the start of the file. */
int text_reader_rewind(TextReader *reader, Error *error);

/*
 * The next line without its end: 1, or 0 at the end of the file, or -errno with a reason. The bytes are
 * valid, and may be changed, until the next call.
 */
int text_reader_line(TextReader *reader, Slice *ret, Error *error);

/* The same for a CSV record: it goes on over line ends between double quotes. */
int text_reader_record(TextReader *reader, Slice *ret, Error *error);

#endif
