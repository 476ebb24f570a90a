/* SPDX-License-Identifier: MIT */
/*
 * Advice. A repeat is followed by the next one, so that the way to the first key frame of a phase begins at
 * the last one before it, around the end of the way.
 */

#include "stretch-advice.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#include "clock.h"
#include "i18n.h"

/* A breath is held for this long at most without a word. */
#define HOLD_MS_MAX (10 * MS_PER_SECOND)

/* Between hanging, in the lap and on the shoulders, the hands go through half a metre and more. */
#define ARMS_MS_MIN (2 * MS_PER_SECOND)

/*
 * How fast a value may change between two key frames. With these, and the easing on top, no joint of the
 * figure is faster than 60 cm/s; a neck is to be moved slower than that.
 */
static const struct {
        const char *key;
        size_t offset;
        double per_s;
} speeds[] = {
        { "shoulder_lift_cm", offsetof(Pose, shoulder_lift_cm), 10 },
        { "shoulder_forward_cm", offsetof(Pose, shoulder_forward_cm), 10 },
        { "head_side_deg", offsetof(Pose, head_side_deg), 40 },
        { "head_nod_deg", offsetof(Pose, head_nod_deg), 40 },
        { "head_turn_deg", offsetof(Pose, head_turn_deg), 50 },
        { "head_forward_cm", offsetof(Pose, head_forward_cm), 5 },
        { "wings", offsetof(Pose, wings), 0.7 },
};

typedef struct Adviser {
        const Stretch *stretch;
        FileProblems *advice;
        int r; /* -ENOMEM once there is no room */
} Adviser;

static void advise(Adviser *adviser, size_t line, const char *format, ...) _printf_(3, 4);

static void advise(Adviser *adviser, size_t line, const char *format, ...)
{
        va_list arguments;
        Error error;

        if (adviser->r < 0)
                return;
        va_start(arguments, format);
        error_setv(&error, 0, format, arguments);
        va_end(arguments);
        adviser->r = file_problems_add(adviser->advice, line, &error);
}

/* ---- what nothing uses ---- */

static void look_for_unused_poses(Adviser *adviser)
{
        const Stretch *stretch = adviser->stretch;
        uint32_t used = 0;

        for (size_t i = 0; i < stretch->n_phases; i++)
                for (size_t k = 0; k < stretch->phases[i].n_poses; k++)
                        used |= UINT32_C(1) << stretch->phases[i].poses[k];
        if (stretch->n_poses == 0)
                advise(adviser, 0,
                       _("the figure will sit still; add a [pose NAME] and name it in a phase, as in 'pose "
                         "= NAME'"));
        else if (!used)
                advise(adviser, stretch->poses[0].line,
                       _("[pose %s]: no phase leads to a pose; add 'pose = ...' to the phases"),
                       stretch->poses[0].name);
        for (size_t i = 1; i < stretch->n_poses && used; i++) /* the first is the one to begin with */
                if (!(used & (UINT32_C(1) << i)))
                        advise(adviser, stretch->poses[i].line,
                               _("[pose %s]: no phase leads there; name it in one, or take it out"),
                               stretch->poses[i].name);
}

static void look_for_unused_ways(Adviser *adviser)
{
        const Stretch *stretch = adviser->stretch;
        unsigned used = 0;

        for (int kind = 0; kind < N_DOSES; kind++)
                for (size_t i = 0; i < stretch->doses[kind].n_ways; i++)
                        used |= 1U << stretch->doses[kind].ways[i];
        for (size_t i = 0; i < stretch->n_ways; i++)
                if (!(used & (1U << i)))
                        advise(adviser, stretch->ways[i].line,
                               _("[way %s]: it and its phases are in no dose; name it in the ways of one, "
                                 "or take it out"),
                               stretch->ways[i].name);
}

/* ---- what does not show ---- */

