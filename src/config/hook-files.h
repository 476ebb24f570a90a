/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_HOOK_FILES_H
#define LIMBER_HOOK_FILES_H

/*
 * The person's own programs for limberd's events: `limber/hooks/NAME`, and whatever is in
 * `limber/hooks/NAME.d`. Only what nobody but the person (or root) can have written may be run: regular
 * files, not links, executable, in folders of which the same holds.
 */

#include <stddef.h>

#include "error.h"

typedef enum HookEvent {
        HOOK_BOUT,     /* a bout is over */
        HOOK_ANNOUNCE, /* a break is announced */
        HOOK_BEGIN,    /* it begins */
        HOOK_END,      /* it is over, whether it had begun or not */
        HOOK_BUSY,     /* what is busy changed */
        N_HOOK_EVENTS,
} HookEvent;

const char *hook_event_name(HookEvent event); /* "bout", as the file is named */

/* Of one NAME.d, in the order of their names; what is more is a problem. */
enum { HOOK_FILES_MAX = 16 };

/* "begin" or "begin.d/light", as it lies in the folder. `problem`: why it may not be run; NULL: it may. */
typedef void (*HookFound)(void *userdata, const char *name, const Error *problem);

/* Where they lie; see place_file(). */
int hook_files_home(char **ret_path, Error *error);

/*
 * Opens the folder. 0 and a descriptor that the caller closes. -ENOENT: it is not there, so there are no
 * hooks. -EPERM with words where others could have put something there, -errno with words.
 */
int hook_folder_open(const char *path, int *ret_fd, Error *error);

/* Calls found() for each hook of the event, those that may not be run included. */
void hook_files_find(int folder_fd, HookEvent event, HookFound found, void *userdata);

#endif
