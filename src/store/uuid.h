/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_UUID_H
#define LIMBER_UUID_H

/*
 * UUIDs of version 7 (RFC 9562): 48 bits of Unix milliseconds, then 74 bits that are random or, for facts,
 * derived: the same fact gets the same id however often it is written down, so that writing it twice adds
 * nothing. Ids sort by time, and the store relies on that.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "clock.h"
#include "str.h"

typedef struct Uuid {
        uint8_t bytes[16];
} Uuid;

/* All zero: no id. */
bool uuid_is_nil(const Uuid *uuid);
bool uuid_equals(const Uuid *a, const Uuid *b);
int uuid_compare(const Uuid *a, const Uuid *b); /* as memcmp() */

/* A random one at `wall`. 0, or -errno if the kernel has no random bytes. */
int uuid_random_v7(WallTime wall, Uuid *ret);

/*
 * The id of the fact of that kind at `wall` on that device; `key` tells facts apart that share all three.
 * The 74 bits are those of SHA-256 over the lot, so that two facts meet once in 2^37 of the same
 * millisecond.
 */
Uuid uuid_derive(WallTime wall, const Uuid *device, const char *kind, const void *key, size_t n_key);

/* The instant in an id of version 7. */
WallTime uuid_wall(const Uuid *uuid);

enum { UUID_TEXT_SIZE = 37 };
const char *uuid_format(const Uuid *uuid, char text[static UUID_TEXT_SIZE]);

/* 8-4-4-4-12 hexadecimal digits and nothing else; -EINVAL. */
int uuid_parse(Slice text, Uuid *ret);

#endif
