/* SPDX-License-Identifier: MIT */
/* Sitting bouts: see bout.h. */

#include "bout.h"

void bout_builder_open(BoutBuilder *builder, BootTime at, WallTime at_wall)
{
        assert(!builder->open);
        assert(at.ms >= builder->end.ms);

        builder->away_ms += at.ms - builder->end.ms;
        builder->open = true;
        builder->start = at;
        builder->start_wall = at_wall;
}

bool bout_builder_close(BoutBuilder *builder, BootTime at, Bout *ret)
{
        assert(builder->open);
        assert(at.ms >= builder->start.ms);

        builder->open = false;
        builder->has_end = true;
        builder->end = at;
        builder->ms[builder->posture] += at.ms - builder->start.ms;
        *ret = (Bout){
                .start = builder->start,
                .end = at,
                .start_wall = builder->start_wall,
                .posture = builder->posture,
        };
        return at.ms > builder->start.ms;
}

bool rule_counts_posture(RuleCounts counts, Posture posture)
{
        return counts == COUNTS_DESK || (counts == COUNTS_STANDING) == (posture == POSTURE_STANDING);
}

int64_t bout_builder_counted_ms(const BoutBuilder *builder, RuleCounts counts, BootTime until)
{
        int64_t sum = 0;

        for (int posture = 0; posture < N_POSTURES; posture++)
                if (rule_counts_posture(counts, (Posture) posture))
                        sum += builder->ms[posture];
        if (builder->open && rule_counts_posture(counts, builder->posture))
                sum += until.ms - builder->start.ms;
        return sum;
}
