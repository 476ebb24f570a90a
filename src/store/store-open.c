/* SPDX-License-Identifier: MIT */
/*
 * Opening the SQLite store: loads the module, and leaves it again at the end. SQLite costs a process more
 * memory than all the rest of the daemon, so it is there only while the store is open.
 */

#include <errno.h>
#include <malloc.h>
#include <string.h>

#include "i18n.h"
#include "module.h"
#include "store-module.h"

static void unload(void *module)
{
        module_close(module);
        /* SQLite's cache lies free in the heap now; give it back. */
        malloc_trim(0);
}
DEFINE_CLEANUP(void, unload)

int store_open(const char *path, StoreFlags flags, Store **ret, Error *error)
{
        _cleanup_(unloadp) void *module = NULL;
        const StoreModule *entry;
        void *symbol;
        int r;

        r = module_open(STORE_MODULE_NAME, STORE_MODULE_SYMBOL, &module, &symbol, error);
        if (r < 0)
                return r;
        entry = symbol;
        if (strncmp(entry->build, STORE_MODULE_BUILD, sizeof entry->build) != 0 ||
            entry->record_size != sizeof(Record))
                return error_set(
                        error, -ELIBBAD, _("%s is of another version of Limber; start limberd again"),
                        STORE_MODULE_NAME ".so");
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
