/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_GUIDE_H
#define LIMBER_GUIDE_H

/*
 * Guide: a guided session as every surface has it, in a terminal or in a window: the player, and around it
 * the keys and the two times. It does no I/O and reads no clock: the surface tells it the time (real time,
 * CLOCK_BOOTTIME) and the keys, and is told what to show. The player is told session time: real time since
 * the start, times the speed.
 *
 *      guide_new()  guide_begin()
 *      guide_wake() when guide_plan() says, guide_press() and the like whenever;   after each: guide_plan()
 *      ... until guide_is_over():  guide_end()  guide_free()
 *
 * Where the process did not run (suspend, a stopped job), the session is paused at the instant it was last
 * to be woken, so that nobody has stretched in their sleep.
 */

#include "session-link.h"
#include "session-shown.h"

typedef struct Guide Guide;

typedef enum GuideKey {
        GUIDE_PAUSE, /* and on again */
        GUIDE_NEXT,  /* while asking: as Enter */
        GUIDE_AGAIN,
        GUIDE_POSTPONE, /* not before leave_after_ms */
        GUIDE_SKIP,     /* a second one within 3 s skips; guide_skip() does so at once */
        GUIDE_OUCH,
        GUIDE_MUTE,
        GUIDE_CLOSE,
        GUIDE_ENTER,     /* the answer is given, or none */
        GUIDE_BACKSPACE, /* the digit goes away */
        GUIDE_OTHER,     /* means nothing; but skipping is not asked for any more */
        GUIDE_DIGIT_0,   /* + n, of the answer: 1 may become 10 within 1.5 s */
        GUIDE_DIGIT_9 = GUIDE_DIGIT_0 + 9,
        N_GUIDE_KEYS,
} GuideKey;

/* Shows it as it is now, and says it aloud. 0, or -errno: the surface is gone. */
typedef int (*GuideShowFunction)(const SessionShown *shown, void *userdata);

typedef struct GuideOptions {
        PlayerOptions player;
        double speed;           /* 1; for tests so many times faster, GUIDE_SPEED_MIN to _MAX */
        int64_t sitting_ms;     /* how long the person has been sitting, 0: not known */
        bool unasked;           /* it came up by itself: see guide_confirm() */
        int64_t leave_after_ms; /* strict: no postponing and no skipping for so long; 0: at once */
        GuideShowFunction show; /* at each change on the way, and at the end of each call with `now` */
        void *userdata;
} GuideOptions;

#define GUIDE_SPEED_MIN 0.1
#define GUIDE_SPEED_MAX 10000.0

/* 0 or -ENOMEM. `now` and `wall` are the same instant. Shows nothing yet. */
int guide_new(const GuideOptions *options, BootTime now, WallTime wall, Guide **ret);
void guide_free(Guide *guide);
DEFINE_CLEANUP(Guide, guide_free)

/* Tells `link` (borrowed until guide_end(), may be NULL) that it begins. The session goes on if that fails.
 */
void guide_begin(Guide *guide, SessionLink *link);

/*
 * All of these let the time pass first, then do, then show, and return what `show` returned. A key that
 * means nothing just now does nothing.
 */
int guide_wake(Guide *guide, BootTime now);
int guide_press(Guide *guide, GuideKey key, BootTime now);
int guide_skip(Guide *guide, BootTime now);           /* at once: a button that was meant */
int guide_rate(Guide *guide, int pain, BootTime now); /* the answer, 0 to 10 */
int guide_hold(Guide *guide, BootTime now); /* paused, if it is not: lock, suspend, a stopped job */

/*
 * A session that came up by itself also ends by itself, whether anybody did it or not. Where nobody touched
 * anything until its end, the person is asked (SessionShown.confirming): this is the answer, or Enter, Space
 * and the right arrow for yes and the keys that leave for no. Without one for 30 s, or when it is closed,
 * nobody took part, and nothing of it is kept.
 */
int guide_confirm(Guide *guide, bool took_part, BootTime now);

/*
 * When to call guide_wake() at the latest: the next change, or the end of a wait for a key; and in frame_ms
 * if that is > 0 and something moves. To be called after each of the above: 5 s later than this means that
 * the process did not run. A surface whose frames may be withheld (a frame clock) says 0.
 */
BootTime guide_plan(Guide *guide, BootTime now, int64_t frame_ms);

/* As it was shown last. Borrowed. */
const SessionShown *guide_shown(const Guide *guide);

bool guide_is_over(const Guide *guide);

/* As player_results(). */
const PlayerResult *guide_results(const Guide *guide, size_t *ret_n);

typedef struct GuideReport {
        PlayerEnd ended; /* never PLAYER_ENDED_NEXT or _OUCH */
        bool took_part;
        bool offers_checkup;
        Error notice; /* of the link: "" where all is well */
} GuideReport;

/* Over: gives the results to the link. Once. */
void guide_end(Guide *guide, GuideReport *ret);

#endif
