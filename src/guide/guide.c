/* SPDX-License-Identifier: MIT */
/* A guided session as every surface has it: see guide.h. */

#include "guide.h"

#include <stdlib.h>
#include <string.h>

#include "macro.h"

enum {
        SKIP_MS = 3000,   /* for the second press */
        DIGIT_MS = 1500,  /* a 1 waits so long for the 0 of 10 */
        GAP_MS = 5000,    /* later than planned by so much: we did not run */
        FAR_MS = 3600000, /* nothing is planned */
        CONFIRM_MS = 30000,
};

struct Guide {
        GuideOptions options;
        Player *player;
        SessionLink *link;
        Error notice;
        int error; /* of the surface, in this call */
        SessionShown shown;
        BootTime start; /* of session time */
        WallTime start_wall;
        BootTime planned;           /* the wake-up that was asked for */
        BootTime skip_at, digit_at; /* the first press, the last digit */
        bool touched;               /* the person did something */
        bool over, confirmed;       /* confirmed: was answered, or has waited long enough */
        BootTime over_at;
};

/* ---- two times ---- */

static BootTime session_time(const Guide *guide, BootTime real)
{
        return (BootTime){ guide->start.ms +
                           (int64_t) ((double) (real.ms - guide->start.ms) * guide->options.speed) };
}

/* The first millisecond of real time at which session time is there. */
static BootTime real_time(const Guide *guide, BootTime told)
{
        BootTime real = { guide->start.ms +
                          (int64_t) ((double) (told.ms - guide->start.ms) / guide->options.speed) };

        while (session_time(guide, real).ms < told.ms)
                real.ms++;
        return real;
}

static WallTime wall_time(const Guide *guide, BootTime told)
{
        return (WallTime){ guide->start_wall.ms + real_time(guide, told).ms - guide->start.ms };
}

/* ---- time passes ---- */

/* Came up by itself and ran to its end, and nobody touched anything. */
static bool is_doubtful(const Guide *guide)
{
        return guide->options.unasked && !guide->touched && !guide->confirmed &&
               player_is_over(guide->player) && player_took_part(guide->player) &&
               player_ended(guide->player) == PLAYER_ENDED_DONE;
}

static void look(Guide *guide)
{
        size_t n;
        const PlayerResult *results = player_results(guide->player, &n);

        player_view(guide->player, &guide->shown.view);
        guide->shown.confirming = guide->over && is_doubtful(guide);
        guide->shown.now = player_now(guide->player);
        guide->shown.result = n > 0 ? &results[n - 1] : NULL;
}

static void show(Guide *guide)
{
        int r = 0;

        look(guide);
        if (guide->options.show)
                r = guide->options.show(&guide->shown, guide->options.userdata);
        if (guide->error >= 0)
                guide->error = r;
}

/* The end of every call with the time. A surface that is gone does not keep the session from going on. */
static int finish(Guide *guide)
{
        show(guide);
        return guide->error;
}

/* To that instant, with a look at each change on the way. */
static void advance(Guide *guide, BootTime real)
{
        BootTime told = session_time(guide, real), deadline;

        while (player_deadline(guide->player, &deadline) && deadline.ms <= told.ms) {
                player_tick(guide->player, deadline);
                show(guide);
        }
        player_tick(guide->player, told);
}

static void pause_at(Guide *guide, BootTime real)
{
        PlayerView view;

        player_view(guide->player, &view);
        if (!view.paused)
                player_press(guide->player, PLAYER_PAUSE, session_time(guide, real));
}

/* Not run for a while: paused at the instant that was planned. */
static void notice_gap(Guide *guide, BootTime now)
{
        if (now.ms <= guide->planned.ms + GAP_MS)
                return;
        advance(guide, guide->planned);
        pause_at(guide, guide->planned);
        show(guide);
}

static void give_rating(Guide *guide, BootTime now)
{
        const char *rating = guide->shown.rating;

        if (rating[0]) /* a digit, or 10 */
                player_rate(guide->player, rating[1] ? 10 : rating[0] - '0', session_time(guide, now));
        else
                player_press(guide->player, PLAYER_NEXT, session_time(guide, now));
        guide->shown.rating[0] = '\0';
}

