/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ERROR_H
#define LIMBER_ERROR_H

/*
 * What a person reads when something cannot be done: one line that says what, where and what to do.
 *
 * Functions that can fail for a reason the person can mend take an `Error *` (NULL is allowed: nobody wants
 * the words) and return -errno; they call error_set() at the place that knows the reason, and everything
 * above only adds where it happened with error_prefix().
 */

#include <stdarg.h>

#include "macro.h"

typedef struct Error {
        char text[512]; /* "" while nothing is wrong; never longer, never holds a newline */
} Error;

/* Sets the text (replacing any) and returns `code`, so that `return error_set(e, -EINVAL, ...)` reads well.
 */
int error_set(Error *error, int code, const char *format, ...) _printf_(3, 4);
int error_setv(Error *error, int code, const char *format, va_list arguments) _printf_(3, 0);

/* The words for -ENOMEM, which is returned. */
int error_memory(Error *error);

/* Puts "format: " before the text that is there. Returns `code`. */
int error_prefix(Error *error, int code, const char *format, ...) _printf_(3, 4);

#endif
