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

#include <errno.h>
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

/* The static analyzer sees one file at a time; it must know that the code comes back as it went in. */
#ifdef __clang_analyzer__
#define error_set(error, code, ...) \
        ({ \
                int _set_code = (code); \
                (void) (error_set) ((error), _set_code, __VA_ARGS__); \
                _set_code; \
        })
#define error_prefix(error, code, ...) \
        ({ \
                int _prefix_code = (code); \
                (void) (error_prefix) ((error), _prefix_code, __VA_ARGS__); \
                _prefix_code; \
        })
#define error_memory(error) ((void) (error_memory) (error), -ENOMEM)
#endif

#endif
