/* SPDX-License-Identifier: MIT */
/*
 * Running a session in a terminal: the loop and the keys around a guide and a surface. What the session does
 * is the guide's (guide.h).
 */

#include "session.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "away-watch.h"
#include "heard.h"
#include "i18n.h"
#include "keys.h"
#include "loop.h"
#include "str.h"
#include "surface.h"

typedef struct Session {
        const SessionOptions *options;
        Guide *guide;
        Surface *surface;
        Heard *heard;
        PlayerStage stage; /* shown last */
        Loop *loop;
        LoopIo *input;
        LoopTimer *timer;
        KeyReader keys;
        BootTime key_at; /* of the last byte */
        int signal;
} Session;

static int on_show(const SessionShown *shown, void *userdata)
{
        Session *session = userdata;

        heard_show(session->heard, shown);
        if (session->stage != shown->view.stage)
                session->surface->silent = heard_has_tones(session->heard);
        session->stage = shown->view.stage;
        return session->surface->ops->show(session->surface, shown);
}

/* ---- keys ---- */

static GuideKey key_of(Press press)
{
        static const struct {
                PressKind kind;
                char c;
                GuideKey key;
        } rows[] = {
                { PRESS_CHAR, ' ', GUIDE_PAUSE },        { PRESS_RIGHT, 0, GUIDE_NEXT },
                { PRESS_LEFT, 0, GUIDE_AGAIN },          { PRESS_CHAR, 'p', GUIDE_POSTPONE },
                { PRESS_CHAR, 'o', GUIDE_OUCH },         { PRESS_CHAR, 'm', GUIDE_MUTE },
                { PRESS_CHAR, 'q', GUIDE_CLOSE },        { PRESS_INTERRUPT, 0, GUIDE_CLOSE },
                { PRESS_ESCAPE, 0, GUIDE_SKIP },         { PRESS_ENTER, 0, GUIDE_ENTER },
                { PRESS_BACKSPACE, 0, GUIDE_BACKSPACE },
        };

        if (press.kind == PRESS_CHAR && press.c >= '0' && press.c <= '9')
                return GUIDE_DIGIT_0 + (GuideKey) (press.c - '0');
        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                if (rows[i].kind == press.kind && rows[i].c == press.c)
                        return rows[i].key;
        return GUIDE_OTHER;
}

static int take_press(Session *session, Press press, BootTime now)
{
        if (press.kind == PRESS_REDRAW)
                session->surface->ops->resize(session->surface);
        return guide_press(session->guide, key_of(press), now);
}

/* Whatever comes first: what the guide waits for, a frame, or the end of a wait for a key. */
static int settle(Session *session, BootTime now)
{
        BootTime when = guide_plan(session->guide, now, session->surface->frame_ms);

        if (session->surface->moves)
                when.ms = MIN(when.ms, now.ms + session->surface->frame_ms);
        if (guide_is_over(session->guide))
                loop_quit(session->loop);
        if (key_reader_waits(&session->keys))
                when.ms = MIN(when.ms, session->key_at.ms + KEYS_ESCAPE_MS);
        return loop_timer_set(session->timer, when);
}

/* ---- the loop ---- */

static int on_timer(LoopTimer *timer, void *userdata)
{
        Session *session = userdata;
        BootTime now = clock_boot_now();
        Press press;
        int r;

        if (key_reader_waits(&session->keys) && now.ms >= session->key_at.ms + KEYS_ESCAPE_MS &&
            key_reader_timeout(&session->keys, &press))
                r = take_press(session, press, now);
        else
                r = guide_wake(session->guide, now);
        return r < 0 ? r : settle(session, now);
}

static int close_session(Session *session, int signal, BootTime now)
{
        session->signal = signal;
        return guide_press(session->guide, GUIDE_CLOSE, now);
}

static int on_input(LoopIo *io, uint32_t events, void *userdata)
{
        Session *session = userdata;
        BootTime now = clock_boot_now();
        uint8_t bytes[256];
        ssize_t n = read(session->options->in_fd, bytes, sizeof bytes);
        int r = 0;

        if (n < 0 && (errno == EINTR || errno == EAGAIN))
                return 0;
        if (n <= 0) { /* the terminal is gone */
                loop_io_set_events(io, 0);
                r = close_session(session, SIGHUP, now);
        }
        for (ssize_t i = 0; i < n && r >= 0; i++) {
                Press press;

                if (key_reader_feed(&session->keys, bytes[i], &press))
                        r = take_press(session, press, now);
        }
        session->key_at = now;
        return r < 0 ? r : settle(session, now);
}

/* Ctrl-Z: the terminal is the shell's until we are wanted again. */
static int stop_for_a_while(Session *session)
{
        int r;

        r = guide_hold(session->guide, clock_boot_now());
        if (r < 0)
                return r;
        session->surface->ops->suspend(session->surface);
        raise(SIGSTOP);
        r = session->surface->ops->resume(session->surface);
        return r < 0 ? r : guide_wake(session->guide, clock_boot_now());
}

static int on_signal(Loop *loop, const struct signalfd_siginfo *signal, void *userdata)
{
        Session *session = userdata;
        int r;

        if (signal->ssi_signo == SIGWINCH) {
                session->surface->ops->resize(session->surface);
                r = guide_wake(session->guide, clock_boot_now());
        } else if (signal->ssi_signo == SIGTSTP) {
                r = stop_for_a_while(session);
        } else {
                r = close_session(session, (int) signal->ssi_signo, clock_boot_now());
        }
        return r < 0 ? r : settle(session, clock_boot_now());
}

