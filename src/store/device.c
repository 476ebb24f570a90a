/* SPDX-License-Identifier: MIT */
/* The device id. A hash, as machine-id(5) asks for: the id itself must not leave the machine. */

#include "device.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "clock.h"
#include "i18n.h"
#include "private-file.h"
#include "sha256.h"

static const char device_file[] = "limber.device";
static const char device_file_new[] = "limber.device.new";

/* 32 hexadecimal digits; images before their first boot hold "uninitialized" or nothing. */
static bool read_machine_id(const char *path, char ret_id[static 32])
{
        static const char zeros[] = "00000000000000000000000000000000";
        _cleanup_close_ int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
        char id[40];
        ssize_t n;

        if (fd < 0)
                return false;
        n = read(fd, id, sizeof id);
        if (n < 32 || (n > 32 && id[32] != '\n') || n > 33)
                return false;
        for (int i = 0; i < 32; i++)
                if (!strchr("0123456789abcdef", id[i]))
                        return false;
        if (memcmp(id, zeros, 32) == 0)
                return false;
        memcpy(ret_id, id, 32);
        return true;
}

/* Version 8 of RFC 9562: a hash in a way of our own. */
static Uuid hash_machine(const char id[static 32])
{
        static const char purpose[] = "limber device";
        uint8_t digest[SHA256_SIZE];
        uint32_t uid = (uint32_t) getuid();
        Sha256 sha;
        Uuid device;

        sha256_init(&sha);
        sha256_add(&sha, purpose, sizeof purpose);
        sha256_add(&sha, id, 32);
        for (int i = 0; i < 4; i++)
                sha256_add(&sha, &(uint8_t){ (uint8_t) (uid >> (8 * i)) }, 1);
        sha256_finish(&sha, digest);
        memcpy(device.bytes, digest, sizeof device.bytes);
        device.bytes[6] = (uint8_t) ((device.bytes[6] & 0x0f) | 0x80);
        device.bytes[8] = (uint8_t) ((device.bytes[8] & 0x3f) | 0x80);
        return device;
}

static int read_device_file(int folder_fd, Uuid *ret, Error *error)
{
        _cleanup_close_ int fd = -1;
        char text[UUID_TEXT_SIZE + 1];
        ssize_t n;
        int r;

        r = private_file_open(folder_fd, device_file, O_RDONLY, &fd, error);
        if (r < 0)
                return r;
        n = read(fd, text, sizeof text);
        if (n < 0)
                return error_set(error, -errno, "%s: %s", device_file, strerror(errno));
        if (n == UUID_TEXT_SIZE && text[n - 1] == '\n')
                n--;
        if (uuid_parse((Slice){ text, (size_t) n }, ret) < 0 || uuid_is_nil(ret))
                return error_set(error, -EBADMSG, _("%s holds no device id; remove it"), device_file);
        return 0;
}

/* In full or not at all: written under another name, then linked to the right one unless that is there. */
static int write_device_file(int folder_fd, const Uuid *device, Error *error)
{
        _cleanup_close_ int fd = -1;
        char text[UUID_TEXT_SIZE];
        int r;

        r = private_file_open(folder_fd, device_file_new, O_WRONLY | O_CREAT | O_TRUNC, &fd, error);
        if (r < 0)
                return r;
        uuid_format(device, text);
        text[UUID_TEXT_SIZE - 1] = '\n';
        errno = ENOSPC; /* of a write that is cut short */
        if (write(fd, text, sizeof text) != (ssize_t) sizeof text || fsync(fd) < 0 ||
            linkat(folder_fd, device_file_new, folder_fd, device_file, 0) < 0)
                r = error_set(error, -errno, "%s: %s", device_file, strerror(errno));
        (void) unlinkat(folder_fd, device_file_new, 0);
        (void) fsync(folder_fd);
        return r;
}

static int kept_device(const char *store_path, const Uuid *fresh, Uuid *ret, Error *error)
{
        _cleanup_close_ int folder_fd = -1;
        const char *name;
        int r;

        r = private_folder_open(store_path, true, &name, &folder_fd, error);
        if (r < 0)
                return r;
        r = read_device_file(folder_fd, ret, error);
        if (r != -ENOENT)
                return r;
        r = write_device_file(folder_fd, fresh, error);
        if (r == -EEXIST)
                return read_device_file(folder_fd, ret, error);
        if (r < 0)
                return r;
        *ret = *fresh;
        return 0;
}

int device_id_from(const char *machine_id_path, const char *store_path, Uuid *ret, Error *error)
{
        char machine[32];
        Uuid fresh;
        int r;

        if (read_machine_id(machine_id_path, machine)) {
                *ret = hash_machine(machine);
                return 0;
        }
        r = uuid_random_v7(clock_wall_now(), &fresh);
        if (r < 0)
                return error_set(error, r, _("no random numbers: %s"), strerror(-r));
        r = kept_device(store_path, &fresh, ret, error);
        if (r >= 0)
                return 0;
        *ret = fresh;
        return DEVICE_FLEETING;
}

int device_id(const char *store_path, Uuid *ret, Error *error)
{
        return device_id_from("/etc/machine-id", store_path, ret, error);
}
