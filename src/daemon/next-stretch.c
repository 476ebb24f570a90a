/* SPDX-License-Identifier: MIT */
/* The rotation asked for a notice: see next-stretch.h. */

#include "next-stretch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue.h"
#include "log.h"
#include "routine.h"
#include "stretch-files.h"

static bool is_excluded(const StretchIds *ids, const char *id)
{
        for (size_t i = 0; i < ids->n; i++)
                if (strcmp(ids->ids[i], id) == 0)
                        return true;
        return false;
}

static RoutinePast past_of(const Settings *settings, const Today *today, const char *id)
{
        const StoreStretch *entry = store_stretches_find(&today->week, id);
        RoutinePast past = { .excluded = is_excluded(&settings->exclude, id) };

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
        _cleanup_free_ RoutinePast *pasts = NULL;
        _cleanup_free_ size_t *order = NULL;
        size_t n = catalogue->stretches.n;

        pasts = calloc(n, sizeof *pasts);
        order = calloc(n, sizeof *order);
        if (!pasts || !order)
                return NULL;
        for (size_t i = 0; i < n; i++)
                pasts[i] = past_of(settings, today, catalogue->stretches.items[i]->id);
        if (routine_order(pasts, n, today->from, (WallTime){ today->to.ms - 7 * MS_PER_DAY }, order) == 0)
                return NULL;
        return catalogue->stretches.items[order[0]];
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
        stretch = first_of(&catalogue, settings, today);
        if (!stretch)
                return false;
        *ret = (NextStretch){ .ms = stretch_dose_ms(stretch, settings->dose, 100) };
        status_text_set(ret->name, sizeof ret->name, stretch->name);
        snprintf(ret->command, sizeof ret->command, "limber stretch %s", stretch->id);
        for (size_t i = 0; i < stretch->n_steps && i < 2; i++) {
                size_t n = strlen(ret->words);

                snprintf(ret->words + n, sizeof ret->words - n, "%s%s", i ? " " : "", stretch->steps[i]);
        }
        return true;
}
