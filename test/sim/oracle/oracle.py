#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""An oracle for `limber simulate`: the rules of engine.md, written a second time.

It is meant to be compared with the real engine, so it is as plain as it can be: whatever can be
computed from its definition is computed from its definition, each time it is needed (a clock is the
desk time inside bouts since the last reset, summed over the bouts). Time is jumped over: after
everything that happens at an instant, the earliest instant at which some condition can change is the
next one that is looked at. A superfluous instant does no harm; it is looked at and nothing happens.

    oracle.py FILE [--answer take|skip|postpone|none] [--set KEY=VALUE]... [--tz ZONE]

prints what `limber simulate FILE --json` prints. As a module:

    simulate(lines, settings, answer) -> list of dicts

All times and durations inside are whole milliseconds. Comments in quotes are sentences of engine.md;
"A7" and the like are entries of doc/engine-readings.md, where the text left a choice.
"""

import argparse
import datetime
import json
import re
import sys
import zoneinfo

SECOND = 1000
MINUTE = 60 * SECOND

BUSY_REASONS = ("mic", "camera", "fullscreen", "dnd", "calendar", "hours", "user")
GONE_REASONS = ("lock", "suspend", "off", "lost")
BUSY_THAT_IS_PRESENCE = ("mic", "camera")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class WrongLine(Exception):
    """A line of the timeline that is wrong; carries its number, from 1."""

    def __init__(self, number, why):
        super().__init__("line %d: %s" % (number, why))
        self.number = number


class WrongSetting(Exception):
    """A --set that cannot be understood."""


# ------------------------------------------------------------------------------------------------
# Times and durations as text
# ------------------------------------------------------------------------------------------------

TIME_PATTERN = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))", re.ASCII)
DURATION_PATTERN = re.compile(r"(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?", re.ASCII)
EPOCH = datetime.datetime(1970, 1, 1)


def parse_time(text):
    """RFC 3339 with any offset, as milliseconds since 1970; ValueError where it is wrong."""
    match = TIME_PATTERN.fullmatch(text)
    if not match:
        raise ValueError("not a time: " + text)
    year, month, day, hour, minute, second = (int(match.group(i)) for i in range(1, 7))
    civil = datetime.datetime(year, month, day, hour, minute, second)
    ms = int((civil - EPOCH) / datetime.timedelta(milliseconds=1))
    if match.group(7):
        ms += int((match.group(7) + "000")[:3])
    if match.group(8):
        offset_hour, offset_minute = int(match.group(9)), int(match.group(10))
        if offset_hour > 23 or offset_minute > 59:
            raise ValueError("not an offset: " + text)
        offset = (offset_hour * 60 + offset_minute) * MINUTE
        ms += -offset if match.group(8) == "+" else offset
    return ms


def format_time(ms):
    """UTC, "milliseconds only where not zero"."""
    civil = EPOCH + datetime.timedelta(milliseconds=ms)
    text = civil.strftime("%Y-%m-%dT%H:%M:%S")
    if ms % 1000:
        text += ".%03d" % (ms % 1000)
    return text + "Z"


def parse_duration(text):
    """90s, 5m, 1h30m, as milliseconds; ValueError where it is wrong."""
    match = DURATION_PATTERN.fullmatch(text)
    if not text or not match:
        raise ValueError("not a duration: " + text)
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return ((hours * 60 + minutes) * 60 + seconds) * SECOND


# ------------------------------------------------------------------------------------------------
# Settings
# ------------------------------------------------------------------------------------------------

class Rule:
    """A break rule, and where its clock stands: when it was last reset, and its target."""

    def __init__(self, name, every=None, lasts=None):
        self.name = name
        self.every = every
        self.lasts = lasts
        self.rest = None              # None: not set
        self.counts = "desk"          # desk, sitting or standing
        self.enabled = True

        self.reset_at = None          # instant of the last reset; None: never
        self.target = None
        self.rest_was_reached = False  # in the rest that is going on: "resets the clock, once"


class Settings:
    def __init__(self):
        self.away_after = 3 * MINUTE
        self.pause = 5 * SECOND
        self.patience = 3 * MINUTE
        self.notice = 10 * SECOND
        self.notice_max = 30 * SECOND
        self.calm = 2 * SECOND
        self.settle = 30 * SECOND
        self.gather = 10 * MINUTE
        self.postpone = 5 * MINUTE
        self.watching = "sitting"
        self.hours = None             # None: off; else a list of (weekdays, from minute, to minute)
        self.rules = [Rule("stretch", 30 * MINUTE, 1 * MINUTE), Rule("walk", 60 * MINUTE, 4 * MINUTE)]


DURATION_SETTINGS = ("away_after", "pause", "patience", "notice", "notice_max", "calm", "settle", "gather", "postpone")
UNPRINTED_SETTINGS = ("held_max", "day_limit", "day_starts")   # change nothing that simulate prints


def parse_hours(text):
    """`Mon-Fri 08:00-18:00, Sat 10:00-14:00`, or off."""
    if text == "off":
        return None
    spans = []
    for part in text.split(","):
        match = re.fullmatch(r"\s*([A-Z][a-z]{2})(?:-([A-Z][a-z]{2}))?\s+(\d\d):(\d\d)-(\d\d):(\d\d)\s*", part, re.ASCII)
        if not match or match.group(1) not in WEEKDAYS or (match.group(2) or "Mon") not in WEEKDAYS:
            raise ValueError("not hours: " + text)
        first = WEEKDAYS.index(match.group(1))
        last = WEEKDAYS.index(match.group(2)) if match.group(2) else first
        n_days = (last - first) % 7 + 1
        days = [(first + i) % 7 for i in range(n_days)]
        start = int(match.group(3)) * 60 + int(match.group(4))
        end = int(match.group(5)) * 60 + int(match.group(6))
        if int(match.group(4)) > 59 or int(match.group(6)) > 59 or not 0 <= start < end <= 24 * 60:
            raise ValueError("not hours: " + text)
        spans.append((days, start, end))
    return spans


def parse_choice(value, choices):
    if value not in choices:
        raise ValueError("not one of %s: %s" % (", ".join(choices), value))
    return value


def parse_settings(pairs):
    """From "KEY=VALUE" strings, in their order (or a dict), to Settings."""
    if isinstance(pairs, dict):
        pairs = ["%s=%s" % item for item in pairs.items()]
    settings = Settings()
    for pair in pairs or []:
        key, equals, value = (part.strip() for part in pair.partition("="))
        try:
            if not equals:
                raise ValueError("no value")
            if key in DURATION_SETTINGS:
                setattr(settings, key, parse_duration(value))
            elif key == "watching":
                settings.watching = parse_choice(value, ("sitting", "away"))
            elif key == "hours":
                settings.hours = parse_hours(value)
            elif key in UNPRINTED_SETTINGS:
                pass
            elif re.fullmatch(r"[a-z0-9_-]+\.(every|lasts|rest|counts|enabled)", key, re.ASCII):
                set_rule(settings, *key.split("."), value)
            else:
                raise ValueError("no such setting")
        except ValueError as error:
            raise WrongSetting("%s: %s" % (pair, error)) from None

    for rule in settings.rules:
        if rule.every is None or rule.lasts is None:
            raise WrongSetting("%s: a rule needs every and lasts" % rule.name)
        # "`rest` (unless set: `lasts`, but at least `away_after`)"   [A12]
        if rule.rest is None:
            rule.rest = max(rule.lasts, settings.away_after)
        rule.target = rule.every
    # A rule that is switched off is as if it were not there.
    settings.rules = [rule for rule in settings.rules if rule.enabled]
    return settings


def set_rule(settings, name, key, value):
    by_name = {rule.name: rule for rule in settings.rules}
    if name in by_name:
        rule = by_name[name]
    else:
        rule = Rule(name)
        settings.rules.append(rule)   # configured after those before it
    if key in ("every", "lasts", "rest"):
        setattr(rule, key, parse_duration(value))
    elif key == "counts":
        rule.counts = parse_choice(value, ("desk", "sitting", "standing"))
    else:
        rule.enabled = parse_choice(value, ("yes", "no", "true", "false", "on", "off")) in ("yes", "true", "on")


# ------------------------------------------------------------------------------------------------
# The timeline file
# ------------------------------------------------------------------------------------------------

def parse_observation(words):
    """The words after the time, checked; ValueError where they are wrong."""
    verb, rest = words[0], words[1:]
    right = (
        (verb in ("active", "quiet", "back", "sit", "stand") and rest == [])
        or (verb == "gone" and len(rest) == 1 and rest[0] in GONE_REASONS)
        or (verb in ("busy", "free") and len(rest) == 1 and rest[0] in BUSY_REASONS)
        or (verb == "film" and rest in ([], ["off"]))
        or (verb == "answer" and len(rest) == 1 and rest[0] in ("take", "skip", "postpone"))
        or (verb == "answer" and len(rest) == 2 and rest[0] == "postpone" and parse_duration(rest[1]) >= 0)
    )
    if not right:
        raise ValueError("not an observation: " + " ".join(words))
    return words


def parse_timeline(lines):
    """A list of (time, words). "a line earlier than the one before it is an error that names its line\""""
    timeline = []
    for number, line in enumerate(lines, 1):
        words = line.partition("#")[0].split()
        if not words:
            continue
        try:
            if len(words) < 2:
                raise ValueError("a time and an observation are wanted")
            at = parse_time(words[0])
            observation = parse_observation(words[1:])
            if timeline and at < timeline[-1][0]:
                raise ValueError("earlier than the line before it")
        except ValueError as error:
            raise WrongLine(number, str(error)) from None
        timeline.append((at, observation))
    return timeline


