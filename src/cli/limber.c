/* SPDX-License-Identifier: MIT */
/*
 * limber: finds the verb and runs it. Nothing is set up here that a verb may not need: `limber status` has
 * five milliseconds for everything.
 */

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "nearest.h"
#include "verb-list.h"
#include "verb.h"

#define DECLARE(name) extern const Verb verb_##name;
#define ADDRESS(name) &verb_##name,

VERB_LIST(DECLARE)
static const Verb *const verbs[] = { VERB_LIST(ADDRESS) };

const Verb *verb_find(const char *name)
{
        for (size_t i = 0; i < ELEMENTSOF(verbs); i++)
                if (strcmp(verbs[i]->name, name) == 0)
                        return verbs[i];
        return NULL;
}

/* One line for each form; a line that begins with a blank goes on with the one before. */
static void print_usage(const Verb *verb)
{
        const char *line = verb->usage[0] ? _(verb->usage) : ""; /* gettext("") is the catalogue's header */

        for (;;) {
                size_t n = strcspn(line, "\n");

                if (line[0] == ' ')
                        printf("        %.*s\n", (int) n, line);
                else
                        printf("  limber %s%s%.*s\n", verb->name, n > 0 ? " " : "", (int) n, line);
                if (line[n] == '\0')
                        return;
                line += n + 1;
        }
}

static int print_verb_help(const Verb *verb)
{
        printf("%s\n\n", _(verb->summary));
        print_usage(verb);
        printf("\n%s", _(verb->help));
        return EXIT_DONE;
}

static int print_help(void)
{
        int width = 0;

        for (size_t i = 0; i < ELEMENTSOF(verbs); i++)
                width = MAX(width, (int) strlen(verbs[i]->name));
        printf("%s",
               _("Limber notices how long you sit, finds the moment for a break and guides a stretch.\n\n"));
        printf("  limber\n  limber %s\n\n", _("VERB ..."));
        for (size_t i = 0; i < ELEMENTSOF(verbs); i++)
                printf("  %-*s  %s\n", width, verbs[i]->name, _(verbs[i]->summary));
        printf("\n%s", _("`limber help VERB` says more, and so does limber(1).\n"));
        return EXIT_DONE;
}

static int fail_unknown_verb(const char *name)
{
        Nearest nearest = { .wanted = slice_of(name) };

        for (size_t i = 0; i < ELEMENTSOF(verbs); i++)
                nearest_offer(&nearest, verbs[i]->name);
        if (name[0] == '-')
                return verb_misuse(NULL, _("%s is not an option; see limber --help"), name);
        if (nearest.found)
                return verb_misuse(NULL, _("%s is not a verb; did you mean %s?"), name, nearest.found);
        return verb_misuse(NULL, _("%s is not a verb; see limber --help"), name);
}

static bool asks_for_help(int argc, char **argv)
{
        for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
                if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
                        return true;
        return false;
}

static int help(const char *name)
{
        const Verb *verb;

        if (!name)
                return print_help();
        verb = verb_find(name);
        return verb ? print_verb_help(verb) : fail_unknown_verb(name);
}

static int dispatch(int argc, char **argv)
{
        char today[] = "today", *bare[] = { today, NULL };
        const char *word = argc > 1 ? argv[1] : today;
        const Verb *verb = verb_find(word);

        if (verb && !asks_for_help(argc - 1, argv + 1))
                return argc > 1 ? verb->run(argc - 1, argv + 1) : verb->run(1, bare);
        if (verb)
                return print_verb_help(verb);
        if (argc < 2 || strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0)
                return print_help();
        if (strcmp(word, "help") == 0)
                return help(argv[2]);
        if (strcmp(word, "--version") == 0) {
                puts("limber " LIMBER_VERSION);
                return EXIT_DONE;
        }
        return fail_unknown_verb(word);
}

int main(int argc, char **argv)
{
        int code;

        i18n_init();

        code = dispatch(argc, argv);
        if (fflush(stdout) != 0 && code == EXIT_DONE)
                return verb_failf(_("the output could not be written: %m"));
        return code;
}
