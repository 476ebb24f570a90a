/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SHELL_WORD_H
#define LIMBER_SHELL_WORD_H

/* A text as one word of a command that somebody may copy into a shell, whatever is in it. The caller frees;
 * NULL: no memory. */
char *shell_word(const char *text);

#endif
