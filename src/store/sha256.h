/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SHA256_H
#define LIMBER_SHA256_H

/* SHA-256 (FIPS 180-4): for derived ids, device ids and the digests of imported files. */

#include <stddef.h>
#include <stdint.h>

enum { SHA256_SIZE = 32 };

typedef struct Sha256 {
        uint32_t state[8];
        uint64_t n_bytes;
        uint8_t block[64];
} Sha256;

void sha256_init(Sha256 *sha);
void sha256_add(Sha256 *sha, const void *bytes, size_t n);
void sha256_finish(Sha256 *sha, uint8_t ret[static SHA256_SIZE]);

#endif
