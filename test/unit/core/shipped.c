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
        const char *data = getenv("LIMBER_DATA_DIR");
        _cleanup_free_ char *path = str_format("%s/stretches/%s.stretch", data ? data : "data", id);
        char *bytes = malloc(STRETCH_FILE_MAX);
        FILE *file = fopen(path, "re");

        assert_non_null(bytes);
        if (!file)
                fail_msg("%s cannot be read; LIMBER_DATA_DIR names the data folder", path);
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
