/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_SETTINGS_KEY_H
#define LIMBER_SETTINGS_KEY_H

/* Settings by option: what the files of config/ share. Other layers know keys by their names, see
 * settings.h. */

#include "option-table.h"
#include "settings.h"

typedef struct SettingsKey {
        const Option *option;
        int rule; /* index into engine.rules; -1: not of a rule */
} SettingsKey;

bool rule_name_is_valid(Slice name);

/* The index of the rule, or -1; and one that is added where it is missing, or -EINVAL with a reason. */
int settings_find_rule(const Settings *settings, Slice name);
int settings_add_rule(Settings *settings, Slice name, Error *error);

/*
 * "stretch.every" as section and name, "away_after" as name with an empty section. -ENOENT with a reason
 * unless there is such a setting and such a name may be a rule's.
 */
int settings_split_key(const char *key, Slice *ret_section, Slice *ret_name, Error *error);

/* The option of that name at the top or in a rule's section; NULL with a reason that suggests the nearest.
 */
const Option *option_of_section(bool in_rule, Slice name, Error *error);

/* -EINVAL with a reason, `settings` untouched. */
int settings_set_key(Settings *settings, SettingsKey key, Slice value, Error *error);

/* Appends the value. 0 or -ENOMEM. */
int settings_print_key(const Settings *settings, SettingsKey key, Str *ret);

/* The first key that does not go with the others: -EINVAL with a reason; 0 if there is none. */
int settings_find_conflict(const Settings *settings, SettingsKey *ret, Error *error);

#endif
