/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_MODULE_H
#define LIMBER_MODULE_H

/*
 * Modules: parts that are loaded only where they are used, so that the daemon does not carry libraries that
 * this machine or this moment does not need. NAME.so in LIBDIR/limber, or in one of the folders of
 * LIMBER_MODULE_DIR (divided by colons), which the build tree sets.
 */

#include "error.h"
#include "macro.h"

/*
 * Loads module `name` ("source-x11") and finds `symbol` in it. 0; -ENOENT where no such file is; -ELIBACC
 * where it cannot be loaded (a library is missing) or has no such symbol. The caller closes the handle with
 * module_close(), after the last use of anything in it.
 */
int module_open(const char *name, const char *symbol, void **ret_handle, void **ret_symbol, Error *error);
void module_close(void *handle); /* NULL is fine */

/*
 * The path of a file that lies where the modules do ("limber-voice", a program). The caller frees. 0;
 * -ENOENT; -ENOMEM.
 */
int module_path(const char *file, char **ret_path);

/* What a module shows to the program that loads it; everything else is hidden. */
#define _module_export_ __attribute__((visibility("default")))

#endif
