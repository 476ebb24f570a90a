/* SPDX-License-Identifier: MIT */
/* The words of a guided session: short, kind, to the person. */

#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "session-shown.h"

/* Not gettext(""), which is the catalogue's header. */
const char *words_of(const char *text)
{
        return text && *text ? gettext(text) : "";
}

const char *words_duration(int64_t ms, char text[static WORDS_SIZE])
{
        int seconds = (int) ((ms + MS_PER_SECOND - 1) / MS_PER_SECOND);

        if (seconds < 60)
                snprintf(text, WORDS_SIZE, _("%d s"), seconds);
        else if (seconds % 60 == 0)
                snprintf(text, WORDS_SIZE, _("%d min"), seconds / 60);
        else
                snprintf(text, WORDS_SIZE, _("%d min %d s"), seconds / 60, seconds % 60);
        return text;
}

/* "5 backward, 5 forward" */
static int each_way(const Stretch *stretch, const Dose *dose, unsigned each, char *text, size_t size)
{
        size_t used = 0;

        for (size_t i = 0; i < dose->n_ways && used < size; i++)
                used += (size_t) snprintf(
                        text + used, size - used, "%s%u %s", i > 0 ? ", " : "", each,
                        words_of(stretch->ways[dose->ways[i]].label));
        return (int) used;
}

const char *
words_dose(const Stretch *stretch, const Dose *dose, unsigned repeats, char text[static WORDS_SIZE])
{
        unsigned each = repeats / (unsigned) dose->n_ways / dose->rounds;
        char ways[WORDS_SIZE];

        if (dose->n_ways == 1 && dose->rounds == 1) {
                snprintf(text, WORDS_SIZE, ngettext("%u repeat", "%u repeats", repeats), repeats);
                return text;
        }
        if (dose->order == ORDER_ALTERNATE || dose->n_ways == 1)
                snprintf(ways, sizeof ways, dose->n_ways == 1 ? "%u" : _("%u each way"), each);
        else
                each_way(stretch, dose, each, ways, sizeof ways);
        if (dose->rounds == 1)
                snprintf(text, WORDS_SIZE, "%s", ways);
        else if (dose->rounds == 2)
                snprintf(text, WORDS_SIZE, _("%.120s, twice"), ways);
        else
                snprintf(text, WORDS_SIZE, _("%.120s, %u times"), ways, dose->rounds);
        return text;
}

const char *words_result(const PlayerResult *result, char text[static WORDS_SIZE])
{
        char duration[WORDS_SIZE];

        snprintf(
                text, WORDS_SIZE, _("%.60s: %u of %u repeats, %.40s."), words_of(result->stretch->name),
                result->repeats_done, result->repeats_asked, words_duration(result->ms, duration));
        return text;
}

const char *words_stop(void)
{
        return _("Stop at pain, tingling or dizziness.");
}

int seconds_left(int64_t ms_left)
{
        return (int) ((ms_left + MS_PER_SECOND - 1) / MS_PER_SECOND);
}