/* What a wait ended with nothing. */
static void end_waits(Guide *guide, BootTime now)
{
        if (guide->shown.skip_asked && now.ms >= guide->skip_at.ms + SKIP_MS)
                guide->shown.skip_asked = false;
        if (guide->shown.rating[0] && now.ms >= guide->digit_at.ms + DIGIT_MS)
                give_rating(guide, now);
        if (player_is_over(guide->player) && !guide->over) {
                guide->over = true;
                guide->over_at = now;
        }
        if (guide->over && now.ms >= guide->over_at.ms + CONFIRM_MS)
                guide->confirmed = true;
        guide->shown.may_leave = now.ms >= guide->start.ms + guide->options.leave_after_ms;
}

/* The beginning of every call with the time. */
static void pass(Guide *guide, BootTime now)
{
        guide->error = 0;
        notice_gap(guide, now);
        guide->planned.ms = MAX(guide->planned.ms, now.ms);
        advance(guide, now);
        end_waits(guide, now);
        look(guide);
}

int guide_wake(Guide *guide, BootTime now)
{
        pass(guide, now);
        return finish(guide);
}

static void plan_at(Guide *guide, BootTime when)
{
        guide->planned.ms = MIN(guide->planned.ms, when.ms);
}

BootTime guide_plan(Guide *guide, BootTime now, int64_t frame_ms)
{
        const PlayerView *view = &guide->shown.view;
        BootTime deadline;

        guide->planned = (BootTime){ now.ms + FAR_MS };
        if (player_deadline(guide->player, &deadline)) {
                plan_at(guide, real_time(guide, deadline));
                if (frame_ms > 0 && view->phase && !view->paused)
                        plan_at(guide, (BootTime){ now.ms + frame_ms });
        }
        if (guide->shown.skip_asked)
                plan_at(guide, (BootTime){ guide->skip_at.ms + SKIP_MS });
        if (guide->shown.rating[0])
                plan_at(guide, (BootTime){ guide->digit_at.ms + DIGIT_MS });
        if (guide->shown.confirming)
                plan_at(guide, (BootTime){ guide->over_at.ms + CONFIRM_MS });
        if (!guide->shown.may_leave)
                plan_at(guide, (BootTime){ guide->start.ms + guide->options.leave_after_ms });
        return guide->planned;
}

/* ---- keys ---- */

/* 0 and 2 to 9 are whole answers; a 1 may become 10. */
static void take_digit(Guide *guide, char digit, BootTime now)
{
        char *rating = guide->shown.rating;
        bool ten = rating[0] == '1' && digit == '0';

        if (rating[0] && !ten)
                return;
        memcpy(rating, ten ? "10" : (char[3]){ digit }, 3);
        guide->digit_at = now;
        if (ten || digit != '1')
                give_rating(guide, now);
}

/* True: the key was one of the answer. */
static bool take_answer(Guide *guide, GuideKey key, BootTime now)
{
        if (guide->shown.view.stage != PLAYER_ASKING)
                return false;
        if (key >= GUIDE_DIGIT_0 && key <= GUIDE_DIGIT_9)
                take_digit(guide, (char) ('0' + (int) (key - GUIDE_DIGIT_0)), now);
        else if (key == GUIDE_ENTER || key == GUIDE_NEXT)
                give_rating(guide, now);
        else if (key == GUIDE_BACKSPACE)
                guide->shown.rating[0] = '\0';
        else
                return false;
        return true;
}

/* A digit that still waits is an answer. */
static void leave(Guide *guide, PlayerKey key, BootTime now)
{
        if (guide->shown.rating[0])
                give_rating(guide, now);
        player_press(guide->player, key, session_time(guide, now));
}

static void confirm(Guide *guide, bool took_part)
{
        guide->touched = guide->touched || took_part;
        guide->confirmed = true;
}

/* True: the key was one of that answer. */
static bool take_confirmation(Guide *guide, GuideKey key)
{
        bool yes = key == GUIDE_ENTER || key == GUIDE_PAUSE || key == GUIDE_NEXT;

        if (!guide->shown.confirming)
                return false;
        if (yes || key == GUIDE_SKIP || key == GUIDE_CLOSE || key == GUIDE_POSTPONE)
                confirm(guide, yes);
        return true;
}

