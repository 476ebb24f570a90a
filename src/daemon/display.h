/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DISPLAY_H
#define LIMBER_DISPLAY_H

/*
 * Where windows can be shown. limberd may have been started before there was a display, by the user's
 * systemd for instance; what that one knows by now is asked for at the moment of need.
 */

#include <stdbool.h>
#include <stddef.h>
#include <systemd/sd-bus.h>

enum { DISPLAY_VARIABLES_MAX = 6 };

/* NAME=VALUE of what belongs to a display, ours to free. */
typedef struct Display {
        size_t n;
        char *variables[DISPLAY_VARIABLES_MAX];
} Display;

void display_deinit(Display *display);

/* WAYLAND_DISPLAY or DISPLAY is in our own environment. */
bool display_is_here(void);

/* Reads an environment (as) of somebody else. true: there is a display in it. Never fails otherwise: what is
 * not understood is left out. */
bool display_read(sd_bus_message *message, Display *ret);

/*
 * Asks the user's systemd over the session bus, without starting one. `function` is called with its answer,
 * for display_read(), or with an error. 0 or -errno; unref the slot to give up.
 */
int display_ask(sd_bus *bus, sd_bus_message_handler_t function, void *userdata, sd_bus_slot **ret);

#endif
