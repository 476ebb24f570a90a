/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FILE_PROBLEM_H
#define LIMBER_FILE_PROBLEM_H

/* What is wrong with a file that a person wrote, or only odd, and where: several of them, in its order. */

#include <stddef.h>

#include "array.h"
#include "error.h"

typedef struct FileProblem {
        size_t line; /* 0: the file as a whole */
        Error error; /* "[phase hold] time: what; what to do" */
} FileProblem;

enum { FILE_MAX_PROBLEMS = 32 };

typedef ARRAY(FileProblem) FileProblems;

/* Adds one; no more than FILE_MAX_PROBLEMS, others are left out. 0 or -ENOMEM. */
int file_problems_add(FileProblems *problems, size_t line, const Error *error);

/* "FILE:LINE: [section] key: what; what to do". */
void file_problem_print(const FileProblem *problem, const char *file, Error *ret);

#endif
