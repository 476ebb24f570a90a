/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DISPLAY_WAIT_H
#define LIMBER_DISPLAY_WAIT_H

/*
 * Waits for a Wayland display where there is none yet: limberd may have been started before the desktop. Its
 * socket appears in XDG_RUNTIME_DIR, which inotify tells; nobody polls.
 */

#include "loop.h"
#include "macro.h"

typedef struct DisplayWait DisplayWait;

/* A display has come; again some seconds later, for desktops take their time to be ready. */
typedef void (*DisplayWaitFunction)(void *userdata);

/* 0; -ENOENT where there is nothing to wait for: a display is named in our environment, or no
 * XDG_RUNTIME_DIR is. */
int display_wait_new(Loop *loop, DisplayWaitFunction function, void *userdata, DisplayWait **ret);
void display_wait_free(DisplayWait *wait);
DEFINE_CLEANUP(DisplayWait, display_wait_free)

/*
 * The socket of the display that is there already, the first by name. The caller frees. -ENOENT: none, or
 * one is named in our environment.
 */
int display_wait_find(char **ret_path);

#endif
