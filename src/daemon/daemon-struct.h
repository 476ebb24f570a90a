/* SPDX-License-Identifier: MIT */
#ifndef LIMBER_DAEMON_STRUCT_H
#define LIMBER_DAEMON_STRUCT_H

/*
 * The daemon's inside, for the files of this folder alone; each part of it has one file that changes it. Who
 * calls whom, from the top down:
 *
 *      daemon                                  opens and closes
 *      requests senses busy-senses reload civil pausing restore    the world comes in
 *      feed                                    one input to the engine, its effects out
 *      effects                                 what is carried out
 *      windows hooks                           the window of a break, or words; programs of the person's
 *      followers notices saving                who is told, words, the state on disk
 *      window-answers next-stretch bell state-file today desk-process display
 *      hook-queue hook-output child-process
 */

#include <stdbool.h>
#include <stdint.h>

#include "busy.h"
#include "daemon.h"
#include "engine.h"
#include "hook-queue.h"
#include "loop.h"
#include "notification.h"
#include "service.h"
#include "settings.h"
#include "source.h"
#include "store-queue.h"
#include "today.h"
#include "windows.h"

/* What followers of the status want to know of: when one of these changes they are told. */
typedef struct FollowKey {
        bool present, gone, session, paused;
        GoneReason gone_reason;
        Posture posture;
        uint32_t busy;
        BreakState state;
        size_t rule;
        int64_t bout_start_ms, paused_until_ms;
        uint32_t n_changes; /* of the day's counts */
        BreakWindow window;
        Firmness firm;
        bool taken;
        bool store_fails;
} FollowKey;

/* One busy source, as busy_table has it. */
typedef struct BusySense {
        Busy *source;  /* NULL: off, or `problem` */
        bool wanted;   /* the settings have it on */
        bool is_busy;  /* as fed to the engine */
        Error problem; /* text "": it sees */
} BusySense;

struct Daemon {
        Loop *loop;
        Settings settings;
        char *config_path, *store_path, *state_path;
        Error config_error; /* the file is wrong: `settings` are the last good ones */
        int lock_fd;

        Engine *engine;
        Effects effects;
        bool feeding;              /* carrying out effects: no feeding from inside */
        LoopTimer *deadline_timer; /* the engine's deadline, or the watch's beginning */
        int64_t wall_offset_ms;    /* wall minus boot at the last feed: a change is a step */
        int64_t slept_ms;          /* how long the machine had slept in all, at the last feed */

        Source *source, *logind;
        Error source_problem, logind_problem;
        LoopTimer *source_timer;          /* tries again while none could be opened */
        struct DisplayWait *display_wait; /* while a terminal must do, or nothing does */
        bool absent;                      /* locked or asleep, as logind says */
        int64_t watch_ms;                 /* the short threshold that was asked for */

        BusySense busy[N_BUSY_SOURCES];
        sd_bus *session_bus; /* the service's; NULL: none */

        LoopTimer *civil_timer; /* the next change of hours or of the day */
        bool hours_closed;      /* outside office hours: BUSY_HOURS was fed */
        CivilDay day;

        LoopTimer *pause_timer;
        bool paused;
        WallTime paused_until;

        LoopTimer *save_timer;
        LoopPrepare *save_prepare;
        bool save_wanted; /* something happened since the last save */
        bool save_urgent; /* ... and must be on the disk before we go on */
        BootTime save_at; /* when save_timer fires */
        bool save_failed; /* said so already */
        char boot_id[37];

        StoreQueue *queue;
        bool store_checked;
        LoopTimer *retry_timer;
        Uuid device;

        BusService *service;
        char *session_problem; /* of the session bus; NULL: it works */
        Notifier *notifier;
        bool notifier_failed;
        uint64_t session_client; /* runs a guided session; 0: none */
        bool has_session;
        FollowKey followed;
        Windows windows;

        HookQueue *hooks;
        char *hooks_path;
        bool hooks_settled;  /* what was busy before is known */
        uint32_t hooks_busy; /* as the hooks were told */

        int config_watch_fd;
        LoopIo *config_watch;

        Today today;
};

/* ---- feed.c ---- */

/* Feeds one input (its times are filled in here), carries the effects out and arms what the engine wants
 * next. */
void daemon_feed(Daemon *daemon, Input *input);
void daemon_observe(Daemon *daemon, const Observation *observation, BootTime since);

