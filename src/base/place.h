/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_PLACE_H
#define LIMBER_PLACE_H

/*
 * Where things lie: the XDG places of this user, under limber/. A relative XDG_* value counts as not set, as
 * the XDG base directory specification wants it. Without XDG_RUNTIME_DIR the runtime directory is
 * /run/user/UID/limber where /run/user/UID is ours, else limber-UID in the temporary directory (TMPDIR or
 * /tmp), which must be ours, of mode 0700 and no link.
 */

#include "error.h"

typedef enum Place {
        PLACE_CONFIG,  /* limber.conf, stretches of one's own */
        PLACE_DATA,    /* limber.db */
        PLACE_STATE,   /* the open bout, the engine's state */
        PLACE_RUNTIME, /* the socket */
        N_PLACES,
} Place;

#define PLACE_CONFIG_FILE "limber.conf"
#define PLACE_DATABASE_FILE "limber.db"
#define PLACE_SOCKET_FILE "bus"

/*
 * The directory's path; creates nothing. The caller frees. -errno with a reason: no home is known, or the
 * runtime directory that is there is not ours (nobody may listen or speak in it then).
 */
int place_find(Place place, char **ret_path, Error *error);

/* The same, created with mode 0700 where it is missing, and refused where it is another user's. */
int place_make(Place place, char **ret_path, Error *error);

/* The path of a file in it; creates nothing. The caller frees. */
int place_file(Place place, const char *name, char **ret_path, Error *error);

/*
 * The path of the daemon's private socket, short enough for a socket address (-ENAMETOOLONG with a reason
 * otherwise). Creates nothing: who listens calls place_make(PLACE_RUNTIME) first. The caller frees.
 */
int place_socket(char **ret_path, Error *error);

/* Makes `path` and what is missing above it, 0700. -EPERM with a reason where it is another user's. */
int place_make_dir(const char *path, Error *error);

#endif
