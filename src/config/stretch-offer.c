/* SPDX-License-Identifier: MIT */
/* The settings over the catalogue. Names in settings that no stretch has are passed over: a file may be
 * gone. */

#include "stretch-offer.h"

#include <string.h>

bool stretch_ids_hold(const StretchIds *ids, const char *id)
{
        for (size_t i = 0; i < ids->n; i++)
                if (strcmp(ids->ids[i], id) == 0)
                        return true;
        return false;
}

size_t stretch_offer_list(
        const Settings *settings, const Catalogue *catalogue, const Stretch *ret[static STRETCH_OFFER_MAX])
{
        size_t n = 0;

        for (size_t i = 0; i < settings->order.n && n < STRETCH_OFFER_MAX; i++) {
                const Stretch *stretch = catalogue_find(catalogue, settings->order.ids[i]);

                if (stretch && !stretch_ids_hold(&settings->exclude, stretch->id))
                        ret[n++] = stretch;
        }
        for (size_t i = 0; i < catalogue->stretches.n && n < STRETCH_OFFER_MAX; i++) {
                const Stretch *stretch = catalogue->stretches.items[i];

                if (stretch->origin != STRETCH_EXAMPLE && !stretch_ids_hold(&settings->order, stretch->id) &&
                    !stretch_ids_hold(&settings->exclude, stretch->id))
                        ret[n++] = stretch;
        }
        return n;
}
