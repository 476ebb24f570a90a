/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_KEYS_H
#define LIMBER_KEYS_H

/*
 * What a terminal sends, byte by byte, as keys. Pure. Escape alone and the start of an arrow key look alike:
 * who reads waits KEYS_ESCAPE_MS for more, then calls key_reader_timeout().
 */

#include <stdbool.h>
#include <stdint.h>

typedef enum PressKind {
        PRESS_CHAR, /* `c`: a printable ASCII character, letters in lower case; ' ' is Space */
        PRESS_LEFT,
        PRESS_RIGHT,
        PRESS_ENTER,
        PRESS_ESCAPE,
        PRESS_BACKSPACE,
        PRESS_INTERRUPT, /* Ctrl-C, Ctrl-D: where the terminal sends them as bytes */
        PRESS_REDRAW,    /* Ctrl-L */
} PressKind;

typedef struct Press {
        PressKind kind;
        char c;
} Press;

typedef struct KeyReader {
        enum { KEYS_GROUND, KEYS_ESCAPE, KEYS_SEQUENCE, KEYS_SINGLE, KEYS_STRING } state;
        unsigned n; /* bytes of the sequence so far */
} KeyReader;

enum { KEYS_ESCAPE_MS = 50 };

/* { 0 } begins. True: a key is complete. Bytes that mean nothing are swallowed. */
bool key_reader_feed(KeyReader *reader, uint8_t byte, Press *ret);

/* Nothing came for KEYS_ESCAPE_MS. True: it was Escape. */
bool key_reader_timeout(KeyReader *reader, Press *ret);
bool key_reader_waits(const KeyReader *reader);

#endif
