/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_OFFER_H
#define LIMBER_STRETCH_OFFER_H

/* What the settings say of the stretches there are: which come by themselves, and in which order. */

#include "catalogue.h"
#include "settings.h"

enum { STRETCH_OFFER_MAX = 64 };

bool stretch_ids_hold(const StretchIds *ids, const char *id);

/*
 * The stretches of the rotation: first those that `order` names, in its order, then the others in that of
 * the catalogue, examples only where `order` names them; none that `exclude` names. Returns how many; they
 * are the catalogue's.
 */
size_t stretch_offer_list(
        const Settings *settings, const Catalogue *catalogue, const Stretch *ret[static STRETCH_OFFER_MAX]);

#endif
