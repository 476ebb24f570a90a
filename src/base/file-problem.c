/* SPDX-License-Identifier: MIT */
#include "file-problem.h"

int file_problems_add(FileProblems *problems, size_t line, const Error *error)
{
        if (problems->n == FILE_MAX_PROBLEMS)
                return 0;
        if (array_reserve(problems, 1) < 0)
                return -ENOMEM;
        problems->items[problems->n++] = (FileProblem){ line, *error };
        return 0;
}

void file_problem_print(const FileProblem *problem, const char *file, Error *ret)
{
        if (problem->line > 0)
                error_set(ret, 0, "%s:%zu: %s", file, problem->line, problem->error.text);
        else
                error_set(ret, 0, "%s: %s", file, problem->error.text);
}
