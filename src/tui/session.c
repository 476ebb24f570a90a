/* SPDX-License-Identifier: MIT */
/*
 * Running a session: the loop, the keys and the clock around a player and a surface. The player is told
 * session time: real time since the start, times the speed. Where the process did not run (suspend, a
 * stopped job), the session is paused at the instant it was last seen alive, so that nobody has stretched in
 * their sleep.
 */

#include "session.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "i18n.h"
#include "keys.h"
#include "loop.h"
#include "str.h"
#include "surface.h"

enum {
        SKIP_MS = 3000,   /* for the second Escape */
        DIGIT_MS = 1500,  /* a 1 waits so long for the 0 of 10 */
        GAP_MS = 5000,    /* later than planned by so much: we did not run */
        FAR_MS = 3600000, /* nothing is planned */
};

typedef struct Session {
        const SessionOptions *options;
        Player *player;
        Surface *surface;
        Loop *loop;
        LoopIo *input;
        LoopTimer *timer;
        KeyReader keys;
        SessionShown shown;
        BootTime start; /* of session time */
        WallTime start_wall;
        BootTime planned;                   /* the wake-up that was asked for */
        BootTime key_at, skip_at, digit_at; /* of the last byte, the first Escape, the last digit */
        int signal;
} Session;

/* ---- two times ---- */

static BootTime session_time(const Session *session, BootTime real)
{
        return (BootTime){ session->start.ms +
                           (int64_t) ((double) (real.ms - session->start.ms) * session->options->speed) };
}

/* The first millisecond of real time at which session time is there. */
static BootTime real_time(const Session *session, BootTime told)
{
        BootTime real = { session->start.ms +
                          (int64_t) ((double) (told.ms - session->start.ms) / session->options->speed) };

        while (session_time(session, real).ms < told.ms)
                real.ms++;
        return real;
}

static WallTime wall_time(const Session *session, BootTime told)
{
        return (WallTime){ session->start_wall.ms + real_time(session, told).ms - session->start.ms };
}

/* ---- showing ---- */

static int show(Session *session)
{
        player_view(session->player, &session->shown.view);
        return session->surface->ops->show(session->surface, &session->shown);
}

/* To that instant, with a look at each change on the way. */
static int advance(Session *session, BootTime real)
{
        BootTime told = session_time(session, real), deadline;

        while (player_deadline(session->player, &deadline) && deadline.ms <= told.ms) {
                int r;

                player_tick(session->player, deadline);
                r = show(session);
                if (r < 0)
                        return r;
        }
        player_tick(session->player, told);
        return 0;
}

static void plan_at(Session *session, BootTime when)
{
        session->planned.ms = MIN(session->planned.ms, when.ms);
}

/* Whatever comes first: a change, a frame, or the end of a wait for a key. */
static int plan(Session *session, BootTime now)
{
        const PlayerView *view = &session->shown.view;
        BootTime deadline;

        session->planned = (BootTime){ now.ms + FAR_MS };
        if (player_deadline(session->player, &deadline)) {
                plan_at(session, real_time(session, deadline));
                if (session->surface->frame_ms > 0 && view->phase && !view->paused)
                        plan_at(session, (BootTime){ now.ms + session->surface->frame_ms });
        }
        if (key_reader_waits(&session->keys))
                plan_at(session, (BootTime){ session->key_at.ms + KEYS_ESCAPE_MS });
        if (session->shown.skip_asked)
                plan_at(session, (BootTime){ session->skip_at.ms + SKIP_MS });
        if (session->shown.rating[0])
                plan_at(session, (BootTime){ session->digit_at.ms + DIGIT_MS });
        return loop_timer_set(session->timer, session->planned);
}

/* ---- keys ---- */

static void give_rating(Session *session, BootTime now)
{
        const char *rating = session->shown.rating;

        if (rating[0]) /* a digit, or 10 */
                player_rate(session->player, rating[1] ? 10 : rating[0] - '0', session_time(session, now));
        else
                player_press(session->player, PLAYER_NEXT, session_time(session, now));
        session->shown.rating[0] = '\0';
}

/* 0 and 2 to 9 are whole answers; a 1 may become 10. */
static void take_digit(Session *session, char digit, BootTime now)
{
        char *rating = session->shown.rating;
        bool ten = rating[0] == '1' && digit == '0';

        if (rating[0] && !ten)
                return;
        memcpy(rating, ten ? "10" : (char[3]){ digit }, 3);
        session->digit_at = now;
        if (ten || digit != '1')
                give_rating(session, now);
}

