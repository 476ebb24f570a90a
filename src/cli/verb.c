/* SPDX-License-Identifier: MIT */
/* What every verb says when it cannot do its work: one line, and an exit code. */

#include "verb.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "nearest.h"

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

const void *verb_find_form(const Verb *verb, const void *forms, size_t n, size_t size, const char *name)
{
        Nearest nearest = { .wanted = slice_of(name) };

        for (size_t i = 0; i < n; i++) {
                const char *const *form = (const void *) ((const char *) forms + i * size);

                if (strcmp(*form, name) == 0)
                        return form;
                nearest_offer(&nearest, *form);
        }
        if (nearest.found)
                verb_misuse(
                        verb, _("%s does not know %s, maybe you mean %s"), verb->name, name, nearest.found);
        else
                verb_misuse(verb, _("%s does not know %s"), verb->name, name);
        return NULL;
}
