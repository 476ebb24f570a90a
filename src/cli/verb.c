/* SPDX-License-Identifier: MIT */
/* What every verb says when it cannot do its work: one line, and an exit code. */

#include "verb.h"

#include <stdarg.h>
#include <stdio.h>

#include "i18n.h"

int verb_fail(const Error *error)
{
        fprintf(stderr, "limber: %s\n", error->text);
        return EXIT_FAILED;
}

int verb_failf(const char *format, ...)
{
        va_list arguments;
        Error error;

        va_start(arguments, format);
        error_setv(&error, 0, format, arguments);
        va_end(arguments);
        return verb_fail(&error);
}

int verb_misuse(const Verb *verb, const char *format, ...)
{
        va_list arguments;
        Error error;

        va_start(arguments, format);
        error_setv(&error, 0, format, arguments);
        va_end(arguments);
        if (verb)
                fprintf(stderr, _("limber: %s; see limber help %s\n"), error.text, verb->name);
        else
                fprintf(stderr, "limber: %s\n", error.text);
        return EXIT_USAGE;
}
