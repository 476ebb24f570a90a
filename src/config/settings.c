/* SPDX-License-Identifier: MIT */
/* Settings and their defaults. */

#include "settings.h"

#include <string.h>

void settings_init(Settings *settings)
{
        *settings = (Settings){
                .day_starts_minute = 4 * 60,
                .notifications = true,
                .dose = "short",
        };
        engine_options_init(&settings->engine);
}