static void press_while_asking(Session *session, Press press, BootTime now)
{
        if (press.kind == PRESS_CHAR && press.c >= '0' && press.c <= '9')
                take_digit(session, press.c, now);
        else if (press.kind == PRESS_ENTER || press.kind == PRESS_RIGHT)
                give_rating(session, now);
        else if (press.kind == PRESS_BACKSPACE)
                session->shown.rating[0] = '\0';
}

static void press_escape(Session *session, BootTime now)
{
        if (session->shown.skip_asked)
                player_press(session->player, PLAYER_SKIP, session_time(session, now));
        session->shown.skip_asked = !session->shown.skip_asked;
        session->skip_at = now;
}

static void take_press(Session *session, Press press, BootTime now)
{
        static const struct {
                PressKind kind;
                char c;
                PlayerKey key;
        } rows[] = {
                { PRESS_CHAR, ' ', PLAYER_PAUSE }, { PRESS_RIGHT, 0, PLAYER_NEXT },
                { PRESS_LEFT, 0, PLAYER_AGAIN },   { PRESS_CHAR, 'p', PLAYER_POSTPONE },
                { PRESS_CHAR, 'o', PLAYER_OUCH },  { PRESS_CHAR, 'm', PLAYER_MUTE },
                { PRESS_CHAR, 'q', PLAYER_CLOSE }, { PRESS_INTERRUPT, 0, PLAYER_CLOSE },
        };
        PlayerView view;

        if (press.kind == PRESS_ESCAPE) {
                press_escape(session, now);
                return;
        }
        session->shown.skip_asked = false;
        if (press.kind == PRESS_REDRAW)
                session->surface->ops->resize(session->surface);
        player_view(session->player, &view);
        if (view.stage == PLAYER_ASKING)
                press_while_asking(session, press, now);
        for (size_t i = 0; i < ELEMENTSOF(rows); i++)
                if (rows[i].kind == press.kind && rows[i].c == press.c &&
                    (view.stage != PLAYER_ASKING || rows[i].key != PLAYER_NEXT))
                        player_press(session->player, rows[i].key, session_time(session, now));
}

/* What a wait ended with nothing. */
static void run_waits(Session *session, BootTime now)
{
        Press press;

        if (key_reader_waits(&session->keys) && now.ms >= session->key_at.ms + KEYS_ESCAPE_MS &&
            key_reader_timeout(&session->keys, &press))
                take_press(session, press, now);
        if (session->shown.skip_asked && now.ms >= session->skip_at.ms + SKIP_MS)
                session->shown.skip_asked = false;
        if (session->shown.rating[0] && now.ms >= session->digit_at.ms + DIGIT_MS)
                give_rating(session, now);
}

/* ---- the loop ---- */

/* Not run for a while: paused at the instant that was planned. */
static int notice_gap(Session *session, BootTime now)
{
        PlayerView view;
        int r;

        if (now.ms <= session->planned.ms + GAP_MS)
                return 0;
        r = advance(session, session->planned);
        if (r < 0)
                return r;
        player_view(session->player, &view);
        if (!view.paused)
                player_press(session->player, PLAYER_PAUSE, session_time(session, session->planned));
        return 0;
}

/* Every wake-up begins and ends so. */
static int wake(Session *session, BootTime now)
{
        int r = notice_gap(session, now);

        return r < 0 ? r : advance(session, now);
}

static int settle(Session *session, BootTime now)
{
        int r = show(session);

        if (r < 0)
                return r;
        if (player_is_over(session->player))
                loop_quit(session->loop);
        return plan(session, now);
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        Session *session = userdata;
        BootTime now = clock_boot_now();
        int r = wake(session, now);

        if (r < 0)
                return r;
        run_waits(session, now);
        return settle(session, now);
}

static void close_session(Session *session, int signal, BootTime now)
{
        session->signal = signal;
        player_press(session->player, PLAYER_CLOSE, session_time(session, now));
}

static int on_input(LoopIo *io, uint32_t events, void *userdata)
{
        Session *session = userdata;
        BootTime now = clock_boot_now();
        uint8_t bytes[256];
        ssize_t n = read(session->options->in_fd, bytes, sizeof bytes);
        int r;

        if (n < 0 && (errno == EINTR || errno == EAGAIN))
                return 0;
        r = wake(session, now);
        if (r < 0)
                return r;
        if (n <= 0) { /* the terminal is gone */
                loop_io_set_events(io, 0);
                close_session(session, SIGHUP, now);
        }
        for (ssize_t i = 0; i < n; i++) {
                Press press;

                if (key_reader_feed(&session->keys, bytes[i], &press))
                        take_press(session, press, now);
        }
        session->key_at = now;
        return settle(session, now);
}

