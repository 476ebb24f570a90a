/* SPDX-License-Identifier: MIT */
/*
 * The snapshot file. A slot is a header and the bytes; numbers are little endian:
 *
 *      0  magic "LIMBSNAP"   8  version, 1   12  length of the bytes   16  sequence   24  CRC-32   28  zero
 *
 * The checksum covers everything before it and the bytes. A reader takes the slot with the higher sequence
 * among those that are whole, a writer overwrites the other one.
 */

#include "snapshot.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <linux/magic.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include "i18n.h"
#include "private-file.h"

enum {
        N_SLOTS = 2,
        FILE_SIZE = N_SLOTS * SNAPSHOT_SLOT_SIZE,
        VERSION = 1,
        CRC_AT = 24,
};

static const char magic[8] = { 'L', 'I', 'M', 'B', 'S', 'N', 'A', 'P' };

static void put_le(uint8_t *p, uint64_t value, int n_bytes)
{
        for (int i = 0; i < n_bytes; i++)
                p[i] = (uint8_t) (value >> (8 * i));
}

static uint64_t get_le(const uint8_t *p, int n_bytes)
{
        uint64_t value = 0;

        for (int i = n_bytes - 1; i >= 0; i--)
                value = value << 8 | p[i];
        return value;
}

/* CRC-32 of IEEE 802.3, four bits at a time: 64 bytes of table are enough for 5 KB a minute. */
static uint32_t crc32_add(uint32_t crc, const uint8_t *bytes, size_t n)
{
        static const uint32_t nibbles[16] = {
                0x00000000, 0x1db71064, 0x3b6e20c8, 0x26d930ac, 0x76dc4190, 0x6b6b51f4,
                0x4db26158, 0x5005713c, 0xedb88320, 0xf00f9344, 0xd6d6a3e8, 0xcb61b38c,
                0x9b64c2b0, 0x86d3d2d4, 0xa00ae278, 0xbdbdf21c,
        };

        crc = ~crc;
        for (size_t i = 0; i < n; i++) {
                crc ^= bytes[i];
                crc = crc >> 4 ^ nibbles[crc & 15];
                crc = crc >> 4 ^ nibbles[crc & 15];
        }
        return ~crc;
}

static uint32_t slot_crc(const uint8_t *slot, size_t n)
{
        return crc32_add(crc32_add(0, slot, CRC_AT), slot + SNAPSHOT_HEADER_SIZE, n);
}

/* The file as it is read: what is missing at its end counts as zeros. */
typedef struct Slots {
        uint8_t bytes[N_SLOTS][SNAPSHOT_SLOT_SIZE];
        bool is_blank;     /* nothing but zeros */
        int newest;        /* -1: neither is whole */
        uint64_t sequence; /* of the newest; 0 */
        size_t n;          /* of the newest */
} Slots;

static bool slot_is_whole(const uint8_t *slot, size_t *ret_n, uint64_t *ret_sequence)
{
        uint64_t n = get_le(slot + 12, 4);

        if (memcmp(slot, magic, sizeof magic) != 0 || get_le(slot + 8, 4) != VERSION ||
            n > SNAPSHOT_SIZE_MAX || get_le(slot + 28, 4) != 0 ||
            slot_crc(slot, n) != get_le(slot + CRC_AT, 4))
                return false;
        *ret_n = n;
        *ret_sequence = get_le(slot + 16, 8);
        return true;
}

static int read_slots(int fd, Slots *ret, Error *error)
{
        uint8_t *bytes = ret->bytes[0];
        size_t n_read = 0, n;
        uint64_t sequence;

        memset(ret, 0, sizeof *ret);
        while (n_read < FILE_SIZE) {
                ssize_t k = pread(fd, bytes + n_read, FILE_SIZE - n_read, (off_t) n_read);

                if (k < 0 && errno == EINTR)
                        continue;
                if (k < 0)
                        return error_set(error, -errno, _("cannot read the snapshot: %s"), strerror(errno));
                if (k == 0)
                        break;
                n_read += (size_t) k;
        }
        ret->is_blank = true;
        for (size_t i = 0; i < FILE_SIZE && ret->is_blank; i++)
                ret->is_blank = bytes[i] == 0;
        ret->newest = -1;
        for (int i = 0; i < N_SLOTS; i++)
                if (slot_is_whole(ret->bytes[i], &n, &sequence) &&
                    (ret->newest < 0 || sequence > ret->sequence)) {
                        ret->newest = i;
                        ret->sequence = sequence;
                        ret->n = n;
                }
        return 0;
}

