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