static void take_key(Guide *guide, GuideKey key, BootTime now)
{
        static const PlayerKey keys[] = {
                [GUIDE_PAUSE] = PLAYER_PAUSE, [GUIDE_NEXT] = PLAYER_NEXT,
                [GUIDE_AGAIN] = PLAYER_AGAIN, [GUIDE_POSTPONE] = PLAYER_POSTPONE,
                [GUIDE_SKIP] = PLAYER_SKIP,   [GUIDE_OUCH] = PLAYER_OUCH,
                [GUIDE_MUTE] = PLAYER_MUTE,   [GUIDE_CLOSE] = PLAYER_CLOSE,
        };
        bool leaves = key == GUIDE_POSTPONE || key == GUIDE_SKIP;
        bool again = guide->shown.skip_asked;

        guide->shown.skip_asked = false;
        if (take_confirmation(guide, key))
                return;
        guide->touched = guide->touched || (key != GUIDE_CLOSE && key != GUIDE_OTHER);
        if (take_answer(guide, key, now) || key >= ELEMENTSOF(keys) || (leaves && !guide->shown.may_leave))
                return;
        if (key == GUIDE_SKIP && !again) {
                guide->shown.skip_asked = true;
                guide->skip_at = now;
        } else if (leaves || key == GUIDE_CLOSE) {
                leave(guide, keys[key], now);
        } else {
                player_press(guide->player, keys[key], session_time(guide, now));
        }
}

int guide_press(Guide *guide, GuideKey key, BootTime now)
{
        assert(key < N_GUIDE_KEYS);
        pass(guide, now);
        take_key(guide, key, now);
        return finish(guide);
}

int guide_skip(Guide *guide, BootTime now)
{
        pass(guide, now);
        guide->shown.skip_asked = false;
        if (guide->shown.confirming)
                confirm(guide, false);
        else if (guide->shown.may_leave)
                leave(guide, PLAYER_SKIP, now);
        return finish(guide);
}

int guide_confirm(Guide *guide, bool took_part, BootTime now)
{
        pass(guide, now);
        if (guide->shown.confirming)
                confirm(guide, took_part);
        return finish(guide);
}

int guide_rate(Guide *guide, int pain, BootTime now)
{
        pass(guide, now);
        guide->shown.skip_asked = false;
        guide->touched = true;
        if (player_rate(guide->player, pain, session_time(guide, now)))
                guide->shown.rating[0] = '\0';
        return finish(guide);
}

int guide_hold(Guide *guide, BootTime now)
{
        pass(guide, now);
        pause_at(guide, now);
        return finish(guide);
}

/* ---- from its beginning to its end ---- */

int guide_new(const GuideOptions *options, BootTime now, WallTime wall, Guide **ret)
{
        _cleanup_(guide_freep) Guide *guide = calloc(1, sizeof *guide);

        assert(options->speed >= GUIDE_SPEED_MIN && options->speed <= GUIDE_SPEED_MAX);
        assert(options->leave_after_ms >= 0);

        if (!guide)
                return -ENOMEM;
        guide->options = *options;
        guide->player = player_new(&options->player, now);
        if (!guide->player)
                return -ENOMEM;
        guide->start = guide->planned = now;
        guide->start_wall = wall;
        guide->shown.sitting_ms = options->sitting_ms;
        guide->shown.may_leave = options->leave_after_ms == 0;
        look(guide);
        *ret = TAKE_PTR(guide);
        return 0;
}

void guide_free(Guide *guide)
{
        if (!guide)
                return;
        player_free(guide->player);
        free(guide);
}

const SessionShown *guide_shown(const Guide *guide)
{
        return &guide->shown;
}

bool guide_is_over(const Guide *guide)
{
        return player_is_over(guide->player) && !is_doubtful(guide);
}

const PlayerResult *guide_results(const Guide *guide, size_t *ret_n)
{
        return player_results(guide->player, ret_n);
}

void guide_begin(Guide *guide, SessionLink *link)
{
        guide->link = link;
        if (link && link->begin)
                (void) link->begin(link, &guide->notice); /* the notice tells */
}

void guide_end(Guide *guide, GuideReport *ret)
{
        SessionResult results[2 * PLAYER_MAX_ITEMS];
        SessionLink *link = TAKE_PTR(guide->link);
        size_t n;
        const PlayerResult *stretches = player_results(guide->player, &n);
        Error notice = { "" };

        assert(guide_is_over(guide));
        assert(n <= ELEMENTSOF(results));
        if (guide->options.unasked && !guide->touched) /* a figure that moved before nobody */
                n = 0;
        *ret = (GuideReport){
                .ended = player_ended(guide->player),
                .took_part = player_took_part(guide->player) && n > 0,
                .offers_checkup = player_offers_checkup(guide->player),
                .notice = guide->notice,
        };
        for (size_t i = 0; i < n; i++)
                results[i] = (SessionResult){ &stretches[i], wall_time(guide, stretches[i].began) };
        if (link && link->end && link->end(link, ret->took_part, ret->ended, results, n, &notice) < 0)
                ret->notice = notice;
}
