/* SPDX-License-Identifier: MIT */
/* Error texts. Control characters and broken UTF-8 of hostile input are shown as '?', so that one error
 * stays one line. */

#include "error.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "str.h"

/* Here are the functions themselves, not what the analyzer is told of them. */
#undef error_set
#undef error_prefix
#undef error_memory

/* Texts go into JSON and over D-Bus as well, which take UTF-8 only; what was cut may end in half a
 * character. */
static void make_one_line(char *text)
{
        unsigned char *p = (unsigned char *) text;
        size_t n = strlen(text), length;

        for (size_t i = 0; i < n; i += length) {
                length = utf8_length(p + i, n - i);
                if (length == 0 || p[i] < 0x20 || p[i] == 0x7f) {
                        p[i] = '?';
                        length = 1;
                }
        }
}

int error_setv(Error *error, int code, const char *format, va_list arguments)
{
        if (!error)
                return code;
        vsnprintf(error->text, sizeof error->text, format, arguments);
        make_one_line(error->text);
        return code;
}

int error_set(Error *error, int code, const char *format, ...)
{
        va_list arguments;

        va_start(arguments, format);
        error_setv(error, code, format, arguments);
        va_end(arguments);
        return code;
}

int error_memory(Error *error)
{
        return error_set(error, -ENOMEM, _("there is not enough memory"));
}

int error_prefix(Error *error, int code, const char *format, ...)
{
        char prefix[256];
        va_list arguments;
        Error whole;
        int n;

        if (!error)
                return code;
        va_start(arguments, format);
        vsnprintf(prefix, sizeof prefix, format, arguments);
        va_end(arguments);

        n = snprintf(whole.text, sizeof whole.text, "%s: ", prefix);
        memccpy(whole.text + n, error->text, '\0', sizeof whole.text - (size_t) n);
        whole.text[sizeof whole.text - 1] = '\0';
        make_one_line(whole.text);
        *error = whole;
        return code;
}
