/* SPDX-License-Identifier: MIT */
/* SHA-256, straight from FIPS 180-4, section 6.2. Small and plain: it sees a few dozen bytes a fact. */

#include "sha256.h"

#include <string.h>

static const uint32_t round_constants[64] = {
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
};

static uint32_t rotate(uint32_t word, int bits)
{
        return word >> bits | word << (32 - bits);
}

static uint32_t load_be32(const uint8_t *p)
{
        return (uint32_t) p[0] << 24 | (uint32_t) p[1] << 16 | (uint32_t) p[2] << 8 | p[3];
}

static void store_be32(uint8_t *p, uint32_t word)
{
        p[0] = (uint8_t) (word >> 24);
        p[1] = (uint8_t) (word >> 16);
        p[2] = (uint8_t) (word >> 8);
        p[3] = (uint8_t) word;
}

static void add_block(uint32_t state[static 8], const uint8_t block[static 64])
{
        uint32_t w[64], s[8];

        for (int t = 0; t < 16; t++)
                w[t] = load_be32(block + 4 * t);
        for (int t = 16; t < 64; t++) {
                uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
                uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;

                w[t] = w[t - 16] + s0 + w[t - 7] + s1;
        }
        memcpy(s, state, sizeof s);
        for (int t = 0; t < 64; t++) {
                uint32_t sum1 = rotate(s[4], 6) ^ rotate(s[4], 11) ^ rotate(s[4], 25);
                uint32_t choice = (s[4] & s[5]) ^ (~s[4] & s[6]);
                uint32_t sum0 = rotate(s[0], 2) ^ rotate(s[0], 13) ^ rotate(s[0], 22);
                uint32_t majority = (s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]);
                uint32_t t1 = s[7] + sum1 + choice + round_constants[t] + w[t];

                memmove(s + 1, s, 7 * sizeof *s);
                s[4] += t1;
                s[0] = t1 + sum0 + majority;
        }
        for (int i = 0; i < 8; i++)
                state[i] += s[i];
}

void sha256_init(Sha256 *sha)
{
        *sha = (Sha256){
                .state = { 0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c,
                           0x1f83d9ab, 0x5be0cd19 },
        };
}

void sha256_add(Sha256 *sha, const void *bytes, size_t n)
{
        const uint8_t *p = bytes;

        while (n > 0) {
                size_t filled = sha->n_bytes % sizeof sha->block, take = sizeof sha->block - filled;

                if (take > n)
                        take = n;
                memcpy(sha->block + filled, p, take);
                sha->n_bytes += take;
                p += take;
                n -= take;
                if (filled + take == sizeof sha->block)
                        add_block(sha->state, sha->block);
        }
}

void sha256_finish(Sha256 *sha, uint8_t ret[static SHA256_SIZE])
{
        static const uint8_t padding[64] = { 0x80 };
        uint64_t n_bits = sha->n_bytes * 8;
        uint8_t length[8];

        sha256_add(sha, padding, 1 + (119 - sha->n_bytes % 64) % 64);
        store_be32(length, (uint32_t) (n_bits >> 32));
        store_be32(length + 4, (uint32_t) n_bits);
        sha256_add(sha, length, sizeof length);
        for (int i = 0; i < 8; i++)
                store_be32(ret + 4 * i, sha->state[i]);
}
