/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_I18N_H
#define LIMBER_I18N_H

/* Words that people read go through gettext: _() where they are used, N_() where a table only names them. */

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text

#endif
