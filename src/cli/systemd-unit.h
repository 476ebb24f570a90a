/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SYSTEMD_UNIT_H
#define LIMBER_SYSTEMD_UNIT_H

/* limberd as a unit of the user's systemd, where there is one. Through systemctl, which people can repeat.
 */

#include <stdbool.h>

#define SYSTEMD_UNIT "limberd.service"

bool systemd_unit_is_installed(void); /* false also where no user manager runs */
bool systemd_unit_is_active(void);    /* or on its way there */
bool systemd_unit_start(void);        /* waits until it is ready; on failure it is stopped for good */
bool systemd_unit_stop(void);         /* waits until it is gone */

#endif
