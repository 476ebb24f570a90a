/* SPDX-License-Identifier: MIT */
/* Where stretch files lie, and reading them. Whatever is in a folder is treated as if a stranger put it
 * there. */

#include "stretch-files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "i18n.h"
#include "place.h"
#include "stretch-parse.h"

static const char suffix[] = ".stretch";

static int is_stretch_file(const struct dirent *entry)
{
        size_t n = strlen(entry->d_name), m = sizeof suffix - 1;

        return n > m && entry->d_name[0] != '.' && strcmp(entry->d_name + n - m, suffix) == 0;
}

static int add_problem(Catalogue *catalogue, const char *path, const char *what)
{
        Error problem;

        error_set(&problem, -EINVAL, "%s: %s", path, what);
        return catalogue_add_problem(catalogue, &problem);
}

/* At most `size` bytes. -EFBIG when there are more. */
static ssize_t read_all(int fd, char *bytes, size_t size)
{
        size_t n = 0;

        for (;;) {
                ssize_t got = read(fd, bytes + n, size - n);

                if (got < 0 && errno == EINTR)
                        continue;
                if (got < 0)
                        return -errno;
                if (got == 0)
                        return (ssize_t) n;
                n += (size_t) got;
                if (n == size)
                        return -EFBIG;
        }
}

static int load_file(Catalogue *catalogue, const char *path, const char *file_name)
{
        size_t size = STRETCH_FILE_MAX + 1;
        _cleanup_free_ char *bytes = malloc(size),
                            *id = strndup(file_name, strlen(file_name) - strlen(suffix));
        _cleanup_close_ int fd = -1;
        struct stat status;
        ssize_t n;
        int r;

        if (!bytes || !id)
                return -ENOMEM;
        /* Not blocking, so that a pipe of that name cannot hold us up before it is seen to be one. */
        fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
        if (fd < 0 || fstat(fd, &status) < 0)
                return add_problem(catalogue, path, strerror(errno));
        if (!S_ISREG(status.st_mode))
                return add_problem(catalogue, path, _("not a regular file; move it elsewhere"));
        n = read_all(fd, bytes, size);
        if (n == -EFBIG)
                return add_problem(catalogue, path, _("longer than 64 KiB; is this a stretch file?"));
        if (n < 0)
                return add_problem(catalogue, path, strerror((int) -n));
        r = catalogue_add(catalogue, id, path, (Slice){ bytes, (size_t) n }, NULL);
        return r == -ENOMEM ? r : 0;
}

int stretch_files_load_dir(Catalogue *catalogue, const char *path)
{
        struct dirent **entries = NULL;
        int n, r = 0;

        n = scandir(path, &entries, is_stretch_file, alphasort);
        if (n < 0)
                return errno == ENOENT || errno == ENOTDIR ? 0
                                                           : add_problem(catalogue, path, strerror(errno));
        for (int i = 0; i < n; i++) {
                _cleanup_free_ char *file = str_format("%s/%s", path, entries[i]->d_name);

                if (r == 0)
                        r = file ? load_file(catalogue, file, entries[i]->d_name) : -ENOMEM;
                free(entries[i]);
        }
        free(entries);
        return r;
}

int stretch_files_load(Catalogue *catalogue, Error *error)
{
        const char *data = getenv("LIMBER_DATA_DIR");
        _cleanup_free_ char *installed = str_format("%s/stretches", data && *data ? data : LIMBER_DATADIR);
        _cleanup_free_ char *own = NULL;
        int r;

        if (!installed)
                return error_memory(error);
        r = place_file(PLACE_DATA, "stretches", &own, error);
        if (r < 0 && r != -ENOENT) /* nobody's home is known: there are none of one's own */
                return r;
        r = stretch_files_load_dir(catalogue, installed);
        if (r < 0)
                return r;
        if (own)
                r = stretch_files_load_dir(catalogue, own);
        if (r < 0)
                return r;
        if (catalogue->stretches.n == 0)
                return error_set(
                        error, -ENOENT,
                        _("no stretch found in %s; install Limber, or set LIMBER_DATA_DIR to its data "
                          "folder"),
                        installed);
        for (size_t i = 0; i < catalogue->stretches.n; i++)
                stretch_map_texts(catalogue->stretches.items[i], i18n_in);
        return 0;
}