def is_inside_hours(at, hours, zone):
    local = datetime.datetime.fromtimestamp(at / 1000, zone)   # zone None: the zone of TZ or of the machine
    minute = local.hour * 60 + local.minute
    return any(local.weekday() in days and start <= minute < end for days, start, end in hours)


def add_hours(timeline, hours, zone):
    """ "whoever feeds the engine turns civil time into `busy hours` and `free hours`": at the first
    instant where it begins outside, then wherever it changes, each before the lines of its instant. [A13]"""
    if hours is None or not timeline:
        return timeline
    first, last = timeline[0][0], timeline[-1][0]
    changes = []
    inside = True
    at = first
    while at <= last:
        if is_inside_hours(at, hours, zone) != inside:
            inside = not inside
            changes.append((at, ["free" if inside else "busy", "hours"]))
        at = at - at % MINUTE + MINUTE
    # sorted() keeps the order of equals: changes first
    return sorted(changes + timeline, key=lambda entry: entry[0])


# ------------------------------------------------------------------------------------------------
# The engine
# ------------------------------------------------------------------------------------------------

class Bout:
    def __init__(self, start, posture):
        self.start = start
        self.end = None               # None while it is open
        self.posture = posture        # sitting or standing


class Break:
    """The break at hand."""

    def __init__(self, rule, came_up_at):
        self.rule = rule
        self.came_up_at = came_up_at
        self.state = "waiting"        # waiting, announced, on
        self.announced_at = None
        self.began_at = None
        self.took_part = False        # "said take"
        self.had_input = False        # in force as it began, or came before its end


