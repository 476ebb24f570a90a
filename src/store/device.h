/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DEVICE_H
#define LIMBER_DEVICE_H

/*
 * Which machine and user a fact comes from, so that the stores of several machines can be joined. The id is
 * a hash of /etc/machine-id (which itself stays on the machine) and the user's number, so that it survives a
 * lost or damaged database. Where there is no machine id it is a random one, kept in a file beside the
 * database.
 */

#include "error.h"
#include "uuid.h"

enum {
        DEVICE_FLEETING = 1, /* no machine id, and the file cannot be kept: the id is new at each call */
};

/* `store_path`: the database's path; the file is limber.device in its folder. Always gives an id: 0 or
 * DEVICE_FLEETING with the reason in `error`; < 0 only if the kernel has no random bytes. */
int device_id(const char *store_path, Uuid *ret, Error *error);

/* The same with another file for /etc/machine-id. For tests. */
int device_id_from(const char *machine_id_path, const char *store_path, Uuid *ret, Error *error);

#endif
