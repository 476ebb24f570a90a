/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_CHECK_H
#define LIMBER_STRETCH_CHECK_H

/* limber stretch --check FILE...: everything that is wrong with a stretch or person file, or what Limber
 * makes of it. */

#include <stddef.h>

/* Says it of each file; wrong files on stderr. An exit code: EXIT_DONE where all of them are right. */
int stretch_check_files(char *const *files, size_t n);

#endif
