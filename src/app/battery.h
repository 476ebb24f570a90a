/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BATTERY_H
#define LIMBER_BATTERY_H

/* Whether this machine runs on its battery, as the kernel tells under /sys/class/power_supply. */

#include <stdbool.h>

/* `folder`: NULL for the kernel's. False where nothing is known. */
bool battery_discharges(const char *folder);

#endif
