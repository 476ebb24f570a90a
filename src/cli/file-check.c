/* SPDX-License-Identifier: MIT */
/* What the checks of stretch files and of person files have in common. */

#include "file-check.h"

#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "i18n.h"
#include "macro.h"
#include "verb.h"

void check_print_warnings(const char *file, const FileProblems *advice)
{
        for (size_t i = 0; i < advice->n; i++) {
                Error line;

                file_problem_print(&advice->items[i], file, &line);
                printf(_("warning: %s\n"), line.text);
        }
}

bool check_lies_in(const char *file, const char *folder)
{
        _cleanup_free_ char *here = realpath(file, NULL), *there = realpath(folder, NULL);

        return here && there && strcmp(dirname(here), there) == 0;
}

int check_fail_problems(const char *file, const FileProblems *problems)
{
        for (size_t i = 0; i < problems->n; i++) {
                Error line;

                file_problem_print(&problems->items[i], file, &line);
                verb_fail(&line);
        }
        return EXIT_FAILED;
}
