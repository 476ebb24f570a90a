/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SNAPSHOT_H
#define LIMBER_SNAPSHOT_H

/*
 * The open bout and the engine's state, beside the database: a small file of two slots that are written in
 * turn, each with a sequence number and a checksum, so that a write that is torn anywhere leaves the slot
 * before it. The file is made in its full size at once: later a full disk does not stop it. One write and
 * one fdatasync a time; no locks: only the daemon writes it.
 */

#include <stddef.h>
#include <stdint.h>

#include "error.h"

enum {
        SNAPSHOT_SLOT_SIZE = 8192,
        SNAPSHOT_HEADER_SIZE = 32,
        SNAPSHOT_SIZE_MAX = SNAPSHOT_SLOT_SIZE - SNAPSHOT_HEADER_SIZE, /* bytes that one holds */
};

enum {
        SNAPSHOT_NONE = 1,    /* read: nothing was ever written */
        SNAPSHOT_DAMAGED = 2, /* read: something was, but neither slot is whole */
};

/*
 * Writes n bytes (at most SNAPSHOT_SIZE_MAX) into the older slot. Once it returns 0 they survive a power
 * cut. < 0: -errno with the reason; the snapshot before is still there. Makes the file (0600) and its
 * folder (0700). -ELOOP for a link, -EPERM for somebody else's file.
 */
int snapshot_write(const char *path, const void *bytes, size_t n, Error *error);

/*
 * The same without waiting for the disk, so that it costs no sleep and wake-up: the bytes are on their way
 * at once, and a power cut in the seconds until they arrive finds the snapshot before. Waits all the same
 * where the file system does not overwrite in place (any but ext4 and xfs), for there they might arrive half
 * a minute later.
 */
int snapshot_write_soon(const char *path, const void *bytes, size_t n, Error *error);

/* The newest whole one: 0, SNAPSHOT_NONE, SNAPSHOT_DAMAGED, or -errno with the reason. */
int snapshot_read(const char *path, uint8_t bytes[static SNAPSHOT_SIZE_MAX], size_t *ret_n, Error *error);

#endif
