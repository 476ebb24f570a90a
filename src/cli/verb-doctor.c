/* SPDX-License-Identifier: MIT */
/* limber doctor: what works here, what does not, and what would make it work. */

#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "client-here.h"
#include "doctor-check.h"
#include "i18n.h"
#include "text-column.h"
#include "verb.h"

extern const Verb verb_doctor;

/* ---- the daemon's part ---- */

/* The daemon says what is wrong; some of it a command mends. */
static const char *fix_of(const BusDoctorRow *row)
{
        static const struct {
                const char *name, *fix;
                bool of_choice; /* it is off because the person wants it so */
        } fixes[] = {
                { "settings", "limber config check", false },
                { "notifications", "sudo apt install dunst", false },
                { "windows", "limber config set firm firm", true },
                { "fullscreen", "limber config set fullscreen on", true },
                { "dnd", "limber config set dnd on", true },
        };
        DoctorState state = doctor_state_from_name(row->state);

        for (size_t i = 0; i < ELEMENTSOF(fixes); i++)
                if (strcmp(fixes[i].name, row->name) == 0)
                        return (fixes[i].of_choice ? state == DOCTOR_OFF
                                                   : state == DOCTOR_MISSING || state == DOCTOR_BROKEN)
                                       ? fixes[i].fix
                                       : NULL;
        return NULL;
}

static int ask_daemon(BusClient *client, DoctorList *list, Error *error)
{
        BusDoctorRow rows[BUS_DOCTOR_ROWS_MAX];
        StatusRecord status;
        size_t n = 0;
        int r;

        r = bus_client_status(client, &status, error);
        if (r == 0)
                r = bus_client_doctor(client, rows, &n, error);
        if (r < 0)
                return r;
        doctor_list_add(list, "daemon", DOCTOR_WORKS, NULL, _("limberd %s runs"), status.version);
        for (size_t i = 0; i < n; i++)
                doctor_list_add(
                        list, rows[i].name, doctor_state_from_name(rows[i].state), fix_of(&rows[i]), "%s",
                        rows[i].detail);
        return 0;
}

static void check_daemon(DoctorList *list)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Error error = { 0 };
        int r;

        r = bus_client_open_here(&client, &error);
        if (r == 0)
                r = ask_daemon(client, list, &error);
        if (r == 0)
                return;
        if (r == -ENOENT || r == -ENOTCONN)
                doctor_list_add(list, "daemon", DOCTOR_OFF, "limber start", _("limberd is not running"));
        else
                doctor_list_add(
                        list, "daemon", DOCTOR_BROKEN, r == -ETIMEDOUT ? "limber stop; limber start" : NULL,
                        "%s", error.text);
        doctor_check_session_bus(list); /* it would have told */
}

/* ---- output ---- */

/* What a row is of, in the person's language; in JSON and on the bus it is an id. */
static const char *part_text(const char *name)
{
        /* TRANSLATORS: the parts of Limber and of the desktop that `limber doctor` looks at */
        static const char *const known[] = {
                NC_("doctor", "daemon"),        NC_("doctor", "input"),        NC_("doctor", "session bus"),
                NC_("doctor", "notifications"), NC_("doctor", "settings"),     NC_("doctor", "history"),
                NC_("doctor", "state"),         NC_("doctor", "unit"),         NC_("doctor", "database"),
                NC_("doctor", "stretches"),     NC_("doctor", "stretch file"), NC_("doctor", "terminal"),
                NC_("doctor", "voice"),         NC_("doctor", "tones"),        NC_("doctor", "figure"),
                NC_("doctor", "windows"),       NC_("doctor", "hooks"),        NC_("doctor", "dnd"),
                NC_("doctor", "fullscreen"),
        };

        for (size_t i = 0; i < ELEMENTSOF(known); i++)
                if (strcmp(known[i], name) == 0)
                        return i18n_in("doctor", known[i]);
        return name;
}

static void print_text(const DoctorList *list)
{
        static const char *const words[N_DOCTOR_STATES] = {
                [DOCTOR_WORKS] = N_("works"),
                [DOCTOR_MISSING] = N_("missing"),
                [DOCTOR_BROKEN] = N_("broken"),
                [DOCTOR_OFF] = N_("off"),
        };
        int names = 0, states = 0;

        for (size_t i = 0; i < list->n; i++)
                names = MAX(names, text_cells(part_text(list->rows[i].name)));
        for (size_t i = 0; i < N_DOCTOR_STATES; i++)
                states = MAX(states, text_cells(_(words[i])));
        for (size_t i = 0; i < list->n; i++) {
                const DoctorRow *row = &list->rows[i];

                print_padded(part_text(row->name), names + 2);
                print_padded(_(words[row->state]), states + 2);
                puts(row->detail);
                if (!row->fix[0])
                        continue;
                print_padded("", names + states + 4);
                printf(_("mend it with: %s"), row->fix);
                putchar('\n');
        }
}

static int print_json(const DoctorList *list)
{
        json_t *rows = json_array();
        json_t *object = json_pack(
                "{s:s, s:b, s:o}", "version", LIMBER_VERSION, "ok", doctor_list_is_healthy(list), "rows",
                rows);
        int r;

        for (size_t i = 0; i < list->n; i++) {
                const DoctorRow *row = &list->rows[i];

                json_array_append_new(
                        rows, json_pack(
                                      "{s:s, s:s, s:s, s:o}", "name", row->name, "state",
                                      doctor_state_name(row->state), "detail", row->detail, "fix",
                                      row->fix[0] ? json_string(row->fix) : json_null()));
        }
        r = object ? json_dumpf(object, stdout, JSON_INDENT(1)) : -1;
        json_decref(object);
        putchar('\n');
        return r < 0 ? verb_failf(_("the list could not be made")) : EXIT_DONE;
}

static int run(int argc, char **argv)
{
        DoctorList list = { 0 };
        bool json = false;
        const Argument options[] = { { "json", .ret_flag = &json } };
        int r;

        r = arguments_parse(&verb_doctor, options, ELEMENTSOF(options), &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(&verb_doctor, _("%s is one word too many"), argv[0]);
        check_daemon(&list);
        doctor_check_unit(&list);
        doctor_check_settings(&list);
        doctor_check_database(&list);
        doctor_check_stretches(&list);
        doctor_check_hooks(&list);
        doctor_check_terminal(&list);
        doctor_check_figure(&list);
        doctor_check_voice(&list);
        if (json)
                r = print_json(&list);
        else
                print_text(&list);
        return r == EXIT_DONE && !doctor_list_is_healthy(&list) ? EXIT_FAILED : r;
}

const Verb verb_doctor = {
        .name = "doctor",
        .summary = N_("What works on this desktop, and what would make the rest work"),
        .usage = N_("[--json]"),
        .help = N_(
                "One row for each part: works, missing (Limber does without), broken, or off, with the one\n"
                "command that mends it where there is one. Exit code 1 if something is broken. Nothing\n"
                "private is in it: your home is written ~, so it can be pasted into a bug report.\n"),
        .run = run,
};