/* Locked, or about to sleep: nobody stretches now. */
static int on_away(void *userdata)
{
        Session *session = userdata;
        int r;

        r = guide_hold(session->guide, clock_boot_now());
        return r < 0 ? r : settle(session, clock_boot_now());
}

static int run_loop(Session *session, bool keys, const sigset_t *signals, BootTime start)
{
        _cleanup_(loop_freep) Loop *loop = NULL;
        _cleanup_(loop_io_freep) LoopIo *input = NULL;
        _cleanup_(loop_timer_freep) LoopTimer *timer = NULL;
        _cleanup_(away_watch_freep) AwayWatch *away = NULL;
        int r;

        r = loop_new(&loop);
        if (r < 0)
                return r;
        r = loop_set_signals(loop, signals, on_signal, session);
        if (r < 0)
                return r;
        r = loop_add_timer(loop, on_timer, session, &timer);
        if (r < 0)
                return r;
        if (keys)
                r = loop_add_io(loop, session->options->in_fd, EPOLLIN, on_input, session, &input);
        if (r < 0)
                return r;
        session->loop = loop;
        session->timer = timer;
        r = session->options->muted ? guide_press(session->guide, GUIDE_MUTE, start)
                                    : guide_wake(session->guide, start);
        if (r >= 0)
                r = settle(session, start);
        if (r >= 0 && session->options->follow)
                r = away_watch_new(loop, on_away, session, &away);
        return r < 0 ? r : loop_run(loop);
}

/* ---- before and after ---- */

/* What is heard depends on where it is shown. */
static int
open_surface(const SessionOptions *options, Surface **ret, Heard *ret_heard, bool *ret_keys, Error *error)
{
        bool screen = isatty(options->in_fd) && isatty(options->out_fd);
        SurfaceFigure figure = { .mode = options->figure, .reduced = options->reduced };
        int r;

        if (options->look)
                figure.look = *options->look;
        else
                (void) look_find(NULL, theme_name(THEME_DARK), &figure.look);

        *ret_keys = isatty(options->in_fd);
        if (screen && !options->plain) {
                r = surface_screen_new(options->in_fd, options->out_fd, &figure, ret, error);
                if (r >= 0)
                        heard_open(ret_heard, &options->voice);
                if (r != -ENOTTY)
                        return r;
        }
        r = surface_plain_new(options->in_fd, options->out_fd, *ret_keys, ret, error);
        if (r >= 0)
                heard_open(ret_heard, options->voice.words ? &options->voice : NULL);
        return r;
}

static void print_results(const Session *session)
{
        size_t n;
        const PlayerResult *results = guide_results(session->guide, &n);
        char text[WORDS_SIZE];

        for (size_t i = 0; i < n; i++)
                dprintf(session->options->out_fd, "%s\n", words_result(&results[i], text));
}

static int run_with(
        const SessionOptions *options, SessionLink *link, const sigset_t *signals, SessionReport *report,
        Error *error)
{
        _cleanup_(guide_freep) Guide *guide = NULL;
        _cleanup_(surface_freep) Surface *surface = NULL;
        _cleanup_(heard_close) Heard heard = { 0 };
        Session session = { .options = options, .heard = &heard };
        const GuideOptions guide_options = { .player = options->player,
                                             .speed = options->speed,
                                             .sitting_ms = options->sitting_ms,
                                             .show = on_show,
                                             .userdata = &session };
        BootTime start;
        bool keys;
        int r;

        r = open_surface(options, &surface, &heard, &keys, error);
        if (r < 0)
                return r;
        start = clock_boot_now();
        r = guide_new(&guide_options, start, clock_wall_now(), &guide);
        if (r < 0)
                return r;
        session.guide = guide;
        session.surface = surface;
        guide_begin(guide, link);

        r = run_loop(&session, keys, signals, start);
        /* A terminal that went away is a way to end a session, not an error of it. */
        if (!guide_is_over(guide))
                (void) close_session(&session, r < 0 ? SIGHUP : 0, clock_boot_now());
        surface_free(TAKE_PTR(surface));

        /* Where keys are read Ctrl-C is one of them, and quits as Q does. */
        report->signal = keys && session.signal == SIGINT ? 0 : session.signal;
        print_results(&session);
        guide_end(guide, &report->guide);
        return 0;
}

/* What would end the process is held back until the terminal is given back and the link has the results. */
static void hold_signals(sigset_t *ret_caught, sigset_t *ret_before, struct sigaction *ret_pipe)
{
        static const int caught[] = { SIGINT, SIGTERM, SIGHUP, SIGWINCH, SIGTSTP };
        struct sigaction ignore = { .sa_handler = SIG_IGN };

        sigemptyset(ret_caught);
        for (size_t i = 0; i < ELEMENTSOF(caught); i++)
                sigaddset(ret_caught, caught[i]);
        sigprocmask(SIG_BLOCK, ret_caught, ret_before);
        sigemptyset(&ignore.sa_mask);
        sigaction(SIGPIPE, &ignore, ret_pipe);
}

int session_run(const SessionOptions *options, SessionLink *link, SessionReport *ret, Error *error)
{
        SessionReport report = { 0 };
        sigset_t caught, before;
        struct sigaction pipe;
        int r;

        hold_signals(&caught, &before, &pipe);
        r = run_with(options, link, &caught, &report, error);
        sigaction(SIGPIPE, &pipe, NULL);
        sigprocmask(SIG_SETMASK, &before, NULL);
        if (r >= 0)
                *ret = report;
        return r;
}
