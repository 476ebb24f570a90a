/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STORE_MODULE_H
#define LIMBER_STORE_MODULE_H

/*
 * What the shared module store-sqlite.so gives to the program that loads it: one symbol. Program and module
 * come from one build; `build` tells when they do not (the daemon still runs while its package was
 * upgraded).
 */

#include "store.h"

#define STORE_MODULE_NAME "store-sqlite"
#define STORE_MODULE_SYMBOL "limber_store_module"

typedef struct StoreModule {
        char build[32]; /* LIMBER_VERSION and the shape of what is passed, see STORE_MODULE_BUILD */
        size_t record_size;
        int (*open)(const char *path, StoreFlags flags, Store **ret, Error *error);
} StoreModule;

#define STORE_MODULE_BUILD LIMBER_VERSION " 1"

#endif
