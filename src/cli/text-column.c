/* SPDX-License-Identifier: MIT */
/* The locale knows how wide a character is. */

#include "text-column.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "macro.h"

int text_cells(const char *text)
{
        wchar_t wide[512];
        size_t n = mbstowcs(wide, text, ELEMENTSOF(wide));
        int cells = n < ELEMENTSOF(wide) ? wcswidth(wide, n) : -1;

        return cells < 0 ? (int) strlen(text) : cells;
}

void print_padded(const char *text, int cells)
{
        printf("%s%*s", text, MAX(cells - text_cells(text), 0), "");
}
