/* SPDX-License-Identifier: MIT */
/* limber.conf and --set. */

#include "user-settings.h"

#include "place.h"

int user_settings_load(const ArgumentList *sets, Settings *ret, Error *error)
{
        _cleanup_free_ char *path = NULL;
        int r;

        if (place_file(PLACE_CONFIG, PLACE_CONFIG_FILE, &path, NULL) < 0) {
                settings_init(ret); /* somebody without a home has no settings of their own */
        } else {
                r = settings_load(path, ret, error);
                if (r < 0)
                        return r;
        }
        for (size_t i = 0; sets && i < sets->n; i++) {
                r = settings_assign(ret, sets->items[i], error);
                if (r < 0)
                        return r;
        }
        return settings_check(ret, error);
}
