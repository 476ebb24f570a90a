/* SPDX-License-Identifier: MIT */
/* Log lines: one write(2) each, so that lines of several processes do not mix. */

#include "log.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_shown(LogLevel level)
{
        const char *wanted = getenv("LIMBER_LOG");

        return level < LOG_LEVEL_DEBUG || (wanted && strcmp(wanted, "debug") == 0);
}

void log_line(LogLevel level, const char *format, ...)
{
        char line[1024];
        va_list arguments;
        size_t n = 0;
        ssize_t written;

        if (!is_shown(level))
                return;
        if (getenv("JOURNAL_STREAM"))
                n = (size_t) snprintf(line, sizeof line, "<%d>", (int) level);
        va_start(arguments, format);
        vsnprintf(line + n, sizeof line - n - 1, format, arguments);
        va_end(arguments);
        n = strlen(line);
        line[n++] = '\n';
        written = write(STDERR_FILENO, line, n);
        (void) written; /* nowhere left to complain */
}
