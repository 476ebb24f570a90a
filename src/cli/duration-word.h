/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DURATION_WORD_H
#define LIMBER_DURATION_WORD_H

/* Lengths as words of the command line: "90s", "5m", "1h30m". */

#include <stdbool.h>
#include <stdint.h>

/* Does it begin like one: a digit? Names of breaks begin with a letter. */
bool duration_word_is(const char *word);

/* Longer than 0. EXIT_DONE, or EXIT_FAILED with a line on stderr. */
int duration_word_parse(const char *word, int64_t *ret_ms);

/* "-5m" would be taken for an option: EXIT_FAILED with a line that says what is wrong with it. */
int duration_words_refuse_negative(int argc, char **argv);

#endif
