/* SPDX-License-Identifier: MIT */
/* Once open, it stays so. */

#include "key-gate.h"

void key_gate_init(KeyGate *gate, bool asked, BootTime now)
{
        *gate = (KeyGate){ .open = asked, .last = now };
}

bool key_gate_take(KeyGate *gate, BootTime now)
{
        if (!gate->open && now.ms - gate->last.ms >= KEY_GATE_MS)
                gate->open = true;
        gate->last = now;
        return gate->open;
}

void key_gate_click(KeyGate *gate)
{
        gate->open = true;
}