static int write_all(int fd, const uint8_t *bytes, size_t n, off_t at)
{
        while (n > 0) {
                ssize_t k = pwrite(fd, bytes, n, at);

                if (k < 0 && errno == EINTR)
                        continue;
                if (k < 0)
                        return -errno;
                bytes += k;
                n -= (size_t) k;
                at += k;
        }
        return 0;
}

/* Gives the file its full size, in real blocks and not in holes, so that a full disk cannot stop it later.
 */
static int fill_up(int fd, int folder_fd)
{
        static const uint8_t zeros[1024];
        struct stat st;
        int r;

        if (fstat(fd, &st) < 0)
                return -errno;
        if (st.st_size >= FILE_SIZE)
                return 0;
        for (off_t at = st.st_size; at < FILE_SIZE; at += (off_t) sizeof zeros) {
                r = write_all(fd, zeros, MIN(sizeof zeros, (size_t) (FILE_SIZE - at)), at);
                if (r < 0)
                        return r;
        }
        if (fsync(fd) < 0 || fsync(folder_fd) < 0)
                return -errno;
        return 0;
}

/* Starts writing without waiting. false: this file system cannot be trusted to do so soon. */
static bool start_writing(int fd)
{
        struct statfs info;

        return fstatfs(fd, &info) == 0 &&
               (info.f_type == EXT4_SUPER_MAGIC || info.f_type == XFS_SUPER_MAGIC) &&
               sync_file_range(fd, 0, FILE_SIZE, SYNC_FILE_RANGE_WRITE) == 0;
}

static int write_slot(const char *path, const void *bytes, size_t n, bool wait, Error *error)
{
        _cleanup_close_ int folder_fd = -1, fd = -1;
        uint8_t slot[SNAPSHOT_SLOT_SIZE] = { 0 };
        const char *name;
        Slots slots;
        int r;

        if (n > SNAPSHOT_SIZE_MAX)
                return error_set(error, -E2BIG, _("the state is too large for its snapshot"));
        r = private_folder_open(path, true, &name, &folder_fd, error);
        if (r >= 0)
                r = private_file_open(folder_fd, name, O_RDWR | O_CREAT, &fd, error);
        if (r >= 0)
                r = read_slots(fd, &slots, error);
        if (r < 0)
                return r;

        memcpy(slot, magic, sizeof magic);
        put_le(slot + 8, VERSION, 4);
        put_le(slot + 12, n, 4);
        put_le(slot + 16, slots.sequence + 1, 8);
        if (n > 0)
                memcpy(slot + SNAPSHOT_HEADER_SIZE, bytes, n);
        put_le(slot + CRC_AT, slot_crc(slot, n), 4);

        r = fill_up(fd, folder_fd);
        if (r >= 0)
                r = write_all(
                        fd, slot, SNAPSHOT_HEADER_SIZE + n,
                        slots.newest == 0 ? (off_t) SNAPSHOT_SLOT_SIZE : (off_t) 0);
        if (r >= 0 && (wait || !start_writing(fd)) && fdatasync(fd) < 0)
                r = -errno;
        if (r < 0)
                return error_set(error, r, _("cannot write %s: %s"), path, strerror(-r));
        return 0;
}

int snapshot_write(const char *path, const void *bytes, size_t n, Error *error)
{
        return write_slot(path, bytes, n, true, error);
}

int snapshot_write_soon(const char *path, const void *bytes, size_t n, Error *error)
{
        return write_slot(path, bytes, n, false, error);
}

int snapshot_read(const char *path, uint8_t bytes[static SNAPSHOT_SIZE_MAX], size_t *ret_n, Error *error)
{
        _cleanup_close_ int folder_fd = -1, fd = -1;
        const char *name;
        Slots slots;
        int r;

        r = private_folder_open(path, false, &name, &folder_fd, error);
        if (r >= 0)
                r = private_file_open(folder_fd, name, O_RDONLY, &fd, error);
        if (r == -ENOENT)
                return SNAPSHOT_NONE;
        if (r >= 0)
                r = read_slots(fd, &slots, error);
        if (r < 0)
                return r;
        if (slots.newest < 0)
                return slots.is_blank ? SNAPSHOT_NONE : SNAPSHOT_DAMAGED;
        memcpy(bytes, slots.bytes[slots.newest] + SNAPSHOT_HEADER_SIZE, slots.n);
        *ret_n = slots.n;
        return 0;
}
