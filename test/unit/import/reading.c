/* SPDX-License-Identifier: MIT */
/* Files of the tests, read. */

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "reading.h"

char *reading_write(const void *bytes, size_t n)
{
        const char *folder = getenv("TMPDIR");
        char *path = str_format("%s/limber-test-XXXXXX", folder ? folder : "/tmp");
        int fd;

        assert_non_null(path);
        fd = mkstemp(path);
        assert_true(fd >= 0);
        for (size_t written = 0; written < n;) {
                ssize_t r = write(fd, (const char *) bytes + written, n - written);

                assert_true(r > 0);
                written += (size_t) r;
        }
        close(fd);
        return path;
}

int reading_of_path(
        const char *format, const char *path, DateOrder told, Str *ret, ImportCounts *ret_counts,
        DateOrder *ret_order, Error *error)
{
        _cleanup_(importer_freep) Importer *importer = NULL;
        char wall[WALL_TEXT_SIZE], text[OBSERVATION_TEXT_SIZE];
        ReplayItem item;
        int r;

        str_deinit(ret);
        assert_int_equal(str_append(ret, ""), 0);
        r = importer_open(
                importer_find(slice_of(format)), path, &(ImportOptions){ .date_order = told }, &importer,
                error);
        if (r < 0)
                return r;
        while ((r = importer_next(importer, &item, error)) > 0)
                assert_int_equal(
                        str_appendf(
                                ret, "%s %s\n", wall_format(item.wall, wall),
                                observation_format(&item.observation, text)),
                        0);
        if (ret_counts)
                *ret_counts = importer->counts;
        if (ret_order)
                *ret_order = importer->date_order;
        return r;
}

int reading_of_bytes(
        const char *format, const void *bytes, size_t n, DateOrder told, Str *ret, ImportCounts *ret_counts,
        DateOrder *ret_order, Error *error)
{
        _cleanup_free_ char *path = reading_write(bytes, n);
        int r = reading_of_path(format, path, told, ret, ret_counts, ret_order, error);

        unlink(path);
        return r;
}
