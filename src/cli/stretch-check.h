/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_CHECK_H
#define LIMBER_STRETCH_CHECK_H

/* limber stretch --check FILE...: everything that is wrong with a stretch or person file, or what Limber
 * makes of it. */

#include <stdbool.h>
#include <stddef.h>

#include "file-problem.h"

/* Says it of each file; wrong files on stderr. An exit code: EXIT_DONE where all of them are right. */
int stretch_check_files(char *const *files, size_t n);

/* Of both kinds of files: all that is wrong, on stderr, and EXIT_FAILED; what is odd; whether a file lies in
 * a folder, however either is written. */
int check_fail_problems(const char *file, const FileProblems *problems);
void check_print_warnings(const char *file, const FileProblems *advice);
bool check_lies_in(const char *file, const char *folder);

#endif
