/* SPDX-License-Identifier: MIT */
/*
 * Opening the SQLite store: loads the module, and leaves it again at the end. SQLite costs a process more
 * memory than all the rest of the daemon, so it is there only while the store is open.
 */

#include <dlfcn.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "store-module.h"
#include "str.h"

static void unload(void *module)
{
        dlclose(module);
        /* SQLite's cache lies free in the heap now; give it back. */
        malloc_trim(0);
}
DEFINE_CLEANUP(void, unload)

/* Found in LIMBER_MODULE_DIR alone where that is set: a wrong one must not go unnoticed. */
static int load(void **ret, Error *error)
{
        const char *folder = secure_getenv("LIMBER_MODULE_DIR");
        _cleanup_free_ char *path = NULL;
        void *module;

        if (!folder || !*folder)
                folder = LIMBER_MODULE_INSTALL_DIR;
        path = str_format("%s/%s", folder, STORE_MODULE_FILE);
        if (!path)
                return error_set(error, -ENOMEM, _("out of memory"));
        module = dlopen(path, RTLD_NOW | RTLD_LOCAL);
        if (!module && access(path, F_OK) < 0)
                return error_set(error, -ENOENT, _("%s is not there; install Limber again"), path);
        if (!module)
                return error_set(
                        error, -ELIBBAD, _("%s cannot be loaded (%s); install Limber again"), path,
                        dlerror());
        *ret = module;
        return 0;
}

int store_open(const char *path, StoreFlags flags, Store **ret, Error *error)
{
        _cleanup_(unloadp) void *module = NULL;
        const StoreModule *entry;
        int r;

        r = load(&module, error);
        if (r < 0)
                return r;
        entry = dlsym(module, STORE_MODULE_SYMBOL);
        if (!entry || strncmp(entry->build, STORE_MODULE_BUILD, sizeof entry->build) != 0 ||
            entry->record_size != sizeof(Record))
                return error_set(
                        error, -ELIBBAD, _("%s is of another version of Limber; start limberd again"),
                        STORE_MODULE_FILE);
        r = entry->open(path, flags, ret, error);
        if (r < 0)
                return r;
        (*ret)->module = TAKE_PTR(module);
        return r;
}

void store_close(Store *store)
{
        void *module;

        if (!store)
                return;
        module = store->module;
        store->ops->close(store);
        if (module)
                unload(module);
}
