/* SPDX-License-Identifier: MIT */
#include "shell-word.h"

#include <string.h>

#include "str.h"

static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/._-+,@%:";

char *shell_word(const char *text)
{
        _cleanup_str_ Str word = { 0 };
        int r;

        if (*text && *text != '-' && text[strspn(text, plain)] == '\0')
                return strdup(text);
        r = str_append(&word, *text == '-' ? "./'" : "'");
        for (; *text && r == 0; text++)
                r = *text == '\'' ? str_append(&word, "'\\''") : str_append_n(&word, text, 1);
        if (r == 0)
                r = str_append(&word, "'");
        return r == 0 ? TAKE_PTR(word.text) : NULL;
}
