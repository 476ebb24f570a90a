/* SPDX-License-Identifier: MIT */
/* Keys from bytes: ASCII, and the forms of arrow keys that terminals have in common, ESC [ C and ESC O C. */

#include "keys.h"

#include <stddef.h>

enum { ESCAPE = 0x1b, SEQUENCE_MAX = 32 };

static bool press(Press *ret, PressKind kind)
{
        *ret = (Press){ .kind = kind };
        return true;
}

static bool feed_ground(KeyReader *reader, uint8_t byte, Press *ret)
{
        static const struct {
                uint8_t byte;
                PressKind kind;
        } controls[] = {
                { 0x03, PRESS_INTERRUPT }, { 0x04, PRESS_INTERRUPT }, { '\b', PRESS_BACKSPACE },
                { 0x7f, PRESS_BACKSPACE }, { '\r', PRESS_ENTER },     { '\n', PRESS_ENTER },
                { 0x0c, PRESS_REDRAW },
        };

        for (size_t i = 0; i < sizeof controls / sizeof controls[0]; i++)
                if (controls[i].byte == byte)
                        return press(ret, controls[i].kind);
        if (byte == ESCAPE)
                reader->state = KEYS_ESCAPE;
        if (byte < ' ' || byte > '~')
                return false;
        press(ret, PRESS_CHAR);
        ret->c = (char) (byte >= 'A' && byte <= 'Z' ? byte - 'A' + 'a' : byte);
        return true;
}

/*
 * What terminals answer in strings (DCS, SOS, OSC, PM, APC) may come late; its letters are no keys. An Alt
 * key looks like the beginning of one, and ends by its wait.
 */
static bool begins_a_string(uint8_t byte)
{
        return byte == 'P' || byte == 'X' || byte == ']' || byte == '^' || byte == '_';
}

static bool feed_escape(KeyReader *reader, uint8_t byte, Press *ret)
{
        reader->n = 0;
        if (byte == ESCAPE) /* the one before was alone; this one may begin something */
                return press(ret, PRESS_ESCAPE);
        reader->state = byte == '['             ? KEYS_SEQUENCE
                        : byte == 'O'           ? KEYS_SINGLE
                        : begins_a_string(byte) ? KEYS_STRING
                                                : KEYS_GROUND;
        return false; /* Alt and a key: none of ours */
}

static bool feed_final(KeyReader *reader, uint8_t byte, Press *ret)
{
        reader->state = KEYS_GROUND;
        if (byte == 'C')
                return press(ret, PRESS_RIGHT);
        return byte == 'D' && press(ret, PRESS_LEFT);
}

bool key_reader_feed(KeyReader *reader, uint8_t byte, Press *ret)
{
        if (reader->state == KEYS_GROUND)
                return feed_ground(reader, byte, ret);
        if (reader->state == KEYS_ESCAPE)
                return feed_escape(reader, byte, ret);
        if (byte == ESCAPE) {
                reader->state = KEYS_ESCAPE;
                return false;
        }
        if (reader->state == KEYS_STRING && byte >= ' ')
                return false;
        if (byte < ' ' || byte > '~') { /* broken off; what broke it off counts */
                reader->state = KEYS_GROUND;
                return feed_ground(reader, byte, ret);
        }
        if (reader->state == KEYS_SINGLE || byte >= '@')
                return feed_final(reader, byte, ret);
        if (++reader->n > SEQUENCE_MAX)
                reader->state = KEYS_GROUND;
        return false;
}

bool key_reader_waits(const KeyReader *reader)
{
        return reader->state != KEYS_GROUND;
}

bool key_reader_timeout(KeyReader *reader, Press *ret)
{
        bool alone = reader->state == KEYS_ESCAPE;

        reader->state = KEYS_GROUND;
        return alone && press(ret, PRESS_ESCAPE);
}
