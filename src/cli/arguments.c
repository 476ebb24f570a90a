/* SPDX-License-Identifier: MIT */
/* Options by getopt_long(3), which knows how to sort words from options; the errors are ours. */

#include "arguments.h"

#include <getopt.h>
#include <string.h>

#include "i18n.h"

static int take(const Verb *verb, const Argument *option, const char *value)
{
        if (option->ret_flag) {
                *option->ret_flag = true;
        } else if (option->ret_value) {
                *option->ret_value = value;
        } else {
                if (option->ret_list->n == MAX_ARGUMENT_LIST)
                        return verb_misuse(verb, _("--%s is given too often"), option->name);
                option->ret_list->items[option->ret_list->n++] = value;
        }
        return 0;
}

int arguments_parse(const Verb *verb, const Argument *options, size_t n_options, int *argc, char ***argv)
{
        struct option known[MAX_ARGUMENTS + 1] = { 0 };
        int answer, i, r;

        assert(n_options <= MAX_ARGUMENTS);
        for (size_t k = 0; k < n_options; k++)
                known[k] = (struct option){ options[k].name,
                                            options[k].ret_flag ? no_argument : required_argument, NULL, 0 };

        opterr = 0;
        optind = 0; /* start anew, see getopt(3) */
        while ((answer = getopt_long(*argc, *argv, ":", known, &i)) != -1) {
                const char *word = (*argv)[optind - 1];

                if (answer == ':')
                        return verb_misuse(verb, _("%s wants a value after it"), word);
                if (answer == '?' && optopt == 0 && strchr(word, '='))
                        return verb_misuse(
                                verb, _("%.*s is not an option that takes a value here"),
                                (int) (strchr(word, '=') - word), word);
                if (answer == '?')
                        return verb_misuse(verb, _("%s is not an option here"), word);
                r = take(verb, &options[i], optarg);
                if (r != 0)
                        return r;
        }
        *argc -= optind;
        *argv += optind;
        return 0;
}