/* Ctrl-Z: the terminal is the shell's until we are wanted again. */
static int stop_for_a_while(Session *session, BootTime now)
{
        PlayerView view;

        player_view(session->player, &view);
        if (!view.paused)
                player_press(session->player, PLAYER_PAUSE, session_time(session, now));
        session->surface->ops->suspend(session->surface);
        raise(SIGSTOP);
        return session->surface->ops->resume(session->surface);
}

static int on_signal(Loop *loop, const struct signalfd_siginfo *signal, void *userdata)
{
        Session *session = userdata;
        BootTime now = clock_boot_now();
        int r = wake(session, now);

        if (r < 0)
                return r;
        if (signal->ssi_signo == SIGWINCH) {
                session->surface->ops->resize(session->surface);
        } else if (signal->ssi_signo == SIGTSTP) {
                r = stop_for_a_while(session, now);
                now = clock_boot_now();
        } else {
                close_session(session, (int) signal->ssi_signo, now);
        }
        return r < 0 ? r : settle(session, now);
}

static int run_loop(Session *session, bool keys, const sigset_t *signals)
{
        _cleanup_(loop_freep) Loop *loop = NULL;
        _cleanup_(loop_io_freep) LoopIo *input = NULL;
        _cleanup_(loop_timer_freep) LoopTimer *timer = NULL;
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
        r = settle(session, session->start);
        return r < 0 ? r : loop_run(loop);
}

/* ---- before and after ---- */

static int open_surface(const SessionOptions *options, Surface **ret, bool *ret_keys, Error *error)
{
        bool screen = isatty(options->in_fd) && isatty(options->out_fd);
        int r;

        *ret_keys = isatty(options->in_fd);
        if (screen && !options->plain) {
                r = surface_screen_new(options->in_fd, options->out_fd, ret, error);
                if (r != -ENOTTY)
                        return r;
        }
        return surface_plain_new(options->in_fd, options->out_fd, *ret_keys, ret, error);
}

static void print_results(const Session *session)
{
        size_t n;
        const PlayerResult *results = player_results(session->player, &n);
        char text[WORDS_SIZE];

        for (size_t i = 0; i < n; i++)
                dprintf(session->options->out_fd, "%s\n", words_result(&results[i], text));
}

static int end_link(const Session *session, SessionLink *link, SessionReport *report)
{
        SessionResult results[2 * PLAYER_MAX_ITEMS];
        size_t n;
        const PlayerResult *stretches = player_results(session->player, &n);

        assert(n <= ELEMENTSOF(results));
        for (size_t i = 0; i < n; i++)
                results[i] = (SessionResult){ &stretches[i], wall_time(session, stretches[i].began) };
        return link->end(link, report->took_part, report->ended, results, n, &report->notice);
}

static int run_with(
        const SessionOptions *options, SessionLink *link, const sigset_t *signals, SessionReport *report,
        Error *error)
{
        _cleanup_(player_freep) Player *player = NULL;
        _cleanup_(surface_freep) Surface *surface = NULL;
        Session session = { .options = options, .shown.sitting_ms = options->sitting_ms };
        bool keys, linked;
        int r;

        r = open_surface(options, &surface, &keys, error);
        if (r < 0)
                return r;
        session.start = clock_boot_now();
        session.start_wall = clock_wall_now();
        player = player_new(&options->player, session.start);
        if (!player)
                return -ENOMEM;
        session.player = player;
        session.surface = surface;
        session.planned = session.start;
        linked = link && link->begin && link->begin(link, &report->notice) >= 0;

        r = run_loop(&session, keys, signals);
        /* A terminal that went away is a way to end a session, not an error of it. */
        if (!player_is_over(player))
                close_session(&session, r < 0 ? SIGHUP : 0, clock_boot_now());
        surface_free(TAKE_PTR(surface));

        report->ended = player_ended(player);
        report->took_part = player_took_part(player);
        /* Where keys are read Ctrl-C is one of them, and quits as Q does. */
        report->signal = keys && session.signal == SIGINT ? 0 : session.signal;
        print_results(&session);
        if (linked && link->end)
                end_link(&session, link, report);
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

        assert(options->speed >= SESSION_SPEED_MIN && options->speed <= SESSION_SPEED_MAX);

        hold_signals(&caught, &before, &pipe);
        r = run_with(options, link, &caught, &report, error);
        sigaction(SIGPIPE, &pipe, NULL);
        sigprocmask(SIG_SETMASK, &before, NULL);
        if (r >= 0)
                *ret = report;
        return r;
}
