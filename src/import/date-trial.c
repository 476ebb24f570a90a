/* SPDX-License-Identifier: MIT */
/* Finding the order of day and month. */

#include "date-trial.h"

#include <errno.h>

#include "i18n.h"

void date_trials_init(DateTrials *trials, DateOrder told)
{
        *trials = (DateTrials){ 0 };
        for (int order = DATE_ORDER_DMY; order < N_DATE_ORDERS; order++)
                trials->trials[order] = (DateTrial){
                        .possible = told == DATE_ORDER_UNKNOWN || told == (DateOrder) order,
                        .last_start = { INT64_MIN },
                };
}

/* Is the row possible in that order? And does its Duration speak for it? */
static bool try_order(
        DateTrial *trial, DateOrder order, const LocalStamp *start, const LocalStamp *end,
        int64_t duration_s, bool *ret_fits)
{
        int64_t start_s, end_s;
        WallTime start_wall;

        *ret_fits = false;
        if (!trial->possible || !local_stamp_seconds(start, order, &start_s) ||
            !local_stamp_seconds(end, order, &end_s))
                return false;
        *ret_fits = duration_s >= 0 && end_s - start_s == duration_s;
        if (start_s >= end_s)
                return true; /* will be dropped, wherever it stands */
        start_wall = local_zone_wall(&trial->zone, start_s);
        trial->unsorted |= start_wall.ms < trial->last_start.ms;
        trial->last_start = start_wall;
        return true;
}

bool date_trials_try(DateTrials *trials, const LocalStamp *start, const LocalStamp *end, int64_t duration_s)
{
        DateTrial *fitting = NULL;
        int n_possible = 0, n_fitting = 0;

        trials->any = true;
        trials->matters |= start->parts[0] != start->parts[1] || end->parts[0] != end->parts[1];
        for (int order = DATE_ORDER_DMY; order < N_DATE_ORDERS; order++) {
                DateTrial *trial = &trials->trials[order];
                bool fits;

                trial->possible = try_order(trial, (DateOrder) order, start, end, duration_s, &fits);
                n_possible += trial->possible;
                n_fitting += fits;
                if (fits)
                        fitting = trial;
        }
        if (n_fitting == 1)
                fitting->n_votes++;
        return n_possible > 0;
}

int date_trials_decide(const DateTrials *trials, DateOrder *ret, Error *error)
{
        const DateTrial *dmy = &trials->trials[DATE_ORDER_DMY], *mdy = &trials->trials[DATE_ORDER_MDY];

        if (!trials->any)
                *ret = DATE_ORDER_UNKNOWN;
        else if (trials->trials[DATE_ORDER_YMD].possible)
                *ret = DATE_ORDER_YMD;
        else if (dmy->possible != mdy->possible)
                *ret = dmy->possible ? DATE_ORDER_DMY : DATE_ORDER_MDY;
        else if ((dmy->n_votes > 0) != (mdy->n_votes > 0))
                *ret = dmy->n_votes > 0 ? DATE_ORDER_DMY : DATE_ORDER_MDY;
        else if (!trials->matters)
                *ret = DATE_ORDER_DMY;
        else
                return error_set(
                        error, -EINVAL,
                        _("its dates do not show whether the day or the month comes first; "
                          "say --dates dmy or --dates mdy"));
        return 0;
}
