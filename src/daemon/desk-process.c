/* SPDX-License-Identifier: MIT */
/* The windows are a program of their own, so that limberd never loads what draws. */

#include "desk-process.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "str.h"

/* ---- which program ---- */

static char *beside_us(void)
{
        char path[4096];
        ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
        char *slash;

        if (n <= 0)
                return NULL;
        path[n] = '\0';
        slash = strrchr(path, '/');
        return slash ? str_format("%.*s/limber-desk", (int) (slash - path), path) : NULL;
}

int desk_process_find(char **ret, Error *error)
{
        const char *named = getenv("LIMBER_DESK_BINARY");
        _cleanup_free_ char *path = named && named[0] ? strdup(named) : beside_us();

        if (path && access(path, X_OK) == 0) {
                *ret = TAKE_PTR(path);
                return 0;
        }
        if (named && named[0])
                return error_set(
                        error, -ENOENT, _("LIMBER_DESK_BINARY names %.200s, which cannot be run"), named);
        free(path);
        path = strdup(LIMBER_DESK_INSTALLED);
        if (!path)
                return error_memory(error);
        if (access(path, X_OK) < 0)
                return error_set(
                        error, -ENOENT, _("limber-desk is neither beside limberd nor at %s; install it"),
                        path);
        *ret = TAKE_PTR(path);
        return 0;
}

int desk_process_start(
        Loop *loop, const char *binary, char *const *added, size_t n_added, ChildProcessDone done,
        void *userdata, ChildProcess **ret, Error *error)
{
        char name[] = "limber-desk", option[] = "--break";
        ChildProgram program = {
                .path = binary,
                .arguments = (char *const[]){ name, option, NULL },
                .added = added,
                .n_added = n_added,
                .output_fd = -1,
        };

        return child_process_start(loop, &program, done, userdata, ret, error);
}
