/* SPDX-License-Identifier: MIT */
/* The loop: order and punctuality of timers, freeing in the middle of a round, and sleeping when idle. */

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cmocka.h>

#include "clock.h"
#include "loop.h"
#include "macro.h"

static Loop *new_loop(void)
{
        Loop *loop;

        assert_int_equal(loop_new(&loop), 0);
        return loop;
}

static BootTime after(Loop *loop, int64_t ms)
{
        return (BootTime){ loop_now(loop).ms + ms };
}

/* Writes down its letter, and may do something else. */
typedef struct Note {
        char letter;
        char *log;
        Loop *loop;
        LoopTimer **frees; /* a timer to free */
        LoopTimer **sets;  /* a timer to set to its own instant */
        BootTime fired;
        bool quits;
} Note;

static int take_note(LoopTimer *timer, void *userdata)
{
        Note *note = userdata;
        size_t n = strlen(note->log);

        note->log[n] = note->letter;
        note->log[n + 1] = '\0';
        note->fired = clock_boot_now();
        if (note->frees)
                loop_timer_free(TAKE_PTR(*note->frees));
        if (note->sets)
                assert_int_equal(loop_timer_set(*note->sets, (BootTime){ 0 }), 0);
        if (note->quits)
                loop_quit(note->loop);
        return 0;
}

static void test_timers_fire_in_order_and_never_early(void **state)
{
        enum { N = 40 };
        Loop *loop = new_loop();
        LoopTimer *timers[N], *end;
        Note notes[N], last;
        char log[N + 2] = "", expected[N + 2] = "";
        BootTime whens[N];

        /* Instants go to and fro; those that are equal fire in the order in which they were set. */
        for (int i = 0; i < N; i++) {
                notes[i] = (Note){ .letter = (char) ('0' + i), .log = log };
                whens[i] = after(loop, i * 7 % 20);
                assert_int_equal(loop_add_timer(loop, take_note, &notes[i], &timers[i]), 0);
                assert_int_equal(loop_timer_set(timers[i], (BootTime){ i }), 0); /* moved below */
                assert_int_equal(loop_timer_set(timers[i], whens[i]), 0);
        }
        for (int ms = 0; ms < 20; ms++)
                for (int i = 0; i < N; i++)
                        if (i * 7 % 20 == ms)
                                expected[strlen(expected)] = (char) ('0' + i);
        last = (Note){ .letter = '!', .log = log, .loop = loop, .quits = true };
        assert_int_equal(loop_add_timer(loop, take_note, &last, &end), 0);
        assert_int_equal(loop_timer_set(end, after(loop, 30)), 0);
        expected[N] = '!';

        assert_int_equal(loop_run(loop), 0);
        assert_string_equal(log, expected);
        for (int i = 0; i < N; i++) {
                assert_true(notes[i].fired.ms >= whens[i].ms);
                loop_timer_free(timers[i]);
        }
        loop_timer_free(end);
        loop_free(loop);
}

static void test_timer_is_taken_out_of_the_middle(void **state)
{
        enum { N = 25 };
        /* Whichever of them is freed or turned off, the others keep their order. */
        for (int out = 0; out < N; out++) {
                Loop *loop = new_loop();
                LoopTimer *timers[N];
                Note notes[N];
                char log[N + 1] = "", expected[N + 1] = "";

                for (int i = 0; i < N; i++) {
                        notes[i] = (Note){ .letter = (char) ('a' + i), .log = log };
                        assert_int_equal(loop_add_timer(loop, take_note, &notes[i], &timers[i]), 0);
                }
                for (int i = 0; i < N; i++) /* 7 and 25 have no common factor: each instant once */
                        assert_int_equal(loop_timer_set(timers[i * 7 % N], (BootTime){ i * 7 % N + 1 }), 0);
                if (out % 2)
                        loop_timer_free(TAKE_PTR(timers[out]));
                else
                        assert_int_equal(loop_timer_set(timers[out], (BootTime){ INT64_MAX }), 0);
                for (int i = 0; i < N; i++)
                        if (i != out)
                                expected[strlen(expected)] = (char) ('a' + i);
                assert_int_equal(loop_run_once(loop, -1), 0);
                assert_string_equal(log, expected);
                for (int i = 0; i < N; i++)
                        loop_timer_free(timers[i]);
                loop_free(loop);
        }
}

