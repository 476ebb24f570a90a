/* SPDX-License-Identifier: MIT */
/* Lengths on the command line, refused with one line each. */

#include "duration-word.h"

#include <string.h>

#include "clock.h"
#include "i18n.h"
#include "verb.h"

static bool is_digit(char c)
{
        return c >= '0' && c <= '9';
}

bool duration_word_is(const char *word)
{
        return is_digit(word[0]);
}

int duration_word_parse(const char *word, int64_t *ret_ms)
{
        Error error = { 0 };
        int64_t ms;

        if (duration_parse(word, strlen(word), &ms, &error) < 0)
                return verb_fail(&error);
        if (ms == 0)
                return verb_failf(_("%s is no length; the shortest is 1s"), word);
        *ret_ms = ms;
        return EXIT_DONE;
}

int duration_words_refuse_negative(int argc, char **argv)
{
        for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
                if (argv[i][0] == '-' && is_digit(argv[i][1]))
                        return verb_failf(
                                _("%s: a length cannot be negative; write one as 90s, 5m or 1h30m"),
                                argv[i]);
        return EXIT_DONE;
}
