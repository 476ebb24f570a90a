/* SPDX-License-Identifier: MIT */
/*
 * The window of the break at hand: whether there is to be one, the process that shows it, and the
 * notification where it cannot. The process follows the status as anybody else does and ends by itself; what
 * is watched here is that one of the two reaches the person, and never both.
 *
 *      announced       started, hidden; it says WindowReady
 *      begin           ready: it shows itself. Not yet: it has READY_MS
 *      it ended, or did not get ready, and nobody was guided: the notification, if the break still is on
 */

#include "daemon-struct.h"

#include <errno.h>
#include <string.h>

#include "display.h"
#include "i18n.h"
#include "log.h"

/* A cold start takes a tenth of a second; a machine that is waking or swapping takes longer. */
#define READY_MS (5 * MS_PER_SECOND)
/* After a break a window may say a last word. */
#define LEAVE_MS MS_PER_MINUTE

/* ---- doing without ---- */

static void give_up(Daemon *daemon)
{
        Windows *windows = &daemon->windows;

        log_info("no window for this break: %s", windows->problem.text);
        windows->failed = true;
        windows->asked_for = false;
        if (windows->on)
                notices_begin(daemon, &windows->begin);
        if (!daemon->feeding) /* else they are told in a moment */
                followers_tell(daemon);
}

/* ---- the process ---- */

static void start(Daemon *daemon);

static void set_leaving(Windows *windows)
{
        windows->ready = false;
        windows->leaving = windows->process != NULL;
        loop_timer_set(
                windows->timer,
                windows->leaving ? (BootTime){ clock_boot_now().ms + LEAVE_MS } : BOOT_NEVER);
}

/* As of desk-link.h, whose floor is above. */
enum { STATUS_FULL_SCREEN = 3, STATUS_NO_DISPLAY = 4 };

static void say_no_display(Windows *windows)
{
        windows->problem_state = "missing";
        error_set(&windows->problem, 0, _("there is no display"));
}

static void say_status(Windows *windows, int status)
{
        Error *problem = &windows->problem;

        windows->problem_state = "broken";
        if (status == STATUS_NO_DISPLAY) {
                say_no_display(windows);
        } else if (status == STATUS_FULL_SCREEN) {
                windows->problem_state = NULL; /* as it should be */
                error_set(problem, 0, _("something fills the screen"));
        } else if (status > 128) {
                error_set(problem, 0, _("limber-desk was ended by signal %d"), status - 128);
        } else {
                error_set(
                        problem, 0, _("limber-desk ended early, with status %d; the log may say why"),
                        status);
        }
}

static void on_done(void *userdata, int status)
{
        Daemon *daemon = userdata;
        Windows *windows = &daemon->windows;
        bool was_leaving = windows->leaving, was_ready = windows->ready, was_guided = windows->guided;

        child_process_free(TAKE_PTR(windows->process));
        loop_timer_set(windows->timer, BOOT_NEVER);
        windows->leaving = windows->ready = windows->guided = false;
        if (!was_leaving && status != 0)
                say_status(windows, status);
        if (!windows->wanted || windows->failed)
                return;
        if (was_leaving) { /* of the break before; this one has waited for it */
                start(daemon);
                return;
        }
        if (was_guided || (status == 0 && was_ready && windows->on)) { /* it was seen, and left */
                windows->wanted = false;
                followers_tell(daemon);
                return;
        }
        if (status == 0)
                say_status(windows, status);
        give_up(daemon);
}

static int on_timer(LoopTimer *timer, void *userdata)
{
        Daemon *daemon = userdata;
        Windows *windows = &daemon->windows;

        if (!windows->process)
                return 0;
        log_warning("limber-desk (%s) is ended", windows->leaving ? "its break is over" : "it hangs");
        child_process_end(windows->process, DESK_PROCESS_PATIENCE_MS);
        if (windows->leaving)
                return 0;
        set_leaving(windows);
        windows->problem_state = "broken";
        error_set(&windows->problem, 0, _("limber-desk did not get ready in time"));
        give_up(daemon);
        return 0;
}

static void start_on(Daemon *daemon, const Display *display)
{
        Windows *windows = &daemon->windows;
        _cleanup_free_ char *binary = NULL;
        int r;

        r = desk_process_find(&binary, &windows->problem);
        if (r == 0)
                r = desk_process_start(
                        daemon->loop, binary, display->variables, display->n, on_done, daemon,
                        &windows->process, &windows->problem);
        if (r < 0) {
                windows->problem_state = "broken";
                give_up(daemon);
                return;
        }
        windows->ready = windows->guided = windows->leaving = false;
        if (windows->on)
                loop_timer_set(windows->timer, (BootTime){ clock_boot_now().ms + READY_MS });
}

static int on_display(sd_bus_message *reply, void *userdata, sd_bus_error *ret_error)
{
        Daemon *daemon = userdata;
        Windows *windows = &daemon->windows;
        Display display = { 0 };
        bool found = !sd_bus_message_is_method_error(reply, NULL) && display_read(reply, &display);

        windows->asking = sd_bus_slot_unref(windows->asking);
        if (found && windows->wanted && !windows->failed && !windows->process) {
                start_on(daemon, &display);
        } else if (!found && windows->wanted && !windows->failed) {
                say_no_display(windows);
                give_up(daemon);
        }
        display_deinit(&display);
        return 0;
}

/* Now, or as soon as systemd has said where the display is, or the window of the last break is gone. */
static void start(Daemon *daemon)
{
        Windows *windows = &daemon->windows;

        if (windows->process || windows->asking)
                return;
        if (display_is_here()) {
                start_on(daemon, &(Display){ 0 });
                return;
        }
        if (windows->bus && display_ask(windows->bus, on_display, daemon, &windows->asking) == 0)
                return;
        say_no_display(windows);
        give_up(daemon);
}

