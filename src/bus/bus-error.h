/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_BUS_ERROR_H
#define LIMBER_BUS_ERROR_H

/* -errno with words, there and back over the bus (names.h has the table). For bus/ only. */

#include <systemd/sd-bus.h>

#include "error.h"

/* Answers a call: empty for code >= 0, else the error. What sd_bus_reply_*() returns. */
int bus_error_reply(sd_bus_message *call, int code, const Error *error);

/* The -errno behind an error that came back; its words go to `error`. */
int bus_error_read(const sd_bus_error *bus_error, Error *error);

#endif
