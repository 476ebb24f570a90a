/* SPDX-License-Identifier: MIT */
/* limber status: now and today, once or for as long as somebody reads. */

#include <errno.h>
#include <jansson.h>
#include <signal.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <sys/stat.h>
#include <unistd.h>

#include "arguments.h"
#include "connection.h"
#include "i18n.h"
#include "length-text.h"
#include "status-json.h"
#include "status-text.h"
#include "user-settings.h"
#include "verb.h"

extern const Verb verb_status;

typedef enum Form {
        FORM_TEXT,
        FORM_JSON,
        FORM_WAYBAR,
} Form;

typedef struct Output {
        Form form;
        bool follow;
        Settings settings; /* FORM_WAYBAR */
} Output;

static int put_json(json_t *object)
{
        int r = object ? json_dumpf(object, stdout, JSON_COMPACT) : -1;

        json_decref(object);
        putchar('\n');
        return r < 0 && !ferror(stdout) ? -ENOMEM : 0;
}

static void put_line(const StatusRecord *record)
{
        char clock[LENGTH_TEXT_SIZE];

        printf("%s  ", time_text(record->now, record->now, clock));
        status_text_now(record, stdout);
        putchar('\n');
}

static void put_text(const StatusRecord *record)
{
        status_text_now(record, stdout);
        putchar('\n');
        status_text_today(&record->today, stdout);
        if (record->source[0])
                printf(_("Keyboard and mouse are seen through: %s.\n"), record->source);
        status_text_problems(record, stdout);
}

static int64_t every_ms(const Output *output, const StatusRecord *record)
{
        const EngineOptions *options = &output->settings.engine;
        int rule = engine_options_find_rule(options, record->break_name);

        return rule < 0 ? 0 : options->rules[rule].every_ms;
}

static int put(const Output *output, const StatusRecord *record)
{
        switch (output->form) {
        case FORM_JSON:
                return put_json(status_json(record));
        case FORM_WAYBAR:
                return put_json(status_waybar(record, every_ms(output, record)));
        case FORM_TEXT:
                output->follow ? put_line(record) : put_text(record);
        }
        return 0;
}

/* ---- following ---- */

enum { READER_LEFT = 1 };

static int put_now(void *userdata, const StatusRecord *record)
{
        int r = put(userdata, record);

        if (r == 0 && fflush(stdout) != 0)
                return errno == EPIPE ? READER_LEFT : -errno;
        return r;
}

/* A reader that leaves a pipe can be noticed at once; of a terminal, readable would mean typed keys. */
static int watched_stdout(void)
{
        struct stat st;

        if (fstat(STDOUT_FILENO, &st) < 0 || !(S_ISFIFO(st.st_mode) || S_ISSOCK(st.st_mode)))
                return -1;
        return STDOUT_FILENO;
}

static int follow(BusClient *client, Output *output)
{
        Error error = { 0 };
        int r;

        signal(SIGPIPE, SIG_IGN);
        r = bus_client_follow(client, watched_stdout(), put_now, output, &error);
        if (r == READER_LEFT) {
                __fpurge(stdout); /* nobody wants it any more */
                return EXIT_DONE;
        }
        if (r == 0)
                return verb_failf(_("limberd has stopped; start it with: limber start"));
        if (error.text[0])
                return verb_fail(&error);
        return verb_failf(_("the status could not be written: %s"), strerror(-r));
}

static int show_once(BusClient *client, const Output *output)
{
        StatusRecord record;
        Error error = { 0 };

        if (bus_client_status(client, &record, &error) < 0)
                return verb_fail(&error);
        return put(output, &record) < 0 ? verb_failf(_("out of memory")) : EXIT_DONE;
}

static int run(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        bool json = false, waybar = false;
        Output output = { 0 };
        const Argument options[] = {
                { "json", .ret_flag = &json },
                { "follow", .ret_flag = &output.follow },
                { "waybar", .ret_flag = &waybar },
        };
        int r;

        r = arguments_parse(&verb_status, options, ELEMENTSOF(options), &argc, &argv);
        if (r != 0)
                return r;
        if (argc > 0)
                return verb_misuse(&verb_status, _("%s is one word too many"), argv[0]);
        if (json && waybar)
                return verb_misuse(&verb_status, _("--json and --waybar do not go together"));
        output.form = json ? FORM_JSON : waybar ? FORM_WAYBAR : FORM_TEXT;
        r = connection_open(&client);
        if (r != EXIT_DONE)
                return r;
        /* For the percentage alone, so a wrong file does no harm: the daemon tells of it. */
        if (waybar && user_settings_load(NULL, &output.settings, NULL) < 0)
                settings_init(&output.settings);
        return output.follow ? follow(client, &output) : show_once(client, &output);
}

const Verb verb_status = {
        .name = "status",
        .summary = N_("Now and today: sitting, the next break, what was done"),
        .usage = N_("[--json | --waybar] [--follow]"),
        .help = N_(
                "  --json     one JSON object; lengths that passed are cut to whole seconds, lengths to go\n"
                "             rounded up, times in UTC\n"
                "  --waybar   text, tooltip, class and percentage for a custom module of waybar\n"
                "  --follow   a line now, and another whenever something changes: presence, posture, what\n"
                "             must not be interrupted, the break at hand, a count of today. Sleeps in "
                "between.\n"
                "             Ends when its reader leaves, and with exit code 1 when limberd stops.\n"),
        .run = run,
};
