/* SPDX-License-Identifier: MIT */
/*
 * The file is replaced and never written in place: whoever reads it meanwhile, or a machine that loses its
 * power, finds the old one or the new one whole.
 */

#include "config-write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptor.h"
#include "i18n.h"
#include "place.h"
#include "settings.h"

/* The file that the path means, links followed; it need not exist, its directory is made where it is
 * missing. */
static int resolve(const char *path, char **ret_directory, char **ret_file, Error *error)
{
        _cleanup_free_ char *target = realpath(path, NULL), *directory = NULL;
        const char *slash;
        struct stat status;
        int r;

        if (!target && errno == ENOENT && lstat(path, &status) == 0)
                return error_set(error, -ENOENT, _("%s: links to nothing; remove the link"), path);
        if (!target && errno != ENOENT)
                return error_set(error, -errno, _("%s: cannot be reached: %m"), path);
        if (!target)
                target = strdup(path);
        if (!target)
                return error_memory(error);
        slash = strrchr(target, '/');
        directory = slash == target ? strdup("/")
                    : slash         ? strndup(target, (size_t) (slash - target))
                                    : strdup(".");
        if (!directory)
                return error_memory(error);
        if (stat(directory, &status) < 0) {
                r = place_make_dir(directory, error);
                if (r < 0)
                        return r;
        } else if (status.st_uid != geteuid()) {
                return error_set(error, -EPERM, _("%s: its directory belongs to another user"), path);
        }
        if (stat(target, &status) == 0 && status.st_uid != geteuid())
                return error_set(error, -EPERM, _("%s: belongs to another user"), path);
        *ret_directory = TAKE_PTR(directory);
        *ret_file = TAKE_PTR(target);
        return 0;
}

/* Beside the file under a name of its own, then in its place. mkostemp(3) makes it 0600. */
static int replace(const char *directory, const char *file, const Str *text)
{
        _cleanup_free_ char *temporary = str_format("%s/.%s.XXXXXX", directory, PLACE_CONFIG_FILE);
        _cleanup_close_ int fd = -1;
        int r;

        if (!temporary)
                return -ENOMEM;
        fd = mkostemp(temporary, O_CLOEXEC);
        if (fd < 0)
                return -errno;
        r = descriptor_write_all(fd, str_slice(text).p, text->n);
        if (r >= 0 && fsync(fd) < 0)
                r = -errno;
        if (r == 0 && rename(temporary, file) < 0)
                r = -errno;
        if (r < 0)
                unlink(temporary);
        return r;
}

int config_change_file(const char *path, const ConfigChange *changes, size_t n_changes, Error *error)
{
        _cleanup_free_ char *directory = NULL, *file = NULL;
        _cleanup_str_ Str before = { 0 }, after = { 0 };
        _cleanup_close_ int lock = -1;
        Slice old;
        int r;

        r = resolve(path, &directory, &file, error);
        if (r < 0)
                return r;
        assert(directory);
        lock = open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (lock < 0 || flock(lock, LOCK_EX) < 0)
                return error_set(error, -errno, _("%s: its directory cannot be used: %m"), path);

        r = settings_read_file(file, &before, error);
        if (r < 0 && r != -ENOENT)
                return r;
        old = str_slice(&before);
        r = config_edit(old, changes, n_changes, path, &after, error);
        if (r < 0)
                return r;
        if (after.n == old.n && (after.n == 0 || memcmp(after.text, old.p, after.n) == 0))
                return 0;
        r = replace(directory, file, &after);
        if (r < 0)
                return error_set(error, r, _("%s: cannot be written: %s"), path, strerror(-r));
        fsync(lock); /* the rename itself; the file is whole either way */
        return 0;
}
