/* SPDX-License-Identifier: MIT */
/*
 * Text fit for the bus. A message with a string that is not UTF-8 cannot be sent at all, so whatever comes
 * from outside (a config file's wrong line in an error) passes through here first.
 */

#include "bus-text.h"

#include <stdint.h>

/* Length of the character at `p` (Unicode 15, table 3-7), 0 if it is none. */
static size_t character_length(const unsigned char *p)
{
        static const struct {
                unsigned char first_low, first_high, second_low, second_high;
                size_t length;
        } forms[] = {
                { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 }, { 0xe1, 0xec, 0x80, 0xbf, 3 },
                { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 }, { 0xf0, 0xf0, 0x90, 0xbf, 4 },
                { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
        };

        if (*p < 0x80)
                return 1;
        for (size_t i = 0; i < ELEMENTSOF(forms); i++) {
                if (*p < forms[i].first_low || *p > forms[i].first_high)
                        continue;
                if (p[1] < forms[i].second_low || p[1] > forms[i].second_high)
                        return 0;
                for (size_t j = 2; j < forms[i].length; j++)
                        if (p[j] < 0x80 || p[j] > 0xbf) /* a NUL stops here */
                                return 0;
                return forms[i].length;
        }
        return 0;
}

void bus_text_set(char *field, size_t size, const char *text, BusTextLines lines)
{
        const unsigned char *p = (const unsigned char *) text;
        size_t n = 0;

        assert(size > 0);
        while (*p) {
                size_t length = character_length(p);
                bool shown =
                        length > 0 && (*p >= 0x20 || (*p == '\n' && lines == BUS_TEXT_LINES)) && *p != 0x7f;

                if (n + MAX(length, (size_t) 1) >= size)
                        break;
                if (shown)
                        memmove(field + n, p, length);
                else
                        field[n] = '?';
                n += shown ? length : 1;
                p += MAX(length, (size_t) 1);
        }
        memset(field + n, 0, size - n);
}

void status_text_set(char *field, size_t size, const char *text)
{
        bus_text_set(field, size, text, BUS_TEXT_ONE_LINE);
}
