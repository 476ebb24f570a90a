/* SPDX-License-Identifier: MIT */
/*
 * Opens a source and prints what it says, a line each, for the contract suite of sources:
 *
 *   source-print NAME LONG_MS [WATCH_MS]      NAME as in LIMBER_SOURCE, "" to probe, or logind
 *
 *   ready NAME
 *   observe WORDS AGO_MS       since when, counted back from now
 *   problem TEXT
 *   works
 *
 * and does what standard input says: `watch MS`, `long MS`, `switches` (prints the voluntary context
 * switches so far, this one's not counted), `means`, `quit`. Its end ends the program too.
 */

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "logind.h"
#include "loop.h"
#include "macro.h"
#include "source.h"
#include "str.h"

typedef struct Printer {
        Loop *loop;
        Source *source;
        char command[256]; /* the beginning of the next one */
        size_t n;
} Printer;

static void print_observation(void *userdata, Source *source, const Observation *observation, BootTime since)
{
        char text[OBSERVATION_TEXT_SIZE];

        printf("observe %s %lld\n", observation_format(observation, text),
               (long long) (clock_boot_now().ms - since.ms));
        fflush(stdout);
}

static void print_problem(void *userdata, Source *source, const char *text)
{
        if (text)
                printf("problem %s\n", text);
        else
                printf("works\n");
        fflush(stdout);
}

static int64_t number_or_die(Slice text)
{
        int64_t number;

        if (parse_i64(text, &number) < 0) {
                fprintf(stderr, "source-print: '%.*s' is no number\n", (int) text.n, text.p);
                exit(2);
        }
        return number;
}

static int do_command(Printer *printer, Slice line)
{
        struct rusage usage;
        Slice verb;

        if (!slice_next_word(&line, &verb))
                return 0;
        line = slice_trim(line);
        if (slice_equals(verb, "watch"))
                return source_watch(printer->source, number_or_die(line));
        if (slice_equals(verb, "long"))
                return source_set_long(printer->source, number_or_die(line));
        if (slice_equals(verb, "switches")) {
                getrusage(RUSAGE_SELF, &usage);
                printf("switches %ld\n", usage.ru_nvcsw - 1);
                fflush(stdout);
                return 0;
        }
        if (slice_equals(verb, "means")) {
                printf("means %s\n", source_means(printer->source));
                fflush(stdout);
                return 0;
        }
        loop_quit(printer->loop);
        return 0;
}

static int on_command(LoopIo *io, uint32_t events, void *userdata)
{
        Printer *printer = userdata;
        char *bytes = printer->command, *newline;
        ssize_t n;
        int r = 0;

        n = read(STDIN_FILENO, bytes + printer->n, sizeof printer->command - printer->n);
        if (n <= 0) {
                loop_quit(printer->loop);
                return 0;
        }
        printer->n += (size_t) n;
        while (r >= 0 && (newline = memchr(bytes, '\n', printer->n))) {
                size_t length = (size_t) (newline - bytes);

                r = do_command(printer, (Slice){ bytes, length });
                printer->n -= length + 1;
                memmove(bytes, newline + 1, printer->n);
        }
        return r;
}

static int run(Printer *printer, const char *name, int64_t long_ms, int64_t watch_ms)
{
        const SourceSink sink = { .observe = print_observation,
                                  .problem = print_problem,
                                  .userdata = printer };
        _cleanup_(source_closep) Source *source = NULL;
        _cleanup_(loop_io_freep) LoopIo *io = NULL;
        Error error = { "" };
        int r;

        if (strcmp(name, "logind") == 0)
                r = logind_open(printer->loop, &sink, &source);
        else
                r = source_open(name, printer->loop, &sink, long_ms, &source, &error);
        if (r < 0) {
                fprintf(stderr, "source-print: %s\n", *error.text ? error.text : strerror(-r));
                return 1;
        }
        printer->source = source;
        printf("ready %s\n", source_name(source));
        fflush(stdout);
        r = source_watch(source, watch_ms);
        if (r >= 0)
                r = loop_add_io(printer->loop, STDIN_FILENO, EPOLLIN, on_command, printer, &io);
        if (r >= 0)
                r = loop_run(printer->loop);
        if (r < 0)
                fprintf(stderr, "source-print: %s\n", strerror(-r));
        return r < 0;
}

int main(int argc, char **argv)
{
        _cleanup_(loop_freep) Loop *loop = NULL;
        Printer printer;

        if (argc < 3 || argc > 4) {
                fprintf(stderr, "usage: source-print NAME LONG_MS [WATCH_MS]\n");
                return 2;
        }
        signal(SIGPIPE, SIG_IGN);
        if (loop_new(&loop) < 0)
                return 1;
        printer = (Printer){ .loop = loop };
        return run(
                &printer, argv[1], number_or_die(slice_of(argv[2])),
                argc > 3 ? number_or_die(slice_of(argv[3])) : 0);
}