/* ---- the break at hand ---- */

void windows_announce(Daemon *daemon, const Effect *effect)
{
        Windows *windows = &daemon->windows;

        windows->failed = windows->asked_for = false;
        windows->wanted = windows_wants(daemon, effect->rule) && notices_is_news(effect);
        if (windows->wanted)
                start(daemon);
}

bool windows_begin(Daemon *daemon, const Effect *effect)
{
        Windows *windows = &daemon->windows;

        if (daemon->has_session) { /* guided elsewhere: in a terminal */
                windows->wanted = false;
                if (windows->process)
                        child_process_end(windows->process, DESK_PROCESS_PATIENCE_MS);
        } else if (!windows->wanted && !windows->failed) {
                windows->wanted = (windows_wants(daemon, effect->rule) || windows->asked_for) &&
                                  notices_is_news(effect);
        }
        windows->begin = *effect;
        if (windows->wanted && !windows->failed)
                start(daemon);
        windows->on = true; /* from here on giving up shows the notice by itself */
        if (windows->process && !windows->ready)
                loop_timer_set(windows->timer, (BootTime){ clock_boot_now().ms + READY_MS });
        return windows->wanted && !windows->failed;
}

void windows_end(Daemon *daemon)
{
        Windows *windows = &daemon->windows;

        windows->wanted = windows->asked_for = windows->failed = windows->on = false;
        windows->asking = sd_bus_slot_unref(windows->asking);
        set_leaving(windows);
}

/* A break that was put off counts until one of its kind, or a longer one, was taken or let go by. */
void windows_count(Daemon *daemon, const Effect *effect)
{
        const EngineOptions *options = &daemon->settings.engine;
        uint32_t *postponed = daemon->windows.postponed;

        if (effect->outcome == OUTCOME_POSTPONED) {
                postponed[effect->rule]++;
                return;
        }
        for (size_t i = 0; effect->outcome != OUTCOME_WITHDRAWN && i < options->n_rules; i++)
                if (options->rules[i].lasts_ms <= options->rules[effect->rule].lasts_ms)
                        postponed[i] = 0;
}

/* ---- what others want ---- */

void windows_ask(Daemon *daemon)
{
        Windows *windows = &daemon->windows;
        EngineStatus status;

        engine_status(daemon->engine, &status);
        if (status.state == BREAK_NONE || windows->wanted || windows->failed || daemon->has_session)
                return;
        windows->asked_for = true;
        if (!windows->on) /* it begins in a moment */
                return;
        windows->wanted = true;
        notifier_close(daemon->notifier, NOTICE_ON);
        start(daemon);
        followers_tell(daemon);
}

int windows_ready(Daemon *daemon, Error *error)
{
        Windows *windows = &daemon->windows;

        if (!windows->process || !windows->wanted || windows->failed)
                return error_set(error, -ENODATA, _("no break waits for a window"));
        windows->ready = true;
        windows->leaving = windows->guided = false;
        windows->problem.text[0] = '\0';
        loop_timer_set(windows->timer, BOOT_NEVER);
        return 0;
}

void windows_session_begins(Daemon *daemon)
{
        daemon->windows.guided = daemon->windows.ready;
}

void windows_forget(Daemon *daemon)
{
        memset(daemon->windows.postponed, 0, sizeof daemon->windows.postponed);
}

void windows_set_bus(Daemon *daemon, sd_bus *bus)
{
        Windows *windows = &daemon->windows;

        windows->bus = bus;
        if (bus || !windows->asking)
                return;
        windows->asking = sd_bus_slot_unref(windows->asking);
        say_no_display(windows);
        if (windows->wanted && !windows->failed)
                give_up(daemon);
}

const char *windows_doctor(const Daemon *daemon, Error *ret_detail)
{
        _cleanup_free_ char *binary = NULL;

        if (desk_process_find(&binary, ret_detail) < 0)
                return "missing";
        if (!display_is_here() && !daemon->windows.bus) {
                error_set(
                        ret_detail, 0,
                        _("no display is known here; notifications are shown instead. Where there is one: "
                          "limber stop; limber start"));
                return "missing";
        }
        if (daemon->settings.firm == FIRM_GENTLE) {
                error_set(ret_detail, 0, _("firm = gentle: opened by Start in the notification"));
                return "off";
        }
        if (daemon->windows.problem.text[0] && daemon->windows.problem_state) {
                error_set(
                        ret_detail, 0, _("the notification was shown instead: %s"),
                        daemon->windows.problem.text);
                return daemon->windows.problem_state;
        }
        error_set(
                ret_detail, 0, "%s",
                display_is_here() ? _("shown by limber-desk")
                                  : _("shown by limber-desk on the display that systemd knows"));
        return "works";
}

/* ---- life ---- */

int windows_open(Daemon *daemon)
{
        return loop_add_timer(daemon->loop, on_timer, daemon, &daemon->windows.timer);
}

/* What is seen already ends by itself, for then its daemon is gone; what waits unseen is not left behind. */
void windows_close(Daemon *daemon)
{
        Windows *windows = &daemon->windows;

        sd_bus_slot_unref(windows->asking);
        if (windows->process && !windows->on)
                child_process_end_now(
                        windows->process, (BootTime){ clock_boot_now().ms + DESK_PROCESS_PATIENCE_MS });
        child_process_free(windows->process);
        loop_timer_free(windows->timer);
}
