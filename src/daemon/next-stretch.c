/* SPDX-License-Identifier: MIT */
/* The rotation asked for a notice: see next-stretch.h. */

#include "next-stretch.h"

#include <stdio.h>
#include <string.h>

#include "catalogue.h"
#include "log.h"
#include "routine.h"
#include "stretch-files.h"
#include "stretch-offer.h"

static RoutinePast past_of(const Today *today, const char *id)
{
        const StoreStretch *entry = store_stretches_find(&today->week, id);
        RoutinePast past = { 0 };

        if (!entry)
                return past;
        past.done = entry->last.ms != 0;
        past.done_at = entry->last;
        past.hurt = entry->last_ouch.ms != 0;
        past.hurt_at = entry->last_ouch;
        return past;
}

static const Stretch *first_of(const Catalogue *catalogue, const Settings *settings, const Today *today)
{
        const Stretch *stretches[STRETCH_OFFER_MAX];
        RoutinePast pasts[STRETCH_OFFER_MAX];
        size_t order[STRETCH_OFFER_MAX], n = stretch_offer_list(settings, catalogue, stretches);
        int starts = settings->day_starts_minute;
        CivilDay monday = civil_monday(civil_day_of(today->from, starts));

        for (size_t i = 0; i < n; i++)
                pasts[i] = past_of(today, stretches[i]->id);
        if (routine_order(pasts, n, today->from, civil_day_start(monday, starts), order) == 0)
                return NULL;
        return stretches[order[0]];
}

bool next_stretch_find(const Settings *settings, const Today *today, NextStretch *ret)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        const Stretch *stretch;
        Error error;

        if (stretch_files_load(&catalogue, &error) < 0) {
                log_warning("%s", error.text);
                return false;
        }
        stretch_offer_fit(settings, &catalogue);
        stretch = first_of(&catalogue, settings, today);
        if (!stretch)
                return false;
        *ret = (NextStretch){ .ms = stretch_dose_ms(stretch, stretch_offer_dose(settings, stretch), 100) };
        status_text_set(ret->name, sizeof ret->name, stretch->name);
        snprintf(ret->command, sizeof ret->command, "limber stretch %s", stretch->id);
        for (size_t i = 0; i < stretch->n_steps && i < 2; i++) {
                size_t n = strlen(ret->words);

                snprintf(ret->words + n, sizeof ret->words - n, "%s%s", i ? " " : "", stretch->steps[i]);
        }
        return true;
}