/* ---- effects.c ---- */
void daemon_carry_out(Daemon *daemon, const Effect *effect);
void daemon_keep_stretches(Daemon *daemon, const BusStretchResult *results, size_t n_results);

/* ---- windows.c: the window of the break at hand ---- */
int windows_open(Daemon *daemon);
void windows_close(Daemon *daemon);
void windows_announce(Daemon *daemon, const Effect *effect);
/* true: a window shows the break, or the notice follows by itself. */
bool windows_begin(Daemon *daemon, const Effect *effect);
void windows_end(Daemon *daemon);
void windows_count(Daemon *daemon, const Effect *effect); /* an EFFECT_END */
void windows_forget(Daemon *daemon);                      /* other rules: nothing was put off */
/* The person wants to see the break at hand, though it has no window by itself. */
void windows_ask(Daemon *daemon);
int windows_ready(Daemon *daemon, Error *error); /* as BusHandlers.window_ready */
void windows_session_begins(Daemon *daemon);
void windows_set_bus(Daemon *daemon, sd_bus *bus);
const char *windows_doctor(const Daemon *daemon, Error *ret_detail); /* the state of the row */

/* ---- window-answers.c ---- */
bool windows_wants(const Daemon *daemon, size_t rule); /* by itself */
bool windows_can_be_asked(const Daemon *daemon, size_t rule);
bool windows_may_skip(const Daemon *daemon, size_t rule); /* at once */
void windows_fill(const Daemon *daemon, const EngineStatus *status, StatusRecord *ret);

/* ---- notices.c: the words ---- */
bool notices_is_news(const Effect *effect);
void notices_announce(Daemon *daemon, const Effect *effect);
void notices_begin(Daemon *daemon, const Effect *effect);
void notices_end(Daemon *daemon);
void notices_held_long(Daemon *daemon, const Effect *effect);
void notices_ask_interval(Daemon *daemon);
void notices_day_limit(Daemon *daemon, int64_t desk_ms);
void notices_trouble(Daemon *daemon, const char *text); /* something the person must know, once */
void notices_failed(void *userdata, NoticeKind kind, int error, const char *text); /* of a NotifierSink */
void notices_shown(void *userdata, NoticeKind kind);                               /* of a NotifierSink */

/* ---- hooks.c: the person's own programs ---- */
int hooks_open(Daemon *daemon, Error *error);
void hooks_close(Daemon *daemon);
void hooks_settle(Daemon *daemon); /* everything was put back: what is busy now is no news */
void hooks_tell(Daemon *daemon, const Effect *effect);
void hooks_note_busy(Daemon *daemon); /* after each input */

/* ---- bell.c ---- */
/* Rings the bell of this user's terminals. Returns how many. */
int bell_ring(void);

/* ---- civil.c: office hours and days ---- */
int civil_open(Daemon *daemon);
void civil_check(Daemon *daemon); /* after a step of the wall clock, a new zone, new settings */

/* ---- saving.c ---- */
void saving_note(Daemon *daemon, bool at_once); /* something happened that is to be saved */
void saving_arm(Daemon *daemon);
void saving_save(Daemon *daemon);

/* ---- restore.c ---- */
int restore_open(Daemon *daemon, Error *error); /* locks, and puts the saved engine back */

/* ---- pausing.c ---- */
int pausing_open(Daemon *daemon);
void pausing_begin(Daemon *daemon, WallTime until); /* .ms 0: until resume */
void pausing_end(Daemon *daemon);

/* ---- reload.c ---- */
int reload_open(Daemon *daemon, Error *error);
int reload_now(Daemon *daemon, Error *error);
void reload_close(Daemon *daemon);

/* ---- senses.c: sources and logind ---- */
int senses_open(Daemon *daemon);
void senses_set_long(Daemon *daemon);
void senses_close(Daemon *daemon);

/* ---- busy-senses.c ---- */
void busy_senses_check(Daemon *daemon); /* opens and closes as the settings want it */
void busy_senses_set_bus(Daemon *daemon, sd_bus *bus);
const char *busy_senses_doctor(const Daemon *daemon, size_t i, const char **ret_detail); /* the state */
void busy_senses_close(Daemon *daemon);

/* ---- followers.c ---- */
void followers_tell(Daemon *daemon);

/* ---- requests.c: what callers on the bus and buttons of notices want ---- */
extern const BusHandlers request_handlers;
int requests_open(Daemon *daemon);

#endif
