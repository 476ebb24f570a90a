/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEXT_COLUMN_H
#define LIMBER_TEXT_COLUMN_H

/* Columns of text on a terminal: printf() pads by bytes, and a word of Japanese is three bytes to two cells.
 */

/* Cells that it takes. */
int text_cells(const char *text);

/* The text, and blanks after it up to `cells`. */
void print_padded(const char *text, int cells);

#endif
