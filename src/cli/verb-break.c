/* SPDX-License-Identifier: MIT */
/*
 * limber break: answers to the break at hand. The daemon decides whether it is at hand; what is asked before
 * and after is only for the words.
 */

#include <stdio.h>
#include <string.h>

#include "arguments.h"
#include "connection.h"
#include "duration-word.h"
#include "i18n.h"
#include "length-text.h"
#include "status-text.h"
#include "verb.h"

extern const Verb verb_break;

typedef struct Call {
        BusClient *client;
        const char *name;            /* of a break; "": whichever */
        int64_t postpone_ms;         /* 0: the configured length */
        char before[RULE_NAME_SIZE]; /* the break at hand, or the next one, before it was answered */
        StatusRecord after;
} Call;

typedef struct Form {
        const char *name;
        bool takes_duration;
        int (*act)(Call *call, Error *error);
        void (*say)(const Call *call);
} Form;

/* ---- what is done ---- */

static int act_now(Call *call, Error *error)
{
        return bus_client_break_now(call->client, call->name, error);
}

static int act_start(Call *call, Error *error)
{
        return bus_client_answer(call->client, ANSWER_TAKE, call->name, 0, error);
}

static int act_postpone(Call *call, Error *error)
{
        return bus_client_answer(call->client, ANSWER_POSTPONE, call->name, call->postpone_ms, error);
}

static int act_skip(Call *call, Error *error)
{
        return bus_client_answer(call->client, ANSWER_SKIP, call->name, 0, error);
}

/* ---- what is said of it ---- */

static void say_on(const Call *call)
{
        char length[LENGTH_TEXT_SIZE];
        const StatusRecord *after = &call->after;

        if (after->break_state == BREAK_ON && after->break_ends_in_ms >= 0)
                printf(_("The %s begins: %s for you. A guided one: limber stretch\n"),
                       break_text(after->break_name), length_to_go_text(after->break_ends_in_ms, length));
        else
                printf(_("The %s begins. A guided one: limber stretch\n"), break_text(call->before));
}

static void say_postponed(const Call *call)
{
        char length[LENGTH_TEXT_SIZE];
        const StatusRecord *after = &call->after;

        if (after->break_state == BREAK_NONE && strcmp(after->break_name, call->before) == 0)
                printf(_("The %s comes back in %s.\n"), break_text(call->before),
                       length_to_go_text(after->break_due_in_ms, length));
        else if (call->postpone_ms > 0)
                printf(_("The %s comes back in %s.\n"), break_text(call->before),
                       length_to_go_text(call->postpone_ms, length));
        else
                printf(_("The %s comes back a little later.\n"), break_text(call->before));
}

static void say_skipped(const Call *call)
{
        char length[LENGTH_TEXT_SIZE];
        const StatusRecord *after = &call->after;

        printf(_("The %s is skipped."), break_text(call->before));
        if (after->break_state == BREAK_NONE && after->break_due_in_ms >= 0) {
                putchar(' ');
                printf(_("Next %s in %s."), break_text(after->break_name),
                       length_to_go_text(after->break_due_in_ms, length));
        }
        putchar('\n');
}

static const Form forms[] = {
        { "now", false, act_now, say_on },
        { "start", false, act_start, say_on },
        { "postpone", true, act_postpone, say_postponed },
        { "skip", false, act_skip, say_skipped },
};

/* ---- the command line ---- */

/* The words after the form's: a length where it takes one, and the name of a break; each at most once. */
static int read_words(const Form *form, char **words, Call *call)
{
        for (; *words; words++) {
                if (form->takes_duration && duration_word_is(*words) && call->postpone_ms == 0) {
                        int r = duration_word_parse(*words, &call->postpone_ms);

                        if (r != EXIT_DONE)
                                return r;
                } else if (!call->name[0] && (*words)[0] && !duration_word_is(*words)) {
                        call->name = *words;
                } else {
                        return verb_misuse(
                                &verb_break, _("'%s' is too much for break %s"), *words, form->name);
                }
        }
        return EXIT_DONE;
}

static int answer(const Form *form, Call *call)
{
        Error error = { 0 };

        if (bus_client_status(call->client, &call->after, &error) < 0)
                return verb_fail(&error);
        snprintf(
                call->before, sizeof call->before, "%s",
                call->name[0] ? call->name : call->after.break_name);
        if (form->act(call, &error) < 0 || bus_client_status(call->client, &call->after, &error) < 0)
                return verb_fail(&error);
        form->say(call);
        return EXIT_DONE;
}

static int run(int argc, char **argv)
{
        _cleanup_(bus_client_freep) BusClient *client = NULL;
        Call call = { .name = "" };
        const Form *form;
        int r;

        r = duration_words_refuse_negative(argc, argv);
        if (r != EXIT_DONE)
                return r;
        r = arguments_parse(&verb_break, NULL, 0, &argc, &argv);
        if (r != 0)
                return r;
        if (argc == 0)
                return verb_misuse(&verb_break, _("break wants one of: now, start, postpone, skip"));
        form = verb_find_form(&verb_break, forms, ELEMENTSOF(forms), sizeof *forms, argv[0]);
        if (!form)
                return EXIT_USAGE;
        r = read_words(form, argv + 1, &call);
        if (r != EXIT_DONE)
                return r;
        r = connection_open(&client);
        if (r != EXIT_DONE)
                return r;
        call.client = client;
        return answer(form, &call);
}

const Verb verb_break = {
        .name = "break",
        .summary = N_("Answers to the break at hand, or one right now"),
        .usage = N_("now [NAME]\nstart [NAME]\npostpone [DUR] [NAME]\nskip [NAME]"),
        .help = N_(
                "now begins a break, whether one is due or not: the one at hand, else the next one.\n"
                "start begins the break at hand without waiting for the right moment, postpone puts it off\n"
                "by DUR (90s, 5m, 1h30m; without it by `postpone` of the settings), skip leaves it out.\n"
                "With the NAME of a break (stretch, walk) only that one is meant: if it is not the one at\n"
                "hand, nothing is changed and the exit code is 1.\n"),
        .run = run,
};
