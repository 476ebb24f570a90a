/* SPDX-License-Identifier: MIT */
/*
 * Settings. A key is an option of the table and, where it belongs to a rule, which rule: everything else is
 * reading and writing the member that the option names.
 */

#include "settings.h"

#include <errno.h>
#include <inttypes.h>
#include <string.h>

#include "i18n.h"
#include "nearest.h"
#include "option-table.h"
#include "settings-key.h"

void settings_init(Settings *settings)
{
        *settings = (Settings){
                .day_starts_minute = 4 * 60,
                .holds_back = { [BUSY_FULLSCREEN] = true, [BUSY_DND] = true },
                .notifications = true,
                .firm = FIRM_FIRM,
                .strict_after_ms = 20 * MS_PER_SECOND,
                .tones = true,
                .tone_volume = 100,
                .voice_volume = 100,
                .person = "robin",
                .dose = DOSE_SHORT,
        };
        engine_options_init(&settings->engine);
}

bool rule_name_is_valid(Slice name)
{
        if (name.n == 0 || name.n >= RULE_NAME_SIZE || name.p[0] < 'a' || name.p[0] > 'z')
                return false;
        for (size_t i = 1; i < name.n; i++)
                if (!((name.p[i] >= 'a' && name.p[i] <= 'z') || (name.p[i] >= '0' && name.p[i] <= '9') ||
                      name.p[i] == '-'))
                        return false;
        return true;
}

int settings_find_rule(const Settings *settings, Slice name)
{
        for (size_t i = 0; i < settings->engine.n_rules; i++)
                if (slice_equals(name, settings->engine.rules[i].name))
                        return (int) i;
        return -1;
}

int settings_add_rule(Settings *settings, Slice name, Error *error)
{
        EngineOptions *engine = &settings->engine;
        BreakRule *rule;
        int i = settings_find_rule(settings, name);

        if (i >= 0)
                return i;
        if (!rule_name_is_valid(name))
                return error_set(
                        error, -EINVAL,
                        _("'%.*s' is not a name for a break; use small letters, digits and -, a letter "
                          "first, at "
                          "most %d"),
                        (int) MIN(name.n, (size_t) 40), name.p, RULE_NAME_SIZE - 1);
        if (engine->n_rules == MAX_RULES)
                return error_set(error, -EINVAL, _("more than %d breaks; take one out"), MAX_RULES);
        rule = &engine->rules[engine->n_rules];
        *rule = (BreakRule){ .counts = COUNTS_DESK, .enabled = true };
        memcpy(rule->name, name.p, name.n);
        return (int) engine->n_rules++;
}

static const void *member_of(const Settings *settings, SettingsKey key)
{
        const char *base =
                key.rule < 0 ? (const char *) settings : (const char *) &settings->engine.rules[key.rule];

        return base + key.option->offset;
}

int settings_set_key(Settings *settings, SettingsKey key, Slice value, Error *error)
{
        return key.option->type->parse(key.option, value, (void *) member_of(settings, key), error);
}

int settings_print_key(const Settings *settings, SettingsKey key, Str *ret)
{
        return key.option->type->print(key.option, member_of(settings, key), ret);
}

const Option *option_of_section(bool in_rule, Slice name, Error *error)
{
        const Option *options = in_rule ? rule_options : top_options;
        size_t n = in_rule ? N_RULE_OPTIONS : N_TOP_OPTIONS;
        const Option *option = option_find(options, n, name);
        Nearest nearest = { .wanted = name };

        if (option)
                return option;
        for (size_t i = 0; i < n; i++)
                nearest_offer(&nearest, options[i].name);
        if (nearest.found)
                error_set(error, -ENOENT, _("not a setting; did you mean %s?"), nearest.found);
        else
                error_set(error, -ENOENT, _("not a setting; see limber config list"));
        return NULL;
}

/* Splits "stretch.every"; without a dot the rule is empty. */
static bool split_key(Slice text, Slice *ret_rule, Slice *ret_name)
{
        const char *dot = memchr(text.p, '.', text.n);

        *ret_rule = (Slice){ text.p, dot ? (size_t) (dot - text.p) : 0 };
        *ret_name = dot ? (Slice){ dot + 1, (size_t) (text.p + text.n - dot - 1) } : text;
        return dot != NULL;
}

int settings_split_key(const char *text, Slice *ret_section, Slice *ret_name, Error *error)
{
        bool in_rule = split_key(slice_of(text), ret_section, ret_name);

        if (!option_of_section(in_rule, *ret_name, error))
                return error_prefix(error, -ENOENT, "%.80s", text);
        if (in_rule && !rule_name_is_valid(*ret_section))
                return error_set(
                        error, -ENOENT, _("%.80s: there is no such break; see limber config list"), text);
        return 0;
}

