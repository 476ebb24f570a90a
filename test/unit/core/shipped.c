/* SPDX-License-Identifier: MIT */
#include "shipped.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

#include "str.h"
#include "stretch-parse.h"

char *shipped_bytes(const char *id, size_t *ret_n)
{
        static const char *const folders[] = { "stretches", "examples" };
        const char *data = getenv("LIMBER_DATA_DIR");
        char *bytes = malloc(STRETCH_FILE_MAX);
        FILE *file = NULL;

        assert_non_null(bytes);
        for (int i = 0; i < 2 && !file; i++) {
                _cleanup_free_ char *path =
                        str_format("%s/%s/%s.stretch", data ? data : "data", folders[i], id);

                file = fopen(path, "re");
        }
        if (!file)
                fail_msg("%s.stretch cannot be read; LIMBER_DATA_DIR names the data folder", id);
        *ret_n = fread(bytes, 1, STRETCH_FILE_MAX, file);
        fclose(file);
        assert_true(*ret_n > 0);
        return bytes;
}

Stretch *shipped_stretch(const char *id)
{
        size_t n;
        _cleanup_free_ char *bytes = shipped_bytes(id, &n);
        Stretch *stretch = NULL;
        Error error = { "" };

        if (stretch_parse(id, (Slice){ bytes, n }, &stretch, &error) < 0)
                fail_msg("%s: %s", id, error.text);
        return stretch;
}
