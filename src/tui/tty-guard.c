/* SPDX-License-Identifier: MIT */
/*
 * Guarding a terminal. Everything that a handler needs is prepared beforehand, so that it only writes bytes
 * and sets a mode: write(), tcsetattr(), sigaction() and raise() may be called there.
 */

#include "tty-guard.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "macro.h"

enum { RESTORE_MAX = 256, STACK_SIZE = 64 * 1024 };

static const int fatal_signals[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT };

/* The one guard: handlers reach nothing else. */
static struct {
        volatile sig_atomic_t active;
        int fd, out_fd;
        struct termios found;
        char restore[RESTORE_MAX];
        size_t n_restore;
        struct sigaction old[ELEMENTSOF(fatal_signals)];
        stack_t old_stack;
        char stack[STACK_SIZE]; /* of the handler, for when the stack is what overflowed */
} guard;

/* tcsetattr() from the background stops the process with SIGTTOU, unless that is blocked. */
static void set_mode(const struct termios *mode)
{
        sigset_t ttou, before;

        sigemptyset(&ttou);
        sigaddset(&ttou, SIGTTOU);
        sigprocmask(SIG_BLOCK, &ttou, &before);
        while (tcsetattr(guard.fd, TCSADRAIN, mode) < 0 && errno == EINTR)
                continue;
        sigprocmask(SIG_SETMASK, &before, NULL);
}

static void restore(void)
{
        size_t done = 0;

        while (done < guard.n_restore) {
                ssize_t n = write(guard.out_fd, guard.restore + done, guard.n_restore - done);

                if (n < 0 && errno == EINTR)
                        continue;
                if (n <= 0)
                        break;
                done += (size_t) n;
        }
        set_mode(&guard.found);
}

static void on_fatal(int number)
{
        struct sigaction standard = { .sa_handler = SIG_DFL };

        if (guard.active) {
                guard.active = 0;
                restore();
        }
        sigemptyset(&standard.sa_mask);
        sigaction(number, &standard, NULL);
        raise(number); /* delivered when this handler returns */
}

static int enter_mode(void)
{
        struct termios mode;

        if (tcgetattr(guard.fd, &guard.found) < 0)
                return -errno;
        mode = guard.found;
        mode.c_lflag &= ~(tcflag_t) (ICANON | ECHO | ECHONL);
        mode.c_iflag &= ~(tcflag_t) (IXON | ICRNL);
        mode.c_cc[VMIN] = 1;
        mode.c_cc[VTIME] = 0;
        set_mode(&mode);
        return 0;
}

int tty_guard_begin(int fd, int out_fd, const char *restore_text)
{
        struct sigaction action = { .sa_handler = on_fatal, .sa_flags = SA_ONSTACK };
        stack_t stack = { .ss_sp = guard.stack, .ss_size = sizeof guard.stack };
        int r;

        assert(!guard.active);
        guard.n_restore = strlen(restore_text);
        if (guard.n_restore > RESTORE_MAX)
                return -E2BIG;
        memcpy(guard.restore, restore_text, guard.n_restore);
        guard.fd = fd;
        guard.out_fd = out_fd;
        r = enter_mode();
        if (r < 0)
                return r;
        guard.active = 1;
        sigaltstack(&stack, &guard.old_stack);
        sigemptyset(&action.sa_mask);
        for (size_t i = 0; i < ELEMENTSOF(fatal_signals); i++)
                sigaction(fatal_signals[i], &action, &guard.old[i]);
        return 0;
}

void tty_guard_suspend(void)
{
        if (guard.active)
                restore();
}

int tty_guard_resume(void)
{
        return guard.active ? enter_mode() : 0;
}

void tty_guard_end(void)
{
        if (!guard.active)
                return;
        restore();
        guard.active = 0;
        for (size_t i = 0; i < ELEMENTSOF(fatal_signals); i++)
                sigaction(fatal_signals[i], &guard.old[i], NULL);
        sigaltstack(&guard.old_stack, NULL);
}
