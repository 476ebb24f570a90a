/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SESSION_STYLE_H
#define LIMBER_SESSION_STYLE_H

/* How a session is drawn: by the person's settings, and by what a surface knows of its desktop. */

#include "person.h"
#include "settings.h"

typedef struct SessionStyle {
        Theme theme;
        PersonColours person;
        Look look;    /* of both */
        bool reduced; /* motion */
} SessionStyle;

/* `theme` and `reduced`: what the desktop asks for, where the settings do not say otherwise. */
SessionStyle session_style(const Settings *settings, Theme theme, bool reduced);

#endif
