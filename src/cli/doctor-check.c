/* SPDX-License-Identifier: MIT */
/* Looking, and changing nothing. */

#include "doctor-check.h"

#include <errno.h>
#include <langinfo.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "figure-cells.h"
#include "hook-files.h"
#include "i18n.h"
#include "module.h"
#include "person-files.h"
#include "place.h"
#include "settings.h"
#include "store.h"
#include "str.h"
#include "stretch-files.h"
#include "stretch-offer.h"
#include "systemd-unit.h"
#include "user-settings.h"
#include "voice-check.h"

void doctor_check_unit(DoctorList *list)
{
        if (systemd_unit_is_installed())
                doctor_list_add(list, "unit", DOCTOR_WORKS, NULL, _("limberd.service is there for systemd"));
        else
                doctor_list_add(
                        list, "unit", DOCTOR_OFF, NULL,
                        _("no systemd user unit; limber start makes a process of its own"));
}

void doctor_check_settings(DoctorList *list)
{
        _cleanup_free_ char *path = NULL;
        Settings settings;
        Error error = { 0 };

        if (place_file(PLACE_CONFIG, PLACE_CONFIG_FILE, &path, &error) < 0 ||
            settings_load(path, &settings, &error) < 0)
                doctor_list_add(list, "limber.conf", DOCTOR_BROKEN, "limber config check", "%s", error.text);
        else if (access(path, F_OK) < 0)
                doctor_list_add(list, "limber.conf", DOCTOR_WORKS, NULL, _("none; the defaults hold"));
        else
                doctor_list_add(list, "limber.conf", DOCTOR_WORKS, NULL, _("%s is in order"), path);
}

static void check_database_file(DoctorList *list, const char *path, const struct stat *st)
{
        _cleanup_(store_closep) Store *store = NULL;
        _cleanup_free_ char *fix = str_format("chmod 600 %s", path);
        Error error = { 0 };

        if ((st->st_mode & 077) != 0)
                doctor_list_add(
                        list, "database", DOCTOR_BROKEN, fix, _("%s can be read by other users"), path);
        else if (store_open(path, STORE_READ | STORE_CHECK, &store, &error) < 0)
                doctor_list_add(list, "database", DOCTOR_BROKEN, NULL, "%s", error.text);
        else
                doctor_list_add(list, "database", DOCTOR_WORKS, NULL, _("%s is private and whole"), path);
}

void doctor_check_database(DoctorList *list)
{
        _cleanup_free_ char *path = NULL;
        Error error = { 0 };
        struct stat st;

        if (place_file(PLACE_DATA, PLACE_DATABASE_FILE, &path, &error) < 0)
                doctor_list_add(list, "database", DOCTOR_BROKEN, NULL, "%s", error.text);
        else if (lstat(path, &st) == 0)
                check_database_file(list, path, &st);
        else if (errno == ENOENT)
                doctor_list_add(
                        list, "database", DOCTOR_MISSING, "limber start",
                        _("none yet; limberd makes it when there is something to keep"));
        else
                doctor_list_add(list, "database", DOCTOR_BROKEN, NULL, "%s: %s", path, strerror(errno));
}

static void check_catalogue(DoctorList *list, const Catalogue *catalogue)
{
        size_t n = 0, n_own = 0;

        for (size_t i = 0; i < catalogue->stretches.n; i++) {
                n += catalogue->stretches.items[i]->origin != STRETCH_EXAMPLE;
                n_own += catalogue->stretches.items[i]->origin == STRETCH_OWN;
        }
        if (n_own > 0)
                doctor_list_add(
                        list, "stretches", DOCTOR_WORKS, NULL,
                        ngettext("%zu stretch, %zu of your own", "%zu stretches, %zu of your own", n), n,
                        n_own);
        else
                doctor_list_add(
                        list, "stretches", DOCTOR_WORKS, NULL, ngettext("%zu stretch", "%zu stretches", n),
                        n);
}

/* What the settings say of stretches that are not there; nothing where limber.conf is broken, which is said.
 */
static void check_offer(DoctorList *list, const Catalogue *catalogue)
{
        StretchOfferProblems problems = { 0 };
        Settings settings;

        if (user_settings_load(NULL, &settings, NULL) == 0)
                stretch_offer_check(&settings, catalogue, &problems);
        for (size_t i = 0; i < problems.n; i++)
                doctor_list_add(list, "stretch setting", DOCTOR_MISSING, NULL, "%s", problems.items[i].text);
        array_free(&problems);
}

/* Nobody's fault but that of who is set: the daemon and the sessions go on with somebody else. */
static void check_person(DoctorList *list)
{
        PersonColours person;
        Settings settings;
        Error error = { 0 };

        if (user_settings_load(NULL, &settings, NULL) == 0 &&
            person_files_find(settings.person, &person, &error) < 0)
                doctor_list_add(
                        list, "person", DOCTOR_MISSING, "limber config unset person", "%s", error.text);
}

