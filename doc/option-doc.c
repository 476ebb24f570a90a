/* SPDX-License-Identifier: MIT */
/*
 * Run while building: copies a page for scdoc from standard input to standard output, and puts the table of
 * options in where a line says @TOP@ or @RULE@. So limber.conf(5) cannot say anything else than the program
 * does.
 */

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "option-table.h"

/* scdoc takes _ and * for markup. */
static void put_escaped(const char *text)
{
        for (; *text; text++) {
                if (strchr("_*\\#`~", *text))
                        putchar('\\');
                putchar(*text);
        }
}

static bool put_option(const Option *option)
{
        _cleanup_str_ Str range = { 0 };

        if (option_print_range(option, &range) < 0)
                return false;
        putchar('*');
        put_escaped(option->name);
        printf("* = _%s_\n\t", option->type->name);
        put_escaped(option->help);
        printf(". ");
        put_escaped(range.text);
        if (option->preset) {
                printf("; default ");
                put_escaped(option->preset);
        } else {
                printf("; a break of your own must say it");
        }
        printf(".\n\n");
        return true;
}

static bool put_options(const Option *options, size_t n)
{
        for (size_t i = 0; i < n; i++)
                if (!put_option(&options[i]))
                        return false;
        return true;
}

int main(void)
{
        char line[4096];
        bool good = true;

        while (good && fgets(line, sizeof line, stdin)) {
                if (strcmp(line, "@TOP@\n") == 0)
                        good = put_options(top_options, N_TOP_OPTIONS);
                else if (strcmp(line, "@RULE@\n") == 0)
                        good = put_options(rule_options, N_RULE_OPTIONS);
                else
                        good = fputs(line, stdout) >= 0;
        }
        return good && fflush(stdout) == 0 ? 0 : 1;
}
