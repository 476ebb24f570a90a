/* SPDX-License-Identifier: MIT */
/* How full the chest is. */

#include "breath.h"

static double ease(double x)
{
        return x * x * (3 - 2 * x);
}

/* What the phases before this one left: a hold keeps the breath as it is. */
static double level_before(const PlayerView *view)
{
        const Phase *phases = view->stretch->phases;

        for (size_t i = (size_t) (view->phase - phases); i > view->way->first; i--) {
                if (phases[i - 1].breath == BREATH_IN)
                        return 1;
                if (phases[i - 1].breath == BREATH_OUT)
                        return 0;
        }
        return 0.5;
}

double breath_level(const PlayerView *view)
{
        if (view->stage != PLAYER_PLAYING)
                return 0.5;
        if (view->phase->breath == BREATH_IN)
                return ease(view->fraction);
        if (view->phase->breath == BREATH_OUT)
                return 1 - ease(view->fraction);
        return level_before(view);
}
