/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUS_TEXT_H
#define LIMBER_BUS_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

#include "macro.h"
#include "status-record.h"

typedef enum BusTextLines {
        BUS_TEXT_ONE_LINE,
        BUS_TEXT_LINES, /* newlines stay */
} BusTextLines;

/* status_text_set() with a choice about newlines. `field` may be `text` itself. */
void bus_text_set(char *field, size_t size, const char *text, BusTextLines lines);

#endif
