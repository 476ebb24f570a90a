/* SPDX-License-Identifier: MIT */
/* The words of a guided session: short, kind, to the person. */

#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "session-shown.h"

const char *words_of(const char *text)
{
        return text ? text : "";
}

const char *words_duration(int64_t ms, char text[static WORDS_SIZE])
{
        int seconds = (int) ((ms + MS_PER_SECOND - 1) / MS_PER_SECOND);

        /* TRANSLATORS: min and s are the units, minutes and seconds; they have no plural */
        if (seconds < 60)
                snprintf(text, WORDS_SIZE, _("%d s"), seconds);
        else if (seconds % 60 == 0)
                snprintf(text, WORDS_SIZE, _("%d min"), seconds / 60);
        else
                snprintf(text, WORDS_SIZE, _("%d min %d s"), seconds / 60, seconds % 60);
        return text;
}

/* "5 backward, 5 forward" */
static void each_way(const Stretch *stretch, const Dose *dose, unsigned each, char *text, size_t size)
{
        size_t used = 0;

        text[0] = '\0';
        for (size_t i = 0; i < dose->n_ways && used < size; i++) {
                used += (size_t) snprintf(
                        text + used, size - used, "%s",
                        /* TRANSLATORS: between the parts of a list: "5 backward, 5 forward" */
                        i > 0 ? C_("list", ", ") : "");
                if (used < size)
                        /* TRANSLATORS: how often, and which way: "5 backward" */
                        used += (size_t) snprintf(
                                text + used, size - used, C_("dose", "%u %s"), each,
                                words_of(stretch->ways[dose->ways[i]].label));
        }
}

const char *
words_dose(const Stretch *stretch, const Dose *dose, unsigned repeats, char text[static WORDS_SIZE])
{
        unsigned each = repeats / (unsigned) dose->n_ways / dose->rounds;
        char ways[WORDS_SIZE - 64];

        if (dose->n_ways == 1 && dose->rounds == 1) {
                snprintf(text, WORDS_SIZE, ngettext("%u repeat", "%u repeats", repeats), repeats);
                return text;
        }
        if (dose->n_ways == 1)
                snprintf(ways, sizeof ways, "%u", each);
        else if (dose->order == ORDER_ALTERNATE)
                snprintf(ways, sizeof ways, _("%u each way"), each);
        else
                each_way(stretch, dose, each, ways, sizeof ways);
        if (dose->rounds == 1)
                snprintf(text, WORDS_SIZE, "%s", ways);
        else if (dose->rounds == 2)
                /* TRANSLATORS: "5 backward, 5 forward, twice" */
                snprintf(text, WORDS_SIZE, _("%s, twice"), ways);
        else
                snprintf(text, WORDS_SIZE, _("%s, %u times"), ways, dose->rounds);
        return text;
}

const char *words_result(const PlayerResult *result, char text[static WORDS_SIZE])
{
        char duration[WORDS_SIZE];

        /* TRANSLATORS: "Shoulder shrugs: 8 of 8 repeats, 1 min 4 s." */
        snprintf(
                text, WORDS_SIZE,
                ngettext("%s: %u of %u repeat, %s.", "%s: %u of %u repeats, %s.", result->repeats_asked),
                words_of(result->stretch->name), result->repeats_done, result->repeats_asked,
                words_duration(result->ms, duration));
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