class Engine:
    def __init__(self, settings, answer="none"):
        self.settings = settings
        self.rules = settings.rules
        self.answer = answer
        self.events = []
        self.now = None

        # What the senses said
        self.active = False           # "from this instant on there is input at every instant"
        self.gone = False             # known to be gone
        self.busy = set()
        self.film = False
        self.posture = "sitting"
        self.input_at = None          # the last input, where none is in force
        self.sign_at = None           # the last sign of presence, where none is in force

        self.bouts = []               # the closed ones that were kept, in order
        self.bout = None              # the open one
        self.returned_at = None       # the last return
        self.freed_at = None          # when a busy reason last went free
        self.at_hand = None           # the break at hand

    # ---- Definitions -------------------------------------------------------------------------

    def sign_is_in_force(self):
        """ "A sign of presence is an input; and, while the person is not known to be gone, every
        instant at which the microphone or the camera is busy or a film plays\""""
        if self.active:
            return True
        if self.gone:
            return False
        if any(reason in self.busy for reason in BUSY_THAT_IS_PRESENCE):
            return True
        return self.film and self.settings.watching == "sitting"

    def last_sign(self):
        return self.now if self.sign_is_in_force() else self.sign_at

    def last_input(self):
        return self.now if self.active else self.input_at

    def gap(self):
        """ "A gap is the time since the last sign." """
        return self.now - self.last_sign()

    def input_is_past(self, length):
        """The last input is so long past; "none yet counts as past"."""
        return self.last_input() is None or self.now - self.last_input() >= length

    def clock(self, rule):
        """ "Its clock is the desk time inside bouts since its last reset, never below 0" """
        spans = []
        for bout in reversed(self.bouts):
            if rule.reset_at is not None and bout.end <= rule.reset_at:
                break                 # this one and all before it lie before the reset
            spans.append((bout.start, bout.end, bout.posture))
        if self.bout:
            # "In a gap the clock runs on"; "While the person is known to be gone the clock stands
            # at the last sign"
            runs_to = self.last_sign() if self.gone else self.now
            spans.append((self.bout.start, runs_to, self.bout.posture))

        total = 0
        for start, end, posture in spans:
            if rule.counts in ("desk", posture):
                if rule.reset_at is not None:
                    start = max(start, rule.reset_at)
                total += max(0, end - start)
        return total

    def is_due(self, rule):
        return self.clock(rule) >= rule.target

    def is_held(self):
        """ "while anything is busy, or the person is known to be gone, or no bout is open\""""
        return bool(self.busy) or self.gone or self.bout is None

    def waiting_begins(self):
        """ "Waiting begins when the break comes up and anew at a return, and not before `settle` has
        passed since the last return and since the last busy reason went free." [A1]"""
        begins = [self.at_hand.came_up_at]
        if self.returned_at is not None:
            begins.append(self.returned_at + self.settings.settle)
        if self.freed_at is not None:
            begins.append(self.freed_at + self.settings.settle)
        return max(begins)

    @staticmethod
    def longest(rules):
        """ "of several the one that lasts longest, of equals the first configured\""""
        return max(rules, key=lambda rule: rule.lasts)   # max() gives the first of equals

    def rules_no_longer_than(self, rule):
        return [other for other in self.rules if other.lasts <= rule.lasts]

    def rules_longer_than(self, rule):
        return [other for other in self.rules if other.lasts > rule.lasts]

    # ---- What can happen ---------------------------------------------------------------------

    def emit(self, event, **keys):
        self.events.append({"at": format_time(self.now), "event": event, **keys})

    def reset(self, rule):
        """ "A reset puts the clock to 0 and the target to `every`." """
        rule.reset_at = self.now
        rule.target = rule.every

    def open_bout(self):
        self.bout = Bout(self.now, self.posture)
        for rule in self.rules:
            rule.rest_was_reached = False

    def close_bout(self, end):
        bout = self.bout
        self.bout = None
        bout.end = end
        if bout.end > bout.start:     # "A bout of no length is not kept"
            self.bouts.append(bout)
            self.emit("bout", start=format_time(bout.start), end=format_time(bout.end), posture=bout.posture)

    def break_comes_due(self, rule):
        self.emit("due", **{"break": rule.name})
        if self.at_hand is None:
            self.at_hand = Break(rule, self.now)
        else:
            self.at_hand.rule = rule  # "the break at hand becomes that one"

    def break_is_announced(self):
        """ "At the instant of announcing, a rule that lasts longer and has at most `gather` to go to
        its target takes its place (a `due` line first)." """
        near = [rule for rule in self.rules_longer_than(self.at_hand.rule)
                if rule.target - self.clock(rule) <= self.settings.gather]
        if near:
            self.break_comes_due(self.longest(near))
        self.at_hand.state = "announced"
        self.at_hand.announced_at = self.now
        self.emit("announce", **{"break": self.at_hand.rule.name})

    def break_begins(self):
        self.at_hand.state = "on"
        self.at_hand.began_at = self.now
        self.at_hand.had_input = self.active
        self.emit("begin", **{"break": self.at_hand.rule.name})
        # `--answer` "answers each break as it begins"; "a break that was answered in the file before
        # it began is left alone" (only take leaves one that can begin)
        if not self.at_hand.took_part:
            if self.answer == "take":
                self.at_hand.took_part = True
            elif self.answer == "skip":
                self.break_ends("skipped")
            elif self.answer == "postpone":
                self.break_ends("postponed")

    def break_ends(self, outcome, postpone=None):
        rule = self.at_hand.rule
        self.at_hand = None
        self.emit("end", **{"break": rule.name, "outcome": outcome})
        for other in self.rules_no_longer_than(rule):
            if outcome in ("done", "rested", "ignored", "skipped"):
                self.reset(other)
            elif outcome == "postponed":
                # "get the target max(target, clock + `postpone`)"
                length = self.settings.postpone if postpone is None else postpone
                other.target = max(other.target, self.clock(other) + length)

    # ---- Observations ------------------------------------------------------------------------

    def observe(self, words):
        """One observation at self.now. The timers of this instant have run."""
        verb = words[0]
        word = words[1] if len(words) > 1 else None
        was_gone = self.gone

        # What was in force has been in force up to this instant.   [A5]
        self.sign_at = self.last_sign()
        self.input_at = self.last_input()

        is_input = verb in ("active", "quiet", "sit", "stand")
        if is_input:
            self.input_at = self.sign_at = self.now
            self.gone = False         # "gone lasts until the next input"
            if self.at_hand and self.at_hand.state == "on":
                self.at_hand.had_input = True

        if verb == "active":
            self.active = True
        elif verb == "quiet":
            self.active = False
        elif verb in ("sit", "stand"):
            self.observe_posture("sitting" if verb == "sit" else "standing")
        elif verb == "gone" and not self.gone:
            self.gone = True
            self.active = False       # "ends an `active`"
        elif verb == "busy" and word not in self.busy:
            self.busy.add(word)
        elif verb == "free" and word in self.busy:
            self.busy.remove(word)
            self.freed_at = self.now
        elif verb == "film":
            self.film = word != "off"
        elif verb == "back":
            pass                      # "changes no decision"
        elif verb == "answer":
            self.observe_answer(word, words)
            return
        else:
            return                    # "Repeated or unmatched ... change nothing"

        # "A return is the first sign after `gone`, or while no bout is open"
        has_sign = is_input or self.sign_is_in_force()
        if has_sign:
            self.sign_at = self.now
            if was_gone or self.bout is None:
                self.returned_at = self.now
            if self.bout is None:
                self.open_bout()

        # What it does to the break at hand
        if self.at_hand and verb == "busy":
            if self.at_hand.state == "announced":
                self.at_hand.state = "waiting"      # "Going busy sends it back to waiting."
            elif self.at_hand.state == "on" and word in BUSY_THAT_IS_PRESENCE:
                self.break_ends("postponed")        # "Going busy with `mic` or `camera` ends it"
        if self.at_hand and verb == "gone" and self.at_hand.state == "announced":
            self.break_begins()                     # "Being gone begins it at once"

    def observe_posture(self, posture):
        """ "`sit` and `stand`, when they change the posture, close the open bout and open the next at
        the same instant." """
        if posture == self.posture:
            return
        self.posture = posture
        if self.bout:
            self.close_bout(self.now)
            self.open_bout()

    def observe_answer(self, answer, words):
        """ "what the person said to the break at hand ... without a break at hand ignored\""""
        if self.at_hand is None:
            return
        if answer == "take":
            if self.at_hand.state == "on":
                self.at_hand.took_part = True
            elif not self.gone:       # "while gone it is ignored, but for one that is on"
                self.at_hand.took_part = True
                self.break_begins()
        elif answer == "skip":
            self.break_ends("skipped")
        else:
            self.break_ends("postponed", parse_duration(words[2]) if len(words) > 2 else None)

    # ---- Timers ------------------------------------------------------------------------------

    def do_first_that_applies(self):
        """ "At one instant the first of these that applies is done, then the list starts again: bout
        (with withdrawn), a rest reached, due, announce, begin, end." False when none applies."""
        settings = self.settings

        # bout (with withdrawn)
        if self.bout and self.gap() >= settings.away_after:
            self.close_bout(self.last_sign())
            if self.at_hand and self.at_hand.state != "on":
                self.at_hand.state = "waiting"      # from here on it sleeps, unless withdrawn
                if self.clock(self.at_hand.rule) < self.at_hand.rule.target:
                    self.break_ends("withdrawn")
            return True

        # a rest reached
        if self.bout is None and self.last_sign() is not None:
            for rule in self.rules:
                if not rule.rest_was_reached and self.gap() >= rule.rest:
                    rule.rest_was_reached = True
                    self.reset(rule)
                    if self.at_hand and self.at_hand.rule is rule and self.at_hand.state != "on":
                        self.break_ends("natural")
                    return True

        # due
        due = [rule for rule in self.rules if self.is_due(rule)]
        if self.at_hand is None:
            if due and self.bout and not self.gone:
                self.break_comes_due(self.longest(due))
                return True
        elif self.at_hand.state == "waiting":       # [A3]
            longer = [rule for rule in due if rule in self.rules_longer_than(self.at_hand.rule)]
            if longer:
                self.break_comes_due(self.longest(longer))
                return True

        # announce
        if self.at_hand and self.at_hand.state == "waiting" and not self.is_held():
            begins = self.waiting_begins()
            if self.now >= begins:
                if self.input_is_past(settings.pause) or self.now >= begins + settings.patience:
                    self.break_is_announced()
                    return True

        # begin
        if self.at_hand and self.at_hand.state == "announced":
            announced_for = self.now - self.at_hand.announced_at
            in_calm = announced_for >= settings.notice and self.input_is_past(settings.calm)
            if in_calm or announced_for >= settings.notice_max:
                self.break_begins()
                return True

        # end
        if self.at_hand and self.at_hand.state == "on":
            if self.now >= self.at_hand.began_at + self.at_hand.rule.lasts:
                if self.at_hand.took_part:
                    self.break_ends("done")
                elif self.at_hand.had_input:
                    self.break_ends("ignored")
                else:
                    self.break_ends("rested")
                return True

        return False

    def later_instants(self):
        """The instants after now at which a condition above can change by time alone; among them may
        be some at which nothing happens."""
        settings = self.settings
        instants = []
        if self.last_sign() is not None and not self.sign_is_in_force():
            instants.append(self.last_sign() + settings.away_after)
            for rule in self.rules:
                instants.append(self.last_sign() + rule.rest)
        if self.last_input() is not None and not self.active:
            instants.append(self.last_input() + settings.pause)
            instants.append(self.last_input() + settings.calm)
        if self.bout and not self.gone:
            for rule in self.rules:
                if rule.counts in ("desk", self.bout.posture):
                    instants.append(self.now + rule.target - self.clock(rule))
        if self.at_hand:
            if self.at_hand.state == "waiting":
                instants.append(self.waiting_begins())
                instants.append(self.waiting_begins() + settings.patience)
            elif self.at_hand.state == "announced":
                instants.append(self.at_hand.announced_at + settings.notice)
                instants.append(self.at_hand.announced_at + settings.notice_max)
            else:
                instants.append(self.at_hand.began_at + self.at_hand.rule.lasts)
        return [instant for instant in instants if instant > self.now]

    def next_instant(self):
        return min(self.later_instants(), default=None)

    def do_everything_now(self):
        while self.do_first_that_applies():
            pass

    def run_timers(self, until):
        """All that happens by itself up to that instant, that instant included."""
        while True:
            instant = self.next_instant()
            if instant is None or instant > until:
                break
            self.now = instant
            self.do_everything_now()
        self.now = until

    # ---- The whole ---------------------------------------------------------------------------

    def feed(self, at, words):
        """ "At one instant timers come before an observation, and what the observation makes due at
        once comes right after it\""""
        if self.now is None:
            self.now = at
        self.run_timers(at)
        self.observe(words)
        self.do_everything_now()

    def finish(self):
        """ "an open bout is printed, ended at its last sign, `at` being the last line's time" """
        if self.bout:
            self.close_bout(self.last_sign())


