/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DAEMON_PROCESS_H
#define LIMBER_DAEMON_PROCESS_H

/* The daemon as a process: for waiting until it is gone, and for one that does not answer any more. */

#include <stdbool.h>

/* The process that listens on the socket at `path`, if it is this user's: a pidfd for the caller to close;
 * else -errno. */
int daemon_process_open(const char *path);

/* Sleeps until it has ended, at most so long. */
bool daemon_process_wait(int pidfd, int timeout_ms);

/* SIGTERM, and where that does not help SIGKILL. Has it ended? */
bool daemon_process_end(int pidfd);

#endif
