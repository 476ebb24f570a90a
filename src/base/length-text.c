/* SPDX-License-Identifier: MIT */
/* Two units at most: nobody wants the seconds of an hour. */

#include "length-text.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "i18n.h"

const char *length_text(int64_t ms, char text[static LENGTH_TEXT_SIZE])
{
        int64_t hours = ms / MS_PER_HOUR, minutes = ms % MS_PER_HOUR / MS_PER_MINUTE;

        if (ms < MS_PER_MINUTE)
                snprintf(text, LENGTH_TEXT_SIZE, _("%" PRId64 " s"), MAX(ms, 0) / MS_PER_SECOND);
        else if (hours == 0)
                snprintf(text, LENGTH_TEXT_SIZE, _("%" PRId64 " min"), minutes);
        else if (minutes == 0)
                snprintf(text, LENGTH_TEXT_SIZE, _("%" PRId64 " h"), hours);
        else
                snprintf(text, LENGTH_TEXT_SIZE, _("%" PRId64 " h %" PRId64 " min"), hours, minutes);
        return text;
}

const char *length_to_go_text(int64_t ms, char text[static LENGTH_TEXT_SIZE])
{
        int64_t unit = ms > MS_PER_MINUTE ? MS_PER_MINUTE : MS_PER_SECOND;

        return length_text((MAX(ms, 0) + unit - 1) / unit * unit, text);
}

const char *time_text(WallTime wall, WallTime now, char text[static LENGTH_TEXT_SIZE])
{
        time_t seconds = (time_t) (wall.ms / MS_PER_SECOND);
        struct tm local;

        if (!localtime_r(&seconds, &local) ||
            strftime(
                    text, LENGTH_TEXT_SIZE,
                    llabs(wall.ms - now.ms) < MS_PER_DAY / 2 ? "%H:%M" : "%Y-%m-%d %H:%M", &local) == 0)
                text[0] = '\0';
        return text;
}
