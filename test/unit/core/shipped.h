/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TEST_SHIPPED_H
#define LIMBER_TEST_SHIPPED_H

/* The stretch files that come with Limber, and the examples, for tests: LIMBER_DATA_DIR is set by meson. */

#include "stretch.h"

/* The file's bytes, to be freed; *ret_n of them. Fails the test where it cannot be read. */
char *shipped_bytes(const char *id, size_t *ret_n);

/* Parsed; fails the test with the parser's words. stretch_free() it. */
Stretch *shipped_stretch(const char *id);

#endif
