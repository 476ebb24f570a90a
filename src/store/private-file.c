/* SPDX-License-Identifier: MIT */
/* Private files and folders. Everything is checked on the open descriptor, never by name first. */

#include "private-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "place.h"
#include "str.h"

static int check_folder(const char *folder, int fd, bool create, Error *error)
{
        struct stat st;

        if (fstat(fd, &st) < 0)
                return error_set(error, -errno, "%s: %s", folder, strerror(errno));
        if (st.st_uid != geteuid())
                return error_set(
                        error, -EPERM, _("%s belongs to somebody else; choose a folder of your own"),
                        folder);
        if (st.st_mode & S_ISVTX)
                return error_set(
                        error, -EPERM, _("%s is shared by everybody; choose a folder of your own"), folder);
        if (create && (st.st_mode & 077) && fchmod(fd, st.st_mode & 0700) < 0 && (st.st_mode & 022))
                return error_set(
                        error, -errno, _("%s can be changed by others and cannot be made private: %s"),
                        folder, strerror(errno));
        return 0;
}

int private_folder_open(const char *path, bool create, const char **ret_name, int *ret_fd, Error *error)
{
        const char *slash = strrchr(path, '/');
        const char *name = slash ? slash + 1 : path;
        _cleanup_free_ char *folder = NULL;
        _cleanup_close_ int fd = -1;
        int r;

        if (*name == '\0')
                return error_set(error, -EISDIR, _("%s names a folder, not a file"), path);
        folder = slash ? strndup(path, (size_t) MAX(slash - path, (ptrdiff_t) 1)) : strdup(".");
        if (!folder)
                return error_set(error, -ENOMEM, _("out of memory"));
        fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (fd < 0 && errno == ENOENT && create) {
                r = place_make_dir(folder, error);
                if (r < 0)
                        return r;
                fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        }
        if (fd < 0)
                return error_set(error, -errno, "%s: %s", folder, strerror(errno));
        r = check_folder(folder, fd, create, error);
        if (r < 0)
                return r;
        *ret_name = name;
        *ret_fd = fd;
        fd = -1;
        return 0;
}

int private_file_open(int folder_fd, const char *name, int flags, int *ret_fd, Error *error)
{
        _cleanup_close_ int fd = -1;
        struct stat st;

        /* O_NONBLOCK: a fifo in its place must not hang us. */
        fd = openat(folder_fd, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0600);
        if (fd < 0 && errno == ELOOP)
                return error_set(error, -ELOOP, _("%s is a link; put the file itself in its place"), name);
        if (fd < 0)
                return error_set(error, -errno, "%s: %s", name, strerror(errno));
        if (fstat(fd, &st) < 0)
                return error_set(error, -errno, "%s: %s", name, strerror(errno));
        if (!S_ISREG(st.st_mode))
                return error_set(error, -EINVAL, _("%s is not a plain file; move it away"), name);
        if (st.st_uid != geteuid())
                return error_set(error, -EPERM, _("%s belongs to somebody else; move it away"), name);
        if (st.st_mode & 077)
                (void) fchmod(fd, 0600); /* cannot on a read-only disk; the folder is private too */
        *ret_fd = fd;
        fd = -1;
        return 0;
}
