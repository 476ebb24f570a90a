/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_ARGUMENTS_H
#define LIMBER_ARGUMENTS_H

/*
 * The options of a verb, as a table:
 *
 *      bool json = false;
 *      const char *format = "timeline";
 *      ArgumentList sets = { 0 };
 *      const Argument options[] = {
 *              { "json", .ret_flag = &json },
 *              { "format", .ret_value = &format },
 *              { "set", .ret_list = &sets },
 *      };
 *      r = arguments_parse(&verb_simulate, options, ELEMENTSOF(options), &argc, &argv);
 *      if (r != 0) return r;
 *
 * Long options only, before, between and after the other words; `--` ends them.
 */

#include <stdbool.h>
#include <stddef.h>

#include "verb.h"

enum { MAX_ARGUMENT_LIST = 64, MAX_ARGUMENTS = 32 };

typedef struct ArgumentList {
        size_t n;
        const char *items[MAX_ARGUMENT_LIST];
} ArgumentList;

typedef struct Argument {
        const char *name; /* without the dashes */
        bool *ret_flag;   /* set to true: an option without a value. Exactly one of the three is there */
        const char **ret_value; /* --name VALUE; given twice, the last one counts */
        ArgumentList *ret_list; /* --name VALUE, any number of times */
} Argument;

/*
 * 0, and argv and argc are the words that are no options (argv[0] is the first of them, argv[argc] is NULL),
 * in their order; or EXIT_USAGE, said on stderr. Values are borrowed from argv.
 */
int arguments_parse(const Verb *verb, const Argument *options, size_t n_options, int *argc, char ***argv);

#endif
