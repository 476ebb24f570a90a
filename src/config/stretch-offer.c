/* SPDX-License-Identifier: MIT */
/* The settings over the catalogue. Names in settings that no stretch has are passed over: a file may be
 * gone. */

#include "stretch-offer.h"

#include <errno.h>
#include <string.h>

#include "i18n.h"
#include "nearest.h"

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

/* ---- doses ---- */

static const StretchDose *find_dose(const Settings *settings, const char *id)
{
        for (size_t i = 0; i < settings->doses.n; i++)
                if (strcmp(settings->doses.items[i].id, id) == 0)
                        return &settings->doses.items[i];
        return NULL;
}

bool stretch_offer_names(const Settings *settings, const char *id)
{
        return find_dose(settings, id) != NULL;
}

DoseKind stretch_offer_dose(const Settings *settings, const Stretch *stretch)
{
        const StretchDose *dose = find_dose(settings, stretch->id);
        DoseKind kind = dose && dose->repeats == 0 ? dose->kind : settings->dose;

        return stretch->doses[kind].opt_in == OPT_IN_NONE ? kind : DOSE_FULL;
}

void stretch_offer_fit(const Settings *settings, Catalogue *catalogue)
{
        for (size_t i = 0; i < settings->doses.n; i++) {
                const StretchDose *dose = &settings->doses.items[i];
                int k = catalogue_index(catalogue, dose->id);

                if (k >= 0 && dose->repeats > 0) {
                        Stretch *stretch = catalogue->stretches.items[k];

                        stretch_set_repeats(stretch, stretch_offer_dose(settings, stretch), dose->repeats);
                }
        }
}

/* ---- what no stretch has ---- */

static int add_problem(StretchOfferProblems *problems, const Error *problem)
{
        if (array_reserve(problems, 1) < 0)
                return -ENOMEM;
        problems->items[problems->n++] = *problem;
        return 0;
}

static int check_id(const Catalogue *catalogue, const char *key, const char *id, StretchOfferProblems *ret)
{
        Nearest nearest = { .wanted = slice_of(id) };
        Error problem;

        if (catalogue_find(catalogue, id))
                return 0;
        for (size_t i = 0; i < catalogue->stretches.n; i++)
                nearest_offer(&nearest, catalogue->stretches.items[i]->id);
        if (nearest.found)
                error_set(
                        &problem, 0, _("%s: there is no stretch '%s'; did you mean %s?"), key, id,
                        nearest.found);
        else
                error_set(
                        &problem, 0,
                        _("%s: there is no stretch '%s'; limber stretch --list shows those that there are"),
                        key, id);
        return add_problem(ret, &problem);
}

static int
check_ids(const Catalogue *catalogue, const char *key, const StretchIds *ids, StretchOfferProblems *ret)
{
        int r = 0;

        for (size_t i = 0; i < ids->n && r == 0; i++)
                r = check_id(catalogue, key, ids->ids[i], ret);
        return r;
}

int stretch_offer_check(const Settings *settings, const Catalogue *catalogue, StretchOfferProblems *ret)
{
        Error problem;
        int r;

        r = check_ids(catalogue, "order", &settings->order, ret);
        if (r == 0)
                r = check_ids(catalogue, "exclude", &settings->exclude, ret);
        for (size_t i = 0; i < settings->doses.n && r == 0; i++)
                r = check_id(catalogue, "doses", settings->doses.items[i].id, ret);
        for (size_t i = 0; i < settings->order.n && r == 0; i++) {
                if (!stretch_ids_hold(&settings->exclude, settings->order.ids[i]))
                        continue;
                error_set(
                        &problem, 0,
                        _("order: %s is in exclude, too, and is left out; take it out of one of them"),
                        settings->order.ids[i]);
                r = add_problem(ret, &problem);
        }
        return r;
}
