/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_LOG_H
#define LIMBER_LOG_H

/*
 * The daemon's log: lines on standard error, which systemd puts in the journal at the right level when they
 * begin with <3> (error), <4> (warning), <6> (info), <7> (debug). The prefix is written only where standard
 * error is the journal (JOURNAL_STREAM names it). LIMBER_LOG=debug shows debug lines.
 */

#include "macro.h"

typedef enum LogLevel {
        LOG_LEVEL_ERROR = 3,
        LOG_LEVEL_WARNING = 4,
        LOG_LEVEL_INFO = 6,
        LOG_LEVEL_DEBUG = 7,
} LogLevel;

void log_line(LogLevel level, const char *format, ...) _printf_(2, 3);

#define log_error(...) log_line(LOG_LEVEL_ERROR, __VA_ARGS__)
#define log_warning(...) log_line(LOG_LEVEL_WARNING, __VA_ARGS__)
#define log_info(...) log_line(LOG_LEVEL_INFO, __VA_ARGS__)
#define log_debug(...) log_line(LOG_LEVEL_DEBUG, __VA_ARGS__)

#endif