def simulate(lines, settings=(), answer="none", tz=None):
    """The events, as dicts in the order of their keys. settings are "KEY=VALUE" strings (or a dict).
    Raises WrongLine, WrongSetting."""
    parsed = parse_settings(settings)
    timeline = parse_timeline(lines)
    zone = zoneinfo.ZoneInfo(tz) if tz else None
    engine = Engine(parsed, answer)
    for at, words in add_hours(timeline, parsed.hours, zone):
        engine.feed(at, words)
    engine.finish()
    return engine.events


def main():
    parser = argparse.ArgumentParser(description="the rules of engine.md, a second time")
    parser.add_argument("file")
    parser.add_argument("--answer", choices=("take", "skip", "postpone", "none"), default="none")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE")
    parser.add_argument("--tz", metavar="ZONE")
    parser.add_argument("--json", action="store_true", help="as limber has it; it is always JSON")
    arguments = parser.parse_args()
    try:
        with open(arguments.file, encoding="utf-8") as file:
            lines = file.read().split("\n")
        events = simulate(lines, arguments.set, arguments.answer, arguments.tz)
    except (OSError, UnicodeDecodeError, WrongLine, WrongSetting, zoneinfo.ZoneInfoNotFoundError) as error:
        print("oracle: %s" % error, file=sys.stderr)
        return 1
    for event in events:
        print(json.dumps(event, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
