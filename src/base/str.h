/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STR_H
#define LIMBER_STR_H

/* Strings: a growable one, slices of bytes that are not ours, and numbers parsed to their very end. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "macro.h"

/* A growable string, always NUL-terminated once anything was added. { 0 } is empty; str_deinit() frees. */
typedef struct Str {
        char *text;
        size_t n, allocated;
} Str;

void str_deinit(Str *str);
int str_append(Str *str, const char *text); /* 0 or -ENOMEM */
int str_append_n(Str *str, const char *bytes, size_t n);
int str_appendf(Str *str, const char *format, ...) _printf_(2, 3);
#define _cleanup_str_ _cleanup_(str_deinit)

/* Borrowed bytes, not terminated. */
typedef struct Slice {
        const char *p;
        size_t n;
} Slice;

Slice slice_of(const char *text);
Slice str_slice(const Str *str); /* never NULL */
Slice slice_trim(Slice slice);   /* blanks and tabs off both ends */
bool slice_equals(Slice slice, const char *text);
bool slice_next_word(Slice *rest, Slice *ret); /* cuts the next blank-separated word off; false at the end */

/* Whole decimal numbers: refuse "", signs (unsigned), blanks, trailing bytes and overflow with -EINVAL,
 * -ERANGE. */
int parse_u64(Slice text, uint64_t *ret);
int parse_i64(Slice text, int64_t *ret);

/* The length of the UTF-8 sequence at p (shortest form, no surrogates, at most U+10FFFF); 0: n bytes hold
 * none. */
size_t utf8_length(const unsigned char *p, size_t n);

/* Formats into a new string; NULL when out of memory. The caller frees. */
char *str_format(const char *format, ...) _printf_(1, 2);

#endif
