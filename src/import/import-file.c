/* SPDX-License-Identifier: MIT */
/* Files that are read twice. */

#include "import-file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "descriptor.h"
#include "i18n.h"
#include "str.h"

int import_file_temporary(Error *error)
{
        const char *folder = getenv("TMPDIR");
        _cleanup_free_ char *path = NULL;
        int fd;

        if (!folder || folder[0] != '/')
                folder = "/tmp";
        fd = open(folder, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
        if (fd >= 0)
                return fd;

        /* Some file systems have no files without a name. */
        path = str_format("%s/limber-XXXXXX", folder);
        if (!path)
                return -ENOMEM;
        fd = mkostemp(path, O_CLOEXEC);
        if (fd < 0) {
                int r = -errno;

                return error_set(
                        error, r,
                        _("a temporary file is needed in %s: %s; set TMPDIR to a folder with room"), folder,
                        strerror(-r));
        }
        unlink(path);
        return fd;
}

int import_file_open(const char *path, ImportFile *ret, Error *error)
{
        ImportFile file = { .fd = STDIN_FILENO, .copy_fd = -1 };
        struct stat status;

        if (strcmp(path, "-") != 0) {
                file.is_ours = true;
                file.fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
        }
        if (file.fd < 0 || fstat(file.fd, &status) < 0) {
                int r = -errno;

                import_file_close(&file);
                return error_set(error, r, _("it cannot be read: %s"), strerror(-r));
        }
        if (S_ISDIR(status.st_mode)) {
                import_file_close(&file);
                return error_set(error, -EISDIR, _("it is a folder; name a file in it"));
        }

        file.start = S_ISREG(status.st_mode) ? lseek(file.fd, 0, SEEK_CUR) : -1;
        if (file.start < 0) {
                file.copy_fd = import_file_temporary(error);
                if (file.copy_fd < 0) {
                        int r = file.copy_fd;

                        import_file_close(&file);
                        return r;
                }
        }
        *ret = file;
        return 0;
}

void import_file_close(ImportFile *file)
{
        if (file->is_ours && file->fd >= 0)
                close(file->fd);
        if (file->copy_fd >= 0)
                close(file->copy_fd);
        *file = (ImportFile){ .fd = -1, .copy_fd = -1 };
}

ssize_t import_file_read(ImportFile *file, void *bytes, size_t n, Error *error)
{
        ssize_t n_read;
        int r;

        do
                n_read = read(file->fd, bytes, n);
        while (n_read < 0 && errno == EINTR);
        if (n_read < 0) {
                r = -errno;
                return error_set(error, r, _("it cannot be read: %s"), strerror(-r));
        }
        if (file->copy_fd >= 0) {
                r = descriptor_write_all(file->copy_fd, bytes, (size_t) n_read);
                if (r < 0)
                        return error_set(
                                error, r,
                                _("its copy cannot be written: %s; set TMPDIR to a folder with room"),
                                strerror(-r));
        }
        if (file->on_bytes)
                file->on_bytes(file->userdata, bytes, (size_t) n_read);
        return n_read;
}

int import_file_rewind(ImportFile *file, Error *error)
{
        file->on_bytes = NULL;
        if (file->copy_fd >= 0) {
                if (file->is_ours)
                        close(file->fd);
                *file = (ImportFile){ .fd = file->copy_fd, .copy_fd = -1, .is_ours = true };
        }
        if (lseek(file->fd, file->start, SEEK_SET) < 0) {
                int r = -errno;

                return error_set(error, r, _("it cannot be read again: %s"), strerror(-r));
        }
        return 0;
}
