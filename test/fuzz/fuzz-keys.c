/* SPDX-License-Identifier: MIT */
/*
 * Any bytes as what a terminal sends. A byte completes at most one key, a wait ends every sequence, and
 * after whatever came an arrow key is an arrow key again.
 */

#include <assert.h>
#include <stddef.h>

#include "keys.h"
#include "terminal-talk.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const Press *press)
{
        assert(press->kind <= PRESS_REDRAW);
        assert((press->kind == PRESS_CHAR) == (press->c != 0));
        assert(press->c == 0 ||
               (press->c >= ' ' && press->c <= '~' && !(press->c >= 'A' && press->c <= 'Z')));
}

/* Whatever a terminal answered before, the answer that ends it is understood. */
static void check_talk(const uint8_t *data, size_t size)
{
        static const char end[] = "\030\033\\\033[?62;4c";
        TalkReader reader = { 0 };
        TerminalSays says = { 0 };
        bool all = false;

        for (size_t i = 0; i < size && !all; i++)
                all = talk_reader_feed(&reader, data[i], &says);
        for (size_t i = 0; i < sizeof end - 1 && !all; i++)
                all = talk_reader_feed(&reader, (uint8_t) end[i], &says);
        assert(all);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
        KeyReader reader = { 0 };
        Press press;

        for (size_t i = 0; i < size; i++) {
                /* 0xff, which no text holds, stands for a wait. */
                bool complete = data[i] == 0xff ? key_reader_timeout(&reader, &press)
                                                : key_reader_feed(&reader, data[i], &press);

                if (complete)
                        check(&press);
        }
        if (key_reader_waits(&reader) && key_reader_timeout(&reader, &press))
                check(&press);
        assert(!key_reader_waits(&reader));
        assert(!key_reader_feed(&reader, 0x1b, &press) && !key_reader_feed(&reader, '[', &press));
        assert(key_reader_feed(&reader, 'C', &press) && press.kind == PRESS_RIGHT);
        check_talk(data, size);
        return 0;
}
