/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_OPTION_TABLE_H
#define LIMBER_OPTION_TABLE_H

/*
 * Every option once: its key, type, range, default and help. Errors, `limber config list` and the options of
 * limber.conf(5) come from here.
 */

#include <stddef.h>
#include <stdint.h>

#include "error.h"
#include "str.h"

typedef struct Option Option;

/* How values of one kind are read and written; `value` points at the member that the option names. */
typedef struct OptionType {
        const char *name; /* "duration", in lists */

        /* The whole text; `value` is written on success only. -EINVAL with a reason. */
        int (*parse)(const Option *option, Slice text, void *value, Error *error);

        /* Appends what parse() reads back as the same. 0 or -ENOMEM. */
        int (*print)(const Option *option, const void *value, Str *ret);
} OptionType;

struct Option {
        const char *name; /* in its section: "every" */
        const OptionType *type;
        size_t offset;          /* in Settings, or in BreakRule */
        int64_t min_ms, max_ms; /* of durations; of counts and numbers the number itself */
        const char *zero_word;  /* of durations: what 0 is called ("off", "auto"); NULL: 0 is refused */
        const char *const
                *words;     /* of choices, NULL-terminated; of switches "off" and "on" in their words */
        const char *preset; /* the default as text; NULL: a new rule must say it */
        const char *help;   /* N_(): one sentence without its full stop */
};

enum { N_TOP_OPTIONS = 33, N_RULE_OPTIONS = 6 };

/* What is above the sections, and what is in a rule's section. */
extern const Option top_options[N_TOP_OPTIONS];
extern const Option rule_options[N_RULE_OPTIONS];

/* The option of that name among n, or NULL. */
const Option *option_find(const Option *options, size_t n, Slice name);

/* What may be set: "1s to 24h, or off", "sitting or away". Appends; 0 or -ENOMEM. */
int option_print_range(const Option *option, Str *ret);

#endif
