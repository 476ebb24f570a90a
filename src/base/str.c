/* SPDX-License-Identifier: MIT */
/* Strings. Nothing here knows a locale: numbers and blanks are those of ASCII. */

#include "str.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "array.h"

void str_deinit(Str *str)
{
        free(str->text);
        *str = (Str){ 0 };
}

int str_append_n(Str *str, const char *bytes, size_t n)
{
        int r = array_grow((void **) &str->text, &str->allocated, str->n, n + 1, 1);

        if (r < 0)
                return r;
        if (n > 0)
                memcpy(str->text + str->n, bytes, n);
        str->n += n;
        str->text[str->n] = '\0';
        return 0;
}

int str_append(Str *str, const char *text)
{
        return str_append_n(str, text, strlen(text));
}

int str_appendf(Str *str, const char *format, ...)
{
        _cleanup_free_ char *text = NULL;
        va_list arguments;
        int n;

        va_start(arguments, format);
        n = vasprintf(&text, format, arguments);
        va_end(arguments);
        if (n < 0) {
                text = NULL;
                return -ENOMEM;
        }
        return str_append_n(str, text, (size_t) n);
}

char *str_format(const char *format, ...)
{
        va_list arguments;
        char *text;
        int n;

        va_start(arguments, format);
        n = vasprintf(&text, format, arguments);
        va_end(arguments);
        return n < 0 ? NULL : text;
}

Slice slice_of(const char *text)
{
        return (Slice){ text, strlen(text) };
}

Slice str_slice(const Str *str)
{
        return (Slice){ str->text ? str->text : "", str->n };
}

static bool is_blank(char c)
{
        return c == ' ' || c == '\t';
}

Slice slice_trim(Slice slice)
{
        while (slice.n > 0 && is_blank(slice.p[0]))
                slice.p++, slice.n--;
        while (slice.n > 0 && is_blank(slice.p[slice.n - 1]))
                slice.n--;
        return slice;
}

bool slice_equals(Slice slice, const char *text)
{
        size_t n = strlen(text);

        return slice.n == n && memcmp(slice.p, text, n) == 0;
}

bool slice_next_word(Slice *rest, Slice *ret)
{
        Slice trimmed = slice_trim(*rest);
        size_t n = 0;

        if (trimmed.n == 0)
                return false;
        while (n < trimmed.n && !is_blank(trimmed.p[n]))
                n++;
        *ret = (Slice){ trimmed.p, n };
        *rest = (Slice){ trimmed.p + n, trimmed.n - n };
        return true;
}

int parse_u64(Slice text, uint64_t *ret)
{
        uint64_t value = 0;

        if (text.n == 0)
                return -EINVAL;
        for (size_t i = 0; i < text.n; i++) {
                if (text.p[i] < '0' || text.p[i] > '9')
                        return -EINVAL;
                if (__builtin_mul_overflow(value, UINT64_C(10), &value) ||
                    __builtin_add_overflow(value, (uint64_t) (text.p[i] - '0'), &value))
                        return -ERANGE;
        }
        *ret = value;
        return 0;
}

int parse_i64(Slice text, int64_t *ret)
{
        bool negative = text.n > 0 && text.p[0] == '-';
        uint64_t magnitude;
        int r;

        if (negative)
                text.p++, text.n--;
        r = parse_u64(text, &magnitude);
        if (r < 0)
                return r;
        if (magnitude > (uint64_t) INT64_MAX)
                return -ERANGE;
        *ret = negative ? -(int64_t) magnitude : (int64_t) magnitude;
        return 0;
}

size_t utf8_length(const unsigned char *p, size_t n)
{
        static const struct {
                unsigned char lead_min, lead_max, second_min, second_max;
                size_t length;
        } forms[] = {
                { 0x00, 0x7f, 0x00, 0x00, 1 }, { 0xc2, 0xdf, 0x80, 0xbf, 2 }, { 0xe0, 0xe0, 0xa0, 0xbf, 3 },
                { 0xe1, 0xec, 0x80, 0xbf, 3 }, { 0xed, 0xed, 0x80, 0x9f, 3 }, { 0xee, 0xef, 0x80, 0xbf, 3 },
                { 0xf0, 0xf0, 0x90, 0xbf, 4 }, { 0xf1, 0xf3, 0x80, 0xbf, 4 }, { 0xf4, 0xf4, 0x80, 0x8f, 4 },
        };

        for (size_t i = 0; i < ELEMENTSOF(forms); i++) {
                if (p[0] < forms[i].lead_min || p[0] > forms[i].lead_max)
                        continue;
                if (forms[i].length > n)
                        return 0;
                if (forms[i].length > 1 && (p[1] < forms[i].second_min || p[1] > forms[i].second_max))
                        return 0;
                for (size_t k = 2; k < forms[i].length; k++)
                        if (p[k] < 0x80 || p[k] > 0xbf)
                                return 0;
                return forms[i].length;
        }
        return 0;
}
