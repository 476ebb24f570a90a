/* SPDX-License-Identifier: MIT */
/* Which stretches a session holds: see session-plan.h. */

#include "session-plan.h"

#include <string.h>

#include "i18n.h"
#include "routine.h"
#include "str.h"
#include "stretch-offer.h"

/* What a plan is made from. */
typedef struct Planning {
        const SessionWish *wish;
        const Catalogue *catalogue;
        const Settings *settings;
        const SessionHome *home;
        WallTime now;
} Planning;

int session_plan_find(const Catalogue *catalogue, const char *id, const Stretch **ret, Error *error)
{
        const Stretch *stretch = catalogue_find(catalogue, id);
        _cleanup_str_ Str ids = { 0 };

        if (stretch) {
                *ret = stretch;
                return 0;
        }
        for (size_t i = 0; i < catalogue->stretches.n; i++)
                if (str_appendf(&ids, "%s%s", i > 0 ? ", " : "", catalogue->stretches.items[i]->id) < 0)
                        return error_memory(error);
        return error_set(
                error, -ENOENT, _("there is no stretch '%.40s'; there are: %s"), id,
                ids.text ? ids.text : "");
}

/* A dose behind questions that were not asked is the full one, where nobody asked for it by name. */
static DoseKind dose_for(const Planning *planning, const Stretch *stretch)
{
        DoseKind dose = planning->wish->dose;

        if (!planning->wish->dose_said)
                return stretch_offer_dose(planning->settings, stretch);
        return stretch->doses[dose].opt_in == OPT_IN_NONE ? dose : DOSE_FULL;
}

static PlayerItem item_for(const Planning *planning, const Stretch *stretch)
{
        return (PlayerItem){ stretch, dose_for(planning, stretch) };
}

static int take_names(const Planning *planning, SessionPlan *plan, Error *error)
{
        const SessionWish *wish = planning->wish;

        if (wish->n_names > PLAYER_MAX_ITEMS)
                return error_set(error, -E2BIG, _("at most %d stretches in one session"), PLAYER_MAX_ITEMS);
        for (size_t i = 0; i < wish->n_names; i++) {
                const Stretch *stretch;
                int r;

                r = session_plan_find(planning->catalogue, wish->names[i], &stretch, error);
                if (r < 0)
                        return r;
                if (wish->dose_said && stretch->doses[wish->dose].opt_in != OPT_IN_NONE)
                        return error_set(
                                error, -EPERM,
                                _("%s: the %s dose waits for the check-up's neck questions; take --dose "
                                  "full, "
                                  "which is good for your neck"),
                                stretch->id, dose_kind_name(wish->dose));
                plan->items[plan->n_items++] = item_for(planning, stretch);
        }
        return 0;
}

static bool holds(const SessionPlan *plan, const Stretch *stretch)
{
        for (size_t i = 0; i < plan->n_items; i++)
                if (plan->items[i].stretch == stretch)
                        return true;
        return false;
}

/* The rotation as spares, less what is in the session already. */
static void list_rotation(const Planning *planning, SessionPlan *plan)
{
        const Stretch *stretches[STRETCH_OFFER_MAX];
        RoutinePast pasts[STRETCH_OFFER_MAX] = { 0 };
        size_t order[STRETCH_OFFER_MAX], n, n_order;
        int starts = planning->settings->day_starts_minute;
        CivilDay today = civil_day_of(planning->now, starts);

        n = stretch_offer_list(planning->settings, planning->catalogue, stretches);
        for (size_t i = 0; i < n; i++)
                session_home_past(planning->home, stretches[i]->id, &pasts[i]);
        n_order = routine_order(
                pasts, n, civil_day_start(today, starts), civil_day_start(civil_monday(today), starts),
                order);
        for (size_t i = 0; i < n_order && plan->n_spares < PLAYER_MAX_ITEMS; i++)
                if (!holds(plan, stretches[order[i]]))
                        plan->spares[plan->n_spares++] = item_for(planning, stretches[order[i]]);
}

/* The best spares, as many as fit the break. */
static void take_next(SessionPlan *plan, size_t n)
{
        n = MIN(n, plan->n_spares);
        memcpy(plan->items, plan->spares, n * sizeof *plan->items);
        plan->n_items = n;
        plan->n_spares -= n;
        memmove(plan->spares, plan->spares + n, plan->n_spares * sizeof *plan->spares);
}

int session_plan_make(
        SessionPlan *ret, const SessionWish *wish, const Catalogue *catalogue, const Settings *settings,
        const SessionHome *home, WallTime now, Error *error)
{
        const Planning planning = { wish, catalogue, settings, home, now };
        SessionPlan plan = { 0 };
        int r;

        r = take_names(&planning, &plan, error);
        if (r < 0)
                return r;
        list_rotation(&planning, &plan);
        if (plan.n_items == 0)
                take_next(&plan, session_home_n_stretches(home, settings));
        if (plan.n_items == 0)
                return error_set(
                        error, -ENODATA, "%s",
                        _("every stretch is left out; see limber config get exclude"));
        *ret = plan;
        return 0;
}
