/* SPDX-License-Identifier: MIT */
/* What others ask about the window of the break at hand. Nothing is changed here. */

#include "daemon-struct.h"

#include "display.h"

static const BreakRule *rule_of(const Daemon *daemon, size_t rule)
{
        return &engine_options(daemon->engine)->rules[rule];
}

bool windows_wants(const Daemon *daemon, size_t rule)
{
        return daemon->settings.firm != FIRM_GENTLE &&
               break_rule_window(rule_of(daemon, rule)) != WINDOW_NONE;
}

bool windows_can_be_asked(const Daemon *daemon, size_t rule)
{
        _cleanup_free_ char *binary = NULL;

        return !windows_wants(daemon, rule) && !daemon->windows.failed &&
               (display_is_here() || daemon->windows.bus) && desk_process_find(&binary, NULL) == 0;
}

bool windows_may_skip(const Daemon *daemon, size_t rule)
{
        return daemon->settings.firm != FIRM_STRICT ||
               daemon->windows.postponed[rule] < daemon->settings.strict_postpones;
}

void windows_fill(const Daemon *daemon, const EngineStatus *status, StatusRecord *ret)
{
        const Windows *windows = &daemon->windows;
        BreakRule rule;

        ret->firm = daemon->settings.firm;
        if (status->state == BREAK_NONE)
                return;
        rule = *rule_of(daemon, status->rule);
        if (rule.window == WINDOW_NONE) /* asked for all the same */
                rule.window = WINDOW_AUTO;
        if (windows->wanted && !windows->failed)
                ret->window = break_rule_window(&rule);
        ret->break_taken = windows->on && windows->begin.taken;
        ret->break_postponed = windows->postponed[status->rule];
        ret->skip_allowed_in_ms =
                windows_may_skip(daemon, status->rule) ? 0 : daemon->settings.strict_after_ms;
        if (status->state == BREAK_ON && ret->skip_allowed_in_ms > 0)
                ret->skip_allowed_in_ms =
                        MAX(ret->skip_allowed_in_ms - (clock_boot_now().ms - windows->begin.boot.ms),
                            INT64_C(0));
}
