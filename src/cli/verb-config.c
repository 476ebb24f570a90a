/* SPDX-License-Identifier: MIT */
/* limber config: the settings, listed, read and changed. */

#include <errno.h>
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "arguments.h"
#include "config-write.h"
#include "i18n.h"
#include "person-files.h"
#include "place.h"
#include "settings.h"
#include "stretch-files.h"
#include "stretch-offer.h"
#include "verb.h"

extern const Verb verb_config;

typedef struct Call {
        const char *path; /* of limber.conf */
        bool json;
        int argc; /* the words after the form's name */
        char **argv;
} Call;

typedef struct Form {
        const char *name;
        int n_min, n_max; /* words after the name */
        int (*run)(const Call *call);
} Form;

enum { MANY = 64 };

static int load(const char *path, Settings *ret)
{
        Error error = { 0 };

        return settings_load(path, ret, &error) < 0 ? verb_fail(&error) : EXIT_DONE;
}

static int list_entry_text(const SettingsEntry *entry, void *userdata)
{
        printf("%s = %s\n", entry->key, entry->value);
        fputs("    ", stdout);
        printf(_("%s, %s; default %s"), _(entry->unit), entry->range, entry->preset);
        printf("\n    %s\n\n", _(entry->help));
        return 0;
}

static int list_entry_json(const SettingsEntry *entry, void *userdata)
{
        json_t *object = json_pack(
                "{s:s, s:s, s:s, s:s, s:s, s:b, s:s}", "key", entry->key, "value", entry->value, "unit",
                entry->unit, "range", entry->range, "default", entry->preset, "is_default", entry->is_preset,
                "help", entry->help);

        return json_array_append_new(userdata, object) < 0 ? -ENOMEM : 0;
}

static int list_json(const Settings *settings)
{
        json_t *array = json_array();
        int r = array ? settings_list(settings, list_entry_json, array) : -ENOMEM;

        if (r == 0)
                r = json_dumpf(array, stdout, JSON_INDENT(1)) < 0 ? -EIO : 0;
        json_decref(array);
        if (r < 0)
                return verb_failf(_("the list could not be made: %s"), strerror(-r));
        putchar('\n');
        return EXIT_DONE;
}

static int run_list(const Call *call)
{
        Settings settings;
        int r;

        r = load(call->path, &settings);
        if (r != EXIT_DONE)
                return r;
        if (call->json)
                return list_json(&settings);
        r = settings_list(&settings, list_entry_text, NULL);
        return r < 0 ? verb_failf(_("the list could not be made: %s"), strerror(-r)) : EXIT_DONE;
}

static int run_get(const Call *call)
{
        _cleanup_str_ Str value = { 0 };
        Settings settings;
        Error error = { 0 };
        int r;

        r = load(call->path, &settings);
        if (r != EXIT_DONE)
                return r;
        if (settings_get(&settings, call->argv[0], &value, &error) < 0)
                return verb_fail(&error);
        puts(value.text);
        return EXIT_DONE;
}

static int run_set(const Call *call)
{
        ConfigChange changes[MANY];
        Error error = { 0 };
        size_t n = 0;

        if (call->argc % 2 != 0)
                return verb_misuse(&verb_config, _("%s has no value after it"), call->argv[call->argc - 1]);
        for (int i = 0; i < call->argc; i += 2)
                changes[n++] = (ConfigChange){ call->argv[i], call->argv[i + 1] };
        return config_change_file(call->path, changes, n, &error) < 0 ? verb_fail(&error) : EXIT_DONE;
}

static int run_unset(const Call *call)
{
        ConfigChange changes[MANY];
        Error error = { 0 };
        size_t n = 0;

        for (int i = 0; i < call->argc; i++)
                changes[n++] = (ConfigChange){ call->argv[i], NULL };
        return config_change_file(call->path, changes, n, &error) < 0 ? verb_fail(&error) : EXIT_DONE;
}

/* Names that no stretch has: a file may be gone, and the settings are in order all the same. */
static void print_warnings(const char *path, const Settings *settings)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        StretchOfferProblems problems = { 0 };
        PersonColours person;
        Error error = { "" };

        if (stretch_files_load(&catalogue, NULL) == 0)
                stretch_offer_check(settings, &catalogue, &problems);
        for (size_t i = 0; i < problems.n; i++)
                printf(_("warning: %s: %s\n"), path, problems.items[i].text);
        array_free(&problems);
        if (person_files_find(settings->person, &person, &error) < 0)
                printf(_("warning: %s: person: %s\n"), path, error.text);
}

static int run_check(const Call *call)
{
        const char *path = call->argc > 0 ? call->argv[0] : call->path;
        Settings settings;
        int r;

        if (call->argc > 0 && access(path, F_OK) < 0)
                return verb_failf(_("%s: cannot be read: %m"), path);
        r = load(path, &settings);
        if (r != EXIT_DONE)
                return r;
        printf(_("%s is in order.\n"), path);
        print_warnings(path, &settings);
        return EXIT_DONE;
}

static int run_path(const Call *call)
{
        puts(call->path);
        return EXIT_DONE;
}

static const Form forms[] = {
        { "list", 0, 0, run_list },      { "get", 1, 1, run_get },     { "set", 2, MANY, run_set },
        { "unset", 1, MANY, run_unset }, { "check", 0, 1, run_check }, { "path", 0, 0, run_path },
};

static int run(int argc, char **argv)
{
        _cleanup_free_ char *path = NULL;
        Call call = { 0 };
        const Argument options[] = { { "json", .ret_flag = &call.json } };
        Error error = { 0 };
        const Form *form;
        int r;

        r = arguments_parse(&verb_config, options, ELEMENTSOF(options), &argc, &argv);
        if (r != 0)
                return r;
        form = verb_find_form(
                &verb_config, forms, ELEMENTSOF(forms), sizeof *forms, argc > 0 ? argv[0] : "list");
        if (!form)
                return EXIT_USAGE;
        if (argc > 0)
                argc--, argv++;
        if (argc < form->n_min || argc > form->n_max)
                return verb_misuse(
                        &verb_config,
                        argc < form->n_min ? _("config %s wants more words")
                                           : _("config %s wants fewer words"),
                        form->name);
        if (call.json && form->run != run_list)
                return verb_misuse(&verb_config, _("--json goes with config list only"));
        if (place_file(PLACE_CONFIG, PLACE_CONFIG_FILE, &path, &error) < 0)
                return verb_fail(&error);
        call.path = path;
        call.argc = argc;
        call.argv = argv;
        return form->run(&call);
}

const Verb verb_config = {
        .name = "config",
        .summary = N_("Settings: list, get, set, check"),
        .usage = N_("[list] [--json]\nget KEY\nset KEY VALUE ...\nunset KEY ...\ncheck [FILE]\npath"),
        .help = N_("list shows every key with its value, unit, range, default and help; --json as JSON.\n"
                   "set and unset change limber.conf and keep its comments; nothing is changed unless the "
                   "whole\n"
                   "file is in order afterwards. Several keys at once make a break of your own:\n"
                   "\n"
                   "  limber config set eyes.every 20m eyes.lasts 20s\n"
                   "\n"
                   "check says what is wrong in limber.conf, or in FILE. path says where limber.conf is.\n"
                   "limber.conf(5) describes the file. A running limberd takes changes up by itself.\n"),
        .run = run,
};
