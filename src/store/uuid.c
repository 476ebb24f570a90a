/* SPDX-License-Identifier: MIT */
/* UUIDs of version 7, RFC 9562 section 5.7: ms (48 bits), version (4), 12 bits, variant (2), 62 bits. */

#include "uuid.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "sha256.h"

/* Puts time, version and variant over 16 bytes of noise. Times before 1970 count as 1970. */
static Uuid stamped(WallTime wall, const uint8_t noise[static 16])
{
        uint64_t ms = (uint64_t) MAX(wall.ms, INT64_C(0));
        Uuid uuid;

        memcpy(uuid.bytes, noise, sizeof uuid.bytes);
        for (int i = 0; i < 6; i++)
                uuid.bytes[i] = (uint8_t) (ms >> (40 - 8 * i));
        uuid.bytes[6] = (uint8_t) ((uuid.bytes[6] & 0x0f) | 0x70);
        uuid.bytes[8] = (uint8_t) ((uuid.bytes[8] & 0x3f) | 0x80);
        return uuid;
}

bool uuid_is_nil(const Uuid *uuid)
{
        static const Uuid nil;

        return uuid_equals(uuid, &nil);
}

bool uuid_equals(const Uuid *a, const Uuid *b)
{
        return uuid_compare(a, b) == 0;
}

int uuid_compare(const Uuid *a, const Uuid *b)
{
        return memcmp(a->bytes, b->bytes, sizeof a->bytes);
}

int uuid_random_v7(WallTime wall, Uuid *ret)
{
        uint8_t noise[16];

        if (getentropy(noise, sizeof noise) < 0)
                return -errno;
        *ret = stamped(wall, noise);
        return 0;
}

Uuid uuid_derive(WallTime wall, const Uuid *device, const char *kind, const void *key, size_t n_key)
{
        uint8_t digest[SHA256_SIZE], ms[8];
        Sha256 sha;

        for (int i = 0; i < 8; i++)
                ms[i] = (uint8_t) ((uint64_t) wall.ms >> (8 * i));
        sha256_init(&sha);
        sha256_add(&sha, device->bytes, sizeof device->bytes);
        sha256_add(&sha, ms, sizeof ms);
        sha256_add(
                &sha, kind, strlen(kind) + 1); /* with its end, so that kind and key cannot run together */
        if (n_key > 0)
                sha256_add(&sha, key, n_key);
        sha256_finish(&sha, digest);
        return stamped(wall, digest);
}

WallTime uuid_wall(const Uuid *uuid)
{
        int64_t ms = 0;

        for (int i = 0; i < 6; i++)
                ms = ms << 8 | uuid->bytes[i];
        return (WallTime){ ms };
}

const char *uuid_format(const Uuid *uuid, char text[static UUID_TEXT_SIZE])
{
        static const char digits[] = "0123456789abcdef";
        char *p = text;

        for (int i = 0; i < 16; i++) {
                if (i == 4 || i == 6 || i == 8 || i == 10)
                        *p++ = '-';
                *p++ = digits[uuid->bytes[i] >> 4];
                *p++ = digits[uuid->bytes[i] & 15];
        }
        *p = '\0';
        return text;
}

static int digit_of(char c)
{
        if (c >= '0' && c <= '9')
                return c - '0';
        if (c >= 'a' && c <= 'f')
                return c - 'a' + 10;
        if (c >= 'A' && c <= 'F')
                return c - 'A' + 10;
        return -1;
}

int uuid_parse(Slice text, Uuid *ret)
{
        const char *p = text.p;
        Uuid uuid;

        if (text.n != UUID_TEXT_SIZE - 1)
                return -EINVAL;
        for (int i = 0; i < 16; i++) {
                int high, low;

                if ((i == 4 || i == 6 || i == 8 || i == 10) && *p++ != '-')
                        return -EINVAL;
                high = digit_of(*p++);
                low = digit_of(*p++);
                if (high < 0 || low < 0)
                        return -EINVAL;
                uuid.bytes[i] = (uint8_t) (high << 4 | low);
        }
        *ret = uuid;
        return 0;
}
