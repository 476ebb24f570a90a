/* SPDX-License-Identifier: MIT */
/* How a session is drawn: see session-style.h. */

#include "session-style.h"

#include "macro.h"
#include "person-files.h"

SessionStyle session_style(const Settings *settings, Theme theme, bool reduced)
{
        static const Theme themes[] = {
                [SETTINGS_THEME_LIGHT] = THEME_LIGHT,
                [SETTINGS_THEME_DARK] = THEME_DARK,
                [SETTINGS_THEME_CONTRAST] = THEME_CONTRAST,
        };
        SessionStyle style = { .theme = theme, .reduced = reduced };
        bool found _unused_;

        /* Who is not there, or cannot be read, is shown by doctor and config check; somebody is drawn. */
        person_files_find(settings->person, &style.person, NULL);

        if (settings->theme != SETTINGS_THEME_AUTO)
                style.theme = themes[settings->theme];
        if (settings->motion != SETTINGS_MOTION_AUTO)
                style.reduced = settings->motion == SETTINGS_MOTION_REDUCED;
        found = look_of(&style.person, theme_name(style.theme), &style.look);
        assert(found);
        return style;
}