static void look_at_view(Adviser *adviser)
{
        const Stretch *stretch = adviser->stretch;

        for (size_t i = 0; i < stretch->n_poses && stretch->view == VIEW_FRONT; i++) {
                const Pose *pose = &stretch->poses[i];

                if (pose->head_forward_cm <= -1 || pose->head_forward_cm >= 1) {
                        advise(adviser, pose->line,
                               _("[pose %s] head_forward_cm: hardly shows from the front; add 'view = side' "
                                 "above the "
                                 "first section"),
                               pose->name);
                        return;
                }
        }
}

/* ---- what is too fast or too long ---- */

static double size_of(double value)
{
        return value < 0 ? -value : value;
}

static double value_at(const Pose *pose, size_t offset)
{
        return *(const double *) (const void *) ((const char *) pose + offset);
}

/* The longest that any value needs from one key frame to the other, and which it is. */
static int64_t needed_ms(const Pose *from, const Pose *to, const char **ret_key)
{
        int64_t most = 0;

        for (size_t i = 0; i < ELEMENTSOF(speeds); i++) {
                double a = value_at(from, speeds[i].offset), b = value_at(to, speeds[i].offset);
                int64_t ms = (int64_t) (size_of(b - a) / speeds[i].per_s * 1000);

                if (ms <= most)
                        continue;
                most = ms;
                *ret_key = speeds[i].key;
        }
        if (from->arms != to->arms && most < ARMS_MS_MIN) {
                most = ARMS_MS_MIN;
                *ret_key = "arms";
        }
        return most;
}

static void look_at_speed(Adviser *adviser, const Phase *phase, const Pose *from)
{
        const Stretch *stretch = adviser->stretch;
        int64_t least = 0;
        const char *key = "", *name = "";

        for (size_t i = 0; i < phase->n_poses; i++) {
                const Pose *to = &stretch->poses[phase->poses[i]];
                const char *slowest = "";
                int64_t ms = needed_ms(from, to, &slowest) * (int64_t) phase->n_poses;

                if (ms > least) {
                        least = ms;
                        key = slowest;
                        name = to->name;
                }
                from = to;
        }
        if (least > phase->ms)
                advise(adviser, phase->line,
                       _("[phase %s] time: too short for %s on the way to the pose %s; give it %d s"),
                       phase->name, key, name, (int) ((least + 999) / 1000));
}

/* The last key frame of the way: where its first phase begins, from the second repeat on. */
static const Pose *last_pose(const Stretch *stretch, const Way *way)
{
        for (size_t i = way->n; i-- > 0;) {
                const Phase *phase = &stretch->phases[way->first + i];

                if (phase->n_poses > 0)
                        return &stretch->poses[phase->poses[phase->n_poses - 1]];
        }
        return &stretch->poses[0];
}

static void look_at_way(Adviser *adviser, const Way *way)
{
        const Stretch *stretch = adviser->stretch;
        const Pose *from = last_pose(stretch, way);

        for (size_t i = 0; i < way->n; i++) {
                const Phase *phase = &stretch->phases[way->first + i];

                if (phase->n_poses > 0) {
                        look_at_speed(adviser, phase, from);
                        from = &stretch->poses[phase->poses[phase->n_poses - 1]];
                }
                if (phase->breath == BREATH_HOLD && phase->ms > HOLD_MS_MAX)
                        advise(adviser, phase->line,
                               _("[phase %s] breath: a breath held for %d s; 'breath = none' lets it come "
                                 "and go"),
                               phase->name, (int) (phase->ms / MS_PER_SECOND));
        }
}

int stretch_advise(const Stretch *stretch, FileProblems *ret)
{
        Adviser adviser = { stretch, ret, 0 };

        look_for_unused_poses(&adviser);
        look_for_unused_ways(&adviser);
        look_at_view(&adviser);
        for (size_t i = 0; i < stretch->n_ways; i++)
                look_at_way(&adviser, &stretch->ways[i]);
        return adviser.r;
}
