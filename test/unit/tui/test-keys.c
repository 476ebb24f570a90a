/* SPDX-License-Identifier: MIT */
/* Keys from bytes, as a table. '~' in the bytes is a wait. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "keys.h"
#include "macro.h"
#include "str.h"

static void test_keys(void **state)
{
        static const struct {
                const char *bytes, *presses;
        } rows[] = {
                { " pP7", "' 'pp7" },
                { "\033[C\033[D", "><" },
                { "\033OC\033OD", "><" },
                { "\033[1;5C", ">" },
                { "\033~", "E" },
                { "\033~\033~", "EE" },
                { "\033\033~", "EE" },
                { "\033\033[C", "E>" },
                { "\033[~", "" },   /* a sequence that never ended */
                { "\033[~C", "c" }, /* what comes later is a key of its own */
                { "\033p", "" },    /* Alt-P */
                { "\033[A\033[B\033[H\033[5~", "" },
                { "\033[200\003q", "Xq" }, /* broken off by Ctrl-C */
                { "\r\n\b\177\003\004\014", "RRBBXXL" },
                { "\303\244\342\202\254", "" },
                { "\001\037\200\377", "" },
                { "\033[\033[C", ">" },
                /* answers that come late */
                { "\033_Gi=1;OK\033\\o", "o" },
                { "\033]11;rgb:0f0f/2020/2525\033\\q", "q" },
                { "\033]11;rgb:0f/20/25\007q", "q" },
                { "\033P1$r0m\303\033[C", ">" },
                { "\033_ooo\003o", "Xo" }, /* broken off by Ctrl-C */
                { "\033P~p", "p" },        /* Alt and P, then a key of its own */
        };

        for (size_t i = 0; i < ELEMENTSOF(rows); i++) {
                static const char *const names[] = { "", "<", ">", "R", "E", "B", "X", "L" };
                _cleanup_str_ Str out = { 0 };
                KeyReader reader = { 0 };
                Press press;

                str_append(&out, "");
                for (const char *p = rows[i].bytes; *p; p++) {
                        /* the 5~ of Page Up is no wait */
                        bool wait = *p == '~' && !(p > rows[i].bytes && p[-1] == '5');

                        if (!(wait ? key_reader_timeout(&reader, &press)
                                   : key_reader_feed(&reader, (uint8_t) *p, &press)))
                                continue;
                        if (press.kind == PRESS_CHAR && press.c == ' ')
                                str_append(&out, "' '");
                        else if (press.kind == PRESS_CHAR)
                                str_append_n(&out, &press.c, 1);
                        else
                                str_append(&out, names[press.kind]);
                }
                if (strcmp(out.text, rows[i].presses) != 0)
                        fail_msg("row %zu gives \"%s\" not \"%s\"", i, out.text, rows[i].presses);
        }
}

int main(void)
{
        const struct CMUnitTest tests[] = { cmocka_unit_test(test_keys) };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
