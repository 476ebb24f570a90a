/* SPDX-License-Identifier: MIT */
/* Modules: dlopen() with an error that a person can act on. */

#include "module.h"

#include <assert.h>
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "str.h"

/* The first folder of the list that holds the file. */
static int module_find(const char *folders, const char *file, Str *path)
{
        for (const char *rest = folders; *rest;) {
                size_t n = strcspn(rest, ":");
                int r;

                path->n = 0;
                r = str_append_n(path, rest, n);
                if (r < 0)
                        return r;
                r = str_appendf(path, "/%s", file);
                if (r < 0)
                        return r;
                if (n > 0 && access(path->text, R_OK) == 0)
                        return 0;
                rest += n;
                rest += *rest == ':';
        }
        return -ENOENT;
}

static const char *module_folders(void)
{
        const char *folders = secure_getenv("LIMBER_MODULE_DIR");

        return folders && *folders ? folders : LIMBER_MODULE_DIR;
}

int module_path(const char *file, char **ret_path)
{
        _cleanup_str_ Str path = { 0 };
        int r;

        assert(!strchr(file, '/'));
        r = module_find(module_folders(), file, &path);
        if (r < 0)
                return r;
        *ret_path = TAKE_PTR(path.text);
        return 0;
}

int module_open(const char *name, const char *symbol, void **ret_handle, void **ret_symbol, Error *error)
{
        const char *folders = module_folders();
        _cleanup_str_ Str path = { 0 };
        _cleanup_free_ char *file = str_format("%s.so", name);
        void *handle, *found;
        int r;

        assert(!strchr(name, '/'));
        if (!file)
                return error_memory(error);
        r = module_find(folders, file, &path);
        if (r == -ENOENT)
                return error_set(
                        error, r, _("module %s.so is not in %s; install limber anew"), name, folders);
        if (r < 0)
                return r;
        handle = dlopen(path.text, RTLD_NOW | RTLD_LOCAL);
        if (!handle)
                return error_set(error, -ELIBACC, _("cannot load a module: %s"), dlerror());
        found = dlsym(handle, symbol);
        if (!found) {
                dlclose(handle);
                return error_set(
                        error, -ELIBACC, _("module %s is of another version; install limber anew"),
                        path.text);
        }
        *ret_handle = handle;
        *ret_symbol = found;
        return 0;
}

void module_close(void *handle)
{
        if (handle)
                dlclose(handle);
}
