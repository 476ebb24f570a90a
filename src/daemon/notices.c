/* SPDX-License-Identifier: MIT */
/*
 * The words that reach the person: a quiet notice before a break, the stretch's first words while it is on,
 * a line now and then. Where no notification server is, the bell of their terminals.
 */

#include "daemon-struct.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "i18n.h"
#include "length-text.h"
#include "log.h"
#include "next-stretch.h"

/* What became known so long ago (the daemon was down meanwhile) is no news any more. */
#define NEWS_MS MS_PER_MINUTE

bool notices_is_news(const Effect *effect)
{
        return clock_boot_now().ms - effect->boot.ms < NEWS_MS;
}

static void show(Daemon *daemon, NoticeKind kind, const Notice *notice)
{
        int r = -ENOENT;

        if (daemon->settings.notifications)
                r = notifier_show(daemon->notifier, kind, notice);
        if (r < 0 && kind != NOTICE_INFO && bell_ring() == 0)
                log_debug("nobody to tell: %s", notice->summary);
}

static void sitting_text(Daemon *daemon, char *text, size_t size)
{
        EngineStatus status;
        long minutes;

        engine_status(daemon->engine, &status);
        text[0] = '\0';
        if (!status.bout_open)
                return;
        minutes = (long) ((status.last_sign.ms - status.bout_start.ms) / MS_PER_MINUTE);
        if (minutes < 1)
                return;
        snprintf(
                text, size,
                status.posture == POSTURE_STANDING ? _("You have been standing for %d min.")
                                                   : _("You have been sitting for %d min."),
                (int) minutes);
}

static bool is_long(const Daemon *daemon, size_t rule)
{
        return engine_options(daemon->engine)->rules[rule].lasts_ms >= BREAK_LONG_MS;
}

static const char *announce_summary(Daemon *daemon, const Effect *effect)
{
        return is_long(daemon, effect->rule) ? _("Time to stand up and walk a little")
                                             : _("Time for a stretch");
}

void notices_announce(Daemon *daemon, const Effect *effect)
{
        char body[512], sitting[128], postpone[64];
        NextStretch next;
        Notice notice = {
                .summary = announce_summary(daemon, effect),
                .body = body,
                .words = _("limber break start · postpone · skip"),
                .actions = {
                        { "start", _("Start") },
                        { "postpone", postpone },
                        { "skip", _("Skip") },
                },
                .n_actions = 3,
                .urgency = NOTICE_NORMAL,
                .expire_ms = 0,
                .transient = true,
        };

        if (!notices_is_news(effect))
                return;
        if (!windows_may_skip(daemon, effect->rule)) {
                notice.words = _("limber break start");
                notice.n_actions = 1;
        }
        snprintf(
                postpone, sizeof postpone, _("In %ld min"),
                (long) MAX(daemon->settings.engine.postpone_ms / MS_PER_MINUTE, 1));
        sitting_text(daemon, sitting, sizeof sitting);
        if (next_stretch_find(&daemon->settings, &daemon->today, &next))
                snprintf(body, sizeof body, "%s%s%s", sitting, sitting[0] ? "\n" : "", next.name);
        else
                snprintf(body, sizeof body, "%s", sitting);
        show(daemon, NOTICE_ANNOUNCE, &notice);
}

void notices_begin(Daemon *daemon, const Effect *effect)
{
        char body[1024], command[128] = "limber stretch";
        NextStretch next;
        bool has_stretch;
        Notice notice = {
                .body = body,
                .words = command,
                .actions = {
                        { "start", effect->taken ? _("Guide me: limber stretch") : _("I am doing it") },
                        { "postpone", _("Later") },
                        { "skip", _("Skip") },
                },
                .n_actions = 3,
                .urgency = NOTICE_NORMAL,
                .expire_ms = 0,
                .resident = true,
                .transient = true,
        };

        if (!notices_is_news(effect) ||
            daemon->has_session) /* in a session the words stand before them already */
                return;
        if (!windows_may_skip(daemon, effect->rule))
                notice.n_actions = 1;
        if (windows_can_be_asked(daemon, effect->rule)) {
                notice.actions[0].label = _("Guide me");
        } else if (effect->taken) { /* taking it twice says nothing more */
                notice.n_actions--;
                memmove(&notice.actions[0], &notice.actions[1], notice.n_actions * sizeof notice.actions[0]);
        }
        has_stretch = next_stretch_find(&daemon->settings, &daemon->today, &next);
        if (is_long(daemon, effect->rule)) {
                notice.summary = _("Stand up and walk a little");
                snprintf(
                        body, sizeof body, "%s%s%s",
                        _("A few minutes away from the desk. Water is a good reason."),
                        has_stretch ? "\n" : "", has_stretch ? next.name : "");
        } else {
                notice.summary = has_stretch ? next.name : _("Time for a stretch");
                snprintf(
                        body, sizeof body, "%s",
                        has_stretch ? next.words : _("Let your shoulders drop and breathe out."));
        }
        if (has_stretch)
                snprintf(command, sizeof command, "%s", next.command);
        show(daemon, NOTICE_ON, &notice);
}

void notices_end(Daemon *daemon)
{
        notifier_close(daemon->notifier, NOTICE_ANNOUNCE);
        notifier_close(daemon->notifier, NOTICE_ON);
}

static void tell(Daemon *daemon, const char *summary, const char *body)
{
        Notice notice = {
                .summary = summary,
                .body = body,
                .urgency = NOTICE_LOW,
                .expire_ms = -1,
        };

        show(daemon, NOTICE_INFO, &notice);
}

void notices_held_long(Daemon *daemon, const Effect *effect)
{
        char body[512], length[LENGTH_TEXT_SIZE];

        if (!notices_is_news(effect))
                return;
        length_text(daemon->settings.engine.held_max_ms, length);
        snprintf(
                body, sizeof body, _("A break has been waiting for %s. It comes when things calm down."),
                length);
        tell(daemon, _("A break is waiting"), body);
}

void notices_ask_interval(Daemon *daemon)
{
        tell(daemon, _("Is the interval right?"),
             _("The last three breaks went by. A longer interval may fit you better:\n"
               "limber config set stretch.every 45m"));
}

void notices_day_limit(Daemon *daemon, int64_t desk_ms)
{
        char body[512], length[LENGTH_TEXT_SIZE];

        length_text(desk_ms, length);
        snprintf(body, sizeof body, _("You have been at the desk for %s today."), length);
        tell(daemon, _("Enough for today?"), body);
}

void notices_trouble(Daemon *daemon, const char *text)
{
        tell(daemon, _("Limber cannot save"), text);
}

void notices_failed(void *userdata, NoticeKind kind, int error, const char *text)
{
        Daemon *daemon = userdata;

        if (!daemon->notifier_failed)
                log_info("notifications cannot be shown (%s); the terminal bell rings instead", text);
        daemon->notifier_failed = true;
        if (kind != NOTICE_INFO)
                bell_ring();
}

/* A server that was started after us, or mended. */
void notices_shown(void *userdata, NoticeKind kind)
{
        Daemon *daemon = userdata;

        if (daemon->notifier_failed)
                log_info("notifications are shown again");
        daemon->notifier_failed = false;
}
