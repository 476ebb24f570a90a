/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_STRETCH_OFFER_H
#define LIMBER_STRETCH_OFFER_H

/* What the settings say of the stretches there are: which come by themselves, in which order, how much of
 * them. */

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

/*
 * Which dose of it: what `doses` or `dose` say; of one behind questions that were not asked the full one
 * instead. Where `doses` says repeats, stretch_offer_fit() has put them into that dose before.
 */
bool stretch_offer_names(const Settings *settings, const char *id); /* in `doses` */
DoseKind stretch_offer_dose(const Settings *settings, const Stretch *stretch);
void stretch_offer_fit(const Settings *settings, Catalogue *catalogue);

typedef ARRAY(Error) StretchOfferProblems;

/* Adds a line for each id in the settings that no stretch has: "order: there is no stretch 'x'; ...", and
 * for each that is both in `order` and in `exclude`. 0 or -ENOMEM. */
int stretch_offer_check(const Settings *settings, const Catalogue *catalogue, StretchOfferProblems *ret);

#endif
