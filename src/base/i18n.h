/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_I18N_H
#define LIMBER_I18N_H

/*
 * Words that people read go through gettext: _() where they are used, N_() where a table only names them,
 * ngettext() where a number decides. C_() and NC_() name a context, for a short word that other languages
 * say in different ways. What a table names with NC_() is looked up with i18n_in().
 */

#include <libintl.h>

#define _(text) gettext(text)
#define N_(text) text
#define C_(context, text) i18n_in(context, text)
#define NC_(context, text) text

/*
 * What a program calls first: the person's locale, and where Limber's catalogues lie (LIMBER_LOCALE_DIR
 * where that is set, for a build that is not installed).
 */
void i18n_init(void);

/* The text in the person's language, as it is meant there; `text` itself where it is not translated. */
const char *i18n_in(const char *context, const char *text) __attribute__((format_arg(2)));

#endif