/* Any order of setting, moving, turning off: what fires is what a sorted list would say. */
static void test_heap_holds_for_any_order(void **state)
{
        enum { N = 20, N_ROUNDS = 200 };
        uint32_t random = 1;

        for (int round = 0; round < N_ROUNDS; round++) {
                Loop *loop = new_loop();
                LoopTimer *timers[N];
                Note notes[N];
                int64_t whens[N];
                char log[N + 1] = "", expected[N + 1] = "";

                for (int i = 0; i < N; i++) {
                        notes[i] = (Note){ .letter = (char) ('a' + i), .log = log };
                        assert_int_equal(loop_add_timer(loop, take_note, &notes[i], &timers[i]), 0);
                        whens[i] = INT64_MAX;
                }
                for (int n = 0; n < 3 * N; n++) {
                        int i;

                        random = random * 1664525 + 1013904223;
                        i = (int) (random >> 8) % N;
                        random = random * 1664525 + 1013904223;
                        whens[i] = (random >> 8) % 4 == 0 ? INT64_MAX : (random >> 10) % 100 * N + i + 1;
                        loop_timer_set(timers[i], (BootTime){ whens[i] });
                }
                for (int64_t when = 1; when <= 101 * N; when++)
                        for (int i = 0; i < N; i++)
                                if (whens[i] == when)
                                        expected[strlen(expected)] = (char) ('a' + i);
                assert_int_equal(loop_run_once(loop, 0), 0);
                assert_string_equal(log, expected);
                for (int i = 0; i < N; i++)
                        loop_timer_free(timers[i]);
                loop_free(loop);
        }
}

static void test_timer_frees_itself_and_others(void **state)
{
        Loop *loop = new_loop();
        LoopTimer *a, *b, *c;
        char log[8] = "";
        Note note_a = { .letter = 'a', .log = log, .frees = &a };
        Note note_b = { .letter = 'b', .log = log, .frees = &c };
        Note note_c = { .letter = 'c', .log = log };

        assert_int_equal(loop_add_timer(loop, take_note, &note_a, &a), 0);
        assert_int_equal(loop_add_timer(loop, take_note, &note_b, &b), 0);
        assert_int_equal(loop_add_timer(loop, take_note, &note_c, &c), 0);
        loop_timer_set(a, (BootTime){ 1 });
        loop_timer_set(b, (BootTime){ 2 });
        loop_timer_set(c, (BootTime){ 3 });
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_string_equal(log, "ab");
        assert_null(a);
        assert_null(c);
        loop_timer_free(b);
        loop_free(loop);
}

static void test_timer_that_sets_itself_anew_lets_others_run(void **state)
{
        Loop *loop = new_loop();
        LoopTimer *a, *b;
        char log[8] = "";
        Note note_a = { .letter = 'a', .log = log, .sets = &a };
        Note note_b = { .letter = 'b', .log = log };

        assert_int_equal(loop_add_timer(loop, take_note, &note_a, &a), 0);
        assert_int_equal(loop_add_timer(loop, take_note, &note_b, &b), 0);
        loop_timer_set(a, (BootTime){ INT64_MIN });
        loop_timer_set(b, (BootTime){ 2 });
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_string_equal(log, "aba");
        loop_timer_free(a);
        loop_timer_free(b);
        loop_free(loop);
}

static long voluntary_switches(void)
{
        struct rusage usage;

        assert_int_equal(getrusage(RUSAGE_SELF, &usage), 0);
        return usage.ru_nvcsw;
}

/* One sleep for one timer: nothing is left over from timers that were moved, turned off or fired. */
static void test_only_a_due_timer_wakes(void **state)
{
        Loop *loop = new_loop();
        LoopTimer *off, *moved, *end;
        char log[8] = "";
        Note note_off = { .letter = 'o', .log = log }, note_moved = { .letter = 'm', .log = log };
        Note note_end = { .letter = 'e', .log = log, .loop = loop, .quits = true };
        long before;

        assert_int_equal(loop_add_timer(loop, take_note, &note_off, &off), 0);
        assert_int_equal(loop_add_timer(loop, take_note, &note_moved, &moved), 0);
        assert_int_equal(loop_add_timer(loop, take_note, &note_end, &end), 0);
        loop_timer_set(off, after(loop, 5));
        loop_timer_set(moved, after(loop, 10));
        loop_timer_set(end, after(loop, 60));
        assert_int_equal(loop_run_once(loop, 0), 0); /* arms the timerfd to the first of them */
        loop_timer_set(off, (BootTime){ INT64_MAX });
        loop_timer_set(moved, after(loop, 10000));
        before = voluntary_switches();
        assert_int_equal(loop_run(loop), 0);
        assert_string_equal(log, "e");
        assert_in_range(voluntary_switches() - before, 0, 1);

        /* Now the timerfd has expired, and nobody wants another instant soon: it must have been cleared. */
        before = voluntary_switches();
        assert_int_equal(loop_run_once(loop, 30), 0);
        assert_true(loop_now(loop).ms >= note_end.fired.ms + 29);
        assert_in_range(voluntary_switches() - before, 0, 1);
        loop_timer_free(off);
        loop_timer_free(moved);
        loop_timer_free(end);
        loop_free(loop);
}