int settings_set(Settings *settings, const char *text, const char *value, Error *error)
{
        SettingsKey key = { .rule = -1 };
        Slice rule, name;
        bool in_rule = split_key(slice_of(text), &rule, &name);
        Settings changed;
        int r;

        key.option = option_of_section(in_rule, name, error);
        if (!key.option)
                return error_prefix(error, -ENOENT, "%.80s", text);
        changed = *settings;
        if (in_rule) {
                key.rule = settings_add_rule(&changed, rule, error);
                if (key.rule < 0)
                        return error_prefix(error, key.rule, "%.80s", text);
        }
        r = settings_set_key(&changed, key, slice_trim(slice_of(value)), error);
        if (r < 0)
                return error_prefix(error, r, "%.80s", text);
        *settings = changed;
        return 0;
}

int settings_assign(Settings *settings, const char *assignment, Error *error)
{
        const char *equals = strchr(assignment, '=');
        _cleanup_free_ char *key = NULL;
        Slice name;

        if (!equals)
                return error_set(
                        error, -EINVAL, _("'%.80s' sets nothing; write KEY=VALUE, like stretch.every=20m"),
                        assignment);
        name = slice_trim((Slice){ assignment, (size_t) (equals - assignment) });
        key = strndup(name.p, name.n);
        if (!key)
                return error_memory(error);
        return settings_set(settings, key, equals + 1, error);
}

static int find_key(const Settings *settings, const char *text, SettingsKey *ret, Error *error)
{
        Slice rule, name;
        bool in_rule = split_key(slice_of(text), &rule, &name);
        Nearest nearest = { .wanted = rule };
        SettingsKey key = { .rule = -1 };

        key.option = option_of_section(in_rule, name, error);
        if (!key.option)
                return error_prefix(error, -ENOENT, "%.80s", text);
        if (in_rule) {
                key.rule = settings_find_rule(settings, rule);
                for (size_t i = 0; i < settings->engine.n_rules; i++)
                        nearest_offer(&nearest, settings->engine.rules[i].name);
        }
        if (in_rule && key.rule < 0 && nearest.found)
                return error_set(
                        error, -ENOENT, _("%.80s: there is no such break; did you mean %s?"), text,
                        nearest.found);
        if (in_rule && key.rule < 0)
                return error_set(
                        error, -ENOENT, _("%.80s: there is no such break; see limber config list"), text);
        *ret = key;
        return 0;
}

int settings_get(const Settings *settings, const char *text, Str *ret, Error *error)
{
        SettingsKey key = { 0 };
        int r;

        r = find_key(settings, text, &key, error);
        if (r < 0)
                return r;
        r = settings_print_key(settings, key, ret);
        return r < 0 ? error_memory(error) : 0;
}

int settings_find_conflict(const Settings *settings, SettingsKey *ret, Error *error)
{
        const EngineOptions *engine = &settings->engine;
        char rest[DURATION_TEXT_SIZE], away[DURATION_TEXT_SIZE];

        for (size_t i = 0; i < engine->n_rules; i++) {
                const BreakRule *rule = &engine->rules[i];

                ret->rule = (int) i;
                ret->option = option_find(rule_options, N_RULE_OPTIONS, slice_of("every"));
                if (rule->every_ms == 0)
                        return error_set(
                                error, -EINVAL, _("missing; a break of your own needs every and lasts"));
                ret->option = option_find(rule_options, N_RULE_OPTIONS, slice_of("lasts"));
                if (rule->lasts_ms == 0)
                        return error_set(
                                error, -EINVAL, _("missing; a break of your own needs every and lasts"));
                ret->option = option_find(rule_options, N_RULE_OPTIONS, slice_of("rest"));
                if (rule->rest_ms != 0 && rule->rest_ms < engine->away_after_ms)
                        return error_set(
                                error, -EINVAL,
                                _("%s is shorter than away_after (%s); make it longer, or away_after "
                                  "shorter"),
                                duration_format(rule->rest_ms, rest),
                                duration_format(engine->away_after_ms, away));
        }
        return 0;
}

int settings_check(const Settings *settings, Error *error)
{
        SettingsKey key = { 0 };
        int r;

        r = settings_find_conflict(settings, &key, error);
        if (r < 0)
                return error_prefix(
                        error, r, "%s.%s", settings->engine.rules[key.rule].name, key.option->name);
        return 0;
}
