/* SPDX-License-Identifier: MIT */
/* Settings as a list for people: the table's words beside the values. */

#include <string.h>

#include "i18n.h"
#include "settings-key.h"

typedef struct Lister {
        const Settings *settings, *presets;
        int (*each)(const SettingsEntry *entry, void *userdata);
        void *userdata;
} Lister;

static int print_preset(const Lister *lister, SettingsKey key, const char *section, Str *ret)
{
        if (key.rule >= 0)
                key.rule = settings_find_rule(lister->presets, slice_of(section));
        if (key.rule >= 0 || !*section)
                return settings_print_key(lister->presets, key, ret);
        return str_append(ret, key.option->preset ? key.option->preset : _("none"));
}

static int list_key(const Lister *lister, SettingsKey key)
{
        const char *section = key.rule >= 0 ? lister->settings->engine.rules[key.rule].name : "";
        _cleanup_str_ Str name = { 0 }, value = { 0 }, range = { 0 }, preset = { 0 };
        int r;

        r = str_appendf(&name, "%s%s%s", section, *section ? "." : "", key.option->name);
        if (r == 0)
                r = settings_print_key(lister->settings, key, &value);
        if (r == 0)
                r = option_print_range(key.option, &range);
        if (r == 0)
                r = print_preset(lister, key, section, &preset);
        if (r < 0)
                return r;
        assert(value.text);
        assert(preset.text);
        return lister->each(
                &(SettingsEntry){
                        .key = name.text,
                        .value = value.text,
                        .unit = key.option->type->name,
                        .range = range.text,
                        .preset = preset.text,
                        .help = key.option->help,
                        .is_preset = strcmp(value.text, preset.text) == 0,
                },
                lister->userdata);
}

int settings_list(
        const Settings *settings, int (*each)(const SettingsEntry *entry, void *userdata), void *userdata)
{
        Settings presets;
        const Lister lister = { settings, &presets, each, userdata };
        int r = 0;

        settings_init(&presets);
        for (size_t i = 0; i < N_TOP_OPTIONS && r == 0; i++)
                r = list_key(&lister, (SettingsKey){ &top_options[i], -1 });
        for (size_t rule = 0; rule < settings->engine.n_rules && r == 0; rule++)
                for (size_t i = 0; i < N_RULE_OPTIONS && r == 0; i++)
                        r = list_key(&lister, (SettingsKey){ &rule_options[i], (int) rule });
        return r;
}
