/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_FILE_CHECK_H
#define LIMBER_FILE_CHECK_H

/* limber stretch --check, for either kind of file. */

#include <stdbool.h>

#include "file-problem.h"

/* All that is wrong, on stderr, and EXIT_FAILED; what is odd; whether a file lies in
 * a folder, however either is written. */
int check_fail_problems(const char *file, const FileProblems *problems);
void check_print_warnings(const char *file, const FileProblems *advice);
bool check_lies_in(const char *file, const char *folder);

#endif
