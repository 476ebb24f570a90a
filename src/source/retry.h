/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_RETRY_H
#define LIMBER_RETRY_H

/*
 * Waiting for a server to come back. Without polling: inotify tells when its socket appears. Because a
 * socket can also be one that inotify does not see (another machine, a folder that is made anew), there are
 * tries 30 s apart besides, then rarer, up to 5 min.
 */

#include "loop.h"
#include "macro.h"

typedef struct Retry Retry;

/* One try. > 0: it worked, no more tries; 0: not yet; < 0 ends the loop. It must not free the Retry. */
typedef int (*RetryFunction)(void *userdata);

/* `socket_path`: where the socket is; NULL: in no folder. Off until retry_start(). */
int retry_new(Loop *loop, const char *socket_path, RetryFunction function, void *userdata, Retry **ret);
void retry_free(Retry *retry);
DEFINE_CLEANUP(Retry, retry_free)

/* Tries from now on; the first time when the socket appears, or soon if `soon`. Cannot fail. */
void retry_start(Retry *retry, bool soon);
void retry_stop(Retry *retry);

#endif