void doctor_check_stretches(DoctorList *list)
{
        _cleanup_catalogue_ Catalogue catalogue = { 0 };
        Error error = { 0 };

        if (stretch_files_load(&catalogue, &error) < 0)
                doctor_list_add(list, "stretches", DOCTOR_BROKEN, NULL, "%s", error.text);
        else
                check_catalogue(list, &catalogue);
        check_offer(list, &catalogue);
        check_person(list);
        for (size_t i = 0; i < catalogue.problems.n; i++)
                doctor_list_add(
                        list, "stretch file", DOCTOR_BROKEN, NULL, "%s", catalogue.problems.items[i].text);
}

void doctor_check_session_bus(DoctorList *list)
{
        const char *runtime = getenv("XDG_RUNTIME_DIR");
        _cleanup_free_ char *path = str_format("%s/bus", runtime ? runtime : "");

        if (getenv("DBUS_SESSION_BUS_ADDRESS") || (runtime && path && access(path, F_OK) == 0))
                doctor_list_add(list, "session bus", DOCTOR_WORKS, NULL, _("its address is known"));
        else
                doctor_list_add(
                        list, "session bus", DOCTOR_MISSING, NULL,
                        _("none here; no notifications then, and limber uses its own socket"));
}

typedef struct HookCount {
        DoctorList *list;
        int n, n_refused;
} HookCount;

static void count_hook(void *userdata, const char *name, const Error *problem)
{
        HookCount *count = userdata;

        count->n++;
        if (!problem)
                return;
        count->n_refused++;
        doctor_list_add(count->list, "hooks", DOCTOR_BROKEN, NULL, _("not run: %s"), problem->text);
}

void doctor_check_hooks(DoctorList *list)
{
        _cleanup_free_ char *path = NULL;
        _cleanup_close_ int fd = -1;
        HookCount count = { .list = list };
        Error error = { 0 };
        int r = hook_files_home(&path, &error);

        if (r == 0)
                r = hook_folder_open(path, &fd, &error);
        if (!path || (r < 0 && r != -ENOENT)) {
                doctor_list_add(list, "hooks", DOCTOR_BROKEN, NULL, "%s", error.text);
                return;
        }
        for (unsigned i = 0; r == 0 && i < N_HOOK_EVENTS; i++)
                hook_files_find(fd, (HookEvent) i, count_hook, &count);
        if (count.n == 0)
                doctor_list_add(list, "hooks", DOCTOR_OFF, NULL, _("none in %s"), path);
        else if (count.n_refused == 0)
                doctor_list_add(list, "hooks", DOCTOR_WORKS, NULL, _("%d in %s"), count.n, path);
}

void doctor_check_figure(DoctorList *list)
{
        void *handle, *symbol;
        Error error = { 0 };

        if (module_open(FIGURE_CELLS_MODULE, FIGURE_CELLS_SYMBOL, &handle, &symbol, &error) < 0)
                doctor_list_add(list, "figure", DOCTOR_MISSING, NULL, "%s", error.text);
        else
                doctor_list_add(list, "figure", DOCTOR_WORKS, NULL, _("it moves in the terminal, too"));
}

void doctor_check_terminal(DoctorList *list)
{
        const char *term = getenv("TERM");
        struct winsize size = { 0 };

        if (!isatty(STDOUT_FILENO))
                doctor_list_add(list, "terminal", DOCTOR_OFF, NULL, _("the output goes elsewhere"));
        else if (!term || !term[0] || strcmp(term, "dumb") == 0)
                doctor_list_add(
                        list, "terminal", DOCTOR_MISSING, "limber stretch --plain",
                        _("TERM names none that can draw; a stretch is told in plain lines"));
        else if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) < 0 || size.ws_col == 0)
                doctor_list_add(list, "terminal", DOCTOR_WORKS, NULL, "%s, %s", term, nl_langinfo(CODESET));
        else
                doctor_list_add(
                        list, "terminal", DOCTOR_WORKS, NULL, "%s, %ux%u, %s", term, size.ws_col,
                        size.ws_row, nl_langinfo(CODESET));
}

static void add_finding(DoctorList *list, const char *name, const char *off, const VoiceFinding *finding)
{
        if (!finding->asked)
                doctor_list_add(list, name, DOCTOR_OFF, NULL, "%s", finding->detail ? finding->detail : off);
        else
                doctor_list_add(
                        list, name, finding->works ? DOCTOR_WORKS : DOCTOR_MISSING, finding->fix, "%s",
                        finding->detail);
}

void doctor_check_voice(DoctorList *list)
{
        VoiceFinding tones = { 0 }, words = { 0 };
        VoiceOptions options;
        Settings settings;

        if (user_settings_load(NULL, &settings, NULL) < 0)
                settings_init(&settings);
        voice_options_init(&options);
        options.tones = settings.tones;
        options.words = settings.voice;
        voice_check(&options, &tones, &words);
        add_finding(list, "tones", _("tones = off in limber.conf"), &tones);
        add_finding(list, "voice", _("limber config set voice on has stretches spoken aloud"), &words);
}
