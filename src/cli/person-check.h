/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PERSON_CHECK_H
#define LIMBER_PERSON_CHECK_H

/* limber stretch --check FILE.person. An exit code. */
int person_check_file(const char *file);

#endif