typedef struct Pipe {
        int fds[2];
        LoopIo *io;
        struct Pipe *frees; /* whose io goes when this one is readable */
        int n_calls;
        int result;
        uint32_t events;
} Pipe;

static int on_pipe(LoopIo *io, uint32_t events, void *userdata)
{
        Pipe *self = userdata;

        self->n_calls++;
        self->events = events;
        if (self->frees)
                loop_io_free(TAKE_PTR(self->frees->io));
        return self->result;
}

static void open_pipe(Loop *loop, Pipe *self)
{
        assert_int_equal(pipe(self->fds), 0);
        assert_int_equal(loop_add_io(loop, self->fds[0], EPOLLIN, on_pipe, self, &self->io), 0);
}

static void close_pipe(Pipe *self)
{
        loop_io_free(self->io);
        close(self->fds[0]);
        close(self->fds[1]);
}

static void test_io_that_another_one_freed_is_not_called(void **state)
{
        Loop *loop = new_loop();
        Pipe a = { .frees = NULL }, b = { .frees = &a };

        a.frees = &b;
        open_pipe(loop, &a);
        open_pipe(loop, &b);
        assert_int_equal(write(a.fds[1], "x", 1), 1);
        assert_int_equal(write(b.fds[1], "x", 1), 1);
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_int_equal(a.n_calls + b.n_calls, 1);
        close_pipe(&a);
        close_pipe(&b);
        loop_free(loop);
}

static void test_io_frees_itself(void **state)
{
        Loop *loop = new_loop();
        Pipe a = { .frees = &a };

        open_pipe(loop, &a);
        assert_int_equal(write(a.fds[1], "x", 1), 1);
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_int_equal(loop_run_once(loop, 0), 0);
        assert_int_equal(a.n_calls, 1);
        assert_null(a.io);
        close_pipe(&a);
        loop_free(loop);
}

static void test_io_events_are_those_asked_for(void **state)
{
        Loop *loop = new_loop();
        Pipe a = { .frees = NULL };

        open_pipe(loop, &a);
        assert_int_equal(write(a.fds[1], "x", 1), 1);
        assert_int_equal(loop_io_set_events(a.io, 0), 0);
        assert_int_equal(loop_run_once(loop, 0), 0);
        assert_int_equal(a.n_calls, 0);
        assert_int_equal(loop_io_set_events(a.io, EPOLLIN), 0);
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_int_equal(a.n_calls, 1);
        assert_int_equal(a.events, EPOLLIN);
        close_pipe(&a);
        loop_free(loop);
}

static void test_errors_of_callbacks_end_the_run(void **state)
{
        Loop *loop = new_loop();
        Pipe a = { .result = -EIO };

        open_pipe(loop, &a);
        assert_int_equal(write(a.fds[1], "x", 1), 1);
        assert_int_equal(loop_run(loop), -EIO);
        close_pipe(&a);
        loop_free(loop);
}

static void test_bad_descriptor_is_an_error(void **state)
{
        Loop *loop = new_loop();
        LoopIo *io = NULL;

        assert_int_equal(loop_add_io(loop, -1, EPOLLIN, on_pipe, NULL, &io), -EBADF);
        assert_null(io);
        loop_free(loop);
}

/* A chain: the second one makes work for the first. */
typedef struct Chain {
        int n_first, n_second, todo;
        LoopPrepare *first, *second;
        bool second_frees_itself;
} Chain;

static int prepare_first(Loop *loop, void *userdata)
{
        Chain *chain = userdata;

        chain->n_first++;
        if (chain->todo == 0)
                return 0;
        chain->todo--;
        return 1;
}

static int prepare_second(Loop *loop, void *userdata)
{
        Chain *chain = userdata;

        chain->n_second++;
        if (chain->second_frees_itself)
                loop_prepare_free(TAKE_PTR(chain->second));
        if (chain->n_second > 1)
                return 0;
        chain->todo++;
        return 1;
}

