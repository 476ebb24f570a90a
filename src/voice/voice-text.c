/* SPDX-License-Identifier: MIT */
/* Texts, made harmless before they go to a speech server. */

#include "voice-text.h"

#include <libintl.h>
#include <locale.h>
#include <string.h>

#include "str.h"

/* U+0080 to U+009F, and the separators that end a line as a newline does. */
static bool is_control(const unsigned char *p, size_t n)
{
        if (n == 1)
                return *p < 0x20 || *p == 0x7f;
        if (n == 2)
                return p[0] == 0xc2 && p[1] < 0xa0;
        return n == 3 && p[0] == 0xe2 && p[1] == 0x80 && (p[2] == 0xa8 || p[2] == 0xa9);
}

bool voice_text_clean(char ret[static VOICE_TEXT_SIZE], const char *text)
{
        const unsigned char *p = (const unsigned char *) text;
        size_t n = 0, left = strlen(text);
        bool gap = false;

        while (left > 0) {
                size_t length = utf8_length(p, left), step = length > 0 ? length : 1;

                if (length == 0 || *p == ' ' || is_control(p, length)) {
                        gap = n > 0;
                } else if (n + gap + length < VOICE_TEXT_SIZE) {
                        if (gap)
                                ret[n++] = ' ';
                        memcpy(ret + n, p, length);
                        n += length;
                        gap = false;
                } else {
                        break;
                }
                p += step;
                left -= step;
        }
        ret[n] = '\0';
        return n > 0;
}

/* In every locale the same. */
static bool is_letter_or_digit(char c)
{
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool voice_language_is_tag(const char *tag)
{
        size_t n = strlen(tag);

        if (n < 2 || n >= VOICE_LANGUAGE_SIZE || tag[0] == '-' || tag[n - 1] == '-')
                return false;
        for (const char *c = tag; *c; c++)
                if (!is_letter_or_digit(*c) && (*c != '-' || c[1] == '-'))
                        return false;
        return true;
}

/* ---- the language ---- */

/* "de" or "pt_BR.UTF-8" at `from`, as "de", "pt-BR". */
static void copy_tag(char ret[static VOICE_LANGUAGE_SIZE], const char *from)
{
        size_t n = strcspn(from, ".@ \n");

        n = MIN(n, (size_t) VOICE_LANGUAGE_SIZE - 1);
        memcpy(ret, from, n);
        ret[n] = '\0';
        for (char *c = ret; *c; c++)
                if (*c == '_')
                        *c = '-';
}

const char *voice_language(char ret[static VOICE_LANGUAGE_SIZE])
{
        /* The head of the catalogue in use; "" where there is none: the words are as in the source. */
        const char *head = gettext(""), *line = strstr(head, "\nLanguage: ");
        const char *locale = setlocale(LC_MESSAGES, NULL);
        char region[VOICE_LANGUAGE_SIZE] = "";
        size_t n;

        if (line)
                copy_tag(ret, line + strlen("\nLanguage: "));
        if (!line || !voice_language_is_tag(ret))
                strcpy(ret, "en");
        copy_tag(region, locale ? locale : "");
        n = strlen(ret);
        if (strncmp(region, ret, n) == 0 && region[n] == '-' && voice_language_is_tag(region))
                strcpy(ret, region);
        return ret;
}
