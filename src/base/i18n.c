/* SPDX-License-Identifier: MIT */
/* gettext's own headers have no contexts: a catalogue's key is then CONTEXT, an EOT, TEXT. */

#include "i18n.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

enum { KEY_SIZE = 1024 };

void i18n_init(void)
{
        const char *folder = getenv("LIMBER_LOCALE_DIR");

        /* Words and characters alone: numbers, orders and times are written as our files have them, and each
         * category of a locale is memory. */
        setlocale(LC_CTYPE, "");
        setlocale(LC_MESSAGES, "");
        bindtextdomain("limber", folder && *folder ? folder : LIMBER_LOCALEDIR);
        textdomain("limber");
}

const char *i18n_in(const char *context, const char *text)
{
        char key[KEY_SIZE];
        const char *found;
        int n = snprintf(key, sizeof key, "%s\004%s", context, text);

        if (*text == '\0' || n < 0 || (size_t) n >= sizeof key) /* "" is the catalogue's header */
                return text;
        found = gettext(key);
        return found == key ? text : found;
}
