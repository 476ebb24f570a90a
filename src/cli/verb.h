/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_VERB_H
#define LIMBER_VERB_H

/*
 * The verbs of limber. One is a file verb-NAME.c that describes itself and exports `const Verb verb_NAME`.
 * To add one: a line in verb-list.h and a line in meson.build (and its words in limber.1 and the
 * completions: a test asks for them).
 *
 * Exit codes: EXIT_DONE, EXIT_FAILED with one line on stderr (`limber: what; what to do`), EXIT_USAGE
 * likewise for wrong words on the command line. What scripts read goes to stdout alone.
 */

#include <stddef.h>

#include "error.h"
#include "macro.h"

enum { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2 };

typedef struct Verb {
        const char *name;
        const char *summary; /* N_(): one line, for the list of verbs */
        const char *usage; /* N_(): what follows the name, one line for each form: "get KEY\nset KEY VALUE";
                            * a line that begins with a blank goes on with the one before */
        const char *help;  /* N_(): paragraphs and options, for `limber help NAME`; ends with a newline */

        /*
         * argv[0] is the verb's name, argv[argc] is NULL; returns an exit code. --help never gets here, and
         * stdout is flushed and checked afterwards.
         */
        int (*run)(int argc, char **argv);
} Verb;

/* The verb of that name, or NULL. "today" is what bare `limber` runs. */
const Verb *verb_find(const char *name);

/* Puts "limber: TEXT" on stderr; returns EXIT_FAILED. */
int verb_fail(const Error *error);
int verb_failf(const char *format, ...) _printf_(1, 2);

/* Puts "limber: TEXT; see limber help NAME" on stderr (without a verb only TEXT); returns EXIT_USAGE. */
int verb_misuse(const Verb *verb, const char *format, ...) _printf_(2, 3);

/*
 * Of n forms of `size` bytes each, whose first member is their name (const char *), the one of that name;
 * NULL if there is none, said on stderr with the nearest there is.
 */
const void *verb_find_form(const Verb *verb, const void *forms, size_t n, size_t size, const char *name);

#endif
