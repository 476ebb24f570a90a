/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_TTY_GUARD_H
#define LIMBER_TTY_GUARD_H

/*
 * The terminal is left as it was found, whatever happens: after the end, and when the process crashes
 * (SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT), from the signal's handler, which then lets the signal
 * do its work. One at a time in a process, for handlers can know only what is global.
 */

/*
 * Puts the terminal `fd` into a mode where keys come one by one and unseen. `restore` (copied) is written to
 * `out_fd` before the mode is put back: "" for nothing. 0, or -errno with nothing changed.
 */
int tty_guard_begin(int fd, int out_fd, const char *restore);

/* Before a stop, and when going on. The mode to come back to is read anew, for the shell may have changed
 * it. */
void tty_guard_suspend(void);
int tty_guard_resume(void);

/* Fine without a begin, and twice. */
void tty_guard_end(void);

#endif