static void test_prepare_functions_repeat_until_all_rest(void **state)
{
        Loop *loop = new_loop();
        Chain chain = { 0 };

        assert_int_equal(loop_add_prepare(loop, prepare_first, &chain, &chain.first), 0);
        assert_int_equal(loop_add_prepare(loop, prepare_second, &chain, &chain.second), 0);
        assert_int_equal(loop_run_once(loop, 0), 0);
        assert_int_equal(chain.todo, 0);
        assert_int_equal(chain.n_first, 3);
        assert_int_equal(chain.n_second, 3);

        chain.second_frees_itself = true;
        assert_int_equal(loop_run_once(loop, 0), 0);
        assert_null(chain.second);
        assert_int_equal(loop_run_once(loop, 0), 0);
        assert_int_equal(chain.n_second, 4);
        loop_prepare_free(chain.first);
        loop_free(loop);
}

static int never_rests(Loop *loop, void *userdata)
{
        return 1;
}

static void test_prepare_that_never_rests_starves_nobody(void **state)
{
        Loop *loop = new_loop();
        LoopPrepare *prepare;
        Pipe a = { .frees = NULL };

        open_pipe(loop, &a);
        assert_int_equal(write(a.fds[1], "x", 1), 1);
        assert_int_equal(loop_add_prepare(loop, never_rests, NULL, &prepare), 0);
        assert_int_equal(loop_run_once(loop, -1), 0);
        assert_int_equal(a.n_calls, 1);
        loop_prepare_free(prepare);
        close_pipe(&a);
        loop_free(loop);
}

static int on_signal(Loop *loop, const struct signalfd_siginfo *signal, void *userdata)
{
        *(uint32_t *) userdata = signal->ssi_signo;
        loop_quit(loop);
        return 0;
}

static void test_signals_come_in_the_loop_and_the_mask_is_put_back(void **state)
{
        Loop *loop = new_loop();
        sigset_t signals, now;
        uint32_t got = 0;

        sigemptyset(&signals);
        sigaddset(&signals, SIGUSR1);
        assert_int_equal(loop_set_signals(loop, &signals, on_signal, &got), 0);
        assert_int_equal(kill(getpid(), SIGUSR1), 0);
        assert_int_equal(loop_run(loop), 0);
        assert_int_equal(got, SIGUSR1);
        loop_free(loop);
        sigprocmask(SIG_BLOCK, NULL, &now);
        assert_false(sigismember(&now, SIGUSR1));
}

static void test_quit_holds_before_the_run_and_for_one_run(void **state)
{
        Loop *loop = new_loop();
        LoopTimer *end;
        char log[8] = "";
        Note note = { .letter = 'e', .log = log, .loop = loop, .quits = true };

        loop_quit(loop);
        assert_int_equal(loop_run(loop), 0);
        assert_int_equal(loop_add_timer(loop, take_note, &note, &end), 0);
        loop_timer_set(end, after(loop, 1));
        assert_int_equal(loop_run(loop), 0);
        assert_string_equal(log, "e");
        loop_timer_free(end);
        loop_free(loop);
}

int main(void)
{
        const struct CMUnitTest tests[] = {
                cmocka_unit_test(test_timers_fire_in_order_and_never_early),
                cmocka_unit_test(test_timer_is_taken_out_of_the_middle),
                cmocka_unit_test(test_heap_holds_for_any_order),
                cmocka_unit_test(test_timer_frees_itself_and_others),
                cmocka_unit_test(test_timer_that_sets_itself_anew_lets_others_run),
                cmocka_unit_test(test_only_a_due_timer_wakes),
                cmocka_unit_test(test_io_that_another_one_freed_is_not_called),
                cmocka_unit_test(test_io_frees_itself),
                cmocka_unit_test(test_io_events_are_those_asked_for),
                cmocka_unit_test(test_errors_of_callbacks_end_the_run),
                cmocka_unit_test(test_bad_descriptor_is_an_error),
                cmocka_unit_test(test_prepare_functions_repeat_until_all_rest),
                cmocka_unit_test(test_prepare_that_never_rests_starves_nobody),
                cmocka_unit_test(test_signals_come_in_the_loop_and_the_mask_is_put_back),
                cmocka_unit_test(test_quit_holds_before_the_run_and_for_one_run),
        };

        return cmocka_run_group_tests(tests, NULL, NULL);
}
