/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_KEY_GATE_H
#define LIMBER_KEY_GATE_H

/*
 * A window that comes up by itself must not take a key that was meant for something else: keys count only
 * after a second without one, or after a click into the window. Pure.
 */

#include <stdbool.h>

#include "clock.h"

enum { KEY_GATE_MS = 1000 };

typedef struct KeyGate {
        bool open;
        BootTime last; /* the window came up, or a key did not count */
} KeyGate;

/* `asked`: the person asked for the window: it is open at once. */
void key_gate_init(KeyGate *gate, bool asked, BootTime now);

/* A key at that time: does it count? */
bool key_gate_take(KeyGate *gate, BootTime now);

void key_gate_click(KeyGate *gate);

#endif
