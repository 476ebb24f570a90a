/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_MACRO_H
#define LIMBER_MACRO_H

/* Small helpers that the language leaves out: cleanup, ownership hand-over, counting, extremes. */

#include <assert.h>
#include <stddef.h>

#define _cleanup_(f) __attribute__((cleanup(f)))
#define _printf_(string_index, first) __attribute__((format(printf, string_index, first)))
#define _unused_ __attribute__((unused))

#define ELEMENTSOF(array) (sizeof(array) / sizeof((array)[0]))
/* GLib has its own, the same. */
#undef MIN
#undef MAX
#define MIN(a, b) ((a) < (b) ? (a) : (b))
#define MAX(a, b) ((a) > (b) ? (a) : (b))

/* Hands a pointer over: the variable is NULL afterwards, so that its cleanup does nothing. */
#define TAKE_PTR(p) \
        ({ \
                __typeof__(p) _taken = (p); \
                (p) = NULL; \
                _taken; \
        })

/* The struct that holds `member` at `pointer`: how an ops struct finds its implementation. */
#define CONTAINER_OF(pointer, Type, member) ((Type *) (void *) ((char *) (pointer) -offsetof(Type, member)))

/* Cleanup functions for _cleanup_(): DEFINE_CLEANUP(Store, store_free) gives store_freep(). */
#define DEFINE_CLEANUP(Type, function) \
        static inline void function##p(Type **pointer) \
        { \
                if (*pointer) \
                        function(*pointer); \
        }

void freep(void *pointer);
void closep(int *fd);
#define _cleanup_free_ _cleanup_(freep)
#define _cleanup_close_ _cleanup_(closep)

#endif
